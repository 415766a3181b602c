package walk

// privileges reads what stands behind GRANT and REVOKE.
func (p *parser) privileges(out *parsed) {
	switch {
	case p.words("role"):
		p.list(func() { p.ident() })
	case p.words("access", "catalog"), p.words("access", "system", "table"), p.words("ignore", "rls"): // system permissions
	default:
		p.list(p.privilege)
		p.object(out)
	}
	if !p.words("to") && !p.words("from") {
		p.unexpected()
	}
	p.list(func() {
		p.words("role") // else a user, or PUBLIC
		p.ident()
	})
}

func (p *parser) privilege() {
	if p.words("all", "privileges") || p.words("all") {
		return
	}
	switch t := p.next(); {
	case t.is("select", "insert", "update", "delete", "drop", "references", "alter", "truncate", "create", "usage", "temp", "temporary", "execute"):
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
	case p.words("on", "all", "tables", "in", "schema"):
		p.list(func() { p.ident() })
	case p.words("on", "tables"): // of ALTER DEFAULT PRIVILEGES
	case p.words("on", "table"), p.words("on"):
		relations()
	default:
		p.unexpected()
	}
}
