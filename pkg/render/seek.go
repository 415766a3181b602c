package render

import (
	"fmt"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/view"
)

// Seek is the statement that says, by 1 or 0, whether a table has any row, and
// then of each predicate whether some row is as it says; in one reading of the
// table. Nothing of a row is in the answer. A predicate that asks for a fact is
// an error: whoever seeks has none.
func Seek(d Dialect, c catalog.Cluster, base catalog.Table, tests []view.Pred) (plan.SQL, error) {
	w := newWriter(d, c)
	w.bound = &bound{known: map[string]string{}}
	columns := []string{`  COALESCE(MAX(1), 0) AS "rows"`}
	for i, test := range tests {
		columns = append(columns, fmt.Sprintf(`  COALESCE(MAX(CASE WHEN %s THEN 1 END), 0) AS "found%d"`, w.pred(test, "    "), i+1))
	}
	if len(tests) == 0 {
		w.fail(fmt.Errorf("there is nothing to seek"))
	}
	s, err := w.reading(columns, base)
	if err != nil {
		return s, fmt.Errorf("rendering what is sought in %s: %w", base, err)
	}
	return s, nil
}
