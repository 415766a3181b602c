package redshiftd

import (
	"fmt"
	"strings"
)

// createTable strips what only Redshift has, and keys, which Redshift does not enforce. body is the index of a query's first token, or 0.
func (t *translator) createTable(s *statement, body int) *Error {
	i := s.find(0, "table") + 1
	if s.words(i, "if", "not", "exists") {
		i += 3
	}
	parts, end := s.chain(i)
	if len(parts) == 0 {
		return near(s.at(i))
	}
	if err := t.grammar.newName(s.at(i)); len(parts) == 1 && err != nil {
		return err
	}
	if len(parts) == 3 && parts[0] != t.database {
		return crossDatabase(strings.Join(parts, "."))
	}
	var hints []string
	if s.at(end).is("(") {
		closing := s.closing(end)
		if s.find(end+1, "select") < 0 {
			var err *Error
			if hints, err = t.columns(s, end+1, closing); err != nil {
				return err
			}
		}
		end = closing + 1
	}
	stop := len(s.tokens)
	if body > 0 {
		stop = body - 1
	}
	more, err := t.tableAttributes(s, end, stop)
	if err != nil {
		return err
	}
	hints = append(hints, more...)
	if len(hints) > 0 {
		s.whole = block("CREATE TABLE", run(s.text()), t.keepHints(quotedChain(parts), hints))
	}
	return nil
}

// keepHints records DISTKEY, SORTKEY and ENCODE for the catalogue. Each hint is "column, encoding, distkey, sortkey" as SQL values.
func (t *translator) keepHints(table string, hints []string) string {
	return "PERFORM redshiftd.keep_hint(" + quoteLiteral(t.token) + ", to_regclass(" + quoteLiteral(table) + "), h.c, h.e, h.d, h.s) FROM (VALUES (" +
		strings.Join(hints, "), (") + ")) AS h (c, e, d, s)"
}

func hint(column, encoding string, distkey bool, sortkey int) string {
	e := "CAST(NULL AS text)"
	if encoding != "" {
		e = quoteLiteral(encoding)
	}
	return fmt.Sprintf("%s, %s, %t, CAST(%d AS integer)", quoteLiteral(column), e, distkey, sortkey)
}

// columns edits the definitions between the parentheses of CREATE TABLE.
func (t *translator) columns(s *statement, from, to int) ([]string, *Error) {
	var hints []string
	keys := map[string]bool{} // columns of a primary key, which are NOT NULL
	items := splitItems(s, from, to)
	kept := 0
	for n, item := range items {
		i := item[0]
		switch {
		case s.at(i).is("constraint"), s.at(i).is("primary", "unique", "foreign"):
			if err := tableKey(s, item, keys); err != nil {
				return nil, err
			}
			strip(s, items, n)
		case s.at(i).is("check", "exclude"):
			return nil, refused("CHECK constraint")
		case s.at(i).is("like"):
			kept++
		default:
			h, err := t.column(s, item[0], item[1])
			if err != nil {
				return nil, err
			}
			hints = append(hints, h...)
			kept++
		}
	}
	for _, item := range items {
		if name := s.at(item[0]).name; keys[name] && s.find(item[0], "null") != item[1]-1 {
			s.insertAfter(item[1]-1, " NOT NULL")
		}
	}
	return hints, nil
}

// tableKey reads PRIMARY KEY (a, b) and the like.
func tableKey(s *statement, item [2]int, keys map[string]bool) *Error {
	i := item[0]
	if s.at(i).is("constraint") {
		i += 2
	}
	if s.at(i).is("check", "exclude") {
		return refused("CHECK constraint")
	}
	if s.words(i, "primary", "key", "(") {
		for k := i + 3; k < item[1] && !s.at(k).is(")"); k++ {
			keys[s.at(k).name] = true
		}
	}
	return nil
}

// strip removes item n with a comma next to it.
func strip(s *statement, items [][2]int, n int) {
	from, to := items[n][0], items[n][1]
	if n > 0 {
		from-- // the comma before
	} else if n+1 < len(items) {
		to++ // the comma behind
	}
	s.replace(from, to, "")
}

