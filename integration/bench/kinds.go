package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/secret"
	"scrim/pkg/server/api"
	"scrim/pkg/view"
)

// kindsSQL is the table that every kind of mask and filter is measured on.
//
//go:embed kinds.sql
var kindsSQL string

// kind is one mask or filter beside what an engineer would write by hand for
// that one reader.
type kind struct {
	name   string // of its figure
	policy string // its rules, in YAML
	column string // what is masked; empty for a filter
	shown  string // by hand: the masked column's expression
	kept   string // by hand: the condition, for a filter
	asked  string // what the report does with the column
	before string // a statement that the expression by hand needs
	counts bool   // what is shown must be counted first
}

// digest is how PostgreSQL hashes a value with a salt; hex digits.
func digest(salt, value string) string {
	return fmt.Sprintf("encode(sha256(convert_to('%s' || %s, 'UTF8')), 'hex')", salt, value)
}

// number is the first 15 of them as a whole number.
func number(digits string) string {
	return fmt.Sprintf("('x' || left(%s, 15))::bit(60)::bigint", digits)
}

// maskKinds are all masks on a column that they fit. The salts are scrim's, so
// that both sides return the same; and the expressions by hand promise as much:
// they raise for no value of the type, and show none unmasked.
func maskKinds(salt func(suffix string) string) []kind {
	random := number(digest(salt("/random"), "age::text"))
	noise := number(digest(salt("/noise"), "age::text"))
	combination := digest(salt("/k"), "CASE WHEN region IS NULL THEN '-' ELSE encode(sha256(convert_to(region, 'UTF8')), 'hex') END")
	return []kind{
		{name: "null", policy: `{"null": {}}`, column: "email", shown: "NULL::varchar(96)", asked: "count(email)"},
		{name: "constant", policy: `{constant: hidden}`, column: "email", shown: "CASE WHEN email IS NOT NULL THEN 'hidden' END", asked: "sum(length(email))"},
		{name: "hash", policy: `{hash: {}}`, column: "email", shown: digest(salt(""), "email"), asked: "sum(length(email))"},
		{name: "hash-number", policy: `{hash: {}}`, column: "code", shown: number(digest(salt(""), "code::text")), asked: "max(code)"},
		{name: "regex", policy: `{regex: {pattern: "[0-9]", replacement: "#"}}`, column: "phone", shown: `CASE WHEN phone ~ '[0-9]' THEN regexp_replace(phone, '[0-9]', '#', 'g') END`, asked: "sum(length(phone))"},
		{name: "round-number", policy: `{round: {to: 100}}`, column: "income", shown: "CASE WHEN income >= -9999999900 AND income <= 9999999999.99 THEN floor(income / 100) * 100 END::numeric(12,2)", asked: "sum(income)"},
		{name: "round-time", policy: `{round: {to: month}}`, column: "seen", shown: "date_trunc('month', seen)", asked: "max(seen)"},
		{name: "bucket", policy: `{bucket: {edges: [0, 18, 30, 65]}}`, column: "age", shown: "CASE WHEN age >= 65 THEN 65 WHEN age >= 30 THEN 30 WHEN age >= 18 THEN 18 WHEN age >= 0 THEN 0 END", asked: "sum(age)"},
		{name: "random", policy: `{random: {low: 18, high: 90}}`, column: "age", shown: fmt.Sprintf("(18 + %s %% 73)::integer", random), asked: "sum(age)"},
		{name: "noise", policy: `{noise: {within: 5}}`, column: "age", shown: fmt.Sprintf("(SELECT CASE WHEN h < 1::bigint << 59 THEN age + 1 + h %% 5 ELSE age - 1 - h %% 5 END FROM (SELECT %s AS h OFFSET 0) AS n)::integer", noise), asked: "sum(age)"},
		{name: "partial", policy: `{partial: {first: 3, last: 2}}`, column: "phone", shown: "CASE WHEN length(phone) > 10 THEN left(phone, 3) || '***' || right(phone, 2) END", asked: "sum(length(phone))"},
		{name: "email", policy: `{email: {}}`, column: "email", shown: `CASE WHEN email ~ '^[^@]+@([A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]*$' THEN '***@' || split_part(email, '@', 2) END`, asked: "sum(length(email))"},
		{
			name: "k-anonymity", policy: `{k_anonymity: {k: 5}}`, column: "region", asked: "count(region)", counts: true,
			before: "CREATE TABLE crowd.common AS SELECT " + combination + " AS hash FROM crowd.people GROUP BY 1 HAVING count(*) >= 5;\nALTER TABLE crowd.common ADD PRIMARY KEY (hash);\nANALYZE crowd.common",
			shown:  "CASE WHEN EXISTS (SELECT 1 FROM crowd.common AS k WHERE k.hash = " + combination + ") THEN region END",
		},
		{name: "custom", policy: `{custom: 'value.left(3) + "***"'}`, column: "email", shown: "CASE WHEN (left(email, 3) || '***')::bpchar <> email::bpchar THEN left(email, 3) || '***' END", asked: "sum(length(email))"},
	}
}

