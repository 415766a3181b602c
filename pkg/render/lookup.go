package render

import (
	"strings"

	"scrim/pkg/view"
)

// lookup is an uncorrelated membership: the query of the table's keys is a
// constant of the statement, and Redshift refuses correlated ones.
func (w *writer) lookup(p view.Lookup) string {
	held, keys := w.keys(p)
	m := w.membership(held, keys)
	if p.Not {
		return m.none
	}
	return m.in
}

// lookupJoin is a lookup that must hold for the whole row: at the top of a
// WHERE clause both planners make it a semi-join.
func (w *writer) lookupJoin(p view.Lookup) string {
	held, keys := w.keys(p)
	return held + " IN (" + keys + ")"
}

// keys is a column as it compares with a lookup table's keys, and the query of
// those that pass the tests. None of them is NULL: a NULL among them would turn
// NOT IN into unknown for every row.
func (w *writer) keys(p view.Lookup) (held, query string) {
	column, key := p.Column, p.Key
	if column.Type.Collation == "" {
		column.Type.Collation = key.Type.Collation // one explicit order is enough, and two implicit ones would be none
	}
	held = w.key(column)
	row := w.row
	w.row = "l"
	defer func() { w.row = row }()
	where := []string{w.col(key) + " IS NOT NULL"}
	for _, test := range p.Where {
		if test.Kind == "" {
			where = append(where, w.compare(view.Compare{Column: test.Column, Op: "=", Literal: test.Is}))
			continue
		}
		where = append(where, w.semiJoin(view.Held{Column: test.Column, Kind: test.Kind, Name: test.Name}))
	}
	return held, `SELECT ` + w.key(key) + ` AS "value" FROM ` + w.base(p.Table) + ` AS l WHERE ` + strings.Join(where, " AND ")
}

// key is a column that is compared with keys: of text without trailing blanks
// where they do not count, since nobody says whether DISTINCT counts them, and a
// row must not be joined twice.
func (w *writer) key(c view.ColumnRef) string {
	if !c.Type.IsText() {
		return w.operand(c, "=")
	}
	return w.d.keyText(w.text(c))
}