// splitItems cuts tokens at commas outside parentheses.
func splitItems(s *statement, from, to int) [][2]int {
	var out [][2]int
	depth, start := 0, from
	for i := from; i < to; i++ {
		switch {
		case s.at(i).is("("):
			depth++
		case s.at(i).is(")"):
			depth--
		case depth == 0 && s.at(i).is(","):
			out = append(out, [2]int{start, i})
			start = i + 1
		}
	}
	return append(out, [2]int{start, to})
}

// column edits one column's definition: name, type, attributes.
func (t *translator) column(s *statement, from, to int) ([]string, *Error) {
	name := s.at(from).name
	if err := t.grammar.newColumn(s.at(from)); err != nil {
		return nil, err
	}
	i, err := t.columnType(s, from+1)
	if err != nil {
		return nil, err
	}
	var hints []string
	for i < to {
		start := i
		switch {
		case s.words(i, "encode"):
			hints = append(hints, hint(name, s.at(i+1).name, false, 0))
			i += 2
			s.replace(start, i, "")
		case s.at(i).is("distkey"):
			hints = append(hints, hint(name, "", true, 0))
			i++
			s.replace(start, i, "")
		case s.at(i).is("sortkey"):
			hints = append(hints, hint(name, "", false, 1))
			i++
			s.replace(start, i, "")
		case s.at(i).is("identity"), s.words(i, "generated"):
			if i, err = identity(s, i); err != nil {
				return nil, err
			}
		case s.words(i, "primary", "key"):
			i += 2
			s.replace(start, i, "NOT NULL")
		case s.at(i).is("unique"):
			i++
			s.replace(start, i, "")
		case s.at(i).is("references"):
			_, i = s.chain(i + 1)
			if s.at(i).is("(") {
				i = s.closing(i) + 1
			}
			s.replace(start, i, "")
		case s.words(i, "not", "null"):
			i += 2
		case s.at(i).is("null"):
			i++
		case s.at(i).is("default"):
			i = expressionEnd(s, i+1, to)
		case s.words(i, "collate", "case_sensitive"):
			i += 2
			s.replace(start, i, "")
		case s.at(i).is("check"):
			return nil, refused("CHECK constraint")
		default:
			return nil, unknown("the column attribute " + s.at(i).text)
		}
	}
	return hints, nil
}

// expressionEnd finds where a DEFAULT ends: at the next attribute outside parentheses.
func expressionEnd(s *statement, i, to int) int {
	depth := 0
	for first := i; i < to; i++ {
		switch {
		case s.at(i).is("("):
			depth++
		case s.at(i).is(")"):
			depth--
		case depth == 0 && i > first && s.at(i).is("not", "encode", "distkey", "sortkey", "primary", "unique", "references", "collate", "identity"):
			return i
		}
	}
	return to
}

// identity translates IDENTITY(a, b) and GENERATED BY DEFAULT AS IDENTITY(a, b).
func identity(s *statement, i int) (int, *Error) {
	start, how := i, "ALWAYS"
	if s.words(i, "generated", "by", "default", "as", "identity") {
		i, how = i+4, "BY DEFAULT"
	}
	if !s.words(i, "identity", "(") || s.closing(i+1) != i+5 {
		return 0, near(s.at(i))
	}
	s.replace(start, i+6, fmt.Sprintf("GENERATED %s AS IDENTITY (START %s INCREMENT %s)", how, s.at(i+2).text, s.at(i+4).text))
	return i + 6, nil
}

