// Package render turns values into SQL text for one dialect: a view, a plan's
// script, and what an administrator runs once.
//
// It promises that no string becomes SQL unparsed: every identifier and every
// literal goes through one writer that knows its target (law 9); that the
// same value gives the same bytes (law 4); that an expression it writes never
// raises, never truncates and depends on no setting of the reader's session
// (SEMANTICS S4, S5); and that no secret and no fact is in a text, only bound
// arguments (law 8). It runs nothing and decides nothing about access: what a
// view shows is in package view.
package render

import (
	"fmt"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/view"
)

// Options says where a view stands and how it is made.
type Options struct {
	Cluster   catalog.Cluster
	Admission view.Admission // what its gate must admit; empty is the view's own
	Barrier   bool           // PostgreSQL: security_barrier
	Replace   bool           // CREATE OR REPLACE
	As        string         // another name in the view's schema; empty is its own
}

// View is the text of the CREATE VIEW statement of v, without a semicolon. An
// error names an identifier or literal that the dialect cannot have, or a
// part of v that compile should not have let through; it carries no data.
func View(d Dialect, v view.View, o Options) (string, error) {
	text, err := renderView(d, v, o)
	if err != nil {
		return "", fmt.Errorf("rendering view %s: %w", v.Name, err)
	}
	return text, nil
}

func renderView(d Dialect, v view.View, o Options) (string, error) {
	if len(v.Columns) == 0 {
		return "", fmt.Errorf("it has no columns")
	}
	admission := o.Admission
	if admission == "" {
		admission = v.Admission()
	}
	name := v.Name.Name
	if o.As != "" {
		name = o.As
	}
	w := newWriter(d, o.Cluster)
	columns := make([]string, len(v.Columns))
	for i, c := range v.Columns {
		columns[i] = "  " + w.column(c)
	}
	where := append([]string{w.gate(v.Source, admission)}, w.conjuncts(v.Admit)...)
	where = append(where, w.conjuncts(v.Rows)...)

	var b strings.Builder
	b.WriteString("CREATE ")
	if o.Replace {
		b.WriteString("OR REPLACE ")
	}
	fmt.Fprintf(&b, "VIEW %s.%s%s AS\nSELECT\n", w.ident(v.Name.Schema), w.ident(name), d.viewOptions(o.Barrier))
	b.WriteString(strings.Join(columns, ",\n"))
	fmt.Fprintf(&b, "\nFROM %s AS t\n", w.base(v.Base))
	for _, join := range w.joins {
		b.WriteString(join.text + "\n")
	}
	b.WriteString("WHERE " + strings.Join(where, "\n  AND "))
	b.WriteString(d.viewEnd())
	return b.String(), w.err
}

// gate is the one test that every view makes first: its own admission is
// admitted (SEMANTICS S10).
func (w *writer) gate(source string, a view.Admission) string {
	return fmt.Sprintf(`EXISTS (SELECT 1 FROM %s AS g WHERE g."source" = %s AND g."admission" = %s)`,
		w.system("gate"), w.literal(source), w.literal(string(a)))
}

// conjuncts are the parts of a predicate that must all hold, each on its own
// line of a WHERE clause.
func (w *writer) conjuncts(p view.Pred) []string {
	switch p := p.(type) {
	case view.Always:
		return nil
	case view.All:
		var out []string
		for _, part := range p {
			out = append(out, w.conjuncts(part)...)
		}
		return out
	case view.Held:
		if !p.Not {
			return []string{w.semiJoin(p)}
		}
	case view.Lookup:
		if !p.Not {
			return []string{w.lookupJoin(p)}
		}
	}
	return []string{w.pred(p, "  ")}
}

// Lingers reports whether a view that lost its name in an exchange stays until
// no reader can be about to open it.
func Lingers(d Dialect) bool { return d.lingers() }
