package render

import (
	"fmt"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// Sieve is which rows somebody sees: a predicate that asks for no fact any
// more, and the values of the lists that it holds columns against.
type Sieve struct {
	Pred   view.Pred
	Values func(kind profile.Kind, name string) []string
}

// CountRows is the statement that counts, for each pair, the rows that the second
// keeps and the first does not, and those that the first keeps and the second
// does not; in one reading of the table. Values are bound, since they are facts
// (law 8).
func CountRows(d Dialect, c catalog.Cluster, base catalog.Table, pairs [][2]Sieve) (plan.SQL, error) {
	w := newWriter(d, c)
	w.bound = &bound{known: map[string]string{}}
	var columns []string
	for i, pair := range pairs {
		before, after := w.sieve(pair[0]), w.sieve(pair[1])
		columns = append(columns,
			fmt.Sprintf("  COUNT(CASE WHEN %s THEN NULL WHEN %s THEN 1 END) AS \"gained%d\"", before, after, i+1),
			fmt.Sprintf("  COUNT(CASE WHEN %s THEN NULL WHEN %s THEN 1 END) AS \"lost%d\"", after, before, i+1))
	}
	if len(pairs) == 0 {
		w.fail(fmt.Errorf("there is nothing to count"))
	}
	s, err := w.reading(columns, base)
	if err != nil {
		return s, fmt.Errorf("rendering a count of %s: %w", base, err)
	}
	return s, nil
}

// reading is a statement that reads a table once and returns one row.
func (w *writer) reading(columns []string, base catalog.Table) (plan.SQL, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "SELECT\n%s\nFROM %s AS t", strings.Join(columns, ",\n"), w.base(base))
	for _, join := range w.joins {
		b.WriteString("\n" + join.text)
	}
	if w.err != nil {
		return plan.SQL{}, w.err
	}
	return plan.SQL{Text: b.String(), Args: w.bound.args, Rows: plan.AnyRows}, nil
}

// bound is the values that a statement binds in the place of the reader's
// facts.
type bound struct {
	values func(kind profile.Kind, name string) []string
	known  map[string]string // the query by the values that it lists
	args   []plan.Arg
}

func (w *writer) sieve(s Sieve) string {
	w.bound.values = s.Values
	return w.pred(s.Pred, "    ")
}

// list is a query of the values of a reader's list.
func (b *bound) list(kind profile.Kind, name string) (string, error) {
	var values []string
	if b.values != nil {
		values = b.values(kind, name)
	}
	if len(values) == 0 {
		return "", fmt.Errorf("it asks for facts, and there are none")
	}
	key := strings.Join(values, "\x00")
	if q, ok := b.known[key]; ok {
		return q, nil
	}
	parts := make([]string, len(values))
	for i, v := range values {
		b.args = append(b.args, plan.Value{V: v})
		parts[i] = fmt.Sprintf(`SELECT CAST($%d AS character varying(%d)) AS "value"`, len(b.args), profile.MaxValue)
	}
	b.known[key] = strings.Join(parts, " UNION ")
	return b.known[key], nil
}
