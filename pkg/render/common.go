package render

import (
	"fmt"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/view"
)

// MaxCombinations is how many combinations of values a counting may find to be
// common; with more of them it has no effect.
const MaxCombinations = 1_000_000

// common holds where a row's combination is among those of the counting that
// the warehouse holds, while that is valid.
func (w *writer) common(p view.Common) string {
	current := fmt.Sprintf(`%s AS n WHERE n."counting" = %s`, w.system("valid_counting"), w.literal(p.Counting))
	return w.d.among(w, w.combination(p), w.system("common_combination"), current)
}

// combination is a row's values in the columns that are counted, as a salted
// hash; NULL when one of them has no canonical text. Each value is hashed by
// itself first: so no two combinations are written alike, and none is longer
// than what a warehouse takes for a text.
func (w *writer) combination(p view.Common) string {
	columns := p.Columns.Columns()
	if len(columns) == 0 {
		w.fail(fmt.Errorf("k-anonymity of no columns"))
	}
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = fmt.Sprintf("CASE WHEN %s IS NULL THEN '-' ELSE %s END", w.col(c), w.d.digest(w.canonical(c)))
	}
	return w.d.digest(w.secret(p.Salt) + " || " + strings.Join(parts, " || "))
}

// Tally is what is to be counted: on which table, for which source.
type Tally struct {
	Source  string
	Attempt string // names this run; of two runs the later has the greater name
	Base    catalog.Table
	Common  view.Common
	Most    int // how many common combinations are of use: MaxCombinations, but in tests
}

// Count is the statement that counts: it keeps a hash of each combination that
// at least k rows have, and of one more than the tally's most at most. They are
// nothing to any view until plan.PutCounting names the attempt.
func Count(d Dialect, c catalog.Cluster, t Tally) (plan.SQL, error) {
	w := newWriter(d, c)
	text := fmt.Sprintf(`INSERT INTO %s ("source", "attempt", "hash")
SELECT %s, %s, k."hash"
FROM (
  SELECT %s AS "hash"
  FROM %s AS t
) AS k
WHERE k."hash" IS NOT NULL
GROUP BY k."hash"
HAVING COUNT(*) >= %d
LIMIT %d`, w.own("common_combination"), w.literal(t.Source), w.literal(t.Attempt), w.combination(t.Common), w.base(t.Base), t.Common.K, t.Most+1)
	if w.err != nil {
		return plan.SQL{}, fmt.Errorf("rendering the counting of source %s: %w", t.Source, w.err)
	}
	return plan.SQL{Text: text, Rows: plan.AnyRows}, nil
}

// SweepBefore is the statement that drops what runs before an attempt kept of a
// source.
func SweepBefore(d Dialect, c catalog.Cluster, source, attempt string) plan.SQL {
	return sweep(d, c, source, "<", attempt)
}

// SweepOnly is the statement that drops what one attempt kept.
func SweepOnly(d Dialect, c catalog.Cluster, source, attempt string) plan.SQL {
	return sweep(d, c, source, "=", attempt)
}

func sweep(d Dialect, c catalog.Cluster, source, compared, attempt string) plan.SQL {
	text := fmt.Sprintf(`DELETE FROM %s WHERE "source" = $1 AND "attempt" %s $2`, newWriter(d, c).own("common_combination"), compared)
	return plan.SQL{Text: text, Args: []plan.Arg{value(source), value(attempt)}, Rows: plan.AnyRows}
}

// counting replaces what the warehouse believes of a source's counting.
func (s *scripter) counting(w *writer, p plan.PutCounting) []plan.Action {
	drop := s.sql(fmt.Sprintf(`DELETE FROM %s WHERE "source" = $1`, w.own("counting")), []plan.Arg{value(p.Source)})
	columns := []typed{
		{"source", "character varying(256)"}, {"counting", "character varying(64)"}, {"attempt", "character varying(64)"},
		{"combinations", "bigint"}, {"counted_at", "timestamp with time zone"}, {"valid_until", "timestamp with time zone"},
	}
	row := []plan.Arg{value(p.Source), value(p.Counting), value(p.Attempt), value(p.Combinations), value(p.At.UTC()), value(p.ValidUntil.UTC())}
	return append([]plan.Action{drop}, s.insert(w.own("counting"), columns, [][]plan.Arg{row})...)
}
