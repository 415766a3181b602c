package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// thousand is how many sources the figures about many views have.
const thousand = 1000

// columns are those of each small table: name, type, tag.
func columns() [][3]string {
	out := [][3]string{
		{"id", "bigint", ""}, {"region", "varchar(8)", ""}, {"country", "varchar(2)", ""},
		{"email", "varchar(96)", "PII.Email"}, {"phone", "varchar(32)", "PII.Phone"}, {"tax_id", "varchar(16)", "PII.TaxID"},
		{"salary", "numeric(12,2)", "Finance.Salary"}, {"born", "date", ""}, {"seen", "timestamp", ""}, {"active", "boolean", ""},
	}
	for i := len(out); i < 20; i++ {
		out = append(out, [3]string{fmt.Sprintf("note_%d", i), "varchar(64)", ""})
	}
	return out
}

// createThousand makes the tables, one row each, and lets scrim read them.
func createThousand(ctx context.Context, h *house) error {
	var defined []string
	for _, c := range columns() {
		defined = append(defined, c[0]+" "+c[1])
	}
	statements := []string{"CREATE SCHEMA hr", "GRANT USAGE ON SCHEMA hr TO " + account}
	for i := range thousand {
		statements = append(statements,
			fmt.Sprintf("CREATE UNLOGGED TABLE hr.%s (%s)", table(i), strings.Join(defined, ", ")),
			fmt.Sprintf("INSERT INTO hr.%s (id, region, email) VALUES (%d, 'eu', 'somebody@example.com')", table(i), i))
	}
	statements = append(statements, "GRANT SELECT ON ALL TABLES IN SCHEMA hr TO "+account)
	return execute(ctx, h.admin, statements...)
}

func table(i int) string { return fmt.Sprintf("people_%04d", i) }

// sourceDocuments describes the tables.
func sourceDocuments() []string {
	var list strings.Builder
	for _, c := range columns() {
		fmt.Fprintf(&list, "  - {name: %s, type: %q", c[0], c[1])
		if c[2] != "" {
			fmt.Fprintf(&list, ", tags: [%s]", c[2])
		}
		list.WriteString("}\n")
	}
	var out []string
	for i := range thousand {
		out = append(out, fmt.Sprintf("kind: source\nid: %s\nhost: 127.0.0.1\ntable: {database: %s, schema: hr, name: %s}\ncolumns:\n%s",
			table(i), database, table(i), list.String()))
	}
	return out
}

// bodies are documents in as many pieces as the door takes.
func bodies(documents []string) []string {
	var out []string
	for chunk := range slices.Chunk(documents, 100) {
		out = append(out, strings.Join(chunk, "---\n"))
	}
	return out
}

// thousandPolicies meet every one of the sources: a filter, four masks and who
// may read at all.
const thousandPolicies = `kind: policy
id: everyone
applies_to: {all: true}
subscription: {grant: everyone}
---
kind: policy
id: own-region
applies_to: {all: true}
unless: user.in_group("hr")
rules:
  - filter: row.region in user.attribute("region")
---
kind: policy
id: hash-email
applies_to: {column_tags: [PII.Email]}
unless: user.in_group("hr")
rules:
  - mask: {hash: {}}
---
kind: policy
id: part-of-phone
applies_to: {column_tags: [PII.Phone]}
unless: user.in_group("hr")
rules:
  - mask: {partial: {first: 3, last: 2}}
---
kind: policy
id: no-tax-id
applies_to: {column_tags: [PII.TaxID]}
unless: user.in_group("hr")
rules:
  - mask: {"null": {}}
---
kind: policy
id: round-salary
applies_to: {column_tags: [Finance]}
unless: user.in_group("hr")
rules:
  - mask: {round: {to: 1000}}
`

// governThousand starts scrim in a house and waits until all views stand.
func governThousand(ctx context.Context, b *bench, h *house, sources []string, others ...string) error {
	if err := createThousand(ctx, h); err != nil {
		return fmt.Errorf("making tables: %w", err)
	}
	if err := h.serve(ctx); err != nil {
		return err
	}
	b.say("scrim makes %d views", thousand)
	for _, body := range slices.Concat([]string{h.cluster("fenced")}, others, bodies(sources)) {
		if err := h.put(ctx, body); err != nil {
			return err
		}
	}
	return nil
}
