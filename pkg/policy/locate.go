package policy

import (
	"strings"
	"unicode/utf8"
)

// locate is where the character number n (from 0) of a decoded text was
// written. It walks the text and what was written side by side, through quotes
// and escapes and the line breaks that YAML folds; where the two part ways it
// falls back to where the text begins.
func (r *reader) locate(of *node, n int) spot {
	if of.at.line < 1 || of.at.line > len(r.lines) {
		return of.at
	}
	w := writing{text: r.text, at: r.offsetOf(of.at), quoting: of.quoting}
	if !w.open() {
		return of.at
	}
	for _, c := range of.text {
		here := w.skip(c)
		if n == 0 {
			if here < 0 {
				return of.at
			}
			return r.spotOf(here)
		}
		if here < 0 {
			return of.at
		}
		n--
	}
	return r.spotOf(min(w.at, len(r.text)))
}

// offsetOf is the byte offset of a spot.
func (r *reader) offsetOf(at spot) int {
	line := r.line(at.line)
	offset := 0
	for column := 1; column < at.column && offset < len(line); column++ {
		_, size := utf8.DecodeRuneInString(line[offset:])
		offset += size
	}
	return r.lines[at.line-1] + offset
}

// writing is a place in the text as it was written.
type writing struct {
	text    string
	at      int // in bytes
	quoting quoting
}

// open steps over what precedes the first character: a quote, or the header
// line of a block.
func (w *writing) open() bool {
	switch w.quoting {
	case single, double:
		mark := byte('\'')
		if w.quoting == double {
			mark = '"'
		}
		if w.at >= len(w.text) || w.text[w.at] != mark {
			return false
		}
		w.at++
	case literal:
		end := strings.IndexByte(w.text[w.at:], '\n')
		if end < 0 {
			return false
		}
		w.at += end + 1
		w.blanks()
	case plain:
	}
	return true
}

// skip steps over what stands for the decoded character c and tells where that
// began; -1 when something else stands there.
func (w *writing) skip(c rune) int {
	here := w.at
	if here >= len(w.text) {
		return -1
	}
	written, size := utf8.DecodeRuneInString(w.text[here:])
	switch {
	case w.quoting == double && written == '\\':
		w.at += w.escape()
	case written == '\n' || written == '\r':
		if c != ' ' && c != '\n' {
			return -1
		}
		w.breaks()
	case written == ' ' && c == '\n', written == ' ' && c == ' ' && w.endsLine():
		w.breaks() // blanks at the end of a line that is folded
	case written != c:
		return -1
	case w.quoting == single && c == '\'':
		w.at += 2
	default:
		w.at += size
	}
	return here
}

// endsLine reports whether there are only blanks up to the end of the line.
func (w *writing) endsLine() bool {
	rest := strings.TrimLeft(w.text[w.at:], " \t")
	return w.quoting != literal && (strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "\r\n"))
}

// breaks steps over one line break, what is blank before it and the next
// line's indentation.
func (w *writing) breaks() {
	w.blanks()
	w.at += len("\r\n")
	if !strings.HasPrefix(w.text[w.at-2:], "\r\n") {
		w.at--
	}
	w.at = min(w.at, len(w.text))
	w.blanks()
}

// blanks steps over blanks and tabs.
func (w *writing) blanks() {
	w.at += len(w.text[w.at:]) - len(strings.TrimLeft(w.text[w.at:], " \t"))
}

// escape is the length of the escape in double quotes that begins here, which
// may end beyond the text.
func (w *writing) escape() int {
	size := 2
	if w.at+1 < len(w.text) {
		switch w.text[w.at+1] {
		case 'x':
			size = 4
		case 'u':
			size = 6
			if pair := w.text[w.at:]; len(pair) >= 12 && pair[6:8] == `\u` && strings.ContainsRune("dD", rune(pair[2])) && strings.ContainsRune("89abAB", rune(pair[3])) {
				size = 12 // JSON writes one character beyond U+FFFF as two
			}
		case 'U':
			size = 10
		}
	}
	return size
}
