package shelf_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/shelf"
)

const documents = `
{kind: cluster, id: main, warehouse: postgres, host: db.example.com, port: 5432, view_database: shop, credentials: {user: scrim}}
---
{kind: source, id: people, host: DB.example.com., table: {database: shop, schema: public, name: people}, columns: [{name: id, type: integer}, {name: level, type: smallint}]}
---
{kind: source, id: asleep, host: db.example.com, disabled: true, table: {database: shop, schema: public, name: asleep}, columns: [{name: id, type: integer}]}
---
{kind: source, id: untyped, host: db.example.com, table: {database: shop, schema: public, name: untyped}, columns: [{name: id}]}
---
{kind: source, id: beyond, host: db.example.com, table: {database: other, schema: public, name: beyond}, columns: [{name: id, type: integer}]}
---
{kind: source, id: elsewhere, host: other.example.com, table: {database: shop, schema: public, name: elsewhere}, columns: [{name: id, type: integer}]}
---
{kind: policy, id: own-level, applies_to: {sources: [people]}, rules: [{filter: 'row.level in user.attribute("level")'}]}
---
{kind: user, id: ann, attributes: {level: ["1"]}}
---
{kind: user, id: bob, attributes: {level: ["one"]}}
---
{kind: user, id: cy, usernames: {main: dee}}
---
{kind: user, id: dee}
---
{kind: user, id: eve, usernames: {main: ""}}
`

// What documents come to on a cluster: views of the sources that have one, facts
// of who has a name of their own, and what was said of the others.
func TestShelf(t *testing.T) {
	read, issues := event.DecodeDocuments([]byte(documents), "documents.yaml")
	if err := issues.Err(); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	s := shelf.Of(read)
	var said issue.List
	views := s.Compile(s.Clusters[0], now, &said)
	s.Unmatched(&said)
	if len(views) != 1 || views[0].Source.ID != "people" || len(views[0].View.Columns) != 2 {
		t.Errorf("views %+v", views)
	}
	compared := shelf.Compared(views)
	if diff := cmp.Diff(map[string][]catalog.Type{"level": {{Kind: catalog.Smallint}}}, compared); diff != "" {
		t.Error(diff)
	}
	facts := map[string]int{}
	for user, rows := range s.Facts(s.Clusters[0], compared, now, &said) {
		facts[user] = len(rows)
	}
	if diff := cmp.Diff(map[string]int{"ann": 3, "bob": 2, "cy": 0, "dee": 0, "eve": 0}, facts); diff != "" {
		t.Errorf("facts: %s", diff)
	}
	for _, code := range []issue.Code{"out-of-scope", "missing-type", "unmatched", "username-claimed-twice", "attribute-unknown"} {
		if !said.Has(code) {
			t.Errorf("nothing is said of %s: %v", code, said)
		}
	}
}
