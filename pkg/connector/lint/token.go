package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a token is to the reader of a statement.
type kind uint8

const (
	other  kind = iota // punctuation, numbers
	word               // a keyword or a bare name
	quoted             // "a name"
	text               // 'a literal'
	hole               // <a placeholder>, which stands where a name does
)

// token is one piece of a statement, with where it stands in the whole text.
type token struct {
	kind       kind
	raw        string
	start, end int // in bytes of the whole text
}

// is reports whether the token is one of the keywords, which are upper case.
func (t token) is(words ...string) bool {
	if t.kind == word {
		for _, w := range words {
			if strings.EqualFold(t.raw, w) {
				return true
			}
		}
	}
	return false
}

// punct reports whether the token is that one character.
func (t token) punct(c string) bool { return t.kind == other && t.raw == c }

// name is what the token names: without quotes, in lower case as Redshift
// folds it; empty when it is no name.
func (t token) name() string {
	switch t.kind {
	case word, hole:
		return strings.ToLower(t.raw)
	case quoted:
		return strings.ToLower(strings.ReplaceAll(strings.Trim(t.raw, `"`), `""`, `"`))
	default:
		return ""
	}
}

// value is what a literal says, or a password in wrong quotes.
func (t token) value() string {
	if t.kind == text || t.kind == quoted {
		return t.raw[1 : len(t.raw)-1]
	}
	return ""
}

// holes are how writers of guides mark what the reader must put in: each is
// read as one name.
func holes() [][2]string {
	return [][2]string{{"<", ">"}, {"‹", "›"}, {"{{", "}}"}, {"${", "}"}}
}

// scan cuts the text from start to end, or to its first semicolon, into tokens; comments and blanks are
// no tokens. What is open at the end is closed there.
func scan(whole string, start, end int) []token {
	var out []token
	for at := start; at < end; {
		k, n := next(whole[at:end])
		if n == 0 {
			break
		}
		if k != blank {
			out = append(out, token{kind: k, raw: whole[at : at+n], start: at, end: at + n})
		}
		if at += n; k == other && whole[at-1] == ';' {
			break
		}
	}
	return out
}

// blank is the kind of what is no token.
const blank kind = 255

// next is the kind and the length of what the text begins with.
func next(s string) (kind, int) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case size == 0:
		return blank, 0
	case unicode.IsSpace(r):
		return blank, size
	case strings.HasPrefix(s, "--"):
		return blank, until(s, "\n", 2)
	case strings.HasPrefix(s, "/*"):
		return blank, until(s, "*/", 2)
	case r == '\'':
		return literal(s, '\'', true)
	case r == '"':
		return literal(s, '"', false)
	}
	for _, h := range holes() {
		if strings.HasPrefix(s, h[0]) {
			if to := strings.Index(s, h[1]); to > len(h[0]) && !strings.ContainsAny(s[:to], "\n;'\"") {
				return hole, to + len(h[1])
			}
		}
	}
	if !letter(r) {
		return other, size
	}
	to := strings.IndexFunc(s, func(r rune) bool { return !letter(r) && !unicode.IsDigit(r) && r != '$' })
	if to < 0 {
		to = len(s)
	}
	return word, to
}

func letter(r rune) bool { return r == '_' || unicode.IsLetter(r) }

// until is the length up to and including an end, or all of it.
func until(s, end string, from int) int {
	if to := strings.Index(s[from:], end); to >= 0 {
		return from + to + len(end)
	}
	return len(s)
}

// literal is what stands in quotes. A backslash escapes in a literal of
// Redshift, always. What is never closed is punctuation.
func literal(s string, quote byte, escapes bool) (kind, int) {
	for i := 1; i < len(s); i++ {
		switch {
		case escapes && s[i] == '\\':
			i++
		case s[i] == quote && i+1 < len(s) && s[i+1] == quote:
			i++
		case s[i] == quote && quote == '\'':
			return text, i + 1
		case s[i] == quote:
			return quoted, i + 1
		}
	}
	return other, 1
}
