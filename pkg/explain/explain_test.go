package explain_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/explain"
	"scrim/pkg/profile"
)

var update = flag.Bool("update", false, "write testdata instead of comparing with it")

func now() time.Time { return time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC) }

// world is the documents of one situation.
type world struct {
	source   catalog.Source
	users    map[string]directory.User
	sessions map[string]directory.Session
	projects []directory.Project
	access   []directory.Access
	compile.Input
}

func read(t *testing.T, documents string) world {
	t.Helper()
	w := world{users: map[string]directory.User{}, sessions: map[string]directory.Session{}}
	all, issues := event.DecodeDocuments([]byte(documents), "documents.yaml")
	if issues.HasErrors() {
		t.Fatal(issues)
	}
	for _, d := range all {
		switch noun := d.Noun.(type) {
		case event.Source:
			w.source = noun.Source
		case event.User:
			w.users[noun.ID] = noun.User
		case event.Session:
			w.sessions[noun.User] = noun.Session
		case event.Project:
			w.projects = append(w.projects, noun.Project)
		case event.Access:
			w.access = append(w.access, noun.Access)
		case event.Policy:
			w.Policies = append(w.Policies, noun.Policy)
		default:
			t.Fatalf("a %s has no place here", d.Kind)
		}
	}
	w.Source, w.Projects, w.Now, w.Cluster.Unpoliced = w.source, w.projects, now(), "nobody"
	w.Reviewed = map[string]bool{}
	for i, c := range w.source.Columns {
		typ, _ := catalog.ParseType(c.Type)
		w.Base.Columns = append(w.Base.Columns, catalog.Observed{Name: c.Name, Type: typ, Ordinal: i + 1})
		w.Reviewed[c.Name] = c.Name != "new"
	}
	return w
}

// told is the explanation as the command line indents it.
func told(n explain.Node, depth int) string {
	line := strings.Repeat("  ", depth) + n.Text
	if n.Because != "" {
		line += " (" + n.Because + ")"
	}
	line += "\n"
	for _, child := range n.Children {
		line += told(child, depth+1)
	}
	return line
}

func (w world) explain(user string) (string, bool) {
	v, decision, _ := compile.Compile(w.Input)
	tree, visible := explain.Explain(explain.Subject{User: user, Source: w.source.ID, Username: user, Decision: decision, View: v, Now: now(), Rows: w.facts(user)})
	return told(tree, 0), visible
}

// facts is the user's rows of the profile; nobody has none.
func (w world) facts(user string) []profile.Row {
	s := profile.Subject{User: w.users[user], Username: user, Session: w.sessions[user], Accesses: w.access, Projects: map[string]directory.Project{}}
	for _, p := range w.projects {
		s.Projects[p.ID] = p
	}
	if _, known := w.users[user]; !known {
		return nil
	}
	rows, _ := profile.Of(s, now())
	return rows
}

const people = `
kind: source
id: people
host: warehouse.example
table: {database: warehouse, schema: hr, name: people}
columns:
  - {name: id, type: integer}
  - {name: email, type: varchar(64), tags: [PII.Email]}
  - {name: region, type: text, tags: [Geo.Region]}
  - {name: pay, type: "numeric(10,2)"}
  - {name: new, type: text}
---
{kind: policy, id: hr-data, applies_to: {sources: [people]}, subscription: {grant: {when: 'user.in_group("hr") || user.has_attribute("audit")'}}}
---
{kind: policy, id: on-request, applies_to: {sources: [people]}, subscription: {grant: approval}}
---
{kind: policy, id: trained, applies_to: {all: true}, subscription: {guardrail: 'user.has_attribute("training")'}}
---
kind: policy
id: email
applies_to: {column_tags: [PII]}
unless: 'user.in_group("okta", "privacy")'
rules:
  - where: 'row.region in user.attribute("region")'
    mask: {hash: {length: 12}}
  - where: 'row.region in ["EU", "UK"] && !is_null(row.pay)'
    mask: {partial: {last: 3}}
otherwise: hide
---
{kind: policy, id: email-2, applies_to: {column_tags: [PII.Email]}, rules: [{for: '"none" in user.attribute("clearance")', mask: {constant: "?"}}], otherwise: clear}
---
{kind: policy, id: pay, applies_to: {sources: [people], columns: [pay]}, unless: 'user.purpose("payroll")', rules: [{mask: {round: {to: 1000}}}]}
---
kind: policy
id: own-region
applies_to: {sources: [people]}
unless: 'user.in_group("global")'
rules: [{filter: 'tag("Geo.Region") in user.attribute("region")'}]
---
{kind: policy, id: no-test-rows, applies_to: {sources: [people]}, rules: [{filter: '!row.email.endsWith("@test") && row.pay > 0'}]}
---
{kind: user, id: ann, groups: [{name: hr}], attributes: {region: [EU, US], training: ["2026"], clearance: [secret]}}
---
{kind: user, id: gus, groups: [{name: hr}, {name: global}, {issuer: okta, name: privacy}], attributes: {training: ["2026"], clearance: [secret]}}
---
{kind: user, id: ned, groups: [{name: hr}], attributes: {region: [EU], clearance: [none]}}
---
{kind: user, id: rev, groups: [{name: hr}], attributes: {training: ["2026"]}}
---
{kind: access, user: rev, source: people, decision: revoked}
---
{kind: user, id: app, attributes: {training: ["2026"], region: [UK]}}
---
{kind: access, user: app, source: people, decision: approved, until: 2027-01-01T00:00:00Z}
---
{kind: project, id: other, members: [pro], sources: [orders]}
---
{kind: user, id: pro, groups: [{name: hr}], attributes: {training: ["2026"]}}
---
{kind: session, user: pro, project: other}
`

// What is told in six situations, and of somebody nobody knows.
func TestExplanationsReadLikeSentences(t *testing.T) {
	w := read(t, people)
	for _, one := range []struct {
		name, user string
		visible    bool
	}{
		{"let in by her group, sees rows and cells of her regions", "ann", true},
		{"exempt from nearly everything", "gus", true},
		{"kept out by a guardrail", "ned", false},
		{"revoked, though a grant would let in", "rev", false},
		{"let in by an approval", "app", true},
		{"works in a project without the source", "pro", false},
		{"is nobody scrim knows", "who", false},
	} {
		t.Run(one.name, func(t *testing.T) {
			got, visible := w.explain(one.user)
			if visible != one.visible {
				t.Errorf("visible is %v", visible)
			}
			path := filepath.Join("testdata", one.user+".txt")
			got = fmt.Sprintf("# %s\n\n%s", one.name, got)
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (run with -update when this is meant):\n%s", path, diff)
			}
		})
	}
}