// filterKinds are ways to say which rows a reader sees.
func filterKinds(sampleSalt string) []kind {
	const regions = "'r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7', 'r8', 'r9', 'r10', 'r11', 'r12', 'r13', 'r14', 'r15', 'r16', 'r17', 'r18', 'r19'"
	return []kind{
		{name: "literal", policy: `{filter: 'row.country in ["DE", "FR"]'}`, kept: "country IN ('DE', 'FR')"},
		{name: "attribute", policy: `{filter: 'row.region in user.attribute("region")'}`, kept: "region IN (" + regions + ")"},
		{name: "not-attribute", policy: `{filter: '!(row.region in user.attribute("region"))'}`, kept: "region NOT IN (" + regions + ")"},
		{name: "attribute-or", policy: `{filter: 'row.region in user.attribute("region") || row.country == "DE"'}`, kept: "region IN (" + regions + ") OR country = 'DE'"},
		{name: "user-id", policy: `{filter: 'row.owner == user.id'}`, kept: "owner = 'analyst'"},
		{name: "group", policy: `{filter: 'user.in_group("readers") && row.country == "DE"'}`, kept: "country = 'DE'"},
		{name: "prefix", policy: `{filter: 'row.note.startsWith("seen at desk 1")'}`, kept: "note LIKE 'seen at desk 1%'"},
		{name: "pattern", policy: `{filter: 'row.email.matches("^customer[0-9]*7@")'}`, kept: "email ~ '^customer[0-9]*7@'"},
		{name: "age", policy: `{filter: 'row.seen.older_than("2y")'}`, kept: "seen < (statement_timestamp() AT TIME ZONE 'UTC') - interval '730 days'"},
		{name: "lookup", policy: `{filter: 'row.region in lookup("desks", "region", {"owner": user.id})'}`, kept: "region IN (SELECT region FROM crowd.desks WHERE owner = 'analyst')"},
		{name: "minimize", policy: `{minimize: {percent: 10}}`, kept: number(digest(sampleSalt, "id::text")) + " % 10000 < 1000"},
		{name: "numbers", policy: `{filter: 'row.age >= 18 && row.income < 5000'}`, kept: "age >= 18 AND income < 5000"},
	}
}

func kindFigures() []string {
	var out []string
	for _, k := range maskKinds(func(string) string { return "" }) {
		out = append(out, "mask-"+k.name)
	}
	for _, k := range filterKinds("") {
		out = append(out, "filter-"+k.name)
	}
	return append(out, "fenced-like")
}

// kindDocuments is who reads.
const kindDocuments = `kind: user
id: analyst
groups: [{name: readers}]
attributes: {region: [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14, r15, r16, r17, r18, r19]}
---
kind: source
id: people
host: 127.0.0.1
table: {database: bench, schema: crowd, name: people}
key: [id]
columns: [{name: id}, {name: owner}, {name: region}, {name: country}, {name: email}, {name: phone}, {name: note}, {name: code}, {name: age}, {name: income}, {name: born}, {name: seen}]
---
kind: source
id: desks
host: 127.0.0.1
table: {database: bench, schema: crowd, name: desks}
columns: [{name: owner}, {name: region}]
---
kind: policy
id: everyone
applies_to: {all: true}
subscription: {grant: everyone}
`

