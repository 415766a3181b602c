package walk

// privileges reads what stands behind GRANT and REVOKE.
func (p *parser) privileges(out *parsed) {
	switch {
	case p.words("role"), p.words("admin", "option", "for", "role"):
		p.list(func() { p.ident() })
	case p.system():
		p.list(func() {
			if !p.permission() {
				p.unexpected()
			}
		})
	default:
		p.words("grant", "option", "for")
		p.list(p.privilege)
		p.object(out)
	}
	if !p.words("to") && !p.words("from") {
		p.unexpected()
	}
	p.list(func() {
		if !p.words("role") { // else a user, or PUBLIC
			p.words("group")
		}
		p.ident()
	})
}

// system reports whether a permission on no object comes next.
func (p *parser) system() bool {
	before := p.at
	defer func() { p.at = before }()
	return p.permission() && p.peek(0).is(",", "to", "from")
}

// permission takes one of Redshift's system permissions.
func (p *parser) permission() bool {
	for _, words := range [][]string{
		{"access", "catalog"}, {"access", "system", "table"}, {"ignore", "rls"},
		{"create", "user"}, {"drop", "user"}, {"alter", "user"}, {"create", "role"}, {"drop", "role"},
		{"create", "schema"}, {"drop", "schema"}, {"create", "table"}, {"drop", "table"}, {"alter", "table"}, {"alter", "default", "privileges"},
	} {
		if p.words(words...) {
			return true
		}
	}
	return false
}

func (p *parser) privilege() {
	if p.words("all", "privileges") || p.words("all") {
		return
	}
	switch t := p.next(); {
	case t.is("select", "update"):
		if p.words("(") { // of these columns
			p.list(func() { p.ident() })
			p.expect(")")
		}
	case t.is("insert", "delete", "drop", "references", "alter", "truncate", "create", "usage", "temp", "temporary", "execute"):
	default:
		p.at--
		p.unexpected()
	}
}

// object reads ON what, or FOR which kind of objects of a schema.
func (p *parser) object(out *parsed) {
	relations := func() { p.list(func() { p.about(out) }) }
	switch {
	case p.words("for", "tables", "in", "schema"), p.words("for", "tables", "in", "database"), p.words("for", "schemas", "in", "database"):
		p.ident()
		if p.words("database") {
			p.ident()
		}
	case p.words("on", "schema"), p.words("on", "database"), p.words("on", "language"):
		p.list(func() { p.ident() })
	case p.words("on", "function"), p.words("on", "procedure"):
		p.routine(out)
	case p.words("on", "all", "tables", "in", "schema"):
		p.list(func() { p.ident() })
	case p.words("on", "tables"): // of ALTER DEFAULT PRIVILEGES
	case p.words("on", "table"), p.words("on"):
		relations()
	default:
		p.unexpected()
	}
}
