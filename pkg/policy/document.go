package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"scrim/pkg/issue"
)

// shape is what a value of a document is.
type shape uint8

const (
	shapeBad shape = iota // cannot be read, which was reported
	shapeNull
	shapeBool
	shapeNumber
	shapeText
	shapeList
	shapeObject
)

func (s shape) String() string {
	return [...]string{"", "nothing (null)", "true or false", "a number", "text", "a list", "an object"}[s]
}

// quoting is how a text was written, which decides where its characters stand.
type quoting uint8

const (
	plain   quoting = iota
	single          // 'it''s'
	double          // "a\nb"
	literal         // | and >
)

// spot is where something was written: a line and a column of the document,
// from 1, in characters.
type spot struct{ line, column int }

// node is one value of a document: what YAML and JSON have in common.
type node struct {
	shape   shape
	text    string // decoded text; a number or a boolean as it was written
	members []member
	items   []*node
	at      spot
	quoting quoting // of text
}

// member is one field of an object.
type member struct {
	key   string
	at    spot // of the key
	value *node
}

const (
	maxDocument = 256 << 10 // bytes of one policy
	maxDepth    = 32        // objects and lists in each other
	maxIssues   = 100       // of one policy; more help nobody
)

// reader reads one document and collects what is wrong with it.
type reader struct {
	conditions conditionReader
	text       string
	lines      []int // where each line of text begins, in bytes
	place      issue.Place
	list       issue.List
}

func newReader(doc []byte, at issue.Place, conditions conditionReader) *reader {
	r := &reader{conditions: conditions, text: string(doc), lines: []int{0}, place: at}
	for i := range doc {
		if doc[i] == '\n' {
			r.lines = append(r.lines, i+1)
		}
	}
	return r
}

// add reports a mistake; warn reports what works all the same.
func (r *reader) add(at spot, path string, code issue.Code, hint, format string, args ...any) {
	r.report(at, path, issue.Issue{Code: code, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

func (r *reader) warn(at spot, path string, code issue.Code, hint, format string, args ...any) {
	r.report(at, path, issue.Issue{Severity: issue.Warning, Code: code, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

func (r *reader) report(at spot, path string, one issue.Issue) {
	switch len(r.list) {
	case maxIssues + 1:
		return
	case maxIssues:
		one = issue.Issue{Code: "too-many-issues", Hint: "correct these first", Message: fmt.Sprintf("there are more than %d issues; the rest is not listed", maxIssues)}
		at, path = spot{}, ""
	}
	one.Place = r.placeOf(at, path)
	if at.line > 0 {
		one.Excerpt = r.excerpt(at)
	}
	r.list = append(r.list, one)
}

// placeOf is a spot of this document in the input: the caller's place says
// where the document begins there.
func (r *reader) placeOf(at spot, path string) issue.Place {
	p := r.place
	if at.line > 0 {
		if at.line == 1 && p.Column > 0 {
			at.column += p.Column - 1
		}
		p.Line, p.Column = max(p.Line, 1)+at.line-1, at.column
	}
	if path != "" {
		p = p.In(path)
	}
	return p
}

// excerptWidth is how much of a long line is shown on either side of the
// caret, in characters.
const excerptWidth = 60

// excerpt is the line of a spot with a caret under it.
func (r *reader) excerpt(at spot) string {
	line := []rune(r.line(at.line))
	column := min(at.column-1, len(line))
	from, to := max(0, column-excerptWidth), min(len(line), column+excerptWidth)
	margin := strconv.Itoa(r.placeOf(at, "").Line) + " | "
	if from > 0 {
		margin += "…"
	}
	indent := strings.Map(func(c rune) rune {
		if c == '\t' {
			return c
		}
		return ' '
	}, string(line[from:column]))
	return margin + string(line[from:to]) + "\n" + strings.Repeat(" ", len([]rune(margin))) + indent + "^"
}

// line is one line of the document without its end.
func (r *reader) line(n int) string {
	if n < 1 || n > len(r.lines) {
		return ""
	}
	end := len(r.text)
	if n < len(r.lines) {
		end = r.lines[n]
	}
	return strings.TrimRight(r.text[r.lines[n-1]:end], "\r\n")
}

// spotOf is the spot of a byte offset.
func (r *reader) spotOf(offset int) spot {
	line, found := slices.BinarySearch(r.lines, offset)
	if !found {
		line--
	}
	return spot{line + 1, len([]rune(r.text[r.lines[line]:offset])) + 1}
}

// quote shows a word of the document in a message, shortened so that the
// message stays one line.
func quote(word string) string {
	const most = 60
	if letters := []rune(word); len(letters) > most {
		word = string(letters[:most]) + "…"
	}
	return strconv.Quote(word)
}
