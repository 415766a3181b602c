package redshiftd

import "strings"

// manipulation refuses what changes of data cannot have on Redshift.
func (g grammar) manipulation(s *statement) *Error {
	switch s.kind {
	case "MERGE":
		return g.merge(s)
	case "INSERT":
		return g.insertedRows(s)
	}
	return nil
}

// merge wants both WHEN clauses and no alias of the target (D r_MERGE).
func (g grammar) merge(s *statement) *Error {
	for _, r := range s.rels {
		if r.target && r.alias {
			return near(s.at(r.to))
		}
	}
	if s.find(0, "remove") >= 0 {
		return unknown("MERGE … REMOVE DUPLICATES")
	}
	matched, not := false, false
	for i := range s.tokens {
		matched = matched || s.words(i, "when", "matched")
		not = not || s.words(i, "when", "not", "matched")
	}
	if !matched || !not {
		return syntaxError("syntax error at end of input: MERGE needs WHEN MATCHED and WHEN NOT MATCHED")
	}
	return nil
}

// insertedRows refuses subqueries in VALUES of several rows (D r_INSERT_30).
func (g grammar) insertedRows(s *statement) *Error {
	values := s.find(0, "values")
	if values < 0 {
		return nil
	}
	rows := splitItems(s, values+1, len(s.tokens))
	for i := values; len(rows) > 1 && i < len(s.tokens); i++ {
		if s.at(i).is("select") {
			return refused("a subquery in a VALUES list of several rows")
		}
	}
	return nil
}

// quantified allows = ANY (subquery) and <> ALL (subquery), which are all that there is (D r_comparison_condition).
func (g grammar) quantified(s *statement, i int) *Error {
	if !s.at(i+1).is("(") || !s.at(i+2).is("select", "with") {
		return nil
	}
	before := s.at(i - 1)
	switch {
	case s.at(i).is("any", "some") && !before.is("="), s.at(i).is("all") && before.kind == op && !before.is("<>", "!=", ",", "("):
		return refused(before.text + " " + strings.ToUpper(s.at(i).name) + " with a subquery")
	}
	return nil
}
