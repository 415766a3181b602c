package event_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/event"
)

// TestConnectorsAreToldEverythingAtOnce, with what to do about it, and never
// with what might be a password.
func TestConnectorsAreToldEverythingAtOnce(t *testing.T) {
	t.Parallel()
	const text = `kind: connector
id: segment
recipe: segment-entities
cluster: warehouse
user: Segment
role: segment
password: Hunter2hunter2
iam: true
profiles: profiles_sync
allow_from: [192.0.2.1/24, 0.0.0.0/0, segment.com]
reads:
  - {schema: pg_catalog}
  - {schema: devices, tables: [a], future: none}
  - {schema: devices, future: creators}
  - {dataset: devices}
---
kind: connector
id: google
recipe: segment-bigquery
project: Acme
cluster: warehouse
account: segment-connector
books: my-books
reads:
  - {everything: true, tables: [t]}
---
kind: connector
id: typo
recipe: governed-view
`
	_, issues := event.DecodeDocuments([]byte(text), "tools.yaml")
	var got []string
	for _, one := range issues {
		got = append(got, one.String())
	}
	want := []string{
		`tools.yaml:1:1: error [missing-field] the recipe segment-entities needs the field "workspace"
  hint: scrim connector presets segment-entities shows a whole document`,
		`tools.yaml:9:1 profiles: error [not-in-recipe] the recipe segment-entities has no field "profiles" here
  hint: it has recipe, owner, cluster, user, password, iam, connections, allow_from, role, workspace, books, used_before, reads`,
		`tools.yaml:6:7 role: error [bad-account] user and role have one name, and users and roles share their names
  hint: give each a name of its own`,
		`tools.yaml:7:11 password: error [secret-in-document] a document holds references to secrets, never secrets
  hint: write env:NAME or file:/path, and change the password if this was it`,
		`tools.yaml:8:6 iam: error [bad-iam] an account has a password or gets temporary ones from AWS, not both
  hint: leave one of them out`,
		`tools.yaml:10:14 allow_from[0]: error [bad-network] the address has bits beyond its network
  hint: write 192.0.2.0/24`,
		`tools.yaml:10:28 allow_from[1]: error [bad-network] this is the whole internet
  hint: the tool's own documentation lists its addresses`,
		`tools.yaml:10:39 allow_from[2]: error [bad-network] this is no network in CIDR notation
  hint: as 192.0.2.0/28; one address is 192.0.2.7/32`,
		`tools.yaml:12:14 reads[0].schema: error [reserved-schema] no account is given anything in this schema
  hint: scrim_*, pg_* and information_schema are reserved; the recipe governed-views reads scrim's views`,
		`tools.yaml:13:31 reads[1].tables: error [bad-future] a list of tables is about those, and later ones are not in it
  hint: leave tables out for the whole schema, or future and creators for these tables`,
		`tools.yaml:14:31 reads[2].future: error [bad-future] default privileges are of named users, and none is named
  hint: creators: [etl]`,
		`tools.yaml:15:5 reads[3]: error [missing-field] the recipe segment-entities needs the field "schema"
  hint: scrim connector presets segment-entities shows a whole document`,
		`tools.yaml:15:6 reads[3].dataset: error [not-in-recipe] the recipe segment-entities has no field "dataset" here
  hint: it has database, schema, tables, future, creators`,
		`tools.yaml:21:1 cluster: error [not-in-recipe] the recipe segment-bigquery has no field "cluster" here
  hint: it has recipe, owner, project, account, display_name, description, location, books, beforehand, exact, reads`,
		`tools.yaml:25:32 reads[0].tables: error [bad-future] tables are of one dataset
  hint: leave the tables out, or name their dataset`,
		`tools.yaml:20:10 project: error [bad-google-name] Google gives a project no such name
  hint: 6 to 30 lower-case letters, digits and hyphens, beginning with a letter`,
		`tools.yaml:23:8 books: error [bad-google-name] Google gives a dataset no such name
  hint: letters, digits and underscores: it is a dataset`,
		`tools.yaml:29:9 recipe: error [unknown-recipe] there is no recipe "governed-view"
  hint: did you mean governed-views?`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if strings.Contains(strings.Join(got, ""), "Hunter2") {
		t.Error("a password is repeated")
	}
}
