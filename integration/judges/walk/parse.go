package walk

import "fmt"

// parser reads one statement. It knows what scrim writes and little more: the
// first token that it does not expect is the finding.
type parser struct {
	src    string
	tokens []token
	at     int
	types  []typeName
	err    *Finding
}

func (p *parser) peek(ahead int) token {
	if p.at+ahead < len(p.tokens) {
		return p.tokens[p.at+ahead]
	}
	return token{kind: op, at: len(p.src)}
}

func (p *parser) next() token {
	t := p.peek(0)
	p.at++
	return t
}

func (p *parser) end() int {
	if p.at == 0 {
		return 0
	}
	last := p.tokens[min(p.at, len(p.tokens))-1]
	return last.at + len(last.text)
}

// words takes these keywords or marks when they come next.
func (p *parser) words(names ...string) bool {
	for i, n := range names {
		if !p.peek(i).is(n) {
			return false
		}
	}
	p.at += len(names)
	return true
}

func (p *parser) fail(rule Rule, format string, args ...any) {
	if p.err == nil {
		p.err = &Finding{Rule: rule, At: p.peek(0).at, Message: fmt.Sprintf(format, args...)}
	}
	p.at = len(p.tokens) // whoever loops stops
}

func (p *parser) expect(names ...string) {
	for _, n := range names {
		if !p.words(n) {
			p.unexpected()
			return
		}
	}
}

func (p *parser) unexpected() {
	t := p.peek(0)
	if t.text == "" {
		p.fail(Syntax, "the statement ends too early")
		return
	}
	if why := postgresWord(t.name); why != "" && t.kind == word {
		p.fail(Postgres, "%s", why)
		return
	}
	p.fail(Syntax, "%q is not expected here", t.text)
}

// postgresWord says of a keyword that begins what Redshift has not.
func postgresWord(name string) string {
	switch name {
	case "returning", "lateral", "tablesample", "filter", "conflict", "similar", "distinct", "array", "row", "collate", "over", "window",
		"materialized", "recursive", "only", "values", "overlay", "isnull", "notnull", "fetch", "for", "using", "natural":
		return "scrim does not write " + name + ", and Redshift has it not, or otherwise"
	}
	return ""
}

// ident takes a name.
func (p *parser) ident() string {
	if !p.peek(0).ident() {
		p.unexpected()
		return ""
	}
	return p.next().name
}

// chain takes a.b.c.
func (p *parser) chain() relation {
	out := relation{at: p.peek(0).at}
	out.parts = append(out.parts, p.ident())
	for p.words(".") {
		out.parts = append(out.parts, p.ident())
	}
	return out
}

// list calls one for each entry of a list in commas.
func (p *parser) list(one func()) {
	for one(); p.words(","); {
		one()
	}
}

func (p *parser) queryOf() *query {
	q := &query{}
	if p.words("with") {
		if p.peek(0).is("recursive") {
			p.unexpected()
		}
		p.list(func() {
			n := named{name: p.ident()}
			p.expect("as", "(")
			n.query = p.queryOf()
			p.expect(")")
			q.with = append(q.with, n)
		})
	}
	p.expect("select")
	p.words("distinct")
	if p.peek(0).is("on") {
		p.fail(Postgres, "SELECT DISTINCT ON")
	}
	p.list(func() { q.items = append(q.items, p.item()) })
	if p.words("from") {
		p.from(q)
	}
	p.clauses(q)
	return q
}

func (p *parser) item() item {
	out := item{value: p.expression()}
	switch {
	case p.words("as"):
		out.as = p.ident()
	case out.value != nil && out.value.form == column:
		out.as = out.value.name
	}
	return out
}

func (p *parser) clauses(q *query) {
	if p.words("where") {
		q.where = p.expression()
	}
	add := func() { q.others = append(q.others, p.expression()) }
	if p.words("group", "by") {
		p.list(add)
	}
	if p.words("having") {
		add()
	}
	if p.words("union") {
		p.words("all")
		q.unions = append(q.unions, p.queryOf())
		return
	}
	if p.words("order", "by") {
		p.list(func() {
			add()
			_ = p.words("asc") || p.words("desc")
		})
	}
	if p.words("limit") {
		add()
	}
}

func (p *parser) from(q *query) {
	q.from = append(q.from, p.source(false))
	for p.err == nil {
		switch {
		case p.words(","), p.words("cross", "join"):
			q.from = append(q.from, p.source(false))
		case p.words("join"), p.words("inner", "join"), p.words("left", "join"), p.words("left", "outer", "join"):
			s := p.source(true)
			p.expect("on")
			s.on = p.expression()
			q.from = append(q.from, s)
		default:
			return
		}
	}
}

func (p *parser) source(joined bool) source {
	s := source{joined: joined, at: p.peek(0).at}
	if p.words("(") {
		s.query = p.queryOf()
		p.expect(")", "as")
		s.as = p.ident()
		return s
	}
	s.relation = p.chain()
	if p.peek(0).is("(") {
		p.fail(Postgres, "a function in FROM")
	}
	s.as = s.relation.parts[len(s.relation.parts)-1]
	if p.words("as") {
		s.as = p.ident()
	}
	return s
}