// columnType checks a column's type and writes what is shorter on Redshift in full. It returns the index behind the type.
func (t *translator) columnType(s *statement, i int) (int, *Error) {
	if err := t.grammar.knownType(s, i); err != nil {
		return 0, err
	}
	start, name := i, s.at(i).name
	i++
	for s.at(i).is("varying", "precision") {
		name, i = name+" "+s.at(i).name, i+1
	}
	length := s.at(i).is("(")
	if length {
		i = s.closing(i) + 1
	}
	if s.at(i).is("with", "without") && s.words(i+1, "time", "zone") {
		i += 3
	}
	switch name {
	case "varchar", "character varying", "nvarchar", "text":
		if !length {
			s.replace(start, i, "varchar(256)")
		} else if name == "nvarchar" || name == "text" {
			s.replace(start, start+1, "varchar")
		}
	case "nchar", "bpchar":
		s.replace(start, start+1, "char")
		if !length && name == "bpchar" {
			s.insertAfter(i-1, "(256)")
		}
	case "super":
		s.replace(start, i, "jsonb")
	case "varbyte", "varbinary", "binary varying", "binary":
		s.replace(start, i, "bytea")
	case "double":
		return 0, near(s.at(i))
	}
	return i, nil
}

// tableAttributes strips DISTSTYLE, DISTKEY, SORTKEY, BACKUP and ENCODE AUTO behind the columns.
func (t *translator) tableAttributes(s *statement, i, to int) ([]string, *Error) {
	var hints []string
	start := i
	for i < to {
		switch {
		case s.words(i, "backup") && s.at(i+1).is("yes", "no"), s.words(i, "encode", "auto"),
			s.words(i, "diststyle") && s.at(i+1).is("auto", "even", "all", "key"), s.words(i, "sortkey", "auto"):
			i += 2
		case s.words(i, "distkey", "("):
			hints = append(hints, hint(s.at(i+2).name, "", true, 0))
			i = s.closing(i+1) + 1
		case s.words(i, "sortkey", "("), s.words(i, "compound", "sortkey", "("), s.words(i, "interleaved", "sortkey", "("):
			interleaved := s.at(i).is("interleaved")
			open := i + 1
			if !s.at(open).is("(") {
				open++
			}
			for n, item := range splitItems(s, open+1, s.closing(open)) {
				position := n + 1
				if interleaved && n%2 == 1 { // the sign alternates, which is how the catalogue tells the kinds apart
					position = -position
				}
				hints = append(hints, hint(s.at(item[0]).name, "", false, position))
			}
			i = s.closing(open) + 1
		default:
			return nil, unknown("the table attribute " + s.at(i).text)
		}
	}
	if to > start {
		s.replace(start, to, "")
	}
	return hints, nil
}

// alterTable translates what is spelled otherwise and lets late-binding views go.
func (t *translator) alterTable(s *statement) *Error {
	if err := t.dropNames(s); err != nil {
		return err
	}
	t.common(s)
	if i := s.find(2, "to"); i >= 0 && s.find(2, "rename") >= 0 {
		rule := t.grammar.newName
		if s.find(2, "column") >= 0 {
			rule = t.grammar.newColumn
		}
		if err := rule(s.at(i + 1)); err != nil {
			return err
		}
	}
	i := s.find(2, "add", "alter", "append", "row", "set", "enable", "disable", "inherit", "attach")
	if i < 0 {
		return t.letGo(s)
	}
	switch {
	case s.at(i).is("row"):
		return t.rowSecurity(s, i)
	case s.at(i).is("append", "enable", "disable", "inherit", "attach", "set"):
		return unknown("ALTER TABLE … " + strings.ToUpper(s.at(i).name))
	case s.at(i).is("add") && (s.at(i+1).is("primary", "unique", "foreign", "constraint")):
		s.whole = block("ALTER TABLE", "PERFORM 1") // keys are informational
		return nil
	case s.at(i).is("add"):
		from := i + 1
		if s.at(from).is("column") {
			from++
		}
		if _, err := t.column(s, from, len(s.tokens)); err != nil {
			return err
		}
	case s.at(i).is("alter") && s.at(i+1).is("diststyle", "distkey", "sortkey", "compound", "encode"):
		s.whole = block("ALTER TABLE", "PERFORM 1")
		return nil
	case s.at(i).is("alter"):
		if k := s.find(i, "type"); k >= 0 {
			if !s.at(k+1).is("varchar", "character", "nvarchar") {
				return refused("ALTER COLUMN TYPE to anything but a VARCHAR of another length")
			}
			if _, err := t.columnType(s, k+1); err != nil {
				return err
			}
		}
	}
	return t.letGo(s)
}
