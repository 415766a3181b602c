package event

import (
	"bytes"
	"errors"
	"regexp"

	yaml "github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// part is one document of a multi-document file.
type part struct {
	text []byte
	line int // of the file on which the part begins, 1-based
}

// split cuts a YAML file at its "---" lines, so that a mistake in one
// document does not hide the others. A marker at the start of a line is never
// part of a value: YAML forbids it there even inside quotes.
func split(text []byte) []part {
	var parts []part
	start, first := 0, 1
	for at, line := 0, 1; at < len(text); line++ {
		end := len(text)
		if n := bytes.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		if isMarker(text[at:end]) {
			parts = append(parts, part{text: text[start:at], line: first})
			start, first = end, line+1
		}
		at = end
	}
	return append(parts, part{text: text[start:], line: first})
}

// isMarker reports whether a line is "---" or "...", with nothing but a
// comment after it.
func isMarker(line []byte) bool {
	if !bytes.HasPrefix(line, []byte("---")) && !bytes.HasPrefix(line, []byte("...")) {
		return false
	}
	rest := bytes.TrimSpace(line[3:])
	blank := len(line) > 3 && bytes.IndexByte([]byte(" \t\r\n"), line[3]) >= 0
	return len(rest) == 0 || blank && rest[0] == '#'
}

// readYAML reads one YAML document, strictly: the part of YAML that JSON has
// too, so that a document means the same in both. It returns nil when there is
// nothing in it, or nothing that can be read.
func readYAML(r *report, p part) *node {
	if at := badUTF8(p.text); at >= 0 {
		where := newRuler(p.text).spot(at)
		r.add(p.spot(where.line, where.column), nil, "not-utf8", "save the file as UTF-8", "the text is not valid UTF-8")
		return nil
	}
	file, err := parseYAML(p.text)
	if err != nil {
		r.notYAML(err, p)
		return nil
	}
	for _, doc := range file.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType {
			continue
		}
		read := yamlReader{report: r, part: p}
		return read.value(doc.Body, nil, 0)
	}
	return nil
}

// errYAMLParser stands for a mistake of the YAML parser itself.
var errYAMLParser = errors.New("the YAML here cannot be read")

// parseYAML keeps a mistake of the YAML parser from ending the program: a file
// that makes it panic is a file that cannot be read.
func parseYAML(text []byte) (file *ast.File, err error) {
	defer func() {
		if recover() != nil {
			err = errYAMLParser
		}
	}()
	return parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
}

func (r *report) notYAML(err error, p part) {
	var syntax *yaml.SyntaxError
	at := p.spot(1, 1)
	message := "the YAML here cannot be read"
	if errors.As(err, &syntax) {
		message = syntax.Message
		if syntax.Token != nil && syntax.Token.Position != nil {
			at = p.spot(syntax.Token.Position.Line, syntax.Token.Position.Column)
		}
	}
	if r.quiet {
		message = "the YAML here cannot be read" // the parser's words may repeat what was written
	}
	r.add(at, nil, "not-yaml", "check indentation and quotes around this place", "%s", message)
}

func (p part) spot(line, column int) spot {
	return spot{line: p.line + line - 1, column: max(column, 1), offset: -1}
}

// yamlReader walks a syntax tree.
type yamlReader struct {
	*report
	part part
}

func (y *yamlReader) at(n ast.Node) spot {
	switch n := n.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return y.at(n.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return y.at(n.Key)
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return y.part.spot(t.Position.Line, t.Position.Column)
	}
	return y.part.spot(1, 1)
}

func (y *yamlReader) value(from ast.Node, path *trail, depth int) *node {
	n := &node{at: y.at(from)}
	if depth > maxDepth {
		y.add(n.at, path, "too-deep", "", "objects and lists nest deeper than %d", maxDepth)
		return n
	}
	switch from := from.(type) {
	case *ast.MappingNode:
		y.object(n, from.Values, path, depth)
	case *ast.MappingValueNode:
		y.object(n, []*ast.MappingValueNode{from}, path, depth)
	case *ast.SequenceNode:
		n.shape = shapeList
		for i, item := range from.Values {
			n.items = append(n.items, y.value(item, path.item(i), depth+1))
		}
	case *ast.StringNode:
		n.shape, n.text = shapeText, from.Value
	case *ast.LiteralNode:
		n.shape, n.text = shapeText, from.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		n.shape, n.text = shapeNumber, from.GetToken().Value
		if !isJSONNumber(n.text) {
			y.add(n.at, path, "number-spelling", "write 1000, not 1_000, 0x3e8 or +1000; quote it if it is text", "%s is not a number in JSON", quote(n.text))
		}
	case *ast.BoolNode:
		n.shape, n.text = shapeBoolean, "false"
		if from.Value {
			n.text = "true"
		}
	case *ast.NullNode:
	default:
		y.add(n.at, path, "unsupported-yaml", "write the value out", "anchors, aliases, tags and merge keys are not read here")
	}
	return n
}

func (y *yamlReader) object(n *node, values []*ast.MappingValueNode, path *trail, depth int) {
	n.shape = shapeObject
	for _, v := range values {
		at := y.at(v.Key)
		key, ok := yamlKey(v.Key)
		if !ok {
			y.add(at, path, "unsupported-yaml", "write the fields out", "merge keys and keys that are not plain text are not read here")
			continue
		}
		n.members = append(n.members, member{key: key, at: at, value: y.value(v.Value, path.field(key), depth+1)})
	}
	y.duplicates(n, path)
}

// yamlKey is a key as text: "null: {}" has the key "null".
func yamlKey(key ast.MapKeyNode) (string, bool) {
	switch key := key.(type) {
	case *ast.StringNode:
		return key.Value, true
	case *ast.NullNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return key.GetToken().Value, true
	}
	return "", false
}

var jsonNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)

func isJSONNumber(text string) bool { return jsonNumber.MatchString(text) }
