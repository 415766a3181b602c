package walk

import "strings"

// expression reads an expression, by PostgreSQL's precedence.
func (p *parser) expression() *expr { return p.binary(0) }

// levels are the operators between two operands, loosest first.
func levels() [][]string {
	return [][]string{{"or"}, {"and"}, {}, {"=", "<>", "<", "<=", ">", ">="}, {"||", "~"}, {"+", "-"}, {"*", "/", "%"}}
}

const (
	levelNot     = 2
	levelCompare = 3
)

func (p *parser) binary(level int) *expr {
	all := levels()
	if level == len(all) {
		return p.unary()
	}
	if level == levelNot {
		return p.not()
	}
	left := p.binary(level + 1)
	for p.err == nil {
		if level == levelCompare {
			if tested := p.test(left); tested != nil {
				left = tested
				continue
			}
		}
		if !p.peek(0).is(all[level]...) {
			return left
		}
		op := p.next()
		left = p.node(operation, op.name, left.token, left, p.binary(level+1))
	}
	return left
}

func (p *parser) node(f form, name string, begin token, args ...*expr) *expr {
	return &expr{form: f, name: name, args: args, token: begin, end: p.end()}
}

func (p *parser) not() *expr {
	if begin := p.peek(0); p.words("not") {
		return p.node(operation, "not", begin, p.not())
	}
	return p.binary(levelCompare)
}

// test reads what stands behind an operand of comparisons: IS, IN, LIKE.
func (p *parser) test(left *expr) *expr {
	switch {
	case p.words("is"):
		p.words("not")
		if p.peek(0).is("distinct") {
			p.fail(Postgres, "IS DISTINCT FROM")
			return left
		}
		if !p.words("null") && !p.words("true") && !p.words("false") {
			p.unexpected()
		}
		return p.node(operation, "is", left.token, left)
	case p.words("not", "in"), p.words("in"):
		return p.in(left)
	case p.words("not", "like"), p.words("like"):
		return p.node(operation, "like", left.token, left, p.binary(levelCompare+1))
	case p.words("between"):
		low := p.binary(levelCompare + 1)
		p.expect("and")
		return p.node(operation, "between", left.token, left, low, p.binary(levelCompare+1))
	case p.peek(0).is("ilike", "similar"):
		p.unexpected()
	}
	return nil
}

func (p *parser) in(left *expr) *expr {
	p.expect("(")
	out := p.node(in, "in", left.token, left)
	if p.peek(0).is("select", "with") {
		out.query = p.queryOf()
	} else {
		p.list(func() { out.args = append(out.args, p.expression()) })
	}
	p.expect(")")
	out.end = p.end()
	return out
}

func (p *parser) unary() *expr {
	begin := p.peek(0)
	if p.words("-") {
		return p.node(operation, "negative", begin, p.unary())
	}
	out := p.primary()
	for p.words("at", "time", "zone") {
		out = p.node(zone, "at time zone", begin, out, p.primary())
	}
	return out
}

func (p *parser) primary() *expr {
	t := p.peek(0)
	switch {
	case t.kind == str, t.kind == number, t.kind == param, t.is("true", "false", "null"):
		p.next()
		return p.node(literal, t.name, t)
	case t.is("*"):
		p.next()
		return p.node(star, "*", t)
	case t.is("("):
		return p.parenthesis()
	case t.is("case"):
		return p.caseOf()
	case t.is("cast") && p.peek(1).is("("):
		return p.cast()
	case t.is("exists"):
		return p.exists()
	case t.is("date", "timestamp", "timestamptz", "interval") && p.peek(1).kind == str:
		p.next()
		return p.node(constant, t.name, p.next())
	case t.is("any") && p.peek(1).is("(") && !p.peek(2).is("array", "select"):
		return p.named()
	case t.is("array", "row", "interval", "extract", "position", "overlay", "substring", "trim", "any", "some", "all", "values"):
		p.fail(Postgres, "scrim does not write %s", strings.ToUpper(t.name))
	case t.kind == word && keywords()[t.name] && !p.peek(1).is("(", "."):
		p.next()
		return p.node(keyword, t.name, t)
	case t.ident():
		return p.named()
	default:
		p.unexpected()
	}
	return p.node(literal, "null", t)
}

// keywords are values that look like columns.
func keywords() map[string]bool {
	return set("current_user", "session_user", "user", "current_user_id", "current_namespace", "current_date", "current_time", "current_timestamp",
		"localtime", "localtimestamp", "sysdate", "current_schema", "current_catalog", "current_role")
}

// named is a column or a call.
func (p *parser) named() *expr {
	begin := p.peek(0)
	chain := p.chain()
	last := len(chain.parts) - 1
	out := p.node(column, chain.parts[last], begin)
	out.parts = chain.parts[:last]
	if !p.peek(0).is("(") {
		return out
	}
	p.next()
	out.form = call
	if !p.peek(0).is(")") {
		p.words("distinct")
		p.list(func() { out.args = append(out.args, p.expression()) })
	}
	p.expect(")")
	if p.peek(0).is("over", "filter", "within") {
		p.unexpected()
	}
	out.end = p.end()
	return out
}

func (p *parser) parenthesis() *expr {
	begin := p.next()
	if p.peek(0).is("select", "with") {
		out := p.node(scalar, "", begin)
		out.query = p.queryOf()
		p.expect(")")
		out.end = p.end()
		return out
	}
	out := p.expression()
	p.expect(")")
	return out
}

func (p *parser) exists() *expr {
	begin := p.next()
	p.expect("(")
	out := p.node(exists, "exists", begin)
	out.query = p.queryOf()
	p.expect(")")
	out.end = p.end()
	return out
}

// caseOf has the conditions in args and the results in the args of a second
// node, which is the last of args.
func (p *parser) caseOf() *expr {
	begin := p.next()
	results := p.node(operation, "results", begin)
	out := p.node(caseOf, "case", begin)
	if !p.peek(0).is("when") {
		out.args = append(out.args, p.expression())
	}
	for p.words("when") {
		out.args = append(out.args, p.expression())
		p.expect("then")
		results.args = append(results.args, p.expression())
	}
	if p.words("else") {
		results.args = append(results.args, p.expression())
	}
	p.expect("end")
	out.args = append(out.args, results)
	out.end = p.end()
	return out
}

func (p *parser) cast() *expr {
	begin := p.next()
	p.expect("(")
	value := p.expression()
	p.expect("as")
	name := p.typeName()
	p.expect(")")
	return p.node(cast, name, begin, value)
}

// typeName reads a type in lower case, without its length.
func (p *parser) typeName() string {
	at := p.peek(0).at
	name := p.ident()
	for p.peek(0).is("varying", "precision") {
		name += " " + p.next().name
	}
	if p.words("(") {
		for p.peek(0).kind == number || p.peek(0).is(",") {
			p.next()
		}
		p.expect(")")
	}
	for _, suffix := range []string{"with", "without"} {
		if p.words(suffix, "time", "zone") {
			name += " " + suffix + " time zone"
		}
	}
	if p.peek(0).is("[") {
		p.fail(Postgres, "an array type")
	}
	p.types = append(p.types, typeName{name, at})
	return name
}
