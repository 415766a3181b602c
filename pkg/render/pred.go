package render

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"scrim/pkg/catalog"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// pred is a condition that is true where p holds, and false or NULL where it
// does not. It stands as an operand of AND, OR or NOT as it is. The indent is
// that of the line on which it begins.
func (w *writer) pred(p view.Pred, indent string) string {
	switch p := p.(type) {
	case nil, view.Never:
		return "FALSE"
	case view.Always:
		return "TRUE"
	case view.All:
		return w.composite("AND", "TRUE", p, indent)
	case view.Any:
		return w.composite("OR", "FALSE", p, indent)
	case view.HasFact:
		return w.exists(p.Absent, w.facts("1", p.Kind, p.Name, &p.Value))
	case view.HasAny:
		return w.exists(p.Absent, w.facts("1", p.Kind, p.Name, nil))
	case view.Held:
		return w.held(p)
	case view.IsNull:
		return w.col(p.Column) + " IS" + not(p.Not) + " NULL"
	case view.Compare:
		return w.compare(p)
	case view.CompareColumns:
		return w.compareColumns(p)
	case view.OneOf:
		return w.oneOf(p)
	case view.Match:
		return w.match(p)
	case view.Lookup:
		return w.lookup(p)
	case view.Common:
		return w.common(p)
	case view.Sample:
		return w.sample(p)
	case view.Age:
		return w.age(p)
	}
	w.fail(fmt.Errorf("a predicate of unknown kind %T", p))
	return "FALSE"
}

func not(negated bool) string {
	if negated {
		return " NOT"
	}
	return ""
}

func equals(negated bool) string {
	if negated {
		return "<>"
	}
	return "="
}

// composite is parts in parentheses, on one line while it is short.
func (w *writer) composite(op, empty string, parts []view.Pred, indent string) string {
	if len(parts) == 0 {
		return empty
	}
	if len(parts) == 1 {
		return w.pred(parts[0], indent)
	}
	deeper := indent + "  "
	texts := make([]string, len(parts))
	length := 0
	for i, part := range parts {
		texts[i] = w.pred(part, deeper)
		length += len(texts[i])
	}
	const short = 100
	if joined := strings.Join(texts, " "+op+" "); length <= short && !strings.Contains(joined, "\n") {
		return "(" + joined + ")"
	}
	return "(\n" + deeper + strings.Join(texts, "\n"+deeper+op+" ") + "\n" + indent + ")"
}

func (w *writer) exists(absent bool, query string) string {
	return strings.TrimSpace(not(absent) + " EXISTS (" + query + ")")
}

// facts is an uncorrelated query over the reader's own facts: a constant of
// the statement, asked once.
func (w *writer) facts(what string, kind profile.Kind, name string, value *string) string {
	if w.bound != nil {
		list, err := w.bound.list(kind, name)
		if err == nil && value != nil {
			err = fmt.Errorf("it asks for a fact")
		}
		if err != nil {
			w.fail(err)
		}
		return list
	}
	q := fmt.Sprintf(`SELECT %s FROM %s AS p WHERE p."kind" = %s AND p."name" = %s`,
		what, w.system("user_profile"), w.literal(string(kind)), w.literal(name))
	if value != nil {
		q += ` AND p."value" = ` + w.literal(*value)
	}
	return q
}

// semiJoin is a Held that must hold for the whole row: at the top of a WHERE
// clause both planners make it a semi-join.
func (w *writer) semiJoin(p view.Held) string {
	return fmt.Sprintf(`%s IN (%s)`, w.canonical(p.Column), w.facts(`p."value"`, p.Kind, p.Name, nil))
}

// held is a Held anywhere else.
func (w *writer) held(p view.Held) string {
	held, list := w.canonical(p.Column), w.facts(`p."value"`, p.Kind, p.Name, nil)
	m := w.membership(held, list)
	if p.Not {
		return m.none
	}
	return m.in
}

func (w *writer) membership(held, list string) membership {
	key := held + "\x00" + list
	for _, j := range w.joins {
		if j.key == key {
			return j.membership
		}
	}
	m := w.d.membership(held, list, fmt.Sprintf("r%d", len(w.joins)+1))
	if m.join != "" {
		w.joins = append(w.joins, join{key: key, text: m.join, membership: m})
	}
	return m
}

