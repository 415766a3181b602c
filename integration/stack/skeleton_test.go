package stack_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
)

func TestMain(m *testing.M) { pgtesting.Main(m) }

// One source, a null mask and a group filter, three readers.
func TestSkeleton(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	s.Database.Exec(t,
		"CREATE SCHEMA hr",
		"CREATE TABLE hr.people (id integer, region text, email varchar(64))",
		"INSERT INTO hr.people VALUES (1, 'eu', 'a@x.com'), (2, 'us', 'b@x.com'), (3, NULL, 'c@x.com')",
		fmt.Sprintf("GRANT USAGE ON SCHEMA hr TO %q", s.Account),
		fmt.Sprintf("GRANT SELECT ON hr.people TO %q", s.Account),
	)
	hr, analyst, stranger := s.Reader(), s.Reader(), s.Reader()
	s.Put(fmt.Sprintf(`
kind: source
id: people
host: 127.0.0.1
table: {database: %s, schema: hr, name: people}
columns:
  - {name: id, type: integer}
  - {name: region, type: text}
  - {name: email, type: varchar(64), tags: [PII.Email]}
---
kind: policy
id: mask-email
applies_to: {column_tags: [PII]}
unless: user.in_group("hr")
rules:
  - mask: {"null": {}}
---
kind: policy
id: own-region
applies_to: {all: true}
unless: user.in_group("hr")
rules:
  - filter: row.region in user.attribute("region")
---
kind: policy
id: everyone
applies_to: {all: true}
subscription: {grant: everyone}
---
kind: user
id: %s
groups: [{name: hr}]
---
kind: user
id: %s
attributes: {region: [us]}
`, s.Database.Name, hr, analyst))

	query := "SELECT id, region, email FROM governed.hr_people ORDER BY id"
	for _, one := range []struct {
		reader string
		want   []string
	}{
		{hr, []string{"1|eu|a@x.com", "2|us|b@x.com", "3|-|c@x.com"}},
		{analyst, []string{"2|us|-"}},
		{stranger, []string{}},
	} {
		if diff := cmp.Diff(one.want, s.Read(one.reader, query)); diff != "" {
			t.Errorf("reader %s (-want +got):\n%s", one.reader, diff)
		}
	}
	if again := s.Resync(); len(again.Units) != 0 {
		t.Errorf("planning again gives %d units: %+v", len(again.Units), again.Units)
	}
}
