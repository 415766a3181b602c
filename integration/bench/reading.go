package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
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
}

// readingPairs is how many pairs each of these figures has. A pair is two to
// twelve seconds of work.
const readingPairs = 5

// filterTag and maskTag decide which of the policies hold.
const (
	filterTag = "Filtered"
	maskTag   = "Masked"
)

// readings ask for a report, sums and counts by country and month: what a view
// adds is a fixed cost a row (docs/benchmarks.md says how much), and a query
// that does nothing with the rows would measure that cost beside nothing.
func readings() []reading {
	const (
		plain  = "SELECT country, date_trunc('month', sold_at), count(*), count(DISTINCT customer), sum(quantity), max(length(note)) FROM %s GROUP BY 1, 2 ORDER BY 1, 2"
		masked = "SELECT country, date_trunc('month', sold_at), count(*), count(DISTINCT customer), max(length(email)), max(length(phone)), count(tax_id), sum(income) FROM %s GROUP BY 1, 2 ORDER BY 1, 2"
	)
	return []reading{
		{"row-filter", filterTag, "analyst", "byhand.filtered", "a view with the filter hard-coded", plain},
		{"unread-masks", maskTag, "analyst", "shop.sales", "the table itself", plain},
		{"exempt-reader", maskTag, "officer", "shop.sales", "the table itself", masked},
		{"masked-reader", maskTag, "analyst", "byhand.masked", "a view with the masks inlined by hand", masked},
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
attributes: {region: [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14, r15, r16, r17, r18, r19]}
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
id: round-income
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
  - {name: customer, type: integer}
  - {name: email, type: varchar(96), tags: [PII.Email]}
  - {name: phone, type: varchar(32), tags: [PII.Phone]}
  - {name: tax_id, type: varchar(16), tags: [PII.TaxID]}
  - {name: note, type: varchar(100)}
  - {name: income, type: "numeric(12,2)", tags: [Finance.Income]}
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
	return h.compare(ctx, b, r.name+m.suffix, r.reader, fmt.Sprintf(r.query, r.byHand), fmt.Sprintf(r.query, "governed.sales"), r.of)
}

// compare measures one figure: the same question asked of what was written by
// hand and of scrim's view, whose answers must be equal.
func (h *house) compare(ctx context.Context, b *bench, name, reader, byHand, ours, of string) error {
	conn, err := h.connect(ctx, reader)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	b.say("reading for %s, %d pairs", name, readingPairs)
	var answers [2]string
	p, err := pairs(ctx, readingPairs, asked(conn, byHand, &answers[0]), asked(conn, ours, &answers[1]))
	if err != nil {
		return err
	}
	if answers[0] != answers[1] {
		return fmt.Errorf("by hand the answer is %.300s, through scrim %.300s", answers[0], answers[1])
	}
	return b.report(name, quantile(p.ours, 0.5), p.ratio(), of)
}

// asked is a side that runs a query and keeps the answer as text. The table
// is in memory and one process answers, so the time that matters is that
// process's time on the processor: it is the same on a busy machine. Where the
// system does not tell it, the clock on the wall serves.
func asked(conn *pgx.Conn, query string, answer *string) side {
	return func(ctx context.Context) (time.Duration, error) {
		before, told := processorTime(conn.PgConn().PID())
		wall, err := timed(func() error {
			results, err := conn.PgConn().Exec(ctx, query).ReadAll()
			if err == nil {
				*answer = fmt.Sprintf("%s", results[0].Rows)
			}
			return err
		})
		after, still := processorTime(conn.PgConn().PID())
		if told && still {
			return after - before, err
		}
		return wall, err
	}
}

// processorTime is how long a process has run so far, as Linux counts it; ok
// is false where nothing tells.
func processorTime(pid uint32) (took time.Duration, ok bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/schedstat", pid))
	if err != nil {
		return 0, false
	}
	var nanoseconds int64
	if _, err := fmt.Sscan(string(text), &nanoseconds); err != nil {
		return 0, false
	}
	return time.Duration(nanoseconds), true
}
