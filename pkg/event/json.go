package event

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf8"
)

// readJSON reads exactly one JSON value, strictly: UTF-8, no field twice. It
// returns nil when the text is no JSON; a returned tree may still have had
// issues.
func readJSON(r *report, root *trail) *node {
	if at := badUTF8(r.text); at >= 0 {
		r.add(newRuler(r.text).spot(at), root, "not-utf8", "send UTF-8", "the text is not valid UTF-8")
		return nil
	}
	var whole json.RawMessage
	if err := json.Unmarshal(r.text, &whole); err != nil {
		r.notJSON(err, root)
		return nil
	}
	read := jsonReader{
		report: r, decoder: json.NewDecoder(bytes.NewReader(r.text)),
		keys: newRuler(r.text),
	}
	read.decoder.UseNumber()
	return read.value(root, 0)
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

func (r *report) notJSON(err error, root *trail) {
	if len(bytes.TrimSpace(r.text)) == 0 {
		r.add(spot{}, root, "not-json", "send a CloudEvent or a document", "the text is empty")
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
	r.add(newRuler(r.text).spot(max(offset, 0)), root, "not-json", "", "%s", message)
}

// jsonReader walks the tokens of a text that is known to be JSON.
type jsonReader struct {
	*report
	decoder *json.Decoder
	keys    *ruler
	deep    bool // the nesting limit was already reported
}

// next reads a token and tells where it begins.
func (j *jsonReader) next() (json.Token, spot, error) {
	from := int(j.decoder.InputOffset())
	token, err := j.decoder.Token()
	for from < len(j.text) && bytes.IndexByte([]byte(" \t\r\n,:"), j.text[from]) >= 0 {
		from++
	}
	return token, j.keys.spot(from), err
}

func (j *jsonReader) value(path *trail, depth int) *node {
	token, at, err := j.next()
	if err != nil {
		return &node{at: at}
	}
	n := &node{at: at}
	switch t := token.(type) {
	case json.Delim:
		if depth == maxDepth {
			j.tooDeep(at, path)
		}
		if t == '{' {
			j.object(n, path, depth)
		} else {
			j.array(n, path, depth)
		}
	case string:
		n.shape, n.text = shapeText, t
	case json.Number:
		n.shape, n.text = shapeNumber, t.String()
	case bool:
		n.shape, n.text = shapeBoolean, "false"
		if t {
			n.text = "true"
		}
	}
	n.end = int(j.decoder.InputOffset())
	return n
}

func (j *jsonReader) tooDeep(at spot, path *trail) {
	if !j.deep {
		j.deep = true
		j.add(at, path, "too-deep", "", "objects and lists nest deeper than %d", maxDepth)
	}
}

func (j *jsonReader) object(n *node, path *trail, depth int) {
	n.shape = shapeObject
	for j.decoder.More() {
		token, at, err := j.next()
		key, isText := token.(string)
		if err != nil || !isText {
			return
		}
		n.members = append(n.members, member{key: key, at: at, value: j.value(path.field(key), depth+1)})
	}
	j.close()
	if len(n.members) > 1 {
		j.duplicates(n, path)
	}
}

func (j *jsonReader) array(n *node, path *trail, depth int) {
	n.shape = shapeList
	for j.decoder.More() {
		n.items = append(n.items, j.value(path.item(len(n.items)), depth+1))
	}
	j.close()
}

func (j *jsonReader) close() {
	if _, err := j.decoder.Token(); err != nil && !errors.Is(err, io.EOF) {
		return // the text was checked before the walk: there is nothing to add
	}
}