// measureKinds measures each mask and each filter by itself.
func measureKinds(ctx context.Context, b *bench) (err error) {
	h, err := newHouse(ctx, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	b.say("making 500,000 rows")
	statements := append([]string{"CREATE ROLE analyst LOGIN"}, strings.Split(kindsSQL, ";\n")...)
	if err := execute(ctx, h.admin, statements...); err != nil {
		return err
	}
	salt, err := saltsOf("source/people/1")
	if err != nil {
		return err
	}
	sample, err := saltsOf(view.SampleSalt(catalog.Table{Database: "bench", Schema: "crowd", Name: "people"}))
	if err != nil {
		return err
	}
	if err := h.serve(ctx); err != nil {
		return err
	}
	if err := h.put(ctx, h.cluster("fast")); err != nil {
		return err
	}
	if err := h.put(ctx, kindDocuments); err != nil {
		return err
	}
	for _, k := range maskKinds(salt) {
		k.name = "mask-" + k.name
		if err := h.measureKind(ctx, b, k); err != nil {
			return fmt.Errorf("%s: %w", k.name, err)
		}
	}
	for _, k := range filterKinds(sample("")) {
		k.name = "filter-" + k.name
		if err := h.measureKind(ctx, b, k); err != nil {
			return fmt.Errorf("%s: %w", k.name, err)
		}
	}
	return h.measureLike(ctx, b)
}

// saltsOf gives scrim's salts, by what is appended to a name.
func saltsOf(name string) (func(suffix string) string, error) {
	salts, err := secret.NewSalts(masterKey)
	if err != nil {
		return nil, err
	}
	of := map[string]string{}
	for _, suffix := range []string{"", "/random", "/noise", "/k"} {
		if of[suffix], err = salts.Of(name + suffix); err != nil {
			return nil, err
		}
	}
	return func(suffix string) string { return of[suffix] }, nil
}

// columnsBesides are the table's columns, with one of them written by hand.
func columnsBesides(masked, shown string) string {
	names := []string{"id", "owner", "region", "country", "email", "phone", "note", "code", "age", "income", "born", "seen"}
	for i, name := range names {
		if name == masked {
			names[i] = shown + " AS " + name
		}
	}
	return strings.Join(names, ", ")
}

// measureKind puts the policy in force, and the view by hand beside it.
func (h *house) measureKind(ctx context.Context, b *bench, k kind) error {
	if !b.wants(k.name) {
		return nil
	}
	document := "kind: policy\nid: measured\napplies_to: {sources: [people]}\nrules: [" + k.policy + "]\n"
	byHand := "SELECT " + columnsBesides("", "") + " FROM crowd.people WHERE " + k.kept
	report, of := "count(*), count(DISTINCT age), sum(length(note))", "a view with the condition written by hand"
	if k.column != "" {
		document = fmt.Sprintf("kind: policy\nid: measured\napplies_to: {sources: [people], columns: [%s]}\nrules: [{mask: %s}]\n", k.column, k.policy)
		byHand = "SELECT " + columnsBesides(k.column, k.shown) + " FROM crowd.people"
		report, of = "count(*), "+k.asked, "a view with the mask written by hand"
	}
	if k.before != "" {
		if err := execute(ctx, h.admin, strings.Split(k.before, ";\n")...); err != nil {
			return err
		}
	}
	if err := execute(ctx, h.admin, "DROP VIEW IF EXISTS crowd.by_hand", "CREATE VIEW crowd.by_hand AS "+byHand, "GRANT SELECT ON crowd.by_hand TO PUBLIC"); err != nil {
		return err
	}
	if err := h.put(ctx, document); err != nil {
		return err
	}
	if k.counts {
		if _, err := h.api.Count(ctx, "people", api.CountRequest{}); err != nil {
			return fmt.Errorf("counting: %w", err)
		}
	}
	query := "SELECT country, date_trunc('month', born), " + report + " FROM %s GROUP BY 1, 2 ORDER BY 1, 2"
	return h.compare(ctx, b, k.name, "analyst", fmt.Sprintf(query, "crowd.by_hand"), fmt.Sprintf(query, "governed.people"), of)
}

// measureLike measures a search through a view with a barrier, which keeps it
// above the view's own conditions, beside one in the table.
func (h *house) measureLike(ctx context.Context, b *bench) error {
	const name = "fenced-like"
	if !b.wants(name) {
		return nil
	}
	if err := h.put(ctx, h.cluster("fenced")); err != nil {
		return err
	}
	if err := h.put(ctx, "kind: policy\nid: measured\napplies_to: {sources: [people]}\nrules: [{filter: 'row.country in [\"DE\", \"FR\"]'}]\n"); err != nil {
		return err
	}
	query := "SELECT count(*) FROM %s WHERE email LIKE 'customer%%7@example1.com'"
	return h.compare(ctx, b, name, "analyst", fmt.Sprintf(query, "crowd.people")+" AND country IN ('DE', 'FR')", fmt.Sprintf(query, "governed.people"), "the table itself, where LIKE stands beside the filter")
}
