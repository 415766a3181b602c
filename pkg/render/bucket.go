package render

import (
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/view"
)

// bucket asks for the greatest edge first. What is above every edge and yet no
// number or time of any range is asked for before all of them.
func (w *writer) bucket(c view.Bucket, ref view.ColumnRef) string {
	edges := c.Edges.List()
	if len(edges) == 0 || !ref.Type.IsNumber() && !ref.Type.IsTime() {
		return w.unfit("a bucket", ref)
	}
	value, ranged := w.ranged(ref)
	var b strings.Builder
	b.WriteString("CASE")
	for _, edge := range slices.Backward(edges) {
		at := w.edge(edge, ref)
		fmt.Fprintf(&b, " WHEN %s >= %s THEN %s", value, at, at)
	}
	b.WriteString(" END")
	if ranged == "" {
		return b.String()
	}
	return fmt.Sprintf("CASE WHEN %s THEN %s END", ranged, b.String())
}

// ranged is a column as it compares with edges, and a condition that holds
// where it is a finite number or time; empty where it always is one.
func (w *writer) ranged(ref view.ColumnRef) (value, condition string) {
	col, t := w.col(ref), ref.Type
	switch {
	case t.IsTime():
		return col, w.between(ref)
	case t.Kind == catalog.Real || t.Kind == catalog.Double:
		double := "CAST(" + col + " AS double precision)"
		return double, "pg_catalog.abs(" + double + ") <= 1000000000000000"
	case t.Kind == catalog.Decimal && t.Precision == 0:
		return col, col + " - " + col + " = 0"
	case t.Kind == catalog.Decimal:
		return col, col + " <= " + greatest(t)
	}
	return col, ""
}

// edge is a literal of the column's type, so that no warehouse has to find a
// type that all of them fit.
func (w *writer) edge(text string, ref view.ColumnRef) string {
	t, out := ref.Type, text
	var ok bool
	switch t.Kind {
	case catalog.Smallint, catalog.Integer, catalog.Bigint:
		ok = t.Canonical(text)
	case catalog.Decimal:
		ok = number.MatchString(text) && (t.Precision == 0 || holds(t, text))
		out = fmt.Sprintf("CAST(%s AS %s)", text, w.d.typeName(t))
	case catalog.Real, catalog.Double:
		ok = number.MatchString(text)
		out = fmt.Sprintf("CAST(%s AS double precision)", text)
	case catalog.TimestampTZ:
		ok = catalog.Type{Kind: catalog.Timestamp}.Canonical(text)
		out = "TIMESTAMPTZ " + w.literal(text+"+00")
	default:
		return w.constant(catalog.Literal{Kind: t.Kind, Text: text})
	}
	if !ok {
		return w.unfit("an edge", ref)
	}
	return out
}
