package redshiftd

import "strings"

// createProcedure lets PL/pgSQL procedures through that are written as Redshift has them. Of the body every statement's
// words are looked at; what they mean is PostgreSQL's (see Cannot).
func (t *translator) createProcedure(s *statement) *Error {
	i := s.find(0, "procedure") + 1
	parts, end := s.chain(i)
	if len(parts) == 0 {
		return near(s.at(i))
	}
	if len(parts) == 3 && parts[0] != t.database {
		return crossDatabase(strings.Join(parts, "."))
	}
	if !s.at(end).is("(") {
		return near(s.at(end))
	}
	closing := s.closing(end)
	for k := end + 1; k < closing; k++ {
		if s.at(k).is("default", "=", ":=", "variadic") {
			return near(s.at(k))
		}
	}
	if s.at(closing + 1).is("nonatomic") {
		return unknown("NONATOMIC procedures")
	}
	body, language := closing+2, closing+3
	if s.words(closing+1, "language") { // AWS's pages have it in either place
		body, language = closing+4, closing+1
	}
	switch {
	case !s.at(body - 1).is("as"):
		return near(s.at(body - 1))
	case s.at(body).kind != dollar:
		return syntaxError("the body of a procedure stands between dollar signs")
	case !s.words(language, "language", "plpgsql"):
		return unknown("procedures in a language other than plpgsql")
	}
	if err := t.options(s, max(body+1, language+2)); err != nil {
		return err
	}
	if err := t.body(s.at(body)); err != nil {
		return err
	}
	t.common(s)
	return nil
}

// options reads what may follow the language: whose rights, and then one parameter.
func (t *translator) options(s *statement, i int) *Error {
	if s.at(i).is("security") {
		if !s.at(i+1).is("definer", "invoker") {
			return near(s.at(i + 1))
		}
		i += 2
	}
	if s.at(i).is("set") {
		if !s.at(i+2).is("to", "=") {
			return near(s.at(i + 2))
		}
		return nil
	}
	if i < len(s.tokens) {
		return near(s.at(i))
	}
	return nil
}

// body refuses what no statement of Redshift's may say.
func (t *translator) body(text token) *Error {
	tag := text.text[:strings.Index(text.text[1:], "$")+2]
	src := strings.TrimSuffix(strings.TrimPrefix(text.text, tag), tag)
	tokens, err := tokenize(src, t.caseSensitive)
	if err != nil {
		return err
	}
	for _, part := range splitStatements(tokens) {
		s := &statement{src: src, tokens: part, kind: classify(part)}
		for i := range s.tokens {
			for _, rule := range []func(*statement, int) *Error{t.grammar.lexical, t.grammar.clause, t.grammar.cast} {
				if err := rule(s, i); err != nil {
					return err
				}
			}
			if err := t.grammar.function(s, i, false); err != nil {
				return err
			}
		}
	}
	return nil
}

// call reads CALL: a procedure of this database, and no query in what it is given.
func (t *translator) call(s *statement) *Error {
	parts, end := s.chain(1)
	switch {
	case len(parts) == 0:
		return near(s.at(1))
	case len(parts) == 3 && parts[0] != t.database:
		return crossDatabase(strings.Join(parts, "."))
	}
	for i := end; i < len(s.tokens); i++ {
		if s.at(i).is("select") {
			return near(s.at(i))
		}
	}
	t.common(s)
	return nil
}
