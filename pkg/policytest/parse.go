package policytest

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	yaml "github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"scrim/pkg/event"
	"scrim/pkg/issue"
)

// written is a file as it is written.
type written struct {
	Documents []string            `yaml:"documents"`
	Source    string              `yaml:"source"`
	Cluster   string              `yaml:"cluster"`
	Now       string              `yaml:"now"`
	Rows      []map[string]anyOne `yaml:"rows"`

	Lookups map[string][]map[string]anyOne `yaml:"lookups"`
	Tests   []struct {
		Name string           `yaml:"name"`
		User person           `yaml:"user"`
		With []map[string]any `yaml:"with"`
		Sees sight            `yaml:"sees"`
	} `yaml:"tests"`
}

// Parse reads a file of tests, YAML or JSON, strictly. It returns every mistake
// that it finds; with errors there is no file.
func Parse(text []byte, input string) (File, issue.List) {
	var issues issue.List
	var w written
	if err := decode(text, &w); err != nil {
		at, message := issue.Place{Input: input}, err.Error()
		var detailed yaml.Error
		if errors.As(err, &detailed) {
			message = detailed.GetMessage()
			if t := detailed.GetToken(); t != nil && t.Position != nil {
				at.Line, at.Column = t.Position.Line, t.Position.Column
			}
		}
		issues.Add(at, "not-a-test", "docs/testing.md has an example", "the file of tests cannot be read: %s", message)
		return File{}, issues
	}
	f := File{Name: input, Documents: w.Documents, Source: w.Source, Cluster: w.Cluster}
	at := issue.Place{Input: input}
	if f.Source == "" {
		issues.Add(at.In("source"), "missing-field", "source: the id of the source whose policies are tested", "the field %q is missing", "source")
	}
	if w.Now != "" {
		now, err := time.Parse(time.RFC3339, w.Now)
		if err != nil {
			issues.Add(at.In("now"), "bad-time", "write it as 2026-01-31T00:00:00Z", "%q is no time", w.Now)
		}
		f.Now = now
	}
	if len(w.Rows) == 0 {
		issues.Add(at.In("rows"), "missing-field", "rows: what stands in the table", "without rows nothing is tested")
	}
	if len(w.Tests) == 0 {
		issues.Add(at.In("tests"), "missing-field", "tests: who sees what of the rows", "there is no test in the file")
	}
	for i, r := range w.Rows {
		f.Rows = append(f.Rows, rowOf(r, at.In(fmt.Sprintf("rows[%d]", i)), false, &issues))
	}
	for _, id := range slices.Sorted(maps.Keys(w.Lookups)) {
		f.Lookups = withRows(f.Lookups, id, w.Lookups[id], at, &issues)
	}
	lines := testLines(text)
	for i, t := range w.Tests {
		place := at.In(fmt.Sprintf("tests[%d]", i))
		if i < len(lines) {
			place.Line = lines[i]
		}
		test := Test{Name: t.Name, Line: place.Line}
		test.With = t.User.documents(&test.User, i, place, &issues)
		for j, d := range t.With {
			test.With = append(test.With, document(d, place.In(fmt.Sprintf("with[%d]", j)), &issues)...)
		}
		for j, r := range t.Sees.rows {
			test.Sees = append(test.Sees, rowOf(r, place.In(fmt.Sprintf("sees[%d]", j)), true, &issues))
		}
		if !t.Sees.said {
			issues.Add(place.In("sees"), "missing-field", "sees: nothing, or a list of rows", "the test does not say what is seen")
		}
		if test.Name == "" {
			test.Name = test.User
		}
		f.Tests = append(f.Tests, test)
	}
	if issues.HasErrors() {
		return File{}, issues
	}
	return f, issues
}

// withRows adds the rows of a lookup table.
func withRows(to map[string][]Row, id string, rows []map[string]anyOne, at issue.Place, issues *issue.List) map[string][]Row {
	if to == nil {
		to = map[string][]Row{}
	}
	to[id] = []Row{}
	for i, r := range rows {
		to[id] = append(to[id], rowOf(r, at.In(fmt.Sprintf("lookups.%s[%d]", id, i)), false, issues))
	}
	return to
}

// decode keeps a mistake of the YAML parser from ending the program.
func decode(text []byte, into any) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("the YAML here cannot be read")
		}
	}()
	return yaml.UnmarshalWithOptions(text, into, yaml.Strict())
}

// testLines are the lines on which the tests begin.
func testLines(text []byte) []int {
	file, err := parser.ParseBytes(text, 0)
	if err != nil || len(file.Docs) == 0 {
		return nil
	}
	whole, ok := file.Docs[0].Body.(*ast.MappingNode)
	if !ok {
		return nil
	}
	var out []int
	for _, v := range whole.Values {
		list, ok := v.Value.(*ast.SequenceNode)
		if !ok || v.Key.GetToken().Value != "tests" {
			continue
		}
		for _, item := range list.Values {
			out = append(out, line(item))
		}
	}
	return out
}

