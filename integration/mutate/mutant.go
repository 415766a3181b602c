package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// subject is a package that is broken, and the tests that should see it.
type subject struct {
	directory string
	prose     bool // whether text with a blank in it is for people, and left alone
	suites    []suite
}

// suite is the tests of one package, or those whose name begins so.
type suite struct{ directory, tests string }

// mutant is one change of one file, asleep until its number is called.
type mutant struct {
	subject  subject
	number   int
	file     string // from the module's root
	line     int
	function string
	before   string // the lines as they were, in one
	after    string
	nth      int // of equal mutants in one function, from 1
	from, to int // the bytes about which something is written
	awake    func(inner string) string
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
	pkg      *types.Package
	info     *types.Info
	function string
	dropped  map[int]bool // numbers that do not build
	number   *int         // of the last mutant, over all files
	mutants  []mutant
	seen     map[key]int
}

// find looks at every function, and at what variables begin with.
func (f *source) find() {
	for _, d := range f.tree.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Body == nil {
				continue
			}
			f.function = functionName(d)
			f.emptied(d)
			ast.Inspect(d.Body, f.visit)
		case *ast.GenDecl:
			if d.Tok == token.VAR {
				f.function = "the file"
				ast.Inspect(d, f.visit)
			}
		}
	}
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

func (f *source) code(n ast.Node) string { return string(f.text[f.offset(n.Pos()):f.offset(n.End())]) }

// change records that the bytes between two places would become another text,
// and how that is written so that it sleeps.
func (f *source) change(n ast.Node, from, to token.Pos, text string, awake func(on, inner string) string) {
	*f.number++
	if f.dropped[*f.number] {
		return
	}
	a, b := f.offset(from), f.offset(to)
	first, last := a, b
	for first > 0 && f.text[first-1] != '\n' {
		first--
	}
	for last < len(f.text) && f.text[last] != '\n' {
		last++
	}
	on := fmt.Sprintf("mutantOn(%d)", *f.number)
	m := mutant{
		subject: f.subject, number: *f.number, file: f.path, line: f.set.Position(from).Line, function: f.function, nth: 1,
		before: oneLine(string(f.text[first:last])),
		after:  oneLine(string(f.text[first:a]) + text + string(f.text[b:last])),
		from:   f.offset(n.Pos()), to: f.offset(n.End()),
		awake: func(inner string) string { return awake(on, inner) },
	}
	f.seen[m.key()]++
	m.nth = f.seen[m.key()]
	f.mutants = append(f.mutants, m)
}

// written is the file with all its mutants in it: what stands within another
// change is written first.
func (f *source) written() string {
	all := slices.Clone(f.mutants)
	slices.SortStableFunc(all, func(a, b mutant) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to))
	})
	out, rest := f.write(all, 0, len(f.text))
	if len(rest) > 0 {
		return "changes that cross each other"
	}
	return out
}

func (f *source) write(todo []mutant, from, to int) (string, []mutant) {
	var b strings.Builder
	for len(todo) > 0 && todo[0].to <= to {
		m := todo[0]
		var inner string
		inner, todo = f.write(todo[1:], m.from, m.to)
		b.Write(f.text[from:m.from])
		b.WriteString(m.awake(inner))
		from = m.to
	}
	b.Write(f.text[from:to])
	return b.String(), todo
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
