package walk

import "strings"

// check applies the rules to a statement that could be read.
func (c *checker) check(s *parsed) {
	c.view, c.late = s.view, s.late
	for _, t := range s.types {
		if _, ok := familyOf(t.name); !ok {
			c.found(Type, t.at, "Redshift has no type %s, or gives it another meaning", t.name)
		}
	}
	for _, r := range s.relations {
		c.named(r)
	}
	for _, t := range s.passwords {
		if t.name != "‹secret:password›" && !strings.HasPrefix(t.name, "md5") {
			c.found(Secret, t.at, "a password stands in the text")
		}
	}
	outer := &scope{own: map[string]family{}}
	if s.query != nil {
		c.query(s.query, nil)
	}
	for _, e := range s.exprs {
		c.expr(e, outer)
	}
	c.placed()
}

// named is a relation that a statement is about: in its own database, with
// its schema. GRANT … TO PUBLIC and DROP may name one of any schema.
func (c *checker) named(r relation) {
	if len(r.parts) != 2 {
		c.found(Parts, r.at, "%s is not written with its schema", strings.Join(r.parts, "."))
	}
	c.relation = append(c.relation, r)
}

// read is a relation that a query reads.
func (c *checker) read(r relation) {
	c.relation = append(c.relation, r)
	kind, exists := catalogueOf(r.parts)
	name := strings.Join(r.parts, ".")
	switch {
	case !exists:
		c.found(Catalogue, r.at, "%s is no catalogue that Redshift is known to have, or not written with pg_catalog", name)
	case kind != notCatalogue && c.view:
		c.found(Catalogue, r.at, "a view reads the catalogue %s", name)
	case kind != notCatalogue:
	case c.late && len(r.parts) != 3:
		c.found(Parts, r.at, "%s means another database when its reader is connected to one: a late-binding view names three parts", name)
	case c.view && !c.late && len(r.parts) != 2, len(r.parts) < 2, len(r.parts) > 3:
		c.found(Parts, r.at, "%s is not written with its schema, or with a database that a view can only name when it binds late", name)
	}
}

// placed looks at what stands beside what.
func (c *checker) placed() {
	kinds := map[catalogue]int{}
	for _, r := range c.relation {
		kind, _ := catalogueOf(r.parts)
		kinds[kind]++
	}
	if kinds[notCatalogue] > 0 || c.view {
		c.findings = append(c.findings, c.leader...)
	}
	if kinds[notCatalogue] > 0 && kinds[ofLeader]+kinds[ofSystem]+kinds[ofDatabases] > 0 {
		c.found(Catalogue, 0, "catalogues are read beside tables: they live on the leader node")
	}
	if kinds[ofDatabases] > 0 && len(c.relation) > kinds[ofDatabases] {
		c.found(Catalogue, 0, "SVV_REDSHIFT_ and SVV_ALL_ views stand beside their own kind alone")
	}
}

// scope is the relations that a query can name.
type scope struct {
	own     map[string]family            // alias → nothing is known of its columns
	columns map[string]map[string]family // alias → column → family
	outer   *scope
}

func (s *scope) relations() int { return len(s.own) + len(s.columns) }

func (s *scope) has(alias string) bool {
	_, own := s.own[alias]
	_, known := s.columns[alias]
	return own || known
}

func (c *checker) query(q *query, outer *scope) map[string]family {
	s := &scope{own: map[string]family{}, columns: map[string]map[string]family{}, outer: outer}
	with := map[string]map[string]family{}
	for _, n := range q.with {
		with[n.name] = c.query(n.query, outer)
	}
	for i, f := range q.from {
		c.source(f, s, with)
		if c.view && i > 0 && !f.joined {
			c.found(Nested, f.at, "a join without a condition is a nested loop, which customers' rules end")
		}
	}
	for _, f := range q.from {
		if f.on == nil {
			continue
		}
		if c.expr(f.on, s); c.view && !equality(f.on) {
			c.found(Nested, f.on.token.at, "a join without an equality is a nested loop, which customers' rules end")
		}
	}
	gives := map[string]family{}
	for _, i := range q.items {
		gives[i.as] = c.expr(i.value, s)
	}
	c.condition(q.where, s)
	for _, e := range q.others {
		c.expr(e, s)
	}
	for _, u := range q.unions {
		c.query(u, outer)
	}
	return gives
}

