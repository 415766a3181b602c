package walk

// parse reads a whole statement.
func (p *parser) parse() (*parsed, *Finding) {
	out := &parsed{}
	p.statement(out)
	if p.err == nil && p.at < len(p.tokens) {
		if p.peek(0).is(";") {
			p.fail(Syntax, "a second statement")
		} else {
			p.unexpected()
		}
	}
	out.types = p.types
	return out, p.err
}

func (p *parser) statement(out *parsed) {
	switch t := p.peek(0); {
	case t.is("select", "with"):
		out.query = p.queryOf()
	case p.words("create"):
		p.create(out)
	case p.words("drop"):
		p.drop(out)
	case p.words("alter"):
		p.alter(out)
	case p.words("insert", "into"):
		p.insert(out)
	case p.words("update"):
		p.update(out)
	case p.words("delete", "from"):
		p.about(out)
		p.where(out)
	case p.words("grant"), p.words("revoke"):
		p.privileges(out)
	case p.words("set", "session", "authorization"): // or DEFAULT
		p.ident()
	case p.words("set"):
		p.setting()
	case p.words("show"):
		p.ident()
	case p.words("begin"):
		p.words("read", "only")
	case p.words("commit"), p.words("rollback"):
	default:
		p.fail(Known, "walk knows no statement that begins with %q", t.text)
	}
}

// about takes the relation that a statement is about.
func (p *parser) about(out *parsed) { out.relations = append(out.relations, p.chain()) }

func (p *parser) where(out *parsed) {
	if p.words("where") {
		out.exprs = append(out.exprs, p.expression())
	}
}

func (p *parser) create(out *parsed) {
	replace := p.words("or", "replace")
	switch {
	case p.words("view"):
		out.view = true
		p.about(out)
		p.expect("as")
		out.query = p.queryOf()
		out.late = p.words("with", "no", "schema", "binding")
	case replace:
		p.fail(Known, "CREATE OR REPLACE of what is no view")
	case p.words("table"):
		p.words("if", "not", "exists")
		p.about(out)
		p.columns()
		p.storage()
	case p.words("schema"):
		p.words("if", "not", "exists")
		p.ident()
		if p.words("authorization") {
			p.ident()
		}
	case p.words("user"):
		p.ident()
		p.account(out)
	case p.words("role"), p.words("database"):
		p.ident()
	default:
		p.fail(Known, "CREATE %s", p.peek(0).text)
	}
}

// columns reads names, types and NOT NULL: scrim declares no key, since
// Redshift enforces none.
func (p *parser) columns() {
	p.expect("(")
	p.list(p.definition)
	p.expect(")")
}

func (p *parser) definition() {
	p.ident()
	p.typeName()
	if p.words("default") {
		p.expression()
	}
	if p.words("identity") { // (1, 1)
		p.expect("(")
		p.next()
		p.expect(",")
		p.next()
		p.expect(")")
	}
	p.words("not", "null")
}

func (p *parser) storage() {
	if p.words("diststyle") && !p.words("all") && !p.words("even") && !p.words("auto") {
		p.unexpected()
	}
	if p.words("compound", "sortkey") || p.words("sortkey") {
		p.expect("(")
		p.list(func() { p.ident() })
		p.expect(")")
	}
}

// account reads what stands behind the name in CREATE USER and ALTER USER.
func (p *parser) account(out *parsed) {
	for p.err == nil {
		switch {
		case p.words("password", "disable"), p.words("nocreatedb"), p.words("nocreateuser"), p.words("syslog", "access", "restricted"):
		case p.words("password"):
			out.passwords = append(out.passwords, p.peek(0))
			if p.next().kind != str {
				p.unexpected()
			}
		case p.words("connection", "limit"), p.words("session", "timeout"):
			if p.next().kind != number {
				p.unexpected()
			}
		case p.words("valid", "until"):
			if p.next().kind != str {
				p.unexpected()
			}
		default:
			return
		}
	}
}

func (p *parser) drop(out *parsed) {
	switch {
	case p.words("view"), p.words("table"), p.words("materialized", "view"):
		p.words("if", "exists")
		p.about(out)
	case p.words("schema"), p.words("user"):
		p.words("if", "exists")
		p.ident()
	case p.words("database"):
		p.ident()
	case p.words("function"), p.words("procedure"): // neither has IF EXISTS
		p.routine(out)
	case p.words("role"): // Redshift has no IF EXISTS here, nor for databases
		p.ident()
		p.words("force")
	default:
		p.fail(Known, "DROP %s", p.peek(0).text)
	}
}

// routine takes the name of one, with the types of its arguments.
func (p *parser) routine(out *parsed) {
	p.about(out)
	p.expect("(")
	if !p.peek(0).is(")") {
		p.list(func() { p.typeName() })
	}
	p.expect(")")
}

func (p *parser) alter(out *parsed) {
	switch {
	case p.words("table"):
		p.about(out)
		switch {
		case p.words("rename", "to"), p.words("owner", "to"):
			p.ident()
		case p.words("row", "level", "security", "off"): // what a table hides by itself, so that views read it
		case p.words("add", "column"):
			p.definition()
		default:
			p.unexpected()
		}
	case p.words("user"):
		p.ident()
		if p.words("reset", "enable_case_sensitive_identifier") { // the one setting that scrim has an opinion about
			return
		}
		if p.words("createuser") { // which an account tries that must not be able to
			return
		}
		p.account(out)
	case p.words("database"), p.words("schema"):
		p.ident()
		p.expect("owner", "to")
		p.ident()
	case p.words("group"):
		p.ident()
		p.expect("drop", "user")
		p.ident()
	case p.words("datashare"):
		p.ident()
		p.expect("remove", "table")
		p.about(out)
	case p.words("default", "privileges"):
		if p.words("for", "user") {
			p.list(func() { p.ident() })
		}
		if p.words("in", "schema") {
			p.list(func() { p.ident() })
		}
		if !p.words("grant") && !p.words("revoke") {
			p.unexpected()
		}
		p.privileges(out)
	default:
		p.fail(Known, "ALTER %s", p.peek(0).text)
	}
}

func (p *parser) insert(out *parsed) {
	p.about(out)
	p.expect("(")
	p.list(func() { p.ident() })
	p.expect(")")
	if p.words("values") {
		p.list(func() {
			p.expect("(")
			p.list(func() { out.exprs = append(out.exprs, p.expression()) })
			p.expect(")")
		})
		return
	}
	out.query = p.queryOf()
}

func (p *parser) update(out *parsed) {
	p.about(out)
	p.expect("set")
	p.list(func() {
		p.ident()
		p.expect("=")
		out.exprs = append(out.exprs, p.expression())
	})
	p.where(out)
}

func (p *parser) setting() {
	name := p.ident()
	switch name {
	case "search_path", "timezone", "datestyle", "application_name", "statement_timeout", "enable_case_sensitive_identifier", "query_group":
	default:
		p.fail(Known, "Redshift may not know the setting %q", name)
		return
	}
	p.expect("to")
	p.list(func() { p.next() })
}