func line(n ast.Node) int {
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		n = m.Values[0].Key
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 0
}

func rowOf(cells map[string]anyOne, at issue.Place, expected bool, issues *issue.List) Row {
	out := Row{}
	for column, one := range cells {
		switch one.cell.(type) {
		case nil:
			one.cell = Null{} // of a null the YAML library does not ask
		case Literal, Null:
		default:
			if !expected {
				issues.Add(at.In(column), "bad-cell", "write the value, or null", "a row of the table holds values")
			}
		}
		out[column] = one.cell
	}
	return out
}

// document reads a document that stands inside a test.
func document(d map[string]any, at issue.Place, issues *issue.List) []event.Document {
	text, err := json.Marshal(d)
	if err != nil {
		issues.Add(at, "not-a-test", "", "the document cannot be read: %v", err)
		return nil
	}
	found, list := event.DecodeDocuments(text, at.Input+".json") // JSON, whatever the file is
	for _, one := range list {
		one.Place = issue.Place{Input: at.Input, Line: at.Line, Path: strings.TrimSuffix(at.Path+"."+one.Place.Path, ".")}
		one.Excerpt = ""
		*issues = append(*issues, one)
	}
	return found
}

// person is who reads: an id, or a user who is made up for the test.
type person struct {
	id     string
	madeUp map[string]any
}

// UnmarshalYAML reads a text or an object.
func (p *person) UnmarshalYAML(n ast.Node) error {
	if m, ok := n.(*ast.MappingNode); ok {
		return yaml.NodeToValue(m, &p.madeUp)
	}
	return yaml.NodeToValue(n, &p.id)
}

func (p person) documents(id *string, n int, at issue.Place, issues *issue.List) []event.Document {
	if p.madeUp == nil {
		*id = p.id
		if p.id == "" {
			issues.Add(at.In("user"), "missing-field", "user: an id, or {groups: [{name: hr}]} for somebody made up", "the test does not say who reads")
		}
		return nil
	}
	if _, given := p.madeUp["id"]; !given {
		p.madeUp["id"] = fmt.Sprintf("reader %d", n+1)
	}
	p.madeUp["kind"] = string(event.KindUser)
	out := document(p.madeUp, at.In("user"), issues)
	if len(out) == 1 {
		*id = out[0].ID
	}
	return out
}

// sight is what is seen: "nothing", or rows.
type sight struct {
	said bool
	rows []map[string]anyOne
}

// UnmarshalYAML reads the word or the list.
func (s *sight) UnmarshalYAML(n ast.Node) error {
	s.said = true
	if text, ok := n.(*ast.StringNode); ok {
		if text.Value != "nothing" {
			return fmt.Errorf("a reader sees nothing, or a list of rows, and not %q", text.Value)
		}
		return nil
	}
	return yaml.NodeToValue(n, &s.rows, yaml.Strict())
}

// anyOne is a cell as it is written.
type anyOne struct{ cell Cell }

// UnmarshalYAML reads a scalar as its text, or {hash_of: …}, {masked: true},
// {any: true}.
func (c *anyOne) UnmarshalYAML(n ast.Node) error {
	switch n := n.(type) {
	case *ast.StringNode:
		c.cell = Literal(n.Value)
		return nil
	case *ast.LiteralNode:
		c.cell = Literal(n.Value.Value)
		return nil
	case *ast.MappingNode:
		return c.special(n)
	case ast.ScalarNode:
		c.cell = Literal(spelled(n.GetToken()))
		return nil
	}
	return errors.New("a cell is a value, null, {hash_of: value}, {masked: true} or {any: true}")
}

// spelled is a number or a truth value as it is written, which is what the
// column's type reads.
func spelled(t *token.Token) string { return strings.TrimSpace(t.Value) }

func (c *anyOne) special(n *ast.MappingNode) error {
	var s struct {
		HashOf *anyOne `yaml:"hash_of"`
		Length int     `yaml:"length"`
		Masked bool    `yaml:"masked"`
		Any    bool    `yaml:"any"`
	}
	if err := yaml.NodeToValue(n, &s, yaml.Strict()); err != nil {
		return err
	}
	var of Literal
	if s.HashOf != nil {
		literal, ok := s.HashOf.cell.(Literal)
		if !ok {
			return errors.New("hash_of takes a value")
		}
		of = literal
	}
	switch {
	case s.HashOf != nil && !s.Masked && !s.Any:
		c.cell = HashOf{Value: string(of), Length: s.Length}
	case s.Masked && s.HashOf == nil && !s.Any && s.Length == 0:
		c.cell = Masked{}
	case s.Any && s.HashOf == nil && !s.Masked && s.Length == 0:
		c.cell = Any{}
	default:
		return errors.New("a cell is one of hash_of (with length), masked: true, any: true")
	}
	return nil
}