// canonical is a column's canonical text (SEMANTICS S8): NULL for what has
// none. A fact is compared with it; the fact's side is never cast.
func (w *writer) canonical(c view.ColumnRef) string {
	col := w.col(c)
	switch t := c.Type; {
	case t.IsText():
		return w.text(c)
	case t.IsInteger():
		return "CAST(" + col + " AS character varying(20))"
	case t.Kind == catalog.Boolean:
		return fmt.Sprintf("CASE WHEN %s THEN 'true' WHEN NOT %s THEN 'false' END", col, col)
	case t.Kind == catalog.Date:
		return fmt.Sprintf("CASE WHEN %s THEN pg_catalog.to_char(CAST(%s AS timestamp without time zone), 'YYYY-MM-DD') END", w.between(c), col)
	case t.Kind == catalog.Timestamp:
		return fmt.Sprintf("CASE WHEN %s THEN pg_catalog.to_char(%s, 'YYYY-MM-DD HH24:MI:SS.US') END", w.between(c), col)
	}
	w.fail(fmt.Errorf("column %q of type %s has no canonical text", shorten(c.Name), c.Type))
	return "NULL"
}

// between holds for the dates and times of the years 1–9999, the ones that
// have a canonical text and can be converted without an error.
func (w *writer) between(c view.ColumnRef) string {
	col, low, high := w.years(c)
	return fmt.Sprintf("%s >= %s AND %s <= %s", col, low, col, high)
}

// years are the column and the ends of the years 1–9999 in its type.
func (w *writer) years(c view.ColumnRef) (col, low, high string) {
	switch c.Type.Kind {
	case catalog.Date:
		low, high = "DATE '0001-01-01'", "DATE '9999-12-31'"
	case catalog.Timestamp:
		low, high = "TIMESTAMP '0001-01-01 00:00:00'", "TIMESTAMP '9999-12-31 23:59:59.999999'"
	default:
		low, high = "TIMESTAMPTZ '0001-01-01 00:00:00+00'", "TIMESTAMPTZ '9999-12-31 23:59:59.999999+00'"
	}
	return w.col(c), low, high
}

// text is a text column without the blanks that CHAR(n) adds, in an order of
// bytes where its own collation might be another.
func (w *writer) text(c view.ColumnRef) string {
	col := w.col(c)
	if c.Type.Kind == catalog.Char {
		col = w.d.trimmed(col)
	}
	if c.Type.Collation != "" {
		col += w.d.byteOrder()
	}
	return col
}

// operand is a column in a comparison. The default collation is deterministic:
// there, equality is equality of bytes, and an index on the column serves.
func (w *writer) operand(c view.ColumnRef, op string) string {
	if !c.Type.IsText() {
		return w.col(c)
	}
	text := w.text(c)
	if op != "=" && op != "<>" && c.Type.Collation == "" {
		text += w.d.byteOrder()
	}
	return text
}

func (w *writer) operator(op string) string {
	switch op {
	case "=", "<>", "<", "<=", ">", ">=":
		return op
	}
	w.fail(fmt.Errorf("an unknown comparison %q", shorten(op)))
	return "="
}

func (w *writer) compare(p view.Compare) string {
	return w.operand(p.Column, p.Op) + " " + w.operator(p.Op) + " " + w.constant(p.Literal)
}

func (w *writer) compareColumns(p view.CompareColumns) string {
	left, right := p.Left, p.Right
	if left.Type.Collation == "" {
		left.Type.Collation = right.Type.Collation // one explicit order is enough, and two implicit ones would be none
	}
	return w.operand(left, p.Op) + " " + w.operator(p.Op) + " " + w.operand(right, p.Op)
}

func (w *writer) oneOf(p view.OneOf) string {
	if len(p.Literals) == 0 {
		w.fail(fmt.Errorf("an empty list of literals"))
	}
	texts := make([]string, len(p.Literals))
	for i, l := range p.Literals {
		texts[i] = w.constant(l)
	}
	return w.operand(p.Column, "=") + not(p.Not) + " IN (" + strings.Join(texts, ", ") + ")"
}

func (w *writer) match(p view.Match) string {
	if !p.Column.Type.IsText() {
		w.fail(fmt.Errorf("column %q of type %s is matched like text", shorten(p.Column.Name), p.Column.Type))
	}
	text, literal := w.text(p.Column), w.literal(p.Text)
	switch p.Kind {
	case view.MatchPrefix:
		return w.d.prefixed(text, p.Text, p.Not)
	case view.MatchSuffix:
		return fmt.Sprintf(`pg_catalog."right"(%s, %d) %s %s`, text, utf8.RuneCountInString(p.Text), equals(p.Not), literal)
	case view.MatchContains:
		if p.Not {
			return fmt.Sprintf(`pg_catalog.strpos(%s, %s) = 0`, text, literal)
		}
		return fmt.Sprintf(`pg_catalog.strpos(%s, %s) > 0`, text, literal)
	case view.MatchPattern:
		w.checkPattern(p.Text)
		return strings.TrimSpace(not(p.Not) + " " + w.d.matches(text, p.Text))
	}
	w.fail(fmt.Errorf("an unknown way to match, %q", shorten(string(p.Kind))))
	return "FALSE"
}
