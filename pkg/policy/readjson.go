package policy

import (
	"encoding/json"
	"strings"
)

// jsonReader walks the tokens of a text that is known to be JSON.
type jsonReader struct {
	*reader
	decoder *json.Decoder
}

// readJSON reads the one JSON value of the text, which json.Valid has passed.
func (r *reader) readJSON() *node {
	j := jsonReader{r, json.NewDecoder(strings.NewReader(r.text))}
	j.decoder.UseNumber()
	return j.value("", 0)
}

// next reads a token and tells where it begins.
func (j jsonReader) next() (json.Token, spot) {
	from := int(j.decoder.InputOffset())
	for from < len(j.text) && strings.IndexByte(" \t\r\n,:", j.text[from]) >= 0 {
		from++
	}
	token, err := j.decoder.Token()
	if err != nil {
		return nil, j.spotOf(from) // json.Valid saw none: the value is null then, which no field takes
	}
	return token, j.spotOf(from)
}

func (j jsonReader) value(path string, depth int) *node {
	token, where := j.next()
	n := &node{at: where, shape: shapeNull}
	switch t := token.(type) {
	case json.Delim:
		switch {
		case depth == maxDepth:
			j.add(where, path, "too-deep", "", "objects and lists nest deeper than %d", maxDepth)
			j.skip()
		case t == '{':
			j.object(n, path, depth)
		default:
			j.array(n, path, depth)
		}
	case string:
		n.shape, n.text, n.quoting = shapeText, t, double
	case json.Number:
		n.shape, n.text = shapeNumber, t.String()
	case bool:
		n.shape, n.text = shapeBool, "false"
		if t {
			n.text = "true"
		}
	}
	return n
}

func (j jsonReader) object(n *node, path string, depth int) {
	n.shape = shapeObject
	for j.decoder.More() {
		token, where := j.next()
		key, isText := token.(string)
		if !isText {
			return
		}
		n.members = append(n.members, member{key, where, j.value(field(path, key), depth+1)})
	}
	j.next()
	j.duplicates(n, path)
}

func (j jsonReader) array(n *node, path string, depth int) {
	n.shape = shapeList
	for i := 0; j.decoder.More(); i++ {
		n.items = append(n.items, j.value(index(path, i), depth+1))
	}
	j.next()
}

// skip steps over the rest of an object or a list that has begun.
func (j jsonReader) skip() {
	for open := 1; open > 0; {
		token, err := j.decoder.Token()
		if err != nil {
			return
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			open++
		case json.Delim('}'), json.Delim(']'):
			open--
		}
	}
}
