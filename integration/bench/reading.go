package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/pkg/catalog"
	"scrim/pkg/secret"
)

// readingSQL is the table that is read, and the same protections by hand.
//
//go:embed reading.sql
var readingSQL string

// reading is one question, asked through scrim's view and of what an engineer
// would write by hand for that one reader.
type reading struct {
	name   string // without the mode's suffix
	tagged string // which policies meet the source: filterTag or maskTag
	reader string // one of readingDocuments
	byHand string // what is read instead of the view
	of     string // what that is
	query  string // with %s in the place of the relation
	pairs  int
}

// filterTag and maskTag decide which of the policies hold.
const (
	filterTag = "Filtered"
	maskTag   = "Masked"
)

func readings() []reading {
	const (
		plain  = "SELECT count(*), sum(quantity), max(length(note)) FROM %s"
		masked = "SELECT count(*), max(length(email)), max(length(phone)), count(tax_id), sum(amount) FROM %s"
	)
	return []reading{
		{"row-filter", filterTag, "analyst", "byhand.filtered", "a view with the filter hard-coded", plain, 21},
		{"unread-masks", maskTag, "analyst", "shop.sales", "the table itself", plain, 21},
		{"exempt-reader", maskTag, "officer", "shop.sales", "the table itself", masked, 15},
		{"masked-reader", maskTag, "analyst", "byhand.masked", "a view with the masks inlined by hand", masked, 7},
	}
}

// mode is what stands between a reader's predicate and hidden rows.
type mode struct {
	suffix      string // of its figures
	enforcement catalog.Enforcement
}

func modes() []mode { return []mode{{"", catalog.Fast}, {"-fenced", catalog.Fenced}} }

func readingFigures() []string {
	var out []string
	for _, m := range modes() {
		for _, r := range readings() {
			out = append(out, r.name+m.suffix)
		}
	}
	return out
}

// readingDocuments is who reads, and under which policies.
const readingDocuments = `kind: user
id: analyst
attributes: {region: [eu]}
---
kind: user
id: officer
groups: [{name: hr}]
---
kind: policy
id: everyone
applies_to: {all: true}
subscription: {grant: everyone}
---
kind: policy
id: own-region
applies_to: {tags: [Filtered]}
rules:
  - filter: row.region in user.attribute("region")
---
kind: policy
id: hash-email
applies_to: {tags: [Masked], column_tags: [PII.Email]}
unless: user.in_group("hr")
rules:
  - mask: {hash: {}}
---
kind: policy
id: part-of-phone
applies_to: {tags: [Masked], column_tags: [PII.Phone]}
unless: user.in_group("hr")
rules:
  - mask: {partial: {first: 3, last: 2}}
---
kind: policy
id: no-tax-id
applies_to: {tags: [Masked], column_tags: [PII.TaxID]}
unless: user.in_group("hr")
rules:
  - mask: {"null": {}}
---
kind: policy
id: round-amount
applies_to: {tags: [Masked], column_tags: [Finance]}
unless: user.in_group("hr")
rules:
  - mask: {round: {to: 100}}
`

// salesDocument is the table as a source with one tag.
func salesDocument(tag string) string {
	return fmt.Sprintf(`kind: source
id: sales
host: 127.0.0.1
tags: [%s]
table: {database: %s, schema: shop, name: sales}
columns:
  - {name: id, type: bigint}
  - {name: region, type: varchar(8)}
  - {name: country, type: varchar(2)}
  - {name: email, type: varchar(96), tags: [PII.Email]}
  - {name: phone, type: varchar(32), tags: [PII.Phone]}
  - {name: tax_id, type: varchar(16), tags: [PII.TaxID]}
  - {name: note, type: varchar(100)}
  - {name: amount, type: "numeric(12,2)", tags: [Finance.Amount]}
  - {name: quantity, type: integer}
  - {name: sold_at, type: timestamp}
`, tag, database)
}

// measureReading measures what readers of 2,000,000 rows pay.
func measureReading(ctx context.Context, b *bench) (err error) {
	h, err := newHouse(ctx, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	b.say("making 2,000,000 rows")
	if err := h.sell(ctx); err != nil {
		return err
	}
	if err := h.serve(ctx); err != nil {
		return err
	}
	for _, m := range modes() {
		if err := h.put(ctx, h.cluster(m.enforcement)); err != nil {
			return err
		}
		if err := h.put(ctx, readingDocuments); err != nil {
			return err
		}
		for _, r := range readings() {
			if !b.wants(r.name + m.suffix) {
				continue
			}
			if err := h.read(ctx, b, r, m); err != nil {
				return fmt.Errorf("%s%s: %w", r.name, m.suffix, err)
			}
		}
	}
	return nil
}

// sell makes the table, the views by hand and the readers.
func (h *house) sell(ctx context.Context) error {
	salts, err := secret.NewSalts(masterKey)
	if err != nil {
		return err
	}
	salt, err := salts.Of("source/sales/1")
	if err != nil {
		return err
	}
	statements := []string{"CREATE ROLE analyst LOGIN", "CREATE ROLE officer LOGIN"}
	statements = append(statements, strings.Split(strings.ReplaceAll(readingSQL, "'SALT'", "'"+salt+"'"), ";\n")...)
	return execute(ctx, h.admin, statements...)
}

// read measures one figure in one mode.
func (h *house) read(ctx context.Context, b *bench, r reading, m mode) error {
	if err := h.put(ctx, salesDocument(r.tagged)); err != nil {
		return err
	}
	conn, err := h.connect(ctx, r.reader)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	b.say("reading for %s%s, %d pairs", r.name, m.suffix, r.pairs)
	var answers [2]string
	p, err := pairs(ctx, r.pairs,
		asked(conn, fmt.Sprintf(r.query, r.byHand), &answers[0]),
		asked(conn, fmt.Sprintf(r.query, "governed.sales"), &answers[1]))
	if err != nil {
		return err
	}
	if answers[0] != answers[1] {
		return fmt.Errorf("by hand it is %s, through scrim %s", answers[0], answers[1])
	}
	return b.report(r.name+m.suffix, quantile(p.ours, 0.5), p.ratio(), r.of)
}

// asked is a side that runs a query of one row and keeps the answer as text.
func asked(conn *pgx.Conn, query string, answer *string) side {
	return func(ctx context.Context) (time.Duration, error) {
		return timed(func() error {
			results, err := conn.PgConn().Exec(ctx, query).ReadAll()
			if err != nil {
				return err
			}
			*answer = fmt.Sprintf("%s", results[0].Rows[0])
			return nil
		})
	}
}
