package stack

import "fmt"

// People makes table hr.people with three rows and returns its source
// document, id "people".
func (s *Stack) People() string {
	s.t.Helper()
	s.Exec(
		"CREATE SCHEMA hr",
		"CREATE TABLE hr.people (id integer, region varchar(64), email varchar(64))",
		"INSERT INTO hr.people VALUES (1, 'eu', 'a@x.com'), (2, 'us', 'b@x.com'), (3, NULL, 'c@x.com')",
	)
	s.Grant("hr")
	return s.PeopleDocument()
}

// PeopleDocument is the source document of hr.people.
func (s *Stack) PeopleDocument() string {
	return fmt.Sprintf(`
kind: source
id: people
host: %s
table: {database: %s, schema: hr, name: people}
columns:
  - {name: id, type: integer}
  - {name: region, type: varchar(64)}
  - {name: email, type: varchar(64), tags: [PII.Email]}
`, s.Cluster.Host, s.Base)
}

// Everyone is a subscription policy that lets every known user in.
const Everyone = `
---
kind: policy
id: everyone
applies_to: {all: true}
subscription: {grant: everyone}
`

// MaskEmail nulls what is tagged PII for everyone outside group hr.
const MaskEmail = `
---
kind: policy
id: mask-email
applies_to: {column_tags: [PII]}
unless: user.in_group("hr")
rules:
  - mask: {"null": {}}
`

// User is a user document whose id is a warehouse account.
func User(name, fields string) string {
	return fmt.Sprintf("\n---\nkind: user\nid: %s\n%s\n", name, fields)
}
