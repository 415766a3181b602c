package warehouse

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/render"
)

// postgresReader observes PostgreSQL, where tables and views are in one
// database.
type postgresReader struct{ w *Warehouse }

// shape has nothing to do: the columns were read from the view itself.
func (postgresReader) shape(*plan.Relation, *plan.Managed) {}

func (r postgresReader) oldestSnapshot(ctx context.Context) (told bool, oldest *time.Time, asked time.Time, err error) {
	pool, err := r.w.own(ctx)
	if err != nil {
		return false, nil, asked, err
	}
	err = pool.QueryRow(ctx, r.w.queries.text["oldest_snapshot"]).Scan(&told, &oldest, &asked)
	return told, oldest, asked, err
}

func (r postgresReader) tick(ctx context.Context) (string, error) {
	pool, err := r.w.own(ctx)
	if err != nil {
		return "", err
	}
	var text string
	err = pool.QueryRow(ctx, r.w.queries.text["tick"]).Scan(&text)
	return text, err
}

func (r postgresReader) untouched(ctx context.Context, sources []string) (map[string]bool, error) {
	out := map[string]bool{}
	err := r.w.listed(ctx, "untouched", sources, false, func(rows pgx.Rows) error {
		var source string
		err := rows.Scan(&source)
		out[source] = true
		return err
	})
	return out, classify("looking who touched views", err)
}

func (r postgresReader) bases(ctx context.Context, ask []plan.AskSource) (map[catalog.Table]base, error) {
	out := map[catalog.Table]base{}
	var places []catalog.ViewName
	for _, s := range ask {
		switch _, asked := out[s.Table]; {
		case asked, s.Table == catalog.Table{}:
		case s.Table.Database != r.w.cluster.ViewDatabase:
			out[s.Table] = base{problem: plan.ProblemMissing, detail: fmt.Sprintf("PostgreSQL reads no other database than its views' own, %s", r.w.cluster.ViewDatabase)}
		default:
			out[s.Table] = missing(s.Table)
			places = append(places, catalog.ViewName{Schema: s.Table.Schema, Name: s.Table.Name})
		}
	}
	if len(places) == 0 {
		return out, nil
	}
	pool, err := r.w.own(ctx)
	if err != nil {
		return nil, err
	}
	types := map[declared]catalog.Type{}
	err = about(places, func(part []catalog.ViewName) error {
		return each(ctx, pool, r.w.queries.text["bases"], columnsOf(part), func(rows pgx.Rows) error { return r.column(out, types, rows) })
	})
	return out, classify("observing tables", err)
}

// columnsOf is names as the two arguments, schemas and names, of a query.
func columnsOf(places []catalog.ViewName) []any {
	schemas, names := make([]string, len(places)), make([]string, len(places))
	for i, at := range places {
		schemas[i], names[i] = at.Schema, at.Name
	}
	return []any{schemas, names}
}

func missing(t catalog.Table) base {
	return base{problem: plan.ProblemMissing, detail: fmt.Sprintf("there is no table %s", t)}
}

// declared is a column's type in PostgreSQL's words.
type declared struct {
	name              string
	domain            bool
	collation, schema string
}

// column takes one row of bases.sql. Thousands of columns have a handful of
// types, and to parse one costs more than to read the row: types keeps them.
func (r postgresReader) column(out map[catalog.Table]base, types map[declared]catalog.Type, rows pgx.Rows) error {
	t := catalog.Table{Database: r.w.cluster.ViewDatabase}
	var identity string
	var readable bool
	var d declared
	var c catalog.Observed
	err := rows.Scan(&t.Schema, &t.Name, &identity, &readable, &c.Ordinal, &c.Name, &d.name, &d.domain, &d.collation, &d.schema)
	if err != nil || identity == "" {
		return err
	}
	if !readable {
		out[t] = base{problem: plan.ProblemDenied, detail: fmt.Sprintf("%s may not SELECT from %s", r.w.cluster.Credentials.User, t)}
		return nil
	}
	b := out[t]
	b.problem, b.detail, b.signature.Identity = "", "", identity
	if c.Ordinal > 0 {
		var known bool
		if c.Type, known = types[d]; !known {
			c.Type = observedType(d)
			types[d] = c.Type
		}
		b.signature.Columns = append(b.signature.Columns, c)
	}
	out[t] = b
	return nil
}

// observedType is Unknown for a type that scrim cannot write; its column is
// never shown.
func observedType(d declared) catalog.Type {
	t, ok := catalog.ParseType(d.name)
	if !ok {
		return catalog.Type{}
	}
	t.Domain = t.Domain || d.domain
	switch {
	case d.collation == "":
	case d.schema == "pg_catalog":
		t.Collation = d.collation
	default:
		t.Collation = render.QualifiedCollation(d.schema, d.collation)
	}
	return t
}

func (r postgresReader) relations(ctx context.Context, names []catalog.ViewName) (map[catalog.ViewName]plan.Relation, error) {
	out := map[catalog.ViewName]plan.Relation{}
	if len(names) == 0 {
		return out, nil
	}
	pool, err := r.w.own(ctx)
	if err != nil {
		return nil, err
	}
	ask := make([]plan.AskSource, len(names))
	for i, n := range names {
		ask[i].Table = catalog.Table{Database: r.w.cluster.ViewDatabase, Schema: n.Schema, Name: n.Name}
	}
	columns, err := r.bases(ctx, ask)
	if err != nil {
		return nil, err
	}
	err = about(names, func(part []catalog.ViewName) error {
		return each(ctx, pool, r.w.queries.text["relations"], columnsOf(part), func(rows pgx.Rows) error {
			return r.relation(out, columns, rows)
		})
	})
	return out, classify("observing views", err)
}

// relation takes one row of relations.sql.
func (r postgresReader) relation(out map[catalog.ViewName]plan.Relation, columns map[catalog.Table]base, rows pgx.Rows) error {
	var n catalog.ViewName
	var rel plan.Relation
	var owner, options, grants, definition string
	if err := rows.Scan(&n.Schema, &n.Name, &rel.Ours, &owner, &options, &grants, &definition); err != nil {
		return err
	}
	at := catalog.Table{Database: r.w.cluster.ViewDatabase, Schema: n.Schema, Name: n.Name}
	signature := columns[at].signature.Columns
	rel.Columns = plan.ColumnSignature(signature)
	rel.Barrier = slices.Contains(strings.Split(options, ","), "security_barrier=true")
	rel.Witness = witness(definition, options, owner, grants, rel.Columns, ordinals(signature))
	out[n] = rel
	return nil
}

// witness is one hash over everything that makes a view what it is.
func witness(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s\n", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func ordinals(columns []catalog.Observed) string {
	text := ""
	for _, c := range columns {
		text += fmt.Sprintf("%d ", c.Ordinal)
	}
	return text
}
