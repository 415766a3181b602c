package event

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"scrim/pkg/issue"
	"scrim/pkg/policy"
)

// maxIssues bounds what one input can make scrim say; a body of a megabyte
// could hold a hundred thousand mistakes.
const maxIssues = 100

// report collects the issues of one input and knows its text.
type report struct {
	input  string
	text   []byte
	list   issue.List
	quiet  bool // the text may hold a secret by mistake: no excerpts
	full   bool
	errors int // found so far, listed or not
	plans  plans

	types    map[string]bool // type hints met, and whether they are types
	policies *policy.Parser  // made when the first policy is met
}

func (d *Decoder) report(input string, text []byte) *report {
	return &report{input: input, text: text, quiet: mayHoldSecret(text), plans: plans{}, types: map[string]bool{}, policies: d.policies}
}

// mayHoldSecret reports whether an excerpt of the text could repeat a secret
// that somebody wrote into it by mistake. It errs on the side of silence: line
// and column are always given.
func mayHoldSecret(text []byte) bool {
	for _, word := range []string{"credentials", "password", "secret", "token"} {
		if containsFold(text, word) {
			return true
		}
	}
	return false
}

func containsFold(text []byte, word string) bool {
	first := word[0]
	for i := 0; i+len(word) <= len(text); i++ {
		if text[i]|0x20 == first && bytes.EqualFold(text[i:i+len(word)], []byte(word)) {
			return true
		}
	}
	return false
}

// add records an error at a spot of the input.
func (r *report) add(at spot, path *trail, code issue.Code, hint, format string, args ...any) {
	r.errors++
	if !r.room() {
		return
	}
	r.list.Add(r.place(at, path), code, hint, format, args...)
	r.excerpt(at)
}

// warn records a warning.
func (r *report) warn(at spot, path *trail, code issue.Code, hint, format string, args ...any) {
	if !r.room() {
		return
	}
	r.list.Warn(r.place(at, path), code, hint, format, args...)
	r.excerpt(at)
}

// adopt records an issue that another package found, unless one of that place
// is listed: both packages read the same text.
func (r *report) adopt(one issue.Issue) {
	if one.Place.Line > 0 && slices.ContainsFunc(r.list, func(other issue.Issue) bool {
		return other.Place.Line == one.Place.Line && other.Place.Column == one.Place.Column
	}) {
		return
	}
	if one.Severity == issue.Error {
		r.errors++
	}
	if !r.room() {
		return
	}
	if r.quiet {
		one.Excerpt = ""
	}
	r.list = append(r.list, one)
}

func (r *report) room() bool {
	if len(r.list) < maxIssues {
		return true
	}
	if !r.full {
		r.full = true
		r.list.Add(issue.Place{Input: r.input}, "too-many-issues", "correct these first", "there are more than %d issues; the rest is not listed", maxIssues)
	}
	return false
}

func (r *report) place(at spot, path *trail) issue.Place {
	return issue.Place{Input: r.input, Line: at.line, Column: at.column, Path: path.String()}
}

// excerpt gives the last issue the line it is about, with a caret.
func (r *report) excerpt(at spot) {
	if r.quiet || at.line == 0 {
		return
	}
	r.list[len(r.list)-1].Excerpt = excerpt(r.text, at)
}

// excerptWidth is how much of a long line is shown on either side of the
// caret, in characters.
const excerptWidth = 50

func excerpt(text []byte, at spot) string {
	if at.offset < 0 {
		at.offset = locate(text, at)
	}
	start, end := at.offset, at.offset
	if start > len(text) {
		return ""
	}
	for n := 0; start > 0 && text[start-1] != '\n' && n < excerptWidth; n++ {
		_, size := utf8.DecodeLastRune(text[:start])
		start -= size
	}
	for n := 0; end < len(text) && text[end] != '\n' && text[end] != '\r' && n < excerptWidth; n++ {
		_, size := utf8.DecodeRune(text[end:])
		end += size
	}
	margin := strconv.Itoa(at.line) + " | "
	if start > 0 && text[start-1] != '\n' {
		margin += "… "
	}
	before := strings.Map(func(c rune) rune {
		if c == '\t' {
			return '\t'
		}
		return ' '
	}, string(text[start:at.offset]))
	return margin + string(text[start:end]) + "\n" + strings.Repeat(" ", utf8.RuneCountInString(margin)) + before + "^"
}

// locate is the byte offset of a line and column.
func locate(text []byte, at spot) int {
	offset := 0
	for line := 1; line < at.line && offset < len(text); offset++ {
		if text[offset] == '\n' {
			line++
		}
	}
	for column := 1; column < at.column && offset < len(text) && text[offset] != '\n'; column++ {
		_, size := utf8.DecodeRune(text[offset:])
		offset += size
	}
	return offset
}

// ruler turns byte offsets into spots. Offsets must not decrease, so that a
// whole text is measured once.
type ruler struct {
	text []byte
	now  spot
}

func newRuler(text []byte) *ruler { return &ruler{text: text, now: spot{line: 1, column: 1}} }

func (m *ruler) spot(offset int) spot {
	for m.now.offset < offset && m.now.offset < len(m.text) {
		switch c := m.text[m.now.offset]; {
		case c == '\n':
			m.now.line++
			m.now.column = 1
		case c < utf8.RuneSelf || utf8.RuneStart(c):
			m.now.column++
		}
		m.now.offset++
	}
	return m.now
}

// duplicates reports the fields of an object that are written twice.
func (r *report) duplicates(n *node, path *trail) {
	const few = 12 // below, looking at each is cheaper than a map
	var seen map[string]spot
	if len(n.members) > few {
		seen = make(map[string]spot, len(n.members))
	}
	for i, m := range n.members {
		first, twice := seen[m.key]
		if seen == nil {
			if j := slices.IndexFunc(n.members[:i], func(other member) bool { return other.key == m.key }); j >= 0 {
				first, twice = n.members[j].at, true
			}
		} else if !twice {
			seen[m.key] = m.at
		}
		if twice {
			r.add(m.at, path.field(m.key), "duplicate-key", "keep one of them", "%s is written twice; the first is on line %d", quote(m.key), first.line)
		}
	}
}

// quote shows a word that somebody wrote, shortened, so that an issue stays
// one line.
func quote(word string) string {
	const most = 60
	if utf8.RuneCountInString(word) > most {
		word = string([]rune(word)[:most]) + "…"
	}
	return strconv.Quote(word)
}
