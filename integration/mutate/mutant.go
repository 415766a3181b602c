package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
)

// subject is a package that is broken, and the tests that should see it.
type subject struct {
	directory string
	prose     bool // whether text with a blank in it is for people, and left alone
	stages    []stage
}

// stage is one run of go test; the next one is asked only about what passed.
type stage struct {
	packages []string
	flags    []string
}

// mutant is one change of one file.
type mutant struct {
	subject  subject
	file     string // from the module's root
	line     int
	function string
	from, to int    // the bytes that go
	text     string // what comes instead
	before   string // the lines as they were, in one
	after    string
	nth      int // of equal mutants in one function, from 1
}

func (m mutant) String() string {
	return fmt.Sprintf("%s:%d %s: %s → %s", m.file, m.line, m.key().function, m.before, m.after)
}

// key is what an answer names: everything but the line.
type key struct{ file, function, before, after string }

func (m mutant) key() key {
	k := key{m.file, m.function, m.before, m.after}
	if m.nth > 1 {
		k.function = fmt.Sprintf("%s #%d", m.function, m.nth)
	}
	return k
}

// source is a file that is read for places to change.
type source struct {
	subject  subject
	path     string
	text     []byte
	set      *token.FileSet
	tree     *ast.File
	function string
	mutants  []mutant
	seen     map[key]int
}

// mutants are all changes of the package's files, in the order of names and
// places.
func (s subject) mutants() ([]mutant, error) {
	files, err := filepath.Glob(filepath.Join(s.directory, "*.go"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("there are no sources in %s: run from the module's root", s.directory)
	}
	var out []mutant
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("reading a source: %w", err)
		}
		found, err := s.read(path, text)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

func (s subject) read(path string, text []byte) ([]mutant, error) {
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, path, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("reading a source: %w", err)
	}
	f := &source{subject: s, path: path, text: text, set: set, tree: tree, seen: map[key]int{}}
	for _, d := range tree.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Body == nil {
				continue
			}
			f.function = functionName(d)
			f.emptied(d)
			ast.Inspect(d.Body, f.visit)
		case *ast.GenDecl:
			if d.Tok == token.CONST || d.Tok == token.VAR {
				f.function = "the file"
				ast.Inspect(d, f.visit)
			}
		}
	}
	return f.mutants, nil
}

func functionName(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return d.Name.Name
	}
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if name, ok := t.(*ast.Ident); ok {
		return name.Name + "." + d.Name.Name
	}
	return d.Name.Name
}

func (f *source) offset(p token.Pos) int { return f.set.Position(p).Offset }

// change records that the bytes between two places become another text.
func (f *source) change(from, to token.Pos, text string) {
	a, b := f.offset(from), f.offset(to)
	first, last := a, b
	for first > 0 && f.text[first-1] != '\n' {
		first--
	}
	for last < len(f.text) && f.text[last] != '\n' {
		last++
	}
	m := mutant{
		subject: f.subject, file: f.path, line: f.set.Position(from).Line, function: f.function, from: a, to: b, text: text, nth: 1,
		before: oneLine(string(f.text[first:last])),
		after:  oneLine(string(f.text[first:a]) + text + string(f.text[b:last])),
	}
	f.seen[m.key()]++
	m.nth = f.seen[m.key()]
	f.mutants = append(f.mutants, m)
}

// oneLine is code in one line, a long one cut.
func oneLine(text string) string {
	const most = 160
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return string(runes)
}
