package immuta

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"scrim/pkg/issue"
)

// A custom WHERE is SQL with Immuta's functions in it. What is read of SQL is
// what a condition can say: columns, values, comparisons, AND, OR, NOT, IN,
// LIKE, BETWEEN, IS NULL. All else is a mistake with its place, never a guess.

// asCondition translates an SQL predicate into a condition of scrim's. It
// returns what means something else here, in words, beside it.
func asCondition(sql string) (condition string, notes []note, err error) {
	p := &predicate{tokens: tokens(sql), text: sql}
	out := p.or()
	if p.err == nil && p.peek().kind != end {
		p.fail("this is not expected here")
	}
	if p.err != nil {
		return "", nil, p.err
	}
	if out.kind != truth {
		return "", nil, &whereError{at: 0, sql: sql, why: "the whole is no condition"}
	}
	return out.bare(), p.notes, nil
}

// note is what a translated condition means otherwise than Immuta's.
type note struct {
	code    issue.Code
	message string
}

// whereError is a mistake of an SQL predicate, or what scrim does not have.
type whereError struct {
	at  int // byte offset
	sql string
	why string
}

func (e *whereError) Error() string {
	near := e.sql[min(e.at, len(e.sql)):]
	if len(near) > 30 {
		near = strings.ToValidUTF8(near[:30], "") + "…"
	}
	if near == "" {
		return fmt.Sprintf("%s, at its end", e.why)
	}
	return fmt.Sprintf("%s, at %q", e.why, near)
}

// what an expression is.
type exprKind uint8

const (
	truth exprKind = iota
	column
	literal
	nothing // NULL
	reader  // the name of who reads
)

type expr struct {
	kind exprKind
	cel  string
	raw  string // of a literal: the text itself
	op   string // "&&" or "||" where cel joins by it, in parentheses; "()" where cel only stands in some
}

// bare is the expression without parentheses around the whole.
func (e expr) bare() string {
	if e.op != "" {
		return e.cel[1 : len(e.cel)-1]
	}
	return e.cel
}

// under is the expression as an operand of a joining operator.
func (e expr) under(op string) string {
	if e.op == op || e.op == "()" {
		return e.bare()
	}
	return e.cel
}

type predicate struct {
	tokens []sqlToken
	text   string
	notes  []note
	err    error

	negated bool // an odd number of NOTs stands around
}

func (p *predicate) peek() sqlToken {
	if len(p.tokens) == 0 {
		return sqlToken{end, "", len(p.text)}
	}
	return p.tokens[0]
}

func (p *predicate) next() sqlToken {
	t := p.peek()
	if len(p.tokens) > 0 {
		p.tokens = p.tokens[1:]
	}
	return t
}

func (p *predicate) fail(why string) expr {
	if p.err == nil {
		p.err = &whereError{at: p.peek().at, sql: p.text, why: why}
	}
	p.tokens = nil
	return expr{}
}

func (p *predicate) note(code issue.Code, message string) {
	for _, n := range p.notes {
		if n.code == code {
			return
		}
	}
	p.notes = append(p.notes, note{code, message})
}

// keyword takes a word if it comes next.
func (p *predicate) keyword(w string) bool {
	if t := p.peek(); t.kind == word && strings.EqualFold(t.text, w) {
		p.next()
		return true
	}
	return false
}

func (p *predicate) symbol(s string) bool {
	if t := p.peek(); t.kind == symbol && t.text == s {
		p.next()
		return true
	}
	return false
}

func (p *predicate) want(s string) {
	if !p.symbol(s) {
		p.fail("there should be " + s)
	}
}

func (p *predicate) or() expr {
	left := p.and()
	for p.err == nil && p.keyword("OR") {
		left = p.join(left, "||", p.and())
	}
	return left
}

func (p *predicate) and() expr {
	left := p.not()
	for p.err == nil && p.keyword("AND") {
		left = p.join(left, "&&", p.not())
	}
	return left
}

func (p *predicate) join(a expr, op string, b expr) expr {
	if p.err == nil && (a.kind != truth || b.kind != truth) {
		return p.fail("what is joined by AND and OR must be conditions")
	}
	return expr{cel: fmt.Sprintf("(%s %s %s)", a.under(op), op, b.under(op)), op: op}
}

func (p *predicate) not() expr {
	if p.keyword("NOT") {
		p.negated = !p.negated
		of := p.not()
		p.negated = !p.negated
		if p.err == nil && of.kind != truth {
			return p.fail("NOT is for conditions")
		}
		return expr{cel: "!" + of.cel}
	}
	return p.comparison()
}

var comparisons = regexp.MustCompile(`^(=|<>|!=|<|<=|>|>=)$`)

func (p *predicate) comparison() expr {
	left := p.primary()
	if p.err != nil {
		return left
	}
	negated := p.keyword("NOT")
	switch t := p.peek(); {
	case t.kind == symbol && comparisons.MatchString(t.text) && !negated:
		p.next()
		return p.compare(left, t.text, p.primary())
	case p.keyword("IN"):
		return negate(negated, p.in(left))
	case p.keyword("LIKE"):
		return negate(negated, p.like(left))
	case p.keyword("BETWEEN"):
		low := p.primary()
		if !p.keyword("AND") {
			return p.fail("BETWEEN has an AND")
		}
		return negate(negated, p.join(p.compare(left, ">=", low), "&&", p.compare(left, "<=", p.primary())))
	case p.keyword("IS") && !negated:
		return p.isNull(left)
	case negated:
		return p.fail("NOT is followed by IN, LIKE or BETWEEN here")
	}
	return left
}

func negate(negated bool, e expr) expr {
	if negated {
		return expr{cel: "!" + e.cel}
	}
	return e
}

