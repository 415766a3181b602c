package redshiftd

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"
)

// tokenKind says what a piece of SQL text is.
type tokenKind int

const (
	word   tokenKind = iota // an unquoted identifier or keyword
	quoted                  // "an identifier"
	str                     // 'a string', with backslash escapes
	dollar                  // $$a body$$
	number                  // 1, 1.5e3
	param                   // $1
	op                      // an operator or punctuation mark
)

// token is one piece of a statement. White space and comments are between tokens: text is rebuilt from the source.
type token struct {
	kind  tokenKind
	start int
	end   int
	text  string // as written
	// name is a word in lower case, a quoted identifier's content as Redshift folds it, a string's content without
	// quotes (escapes resolved), else the text.
	name string
}

// is reports whether the token is one of these keywords or operators, written without quotes.
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

// ident reports whether the token can be (part of) a name.
func (t token) ident() bool { return t.kind == word || t.kind == quoted }

// lexer cuts Redshift text into tokens. It differs from PostgreSQL's in that a backslash always escapes in '…', and
// that letters fold to lower case in quoted names too, unless caseSensitive.
type lexer struct {
	src           string
	at            int
	caseSensitive bool
}

// tokenize cuts the text; it reports what never ends.
func tokenize(src string, caseSensitive bool) ([]token, *Error) {
	l := &lexer{src: src, caseSensitive: caseSensitive}
	var out []token
	for {
		if err := l.skipSpace(); err != nil {
			return nil, err
		}
		if l.at >= len(l.src) {
			return out, nil
		}
		t, err := l.next()
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
}

func (l *lexer) skipSpace() *Error {
	for l.at < len(l.src) {
		switch {
		case strings.IndexByte(" \t\r\n\f\v", l.src[l.at]) >= 0:
			l.at++
		case strings.HasPrefix(l.src[l.at:], "--"):
			end := strings.IndexByte(l.src[l.at:], '\n')
			if end < 0 {
				l.at = len(l.src)
				return nil
			}
			l.at += end
		case strings.HasPrefix(l.src[l.at:], "/*"):
			if !l.skipComment() {
				return syntaxError("unterminated /* comment")
			}
		default:
			return nil
		}
	}
	return nil
}

// skipComment passes a comment, which may hold others.
func (l *lexer) skipComment() bool {
	depth := 0
	for l.at < len(l.src) {
		switch {
		case strings.HasPrefix(l.src[l.at:], "/*"):
			depth++
			l.at += 2
		case strings.HasPrefix(l.src[l.at:], "*/"):
			depth--
			l.at += 2
			if depth == 0 {
				return true
			}
		default:
			l.at++
		}
	}
	return false
}

func (l *lexer) next() (token, *Error) {
	start, c := l.at, l.src[l.at]
	switch {
	case c == '\'':
		name, ok := l.stringBody()
		if !ok {
			return token{}, syntaxError("unterminated quoted string at or near " + l.src[start:min(len(l.src), start+20)])
		}
		return l.token(str, start, name), nil
	case c == '"':
		name, ok := l.quotedBody()
		if !ok {
			return token{}, syntaxError("unterminated quoted identifier")
		}
		return l.token(quoted, start, name), nil
	case c == '$':
		return l.dollarToken(start)
	case isDigit(c) || c == '.' && start+1 < len(l.src) && isDigit(l.src[start+1]):
		l.numberBody()
		return l.token(number, start, l.src[start:l.at]), nil
	case isWordStart(c):
		for l.at < len(l.src) && (isWordStart(l.src[l.at]) || isDigit(l.src[l.at]) || l.src[l.at] == '$') {
			l.at++
		}
		return l.token(word, start, lowerASCII(l.src[start:l.at])), nil
	default:
		l.operatorBody()
		return l.token(op, start, l.src[start:l.at]), nil
	}
}

func (l *lexer) token(kind tokenKind, start int, name string) token {
	if kind == word || kind == quoted {
		name = shortName(name)
	}
	return token{kind: kind, start: start, end: l.at, text: l.src[start:l.at], name: name}
}

// maxName is how long a name PostgreSQL keeps, in bytes; Redshift keeps 127.
const maxName = 63

// shortName keeps a long name's beginning and adds a hash of the whole: PostgreSQL would cut it and take it for another.
func shortName(name string) string {
	if len(name) <= maxName {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	hash := "_" + hex.EncodeToString(sum[:8])
	cut := maxName - len(hash)
	for cut > 0 && !utf8.RuneStart(name[cut]) {
		cut--
	}
	return name[:cut] + hash
}

func (l *lexer) stringBody() (string, bool) {
	var b strings.Builder
	for l.at++; l.at < len(l.src); l.at++ {
		switch c := l.src[l.at]; {
		case c == '\\' && l.at+1 < len(l.src):
			l.at++
			b.WriteByte(unescape(l.src[l.at]))
		case c != '\'':
			b.WriteByte(c)
		case l.at+1 < len(l.src) && l.src[l.at+1] == '\'':
			l.at++
			b.WriteByte('\'')
		default:
			l.at++
			return b.String(), true
		}
	}
	return "", false
}

// unescape knows the letters; octal and hexadecimal escapes stay as written, nothing here looks at them.
func unescape(c byte) byte {
	if i := strings.IndexByte("bfnrt", c); i >= 0 {
		return "\b\f\n\r\t"[i]
	}
	return c
}

func (l *lexer) quotedBody() (string, bool) {
	var b strings.Builder
	for l.at++; l.at < len(l.src); l.at++ {
		c := l.src[l.at]
		if c != '"' {
			b.WriteByte(c)
			continue
		}
		if l.at+1 < len(l.src) && l.src[l.at+1] == '"' {
			l.at++
			b.WriteByte('"')
			continue
		}
		l.at++
		if l.caseSensitive {
			return b.String(), true
		}
		return lowerASCII(b.String()), true
	}
	return "", false
}

// dollarToken reads $1 or $tag$ … $tag$.
func (l *lexer) dollarToken(start int) (token, *Error) {
	l.at++
	if l.at < len(l.src) && isDigit(l.src[l.at]) {
		for l.at < len(l.src) && isDigit(l.src[l.at]) {
			l.at++
		}
		return l.token(param, start, l.src[start:l.at]), nil
	}
	end := l.at
	for end < len(l.src) && (isWordStart(l.src[end]) || isDigit(l.src[end])) {
		end++
	}
	if end >= len(l.src) || l.src[end] != '$' {
		return token{}, syntaxError(`syntax error at or near "$"`)
	}
	tag := l.src[start : end+1]
	body := strings.Index(l.src[end+1:], tag)
	if body < 0 {
		return token{}, syntaxError("unterminated dollar-quoted string")
	}
	l.at = end + 1 + body + len(tag)
	return l.token(dollar, start, l.src[end+1:end+1+body]), nil
}

func (l *lexer) numberBody() {
	for l.at < len(l.src) && (isDigit(l.src[l.at]) || l.src[l.at] == '.') {
		l.at++
	}
	if l.at < len(l.src) && (l.src[l.at] == 'e' || l.src[l.at] == 'E') {
		end := l.at + 1
		if end < len(l.src) && (l.src[end] == '+' || l.src[end] == '-') {
			end++
		}
		if end < len(l.src) && isDigit(l.src[end]) {
			for end < len(l.src) && isDigit(l.src[end]) {
				end++
			}
			l.at = end
		}
	}
}

func (l *lexer) operatorBody() {
	const run = "+-*/<>=~!@#%^&|`?:"
	c := l.src[l.at]
	if strings.IndexByte(run, c) < 0 { // ( ) [ ] , ; . and what is no operator at all
		_, size := utf8.DecodeRuneInString(l.src[l.at:])
		l.at += size
		return
	}
	for l.at < len(l.src) && strings.IndexByte(run, l.src[l.at]) >= 0 {
		if rest := l.src[l.at:]; strings.HasPrefix(rest, "--") || strings.HasPrefix(rest, "/*") {
			return
		}
		l.at++
		// An operator that ends in + or - leaves the sign to what follows: a=-1. Two-letter ones are whole.
		if last := l.src[l.at-1]; (last == '=' || last == ':' || last == '*' || last == '>' || last == '<') &&
			l.at < len(l.src) && (l.src[l.at] == '-' || l.src[l.at] == '+') && !strings.HasPrefix(l.src[l.at:], "->") {
			return
		}
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isWordStart(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// lowerASCII folds as Redshift folds names: ASCII letters only.
func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// splitStatements cuts tokens at semicolons outside parentheses; empty statements are dropped.
func splitStatements(tokens []token) [][]token {
	var out [][]token
	from := 0
	for i, t := range tokens {
		if t.is(";") {
			if i > from {
				out = append(out, tokens[from:i])
			}
			from = i + 1
		}
	}
	if from < len(tokens) {
		out = append(out, tokens[from:])
	}
	return out
}
