package walk

import "strings"

type kind int

const (
	word   kind = iota // an unquoted name or keyword
	quoted             // "a name"
	str                // 'a literal', in which a backslash escapes
	number             // 1, 0.5
	param              // $1
	op                 // an operator or mark
)

// token is one piece of a statement; comments and blanks are none.
type token struct {
	kind kind
	at   int
	text string // as written
	name string // a word in lower case; a quoted name or a literal without its quotes; else the text
}

// is reports whether the token is one of these keywords, operators or marks.
func (t token) is(names ...string) bool {
	if t.kind != word && t.kind != op {
		return false
	}
	for _, n := range names {
		if t.name == n {
			return true
		}
	}
	return false
}

func (t token) ident() bool { return t.kind == word || t.kind == quoted }

// knownOperators is the operators and marks that Redshift and scrim share.
func knownOperators() map[string]bool {
	return set("=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "||", "~", "(", ")", ",", ".", ";")
}

func set(names ...string) map[string]bool {
	out := make(map[string]bool, len(names))
	for _, n := range names {
		out[n] = true
	}
	return out
}

// lex cuts a text into tokens as Redshift does: a backslash escapes in every
// literal.
func lex(src string) ([]token, *Finding) {
	var out []token
	for at := 0; at < len(src); {
		if n := blank(src[at:]); n > 0 {
			at += n
			continue
		}
		n, k := cut(src[at:])
		if n == 0 {
			return nil, &Finding{Rule: Syntax, At: at, Message: "a literal, name or comment without an end"}
		}
		t := token{kind: k, at: at, text: src[at : at+n]}
		t.name = t.meaning()
		out = append(out, t)
		at += n
	}
	return out, nil
}

func (t token) meaning() string {
	switch t.kind {
	case word:
		return strings.ToLower(t.text)
	case quoted:
		return strings.ReplaceAll(t.text[1:len(t.text)-1], `""`, `"`)
	case str:
		return strings.NewReplacer(`\\`, `\`, `\'`, `'`, `''`, `'`).Replace(t.text[1 : len(t.text)-1])
	case number, param, op:
	}
	return t.text
}

// blank is the length of the blanks or the comment at the beginning.
func blank(src string) int {
	if strings.HasPrefix(src, "--") {
		if end := strings.IndexByte(src, '\n'); end >= 0 {
			return end + 1
		}
		return len(src)
	}
	return len(src) - len(strings.TrimLeft(src, " \t\r\n"))
}

// cut is the length and kind of the token at the beginning; no length means
// that it never ends.
func cut(src string) (int, kind) {
	switch c := src[0]; {
	case c == '\'':
		return literalEnd(src), str
	case c == '"':
		return nameEnd(src), quoted
	case c == '$' && len(src) > 1 && digit(src[1]):
		return 1 + run(src[1:], digit), param
	case digit(c):
		n := run(src, digit)
		if n+1 < len(src) && src[n] == '.' && digit(src[n+1]) {
			n += 1 + run(src[n+1:], digit)
		}
		return n, number
	case letter(c):
		return run(src, func(c byte) bool { return letter(c) || digit(c) || c == '$' }), word
	}
	const operators = "=<>+-*/%|~!@#^&?:"
	n := run(src, func(c byte) bool { return strings.IndexByte(operators, c) >= 0 })
	if comment := strings.Index(src[:n], "--"); comment > 0 {
		n = comment
	}
	for n > 1 && !knownOperators()[src[:n]] && (src[n-1] == '-' || src[n-1] == '+') {
		n-- // a sign belongs to what follows it
	}
	return max(n, 1), op
}

func literalEnd(src string) int {
	for i := 1; i < len(src); i++ {
		switch {
		case src[i] == '\\':
			i++
		case src[i] == '\'' && i+1 < len(src) && src[i+1] == '\'':
			i++
		case src[i] == '\'':
			return i + 1
		}
	}
	return 0
}

func nameEnd(src string) int {
	for i := 1; i < len(src); i++ {
		switch {
		case src[i] == '"' && i+1 < len(src) && src[i+1] == '"':
			i++
		case src[i] == '"':
			return i + 1
		}
	}
	return 0
}

func run(src string, belongs func(byte) bool) int {
	n := 0
	for n < len(src) && belongs(src[n]) {
		n++
	}
	return n
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func letter(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}
