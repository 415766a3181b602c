package stack_test

import (
	"fmt"
	"strings"
	"testing"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
)

// ownRegions shows the rows whose region a table gives the reader.
const ownRegions = `
---
kind: policy
id: own-regions
applies_to: {sources: [people]}
rules:
  - filter: 'row.region in lookup("managers", "region", {"manager": user.id})'
`

// managers makes the table managers, in a database, and returns its document.
func managers(s *stack.Stack, database string) string {
	s.ExecIn(database,
		"CREATE SCHEMA IF NOT EXISTS maps",
		"CREATE TABLE maps.managers (region varchar(64), manager varchar(200))",
	)
	s.GrantIn(database, "maps")
	return managersDocument(s, database)
}

func managersDocument(s *stack.Stack, database string) string {
	return fmt.Sprintf(`
---
kind: source
id: managers
host: %s
table: {database: %s, schema: maps, name: managers}
columns:
  - {name: region, type: varchar(64)}
  - {name: manager, type: varchar(200)}
`, s.Cluster.Host, database)
}

// closed holds that nobody sees a row, and which issue says so.
func closed(t *testing.T, s *stack.Stack, reader, code, words string) {
	t.Helper()
	sees(t, s, reader)
	one := status(t, s, event.KindSource, "people")
	said := (&issue.Failure{Issues: one.Issues}).Error()
	if one.Phase != state.PhaseApplied || !strings.Contains(said, "["+code+"]") || !strings.Contains(said, words) {
		t.Errorf("that nothing may be looked up is told as %s, %v; want %s with %q", one.Phase, one.Issues, code, words)
	}
}

// What a mapping table says is what a reader sees, at once and without a word to
// scrim; whatever makes the table another one closes, and what repairs it opens
// again, without a change of the policy.
func TestLookup(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		s.Put(s.People() + stack.Everyone + ownRegions + stack.User(reader, ""))
		closed(t, s, reader, "lookup-closed", "there is no source managers")

		database := s.Base
		document := managers(s, database)
		s.Put(document)
		sees(t, s, reader)
		s.ExecIn(database, "INSERT INTO maps.managers VALUES ('eu', '"+reader+"'), ('us', 'somebody'), (NULL, '"+reader+"'), ('us', NULL)")
		sees(t, s, reader, "1|eu|a@x.com")
		s.ExecIn(database, "INSERT INTO maps.managers VALUES ('us', '"+reader+"'), ('us', '"+reader+"')")
		sees(t, s, reader, "1|eu|a@x.com", "2|us|b@x.com")
		s.ExecIn(database, "DELETE FROM maps.managers WHERE region = 'eu'")
		sees(t, s, reader, "2|us|b@x.com")
		if again := s.Resync(); len(again.Units) > 0 {
			t.Errorf("planning again wants to do something: %+v", again.Units)
		}

		s.Put(document + "disabled: true\n")
		closed(t, s, reader, "lookup-closed", "it is disabled")
		s.Put(document)
		sees(t, s, reader, "2|us|b@x.com")

		s.Put(strings.Replace(document, "  - {name: manager, type: varchar(200)}\n", "", 1))
		closed(t, s, reader, "unresolved-column", "lookup source managers has no column manager")
		s.Put(document) // a column that comes back is new
		closed(t, s, reader, "unreviewed-column", `column "manager" of lookup source managers`)
		reviewed := strings.Replace(document, "varchar(200)}", "varchar(200), reviewed: true}", 1)
		s.Put(reviewed)
		sees(t, s, reader, "2|us|b@x.com")

		// Another table of that name: PostgreSQL's view still has the one before.
		s.ExecIn(database, "ALTER TABLE maps.managers RENAME TO managers_old",
			"CREATE TABLE maps.managers (region varchar(64), manager varchar(200))", "INSERT INTO maps.managers VALUES ('eu', '"+reader+"')")
		s.GrantIn(database, "maps")
		s.Resync()
		closed(t, s, reader, "unreviewed-column", "of lookup source managers")
		s.Put(strings.ReplaceAll(document, ")}", "), reviewed: true}"))
		sees(t, s, reader, "1|eu|a@x.com")

		receipt, err := s.Control.Delete(t.Context(), api.Deletion{Kind: event.KindSource, ID: "managers"})
		if err != nil {
			t.Fatal(err)
		}
		s.Wait(receipt.Revision)
		closed(t, s, reader, "lookup-closed", "there is no source managers")
	})
}

// A table that is exchanged and reviewed before scrim looks is bound anew: the
// view's text is what it was, and what it is bound to is not.
func TestLookupTableIsExchanged(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		s.Put(s.People() + stack.Everyone + ownRegions + managers(s, s.Base) + stack.User(reader, ""))
		s.ExecIn(s.Base, "INSERT INTO maps.managers VALUES ('us', '"+reader+"')")
		sees(t, s, reader, "2|us|b@x.com")
		s.ExecIn(s.Base, "ALTER TABLE maps.managers RENAME TO managers_old",
			"CREATE TABLE maps.managers (region varchar(64), manager varchar(200))", "INSERT INTO maps.managers VALUES ('eu', '"+reader+"')")
		s.GrantIn(s.Base, "maps")
		s.Put(strings.ReplaceAll(managersDocument(s, s.Base), ")}", "), reviewed: true}"))
		sees(t, s, reader, "1|eu|a@x.com")
		if again := s.Resync(); len(again.Units) > 0 {
			t.Errorf("planning again wants to do something: %+v", again.Units)
		}
	})
}

// On Redshift a table may be looked up that lies in another database than the
// rows, and than the view.
func TestLookupAcrossDatabases(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.NewRedshift(t)
	reader := s.Reader()
	s.Put(s.People() + stack.Everyone + ownRegions + managers(s, "crm") + stack.User(reader, ""))
	s.ExecIn("crm", "INSERT INTO maps.managers VALUES ('eu   ', '"+reader+"')")
	sees(t, s, reader, "1|eu|a@x.com") // trailing blanks do not count there
}

// What scrim finds by itself closes too: a table that it may not read any more,
// or that is gone.
func TestLookupTableIsLost(t *testing.T) {
	stack.EachWatched(t, func(t *testing.T, s *stack.Stack) {
		reader := s.Reader()
		s.Put(s.People() + stack.Everyone + ownRegions + managers(s, s.Base) + stack.User(reader, ""))
		s.ExecIn(s.Base, "INSERT INTO maps.managers VALUES ('us', '"+reader+"')")
		sees(t, s, reader, "2|us|b@x.com")
		told := func(words string) func() bool {
			return func() bool {
				one := status(t, s, event.KindSource, "people")
				if err := one.Issues.Err(); err == nil || !strings.Contains(err.Error(), "lookup-closed") || !strings.Contains(err.Error(), words) {
					return false
				}
				got, err := s.TryRead(reader, people)
				return err == nil && len(got) == 0
			}
		}
		s.Revoke("maps")
		s.Until("the table that cannot be read is told", told("managers"))
		s.GrantIn(s.Base, "maps")
		s.Until("it is read again", func() bool {
			got, err := s.TryRead(reader, people)
			return err == nil && len(got) == 1
		})
		s.ExecIn(s.Base, "DROP TABLE maps.managers CASCADE")
		s.Until("the table that is gone is told", told("there is no table"))
	})
}
