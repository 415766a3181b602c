package control_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/pkg/server/api"
)

// Every policy is listed with how it stands, also one without effect and one
// of which nobody can say what it is.
func TestPolicies(t *testing.T) {
	t.Parallel()
	c := newControl(t)
	c.Now = func() time.Time { return time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC) }
	send(t, c, "hr", `
kind: source
id: people
version: 1
host: db
table: {database: app, schema: hr, name: people}
columns: [{name: id}]
owner: ann
---
{kind: policy, id: active, version: 4, applies_to: {owners: [ann]}, rules: [{mask: {"null": {}}}], owner: bob, ticket: T-1, review_by: "2026-06-01", valid_until: "2026-06-01T12:00:01Z"}
---
{kind: policy, id: staged, version: 1, staged: true, applies_to: {schemas: [hr]}, rules: [{hide: true}], review_by: "2026-05-31"}
---
{kind: policy, id: ended, version: 1, applies_to: {sources: [others]}, subscription: {grant: everyone}, valid_until: "2026-06-01T12:00:00Z", review_by: "2026-05-01"}
---
{kind: policy, id: twice, version: 1, applies_to: {all: true}, rules: [{hide: true}]}
---
{kind: policy, id: gone, version: 1, applies_to: {all: true}, rules: [{hide: true}]}
`)
	send(t, c, "another", `{kind: policy, id: twice, version: 1, applies_to: {all: true}, rules: [{filter: 'row.id == 1'}]}`)
	if _, err := c.Delete(t.Context(), api.Deletion{Kind: "policy", ID: "gone", Sender: "hr"}); err != nil {
		t.Fatal(err)
	}
	all, err := c.Policies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range all.Policies {
		line := []string{p.ID, p.Type, string(p.Standing), strings.Join(p.Sources, ","), p.Sender}
		if p.Overdue {
			line = append(line, "overdue")
		}
		got = append(got, strings.Join(line, " "))
	}
	want := []string{
		"active mask active people hr", "ended subscription expired  hr", "staged row staged people hr overdue", "twice  conflict  ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if p := all.Policies[0]; p.Version != 4 || p.Owner != "bob" || p.Ticket != "T-1" || p.ReviewBy != "2026-06-01" || p.ValidUntil.IsZero() {
		t.Errorf("%+v", p)
	}
	if !all.Policies[3].Issues.Has("claimed-twice") {
		t.Errorf("%v", all.Policies[3].Issues)
	}
}
