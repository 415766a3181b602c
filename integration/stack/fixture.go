package stack

import "fmt"

// People makes table hr.people with three rows and returns its source
// document, id "people".
func (s *Stack) People() string {
	s.t.Helper()
	s.Database.Exec(s.t,
		"CREATE SCHEMA hr",
		"CREATE TABLE hr.people (id integer, region text, email varchar(64))",
		"INSERT INTO hr.people VALUES (1, 'eu', 'a@x.com'), (2, 'us', 'b@x.com'), (3, NULL, 'c@x.com')",
		fmt.Sprintf("GRANT USAGE ON SCHEMA hr TO %q", s.Account),
		fmt.Sprintf("GRANT SELECT ON hr.people TO %q", s.Account),
	)
	return s.PeopleDocument()
}

// PeopleDocument is the source document of hr.people.
func (s *Stack) PeopleDocument() string {
	return fmt.Sprintf(`
kind: source
id: people
host: 127.0.0.1
table: {database: %s, schema: hr, name: people}
columns:
  - {name: id, type: integer}
  - {name: region, type: text}
  - {name: email, type: varchar(64), tags: [PII.Email]}
`, s.Database.Name)
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
