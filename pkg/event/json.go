package event

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"
)

// readJSON reads exactly one JSON value, strictly: UTF-8, no field twice. It
// returns nil when the text is no JSON; a returned tree may still have had
// issues.
func readJSON(r *report) *node {
	if at := badUTF8(r.text); at >= 0 {
		r.add(newRuler(r.text).spot(at), nil, "not-utf8", "send UTF-8", "the text is not valid UTF-8")
		return nil
	}
	var whole json.RawMessage
	if err := json.Unmarshal(r.text, &whole); err != nil {
		r.notJSON(err)
		return nil
	}
	read := jsonReader{report: r, ruler: newRuler(r.text)}
	return read.value(nil, 0)
}

// badUTF8 is the offset of the first byte that is not UTF-8, -1 when all is.
func badUTF8(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	for at := 0; at < len(text); {
		c, size := utf8.DecodeRune(text[at:])
		if c == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

func (r *report) notJSON(err error) {
	if len(bytes.TrimSpace(r.text)) == 0 {
		r.add(spot{}, nil, "not-json", "send a CloudEvent or a document", "the text is empty")
		return
	}
	offset := len(r.text)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) && int(syntax.Offset) <= len(r.text) {
		offset = int(syntax.Offset) - 1
	}
	message := err.Error()
	if r.quiet {
		message = "the text is no JSON" // encoding/json quotes the character it met
	}
	r.add(newRuler(r.text).spot(max(offset, 0)), nil, "not-json", "", "%s", message)
}

// jsonReader walks a text that is known to be JSON: it looks only for where
// things begin and end.
type jsonReader struct {
	*report
	ruler *ruler
	next  int  // the byte that is read next
	deep  bool // the nesting limit was already reported
}

// skip goes on to the next byte that means something.
func (j *jsonReader) skip() byte {
	for j.next < len(j.text) && strings.IndexByte(" \t\r\n,:", j.text[j.next]) >= 0 {
		j.next++
	}
	if j.next == len(j.text) {
		return 0
	}
	return j.text[j.next]
}

func (j *jsonReader) value(path *trail, depth int) *node {
	first := j.skip()
	n := &node{at: j.ruler.spot(j.next)}
	switch first {
	case '{', '[':
		if depth == maxDepth {
			j.tooDeep(n.at, path)
		}
		j.next++
		if first == '{' {
			j.object(n, path, depth)
		} else {
			j.list(n, path, depth)
		}
		j.next++
	case '"':
		n.shape, n.text = shapeText, j.word()
	case 't', 'f':
		n.shape, n.text = shapeBoolean, j.bare()
	case 'n':
		j.bare()
	default:
		n.shape, n.text = shapeNumber, j.bare()
	}
	n.end = j.next
	return n
}

// word reads a text, quotes and all.
func (j *jsonReader) word() string {
	start, escaped := j.next, false
	for j.next++; j.text[j.next] != '"'; j.next++ {
		if j.text[j.next] == '\\' {
			escaped = true
			j.next++
		}
	}
	j.next++
	if !escaped {
		return string(j.text[start+1 : j.next-1])
	}
	var word string
	if err := json.Unmarshal(j.text[start:j.next], &word); err != nil {
		return "" // the whole text was checked
	}
	return word
}

// bare reads a number, true, false or null.
func (j *jsonReader) bare() string {
	start := j.next
	for j.next < len(j.text) && strings.IndexByte(" \t\r\n,:]}", j.text[j.next]) < 0 {
		j.next++
	}
	return string(j.text[start:j.next])
}

func (j *jsonReader) tooDeep(at spot, path *trail) {
	if !j.deep {
		j.deep = true
		j.add(at, path, "too-deep", "", "objects and lists nest deeper than %d", maxDepth)
	}
}

func (j *jsonReader) object(n *node, path *trail, depth int) {
	n.shape = shapeObject
	for j.skip() != '}' {
		at := j.ruler.spot(j.next)
		key := j.word()
		n.members = append(n.members, member{key: key, at: at, value: j.value(path.field(key), depth+1)})
	}
	if len(n.members) > 1 {
		j.duplicates(n, path)
	}
}

func (j *jsonReader) list(n *node, path *trail, depth int) {
	n.shape = shapeList
	for j.skip() != ']' {
		n.items = append(n.items, j.value(path.item(len(n.items)), depth+1))
	}
}