func (p *predicate) isNull(left expr) expr {
	negated := p.keyword("NOT")
	if !p.keyword("NULL") {
		return p.fail("IS is followed by NULL or NOT NULL")
	}
	if left.kind != column {
		return p.fail("IS NULL is asked of a column")
	}
	return negate(negated, expr{cel: fmt.Sprintf("is_null(%s)", left.cel)})
}

func (p *predicate) compare(a expr, op string, b expr) expr {
	if p.err != nil {
		return expr{}
	}
	if a.kind == literal && b.kind == literal { // 1 = 1 is how SQL says true
		if op != "=" && op != "<>" && op != "!=" {
			return p.fail("two values are compared, and no column")
		}
		return expr{cel: strconv.FormatBool((a.raw == b.raw) == (op == "="))}
	}
	if a.kind == nothing || b.kind == nothing {
		return p.fail("a comparison with NULL is never true: IS NULL asks for it")
	}
	if a.kind == truth || b.kind == truth {
		return p.fail("a condition is compared with something")
	}
	if a.kind != column {
		a, op, b = b, mirrored(op), a
	}
	if a.kind != column {
		return p.fail("no column is compared")
	}
	if b.kind == reader && op != "=" && op != "<>" && op != "!=" {
		return p.fail("a user's name is equal to something, or not")
	}
	switch op {
	case "=":
		op = "=="
	case "<>":
		op = "!="
	}
	return expr{cel: fmt.Sprintf("(%s %s %s)", a.cel, op, b.cel), op: "()"}
}

// mirrored is the comparison with its sides exchanged.
func mirrored(op string) string {
	if m, ok := map[string]string{"<": ">", ">": "<", "<=": ">=", ">=": "<="}[op]; ok {
		return m
	}
	return op
}

func (p *predicate) in(left expr) expr {
	p.want("(")
	if t := p.peek(); t.kind == word && strings.EqualFold(t.text, "SELECT") {
		return p.fail("scrim has no subqueries in conditions; a table of values is an attribute of users here")
	}
	var values []string
	for p.err == nil {
		one := p.primary()
		if p.err == nil && one.kind != literal {
			return p.fail("IN lists values")
		}
		values = append(values, one.cel)
		if !p.symbol(",") {
			break
		}
	}
	p.want(")")
	if p.err == nil && left.kind != column {
		return p.fail("IN is asked of a column")
	}
	return expr{cel: fmt.Sprintf("(%s in [%s])", left.cel, strings.Join(values, ", ")), op: "()"}
}

// like is an SQL pattern: by its ends where that is all it says.
func (p *predicate) like(left expr) expr {
	pattern := p.primary()
	if p.err != nil {
		return expr{}
	}
	if left.kind != column || pattern.kind != literal {
		return p.fail("LIKE compares a column with a pattern")
	}
	inner := strings.Trim(pattern.raw, "%")
	first, last := strings.HasPrefix(pattern.raw, "%"), strings.HasSuffix(pattern.raw, "%")
	if strings.ContainsAny(inner, `%_\`) || inner == "" {
		return expr{cel: fmt.Sprintf("%s.matches(%s)", left.cel, quote(likePattern(pattern.raw)))}
	}
	method := "startsWith"
	switch {
	case first && last:
		method = "contains"
	case first:
		method = "endsWith"
	case !last:
		return expr{cel: fmt.Sprintf("(%s == %s)", left.cel, quote(inner)), op: "()"}
	}
	return expr{cel: fmt.Sprintf("%s.%s(%s)", left.cel, method, quote(inner))}
}

// likePattern is an SQL pattern as a regular one.
func likePattern(like string) string {
	var b strings.Builder
	b.WriteString("^")
	escaped := false
	for _, r := range like {
		switch {
		case !escaped && r == '\\':
			escaped = true
			continue
		case !escaped && r == '%':
			b.WriteString(".*")
		case !escaped && r == '_':
			b.WriteString(".")
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
		escaped = false
	}
	b.WriteString("$")
	return b.String()
}

func (p *predicate) primary() expr {
	switch t := p.next(); t.kind {
	case text:
		raw := strings.ReplaceAll(t.text[1:len(t.text)-1], "''", "'")
		return expr{kind: literal, cel: quote(raw), raw: raw}
	case number:
		return expr{kind: literal, cel: t.text, raw: t.text}
	case quotedName:
		name := strings.ReplaceAll(t.text[1:len(t.text)-1], `""`, `"`)
		return expr{kind: column, cel: named(name)}
	case function:
		return p.call(t)
	case word:
		return p.word(t)
	case symbol:
		if t.text == "(" {
			inner := p.or()
			p.want(")")
			return inner
		}
		if t.text == "-" && p.peek().kind == number {
			n := "-" + p.next().text
			return expr{kind: literal, cel: n, raw: n}
		}
	case end:
	}
	return p.fail("a column, a value or a condition is missing")
}

func (p *predicate) word(t sqlToken) expr {
	switch strings.ToUpper(t.text) {
	case "TRUE", "FALSE":
		return expr{cel: strings.ToLower(t.text)}
	case "NULL":
		return expr{kind: nothing}
	}
	if p.peek().kind == symbol && p.peek().text == "(" {
		return p.fail(fmt.Sprintf("scrim's conditions have no function %s", t.text))
	}
	parts := strings.Split(strings.ToLower(t.text), ".") // a name without quotes is folded; what stands before it is the table
	return expr{kind: column, cel: named(parts[len(parts)-1])}
}

// named is a column of the row.
func named(name string) string {
	if regexp.MustCompile(`^[a-z_][a-z0-9_]*$`).MatchString(name) {
		return "row." + name
	}
	return fmt.Sprintf("row[%s]", quote(name))
}

// quote is a text literal of CEL.
func quote(s string) string { return strconv.Quote(s) }
