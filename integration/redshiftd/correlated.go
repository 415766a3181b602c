package redshiftd

import "strconv"

// correlation refuses subqueries that read the query around them in a way that Redshift cannot take apart (D
// r_correlated_subqueries; class and wording I sqlmesh#5342, spark-redshift#337). What is read is known by a name before
// the column alone: a column without one is taken for the subquery's own. Catalogues alone are the leader node's to
// read, which is a PostgreSQL, but for one of the patterns.
func correlation(s *statement, userTables bool) *Error {
	scopes, of := s.scopes()
	if len(scopes) < 2 {
		return nil
	}
	s.nameSources(of)
	for i := 0; i < len(s.tokens); i++ {
		parts, end := s.chain(i)
		if len(parts) < 2 || s.at(end).is("(") {
			i = max(i, end-1)
			continue
		}
		if why := s.correlated(of[i], parts[len(parts)-2], userTables); why != "" {
			return &Error{
				Code: codeInternal, Message: "This type of correlated subquery pattern is not supported due to internal error",
				Detail: why, Hint: "redshiftd refuses what Amazon Redshift refuses.",
			}
		}
		i = end - 1
	}
	return nil
}

// scope is a query of a statement: the whole, or a subquery in parentheses.
type scope struct {
	outer     *scope
	open, end int             // its parentheses
	own       []int           // its tokens that are in no subquery of it
	reads     map[string]bool // the names of what it reads: whether that is a catalogue
}

// scopes cuts the statement into its queries; the second result is the innermost one of each token.
func (s *statement) scopes() ([]*scope, []*scope) {
	top := &scope{open: -1, end: len(s.tokens), reads: map[string]bool{}}
	list, of := []*scope{top}, make([]*scope, len(s.tokens))
	for i := range s.tokens {
		for i > top.end {
			top = top.outer
		}
		if s.at(i).is("(") && s.at(i+1).is("select", "with") {
			top = &scope{outer: top, open: i, end: s.closing(i), reads: map[string]bool{}}
			list = append(list, top)
		}
		of[i] = top
		top.own = append(top.own, i)
	}
	return list, of
}

// nameSources tells each query the names of what it reads.
func (s *statement) nameSources(of []*scope) {
	for _, r := range s.sources(0, len(s.tokens)) {
		name := r.name()
		if r.alias {
			name = s.alias(r.to)
		}
		of[r.from].reads[name] = r.system()
	}
	for i, t := range s.tokens { // queries in FROM have names too
		if b := of[i]; t.is(")") && i == b.end && s.hasAlias(i+1) && s.at(s.last(b.outer, b.open, clauses()...)).is("from", "join") {
			b.outer.reads[s.alias(i+1)] = false
		}
	}
}

// clauses are the keywords that begin the parts of a query.
func clauses() []string {
	return []string{"select", "from", "join", "on", "where", "group", "having", "order"}
}

func (s *statement) alias(i int) string {
	if s.at(i).is("as") {
		i++
	}
	return s.at(i).name
}

// last returns the index of the last of these keywords before token i in the query itself, or -1.
func (s *statement) last(b *scope, i int, words ...string) int {
	found := -1
	for _, k := range b.own {
		if k >= i {
			break
		}
		if s.at(k).is(words...) {
			found = k
		}
	}
	return found
}

func (s *statement) has(b *scope, words ...string) bool { return s.last(b, b.end, words...) >= 0 }

// correlated says what is wrong with a query that reads a column of what is called name, or "".
func (s *statement) correlated(b *scope, name string, userTables bool) string {
	if _, own := b.reads[name]; own || b.outer == nil {
		return ""
	}
	system, near := b.outer.reads[name]
	before := s.at(b.open - 1)
	switch {
	case near && system && before.is("in") && s.at(b.open-2).is("not"):
		return "The reference to a system table is null-sensitive."
	case !userTables:
		return ""
	case !near && b.outer.sees(name):
		return "The reference to " + name + " skips a query."
	case !near:
		return ""
	case s.inOuterJoin(b):
		return "The subquery is in the ON clause of an outer join."
	case s.has(b, "over"):
		return "The subquery has a window function."
	case before.is("in") && s.has(b, "group") && s.has(b, "sum", "count", "avg", "stddev", "variance", "median", "listagg"):
		return "The subquery after IN has an aggregate function and GROUP BY."
	case s.grouped(b):
		return "GROUP BY reads the subquery's result."
	}
	return ""
}

// sees reports whether the query or one around it reads something of that name.
func (b *scope) sees(name string) bool {
	for ; b != nil; b = b.outer {
		if _, ok := b.reads[name]; ok {
			return true
		}
	}
	return false
}

// inOuterJoin reports whether the subquery stands in the ON clause of an outer join.
func (s *statement) inOuterJoin(b *scope) bool {
	on := s.last(b.outer, b.open, clauses()...)
	join := s.last(b.outer, on, "join")
	return s.at(on).is("on") && s.at(join-1).is("left", "right", "full", "outer")
}

// grouped reports whether GROUP BY reads an item of the select list that holds the subquery, or holds it itself.
func (s *statement) grouped(b *scope) bool {
	clause := s.last(b.outer, b.open, clauses()...)
	if !s.at(clause).is("select") {
		return s.at(clause).is("group")
	}
	group := s.last(b.outer, b.outer.end, "group")
	from := s.find(clause+1, "from")
	if group < b.end || from < 0 || !s.at(group+1).is("by") {
		return false
	}
	end := s.find(group, "having", "order", "limit", "union", "intersect", "except", "minus")
	if end < 0 {
		end = b.outer.end
	}
	for n, item := range splitItems(s, clause+1, from) {
		if item[0] <= b.open && b.open < item[1] {
			return s.listed(group+2, end, strconv.Itoa(n+1), s.at(item[1]-1))
		}
	}
	return false
}

// listed reports whether one of the items is this number, or this name.
func (s *statement) listed(from, to int, number string, name token) bool {
	for _, item := range splitItems(s, from, to) {
		if t := s.at(item[0]); item[1] == item[0]+1 && (t.name == number || name.ident() && t.name == name.name) {
			return true
		}
	}
	return false
}
