package redshiftd

import (
	"sort"
	"strings"
)

// statement is one statement of a client's text, with the edits that make it PostgreSQL's.
type statement struct {
	src    string
	tokens []token
	kind   string // "SELECT", "CREATE VIEW", …: what a refusal and a command tag name
	edits  []edit
	rels   []relation
	// catalogue says that nothing but catalogues is read.
	catalogue bool
	// whole replaces the text altogether when not empty.
	whole string
}

// edit replaces src[start:end].
type edit struct {
	start, end int
	text       string
}

// before orders edits by place: insertions first, then the longest, which wins over those inside of it.
func (e edit) before(f edit) bool {
	if e.start != f.start {
		return e.start < f.start
	}
	if insertion := e.end == e.start; insertion != (f.end == f.start) {
		return insertion
	}
	return e.end > f.end
}

// relation is a name in a place where a table or view stands.
type relation struct {
	parts  []string // folded: object, schema.object or database.schema.object
	from   int      // index of the first token
	to     int      // index after the last token
	target bool     // written to, not read
	alias  bool     // an alias follows
	common bool     // the name of a common table expression
}

func (r relation) name() string { return r.parts[len(r.parts)-1] }

// schema returns the schema's name, or "".
func (r relation) schema() string {
	if len(r.parts) < 2 {
		return ""
	}
	return r.parts[len(r.parts)-2]
}

// database returns the database's name, or "".
func (r relation) database() string {
	if len(r.parts) < 3 {
		return ""
	}
	return r.parts[0]
}

// system reports whether the name is a catalogue of the leader node.
func (r relation) system() bool {
	if s := r.schema(); s != "" {
		return s == "pg_catalog" || s == "information_schema"
	}
	for _, prefix := range []string{"pg_", "svv_", "svl_", "stl_", "stv_", "sys_", "svcs_"} {
		if strings.HasPrefix(r.name(), prefix) {
			return true
		}
	}
	return false
}

// replace edits the tokens [from, to), as far as there are any: what is missing is for the server to complain about.
func (s *statement) replace(from, to int, text string) {
	to = min(to, len(s.tokens))
	if from >= to {
		return
	}
	s.edits = append(s.edits, edit{s.tokens[from].start, s.tokens[to-1].end, text})
}

// insertAfter puts text behind token i.
func (s *statement) insertAfter(i int, text string) {
	end := s.tokens[i].end
	s.edits = append(s.edits, edit{end, end, text})
}

// text returns the statement with its edits.
func (s *statement) text() string {
	if s.whole != "" {
		return s.whole
	}
	return s.span(0, len(s.tokens))
}

// span returns the edited text of tokens [from, to).
func (s *statement) span(from, to int) string {
	to = min(to, len(s.tokens))
	if from >= to {
		return ""
	}
	at, end := s.tokens[from].start, s.tokens[to-1].end
	sort.SliceStable(s.edits, func(i, j int) bool { return s.edits[i].before(s.edits[j]) })
	var b strings.Builder
	for _, e := range s.edits {
		if e.start < at || e.end > end { // outside, or inside of what a longer edit replaced
			continue
		}
		b.WriteString(s.src[at:e.start])
		b.WriteString(e.text)
		at = e.end
	}
	b.WriteString(s.src[at:end])
	return b.String()
}

// at returns token i, or a token that is nothing.
func (s *statement) at(i int) token {
	if i < 0 || i >= len(s.tokens) {
		return token{kind: op}
	}
	return s.tokens[i]
}

// words reports whether keywords stand at i.
func (s *statement) words(i int, names ...string) bool {
	for k, n := range names {
		if !s.at(i + k).is(n) {
			return false
		}
	}
	return true
}

// find returns the index of the first of these keywords at the parenthesis depth of from, or -1.
func (s *statement) find(from int, names ...string) int {
	depth := 0
	for i := from; i < len(s.tokens); i++ {
		switch {
		case s.at(i).is("(", "["):
			depth++
		case s.at(i).is(")", "]"):
			depth--
			if depth < 0 {
				return -1
			}
		case depth == 0 && s.at(i).is(names...):
			return i
		}
	}
	return -1
}

// closing returns the index of the parenthesis that closes the one at i, or the end.
func (s *statement) closing(i int) int {
	depth := 0
	for ; i < len(s.tokens); i++ {
		if s.at(i).is("(") {
			depth++
		}
		if s.at(i).is(")") {
			depth--
			if depth == 0 {
				return i
			}
		}
	}
	return len(s.tokens)
}

// chain reads a dotted name at i: its folded parts and the index behind it.
func (s *statement) chain(i int) ([]string, int) {
	if !s.at(i).ident() {
		return nil, i
	}
	parts := []string{s.at(i).name}
	i++
	for s.at(i).is(".") && s.at(i+1).ident() {
		parts = append(parts, s.at(i+1).name)
		i += 2
	}
	return parts, i
}

// classify names the statement by its first words.
func classify(tokens []token) string {
	s := statement{tokens: tokens}
	first := strings.ToUpper(s.at(0).name)
	if s.at(0).kind != word {
		if s.at(0).is("(") {
			return "SELECT"
		}
		return "?"
	}
	switch first {
	case "WITH":
		return "SELECT"
	case "CREATE", "ALTER", "DROP":
		return first + " " + classifyObject(&s)
	case "ROLLBACK", "ABORT":
		if s.find(1, "to") >= 0 {
			return "ROLLBACK TO"
		}
		return "ROLLBACK"
	case "START", "BEGIN":
		return "BEGIN"
	case "COMMIT", "END":
		return "COMMIT"
	default:
		return first
	}
}

// classifyObject skips what may stand between CREATE and the kind of object.
func classifyObject(s *statement) string {
	i := 1
	if s.words(i, "or", "replace") {
		i += 2
	}
	for s.at(i).is("temp", "temporary", "local", "external", "materialized") {
		if s.at(i).is("external", "materialized") {
			return strings.ToUpper(s.at(i).name + " " + s.at(i+1).name)
		}
		i++
	}
	if s.words(i, "default", "privileges") {
		return "DEFAULT PRIVILEGES"
	}
	return strings.ToUpper(s.at(i).name)
}
