package policy

import (
	"errors"
	"regexp"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// readYAML reads the one YAML document of the text: the part of YAML that JSON
// has too, so that a policy means the same in both. It returns nil, with an
// issue, when that is not there.
func (r *reader) readYAML() *node {
	if line := tooDeep(r.text); line > 0 {
		r.add(spot{line, 1}, "", "too-deep", "", "objects and lists nest deeper than %d", maxDepth)
		return nil
	}
	file, err := parseYAML(r.text)
	if err != nil {
		r.notYAML(err)
		return nil
	}
	var body ast.Node
	for _, doc := range file.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType {
			continue
		}
		if body != nil {
			r.add(at(doc.Body), "", "several-documents", "give them to scrim one by one, or in a file that scrim reads", "there is more than one document here")
			return nil
		}
		body = doc.Body
	}
	if body == nil {
		r.add(spot{}, "", "empty-document", "write a policy: kind, id, applies_to, rules", "there is no policy here")
		return nil
	}
	return r.yamlValue(body, "", 0)
}

// tooDeep finds the line in which brackets or dashes nest so deep that no
// policy can be meant; 0 when there is none. The YAML library takes time with
// the square of the depth, so that it must not be asked.
func tooDeep(text string) int {
	const most = 10 * maxDepth // generous, since brackets in quotes count too
	line, open, dashes := 1, 0, 0
	for _, c := range text {
		switch c {
		case '\n':
			line++
			dashes = 0
		case '[', '{':
			open++
		case ']', '}':
			open = max(open-1, 0)
		case '-', '?':
			dashes++
		case ' ':
		default:
			dashes = 0
		}
		if open > most || dashes > most {
			return line
		}
	}
	return 0
}

var errYAMLParser = errors.New("the YAML here cannot be read")

// parseYAML keeps a mistake of the YAML library from ending the program: text
// that makes it panic is text that cannot be read.
func parseYAML(text string) (file *ast.File, err error) {
	defer func() {
		if recover() != nil {
			err = errYAMLParser
		}
	}()
	return parser.ParseBytes([]byte(text), 0, parser.AllowDuplicateMapKey())
}

func (r *reader) notYAML(err error) {
	where, message := spot{1, 1}, errYAMLParser.Error()
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) {
		message = syntax.Message
		if t := syntax.Token; t != nil && t.Position != nil {
			where = spot{max(t.Position.Line, 1), max(t.Position.Column, 1)}
		}
	}
	r.add(where, "", "not-yaml", "check indentation and quotes around this place", "%s", message)
}

// at is where a node begins.
func at(n ast.Node) spot {
	switch n := n.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return at(n.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return at(n.Key)
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return spot{max(t.Position.Line, 1), max(t.Position.Column, 1)}
	}
	return spot{1, 1}
}

func (r *reader) yamlValue(from ast.Node, path string, depth int) *node {
	n := &node{at: at(from)} // of shapeBad, until it is known
	switch from.(type) {
	case *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode:
		if depth == maxDepth {
			r.add(n.at, path, "too-deep", "", "objects and lists nest deeper than %d", maxDepth)
			return n
		}
	}
	switch from := from.(type) {
	case *ast.MappingNode:
		r.yamlObject(n, from.Values, path, depth)
	case *ast.MappingValueNode:
		r.yamlObject(n, []*ast.MappingValueNode{from}, path, depth)
	case *ast.SequenceNode:
		n.shape = shapeList
		for i, item := range from.Values {
			n.items = append(n.items, r.yamlValue(item, index(path, i), depth+1))
		}
	case *ast.StringNode:
		n.shape, n.text, n.quoting = shapeText, from.Value, quotingOf(from.GetToken())
		if n.quoting == plain && jsonNumber.MatchString(n.text) {
			n.shape = shapeNumber // the library takes 1e5 for text
		}
	case *ast.LiteralNode:
		n.shape, n.text, n.quoting = shapeText, from.Value.Value, literal
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		if n.shape, n.text = shapeNumber, from.GetToken().Value; !jsonNumber.MatchString(n.text) {
			n.shape = shapeBad
			r.add(n.at, path, "number-spelling", "write 1000, not 1_000, 0x3e8 or +1000; put text in quotes", "%s is not a number in JSON", quote(n.text))
		}
	case *ast.BoolNode:
		n.shape, n.text = shapeBool, "false"
		if from.Value {
			n.text = "true"
		}
	case *ast.NullNode:
		n.shape = shapeNull
	default:
		r.add(n.at, path, "unsupported-yaml", "write the value out", "anchors, aliases, tags and merge keys are not read here")
	}
	return n
}

func quotingOf(t *token.Token) quoting {
	switch t.Type {
	case token.SingleQuoteType:
		return single
	case token.DoubleQuoteType:
		return double
	default:
		return plain
	}
}

func (r *reader) yamlObject(n *node, values []*ast.MappingValueNode, path string, depth int) {
	n.shape = shapeObject
	for _, v := range values {
		key, ok := yamlKey(v.Key)
		if !ok {
			r.add(at(v.Key), path, "unsupported-yaml", "write the fields out", "merge keys and keys that are not plain text are not read here")
			continue
		}
		n.members = append(n.members, member{key, at(v.Key), r.yamlValue(v.Value, field(path, key), depth+1)})
	}
	r.duplicates(n, path)
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

// duplicates reports fields that are written twice.
func (r *reader) duplicates(n *node, path string) {
	seen := make(map[string]spot, len(n.members))
	for _, m := range n.members {
		if first, twice := seen[m.key]; twice {
			r.add(m.at, field(path, m.key), "duplicate-key", "keep one of them", "%s is written twice; the first is on line %d", quote(m.key), r.placeOf(first, "").Line)
			continue
		}
		seen[m.key] = m.at
	}
}

// jsonNumber is how JSON writes a number; the only way here, so that a policy
// means the same in YAML.
var jsonNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)
