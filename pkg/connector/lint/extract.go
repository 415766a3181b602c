package lint

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// script is what was found in one text.
type script struct {
	input, text string
	fences      [][2]int // in Markdown, where code is
	statements  []statement
	commands    []command
}

// read finds the statements and commands of a text: of SQL all of it, of
// Markdown and plain text what looks like one.
func read(input, whole string) script {
	s := script{input: input, text: hidden(whole)}
	sql := strings.EqualFold(path.Ext(input), ".sql")
	if sql {
		s.fences = [][2]int{{0, len(s.text)}}
	} else {
		s.fences = fences(s.text)
	}
	f := newFinder()
	at := 0
	for _, start := range f.all(s) {
		if start < at {
			continue
		}
		if tokens, end := s.statementAt(f, start, sql); len(tokens) > 2 && shaped(tokens) {
			s.statements = append(s.statements, parse(tokens))
			at = end
		}
	}
	s.commands = commands(s.text)
	return s
}

// shaped tells a statement from a sentence that begins like one.
func shaped(tokens []token) bool {
	if !tokens[0].is("GRANT", "REVOKE") {
		return !tokens[1].is("USER", "ROLE", "DATABASE", "SCHEMA") || !tokens[2].is("for", "and", "to", "with", "in", "that", "which", "named", "permissions", "access")
	}
	i := slices.IndexFunc(tokens, func(t token) bool { return t.is("TO", "FROM") })
	if i < 0 || i+1 >= len(tokens) {
		return false
	}
	if tokens[0].raw == strings.ToUpper(tokens[0].raw) {
		return true
	}
	i++ // "Grant access to schemas that you like" goes on behind the name, a statement does not
	if tokens[i].is("ROLE", "GROUP", "USER") {
		i++
	}
	return i+1 >= len(tokens) || tokens[i+1].punct(",") || tokens[i+1].is("WITH")
}

// all is where statements may begin, in the order of the text.
func (f finder) all(s script) []int {
	var out []int
	for _, what := range []*regexp.Regexp{f.line, f.prose} {
		for _, m := range what.FindAllStringSubmatchIndex(s.text, -1) {
			if !s.commented(m[2]) {
				out = append(out, m[2])
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// commented reports whether a comment of SQL stands before it on its line.
func (s script) commented(at int) bool {
	return strings.Contains(s.text[strings.LastIndex(s.text[:at], "\n")+1:at], "--")
}

// statementAt reads one statement: to its semicolon, and where there is none,
// to the end of its code, its paragraph or its sentence.
func (s script) statementAt(f finder, start int, sql bool) ([]token, int) {
	const most = 1 << 14 // bytes of one statement
	end, code := len(s.text), false
	for _, f := range s.fences {
		if f[0] <= start && start < f[1] {
			end, code = f[1], true
		} else if f[0] > start {
			end = min(end, f[0])
		}
	}
	end = min(end, start+most)
	if s.text[start] == '\\' {
		end = min(end, start+until(s.text[start:], "\n", 0))
	}
	if start > 0 && s.text[start-1] == '`' {
		end = min(end, start+strings.Index(s.text[start:]+"`", "`"))
	}
	if !sql {
		if m := blankLine.FindStringIndex(s.text[start:end]); m != nil {
			end = start + m[0]
		}
	}
	var out []token
	depth := strings.EqualFold(s.text[start:min(len(s.text), start+5)], "ALTER") // its GRANT is part of it
	for _, t := range scan(s.text, start, end) {
		if t.punct(";") {
			return out, t.end
		}
		if !code && t.punct(".") && (t.end == end || strings.ContainsAny(s.text[t.end:t.end+1], " \n\r")) {
			return out, t.end
		}
		if len(out) > 0 && t.is("GRANT", "REVOKE", "CREATE", "ALTER", "DROP") && s.firstOfLine(t.start) {
			if at := f.line.FindStringSubmatchIndex(s.text[t.start:min(end, t.start+100)]); !depth && at != nil && at[2] == 0 {
				return out, t.start
			}
			depth = false
		}
		out = append(out, t)
	}
	return out, end
}

func (s script) firstOfLine(at int) bool {
	return strings.TrimSpace(s.text[strings.LastIndex(s.text[:at], "\n")+1:at]) == ""
}

var blankLine = regexp.MustCompile(`\n[ \t\r]*\n`)

var htmlComment = regexp.MustCompile(`(?s)<!--.*?-->`)

// hidden blanks out what a reader of the page does not see, and keeps places.
func hidden(s string) string {
	return htmlComment.ReplaceAllStringFunc(s, func(c string) string {
		return strings.Map(func(r rune) rune {
			if r == '\n' || r == '\r' {
				return r
			}
			return ' '
		}, strings.ToValidUTF8(c, " "))
	})
}

// fences are the places of code in Markdown, whatever language it names.
func fences(s string) [][2]int {
	var out [][2]int
	open, at := -1, 0
	for _, line := range strings.SplitAfter(s, "\n") {
		mark := strings.TrimLeft(line, " \t>")
		if strings.HasPrefix(mark, "```") || strings.HasPrefix(mark, "~~~") {
			if open < 0 {
				open = at + len(line)
			} else {
				out = append(out, [2]int{open, at})
				open = -1
			}
		}
		at += len(line)
	}
	if open >= 0 {
		out = append(out, [2]int{min(open, len(s)), len(s)})
	}
	return out
}