func (c *checker) source(f source, s *scope, with map[string]map[string]family) {
	switch {
	case f.query != nil:
		s.columns[f.as] = c.query(f.query, s.outer)
	case len(f.relation.parts) == 1 && with[f.relation.parts[0]] != nil:
		s.columns[f.as] = with[f.relation.parts[0]]
	default:
		c.read(f.relation)
		if known := c.declared(f); known != nil {
			s.columns[f.as] = known
			return
		}
		s.own[f.as] = unknown
	}
}

// declared is what is known of a relation's columns: those of the base table,
// which views call t, from the statement; those of scrim's own by heart.
func (c *checker) declared(f source) map[string]family {
	switch name := f.relation.parts[len(f.relation.parts)-1]; name {
	case "user_profile", "gate", "mask_secret":
		return map[string]family{"kind": text, "name": text, "value": text, "source": text, "admission": text}
	case "common_combination", "valid_counting":
		return map[string]family{"source": text, "counting": text, "attempt": text, "hash": text}
	case "counting":
		return map[string]family{"source": text, "counting": text, "attempt": text, "combinations": unknown, "counted_at": timestampTZ, "valid_until": timestampTZ}
	case "profile":
		return map[string]family{"userid": text, "kind": text, "name": text, "value": text, "valid_until": timestampTZ}
	}
	if c.statement.Columns == nil || f.as != "t" {
		return nil
	}
	out := map[string]family{}
	for name, t := range c.statement.Columns {
		out[name], _ = familyOf(strings.SplitN(t.String(), "(", 2)[0])
		if t.String() == "text" {
			out[name] = text
		}
	}
	return out
}

// equality reports whether a join's condition has an equality at its top.
func equality(e *expr) bool {
	if e.form == operation && e.name == "and" {
		return equality(e.args[0]) || equality(e.args[1])
	}
	return e.form == operation && e.name == "="
}

// condition is a WHERE clause. The two conditions by which the secure view
// tests that a fact has not ended are allowed together, and only so.
func (c *checker) condition(e *expr, s *scope) {
	if e == nil {
		return
	}
	parts := conjuncts(e)
	both := 0
	for _, part := range parts {
		if _, ok := notEnded()[c.written(part)]; ok {
			both++
		}
	}
	for _, part := range parts {
		if notEnded()[c.written(part)] && both == len(notEnded()) {
			c.settled = true
		}
		c.expr(part, s)
		c.settled = false
	}
}

func conjuncts(e *expr) []*expr {
	if e.form == operation && e.name == "and" {
		return append(conjuncts(e.args[0]), conjuncts(e.args[1])...)
	}
	return []*expr{e}
}

func (c *checker) written(e *expr) string { return c.statement.Text[e.token.at:e.end] }

// notEnded is how a fact is tested in whatever zone its reader sets
// (docs/design/0003-now-on-redshift.md).
func notEnded() map[string]bool {
	return set(`p."valid_until" > CAST(pg_catalog.getdate() AS TIMESTAMPTZ)`, `CAST(p."valid_until" AS TIMESTAMP) > pg_catalog.getdate()`)
}

// moments are now in whatever zone its reader sets, at the latest and at the
// earliest (docs/design/0003-now-on-redshift.md).
func moments() map[string]bool {
	const ordinary = `CASE WHEN CAST(pg_catalog.getdate() - INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '16 days' AND pg_catalog.getdate() - INTERVAL '14 days'` +
		` AND CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '1 days' AND pg_catalog.getdate() + INTERVAL '1 days'` +
		` AND CAST(pg_catalog.getdate() + INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() + INTERVAL '14 days' AND pg_catalog.getdate() + INTERVAL '16 days' THEN `
	return set(
		ordinary+`GREATEST(CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC', CAST(pg_catalog.getdate() + INTERVAL '2 days' AS timestamp with time zone) AT TIME ZONE 'UTC' - INTERVAL '2 days') END`,
		ordinary+`LEAST(CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC', CAST(pg_catalog.getdate() - INTERVAL '2 days' AS timestamp with time zone) AT TIME ZONE 'UTC' + INTERVAL '2 days') END`,
	)
}
