package redshiftd

// clause says what a parenthesis level of a statement is reading.
type clause struct {
	selects bool // a SELECT (or DELETE) has begun at this level, so FROM means relations
	from    bool // inside FROM, where a comma brings another relation
	expect  bool // a relation comes next
	target  bool // what comes next is written to
}

// relations finds the names of tables and views in a query or a change of data. Names of common table expressions are not among them.
func (s *statement) relations(from, to int) []relation {
	var out []relation
	for _, r := range s.sources(from, to) {
		if !r.common {
			out = append(out, r)
		}
	}
	return out
}

// sources finds the same and the names of common table expressions where they are read.
func (s *statement) sources(from, to int) []relation {
	ctes := s.commonNames(from, to)
	stack := []clause{{}}
	var out []relation
	for i := from; i < to; i++ {
		t, top := s.at(i), &stack[len(stack)-1]
		switch {
		case t.is("("):
			next := clause{expect: top.expect && !s.at(i+1).is("select", "with", "values"), from: top.expect}
			next.selects = next.from
			top.expect = false
			stack = append(stack, next)
		case t.is(")"):
			if len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
		case top.expect && t.is("only", "table"):
			continue
		case top.expect && t.ident():
			parts, end := s.chain(i)
			call := s.at(end).is("(") && !top.target
			if !call {
				common := len(parts) == 1 && ctes[parts[0]]
				out = append(out, relation{parts: parts, from: i, to: end, target: top.target, alias: s.hasAlias(end), common: common})
			}
			top.expect, top.target = false, false
			i = end - 1
		default:
			s.keyword(i, top)
		}
	}
	return out
}

// keyword moves one level's clause on by a keyword.
func (s *statement) keyword(i int, c *clause) {
	t := s.at(i)
	if t.kind != word && t.kind != op {
		return
	}
	switch t.name {
	case "select":
		*c = clause{selects: true}
	case "delete", "merge":
		if i == 0 || s.at(i-1).is(")", ";", "explain") {
			*c = clause{selects: true}
		}
	case "from":
		if c.selects && !s.at(i-1).is("distinct") {
			c.from, c.expect = true, true
			c.target = s.at(i - 1).is("delete")
		}
	case "using":
		if c.selects && !s.at(i+1).is("(") || s.at(0).is("merge") {
			c.from, c.expect = true, true
		}
	case "join":
		c.expect = true
	case "into":
		c.expect, c.target = true, true
	case "update":
		if i == 0 || s.at(i-1).is(")", "explain") {
			*c = clause{selects: true, expect: true, target: true}
		}
	case ",":
		c.expect = c.from
	case "where", "group", "order", "having", "limit", "union", "intersect", "except", "window", "on", "set", "when", "minus", "offset":
		if t.name != "on" {
			c.from = false
		}
		c.expect = false
	}
}

// commonNames returns the names that WITH defines.
func (s *statement) commonNames(from, to int) map[string]bool {
	names := map[string]bool{}
	for i := from; i < to; i++ {
		if !s.at(i).is("with") || s.words(i, "with", "no", "schema") {
			continue
		}
		k := i + 1
		if s.at(k).is("recursive") {
			k++
		}
		for s.at(k).ident() {
			name := s.at(k).name
			k++
			if s.at(k).is("(") {
				k = s.closing(k) + 1
			}
			if !s.at(k).is("as") || !s.at(k+1).is("(") {
				break
			}
			names[name] = true
			k = s.closing(k+1) + 1
			if !s.at(k).is(",") {
				break
			}
			k++
		}
	}
	return names
}

// afterRelation are keywords that may follow a relation and are no alias of it.
var afterRelation = map[string]bool{
	"where": true, "group": true, "order": true, "having": true, "limit": true, "offset": true, "union": true, "intersect": true, "except": true,
	"minus": true, "join": true, "inner": true, "left": true, "right": true, "full": true, "cross": true, "natural": true, "on": true, "using": true,
	"set": true, "when": true, "values": true, "select": true, "with": true, "window": true, "for": true, "default": true, "returning": true, "fetch": true,
}

func (s *statement) hasAlias(i int) bool {
	t := s.at(i)
	return t.is("as") || t.kind == quoted || t.kind == word && !afterRelation[t.name]
}
