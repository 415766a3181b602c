package main

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
)

const small = `package p

type Kind int

const (
	A Kind = iota
	B
)

func f(n int, name string, k Kind) bool {
	if n < 2 && name != "x" {
		n = 7
	}
	switch {
	case k == B:
		return true
	}
	return n > 1
}
`

func aSource(t *testing.T, text string) *source {
	t.Helper()
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, "p/p.go", text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: importer.Default()}
	pkg, err := config.Check("p", set, []*ast.File{tree}, info)
	if err != nil {
		t.Fatal(err)
	}
	f := &source{subject: subject{directory: "p"}, path: "p/p.go", text: []byte(text), set: set, tree: tree, pkg: pkg, info: info, number: new(int), seen: map[key]int{}}
	f.find()
	return f
}

// Each kind of change is found where it could be seen, and named by the lines
// before and after it.
func TestWhatIsChanged(t *testing.T) {
	var got []string
	for _, m := range aSource(t, small).mutants {
		got = append(got, m.String())
	}
	all := strings.Join(got, "\n")
	for _, want := range []string{
		`p/p.go:10 f: func f(n int, name string, k Kind) bool { → func f(n int, name string, k Kind) bool { return *new(bool);`,
		`p/p.go:11 f: if n < 2 && name != "x" { → if !(n < 2 && name != "x") {`,
		`p/p.go:11 f: if n < 2 && name != "x" { → if n < 2 || name != "x" {`,
		`p/p.go:11 f: if n < 2 && name != "x" { → if n <= 2 && name != "x" {`,
		`p/p.go:11 f: if n < 2 && name != "x" { → if n < 3 && name != "x" {`,
		`p/p.go:11 f: if n < 2 && name != "x" { → if n < 2 && name == "x" {`,
		`p/p.go:11 f: if n < 2 && name != "x" { → if n < 2 && name != "" {`,
		`p/p.go:12 f: n = 7 → `,
		`p/p.go:15 f: case k == B: → case false && (k == B):`,
		`p/p.go:15 f: case k == B: → case k == B + 1:`,
		`p/p.go:16 f: return true → return false`,
		`p/p.go:18 f: return n > 1 → return n >= 1`,
	} {
		if !strings.Contains(all+"\n", want+"\n") {
			t.Errorf("there is no %s in\n%s", want, all)
		}
	}
}

// All changes stand in one file that builds, each behind its own number.
func TestAllChangesBuildAtOnce(t *testing.T) {
	f := aSource(t, small)
	text := f.written() + "\nfunc mutantOn(n int) bool { return n == 0 }\n"
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, "p.go", text, 0)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	config := types.Config{Importer: importer.Default()}
	if _, err := config.Check("p", set, []*ast.File{tree}, nil); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	for _, m := range f.mutants {
		if !strings.Contains(text, fmt.Sprintf("mutantOn(%d)", m.number)) {
			t.Errorf("%s is not in the file", m)
		}
	}
}

// A seed draws the same mutants of what has not changed.
func TestAChangeElsewhereDrawsTheSame(t *testing.T) {
	drawn := func(text string, seed uint64) []string {
		all := aSource(t, text).mutants
		shuffle(all, seed)
		var out []string
		for _, m := range all {
			if m.function == "f" {
				out = append(out, fmt.Sprint(m.key()))
			}
		}
		return out
	}
	before := drawn(small, 1)
	after := drawn(strings.Replace(small, "func f", "func e(n int) bool {\n\treturn n > 5\n}\n\nfunc f", 1), 1)
	if !slices.Equal(before, after) {
		t.Errorf("before:\n%q\nafter:\n%q", before, after)
	}
	if slices.Equal(before, drawn(small, 2)) {
		t.Error("two seeds draw the same")
	}
}

func TestAnswersAreRead(t *testing.T) {
	got, err := parseAnswers("# for people\n\np/p.go f\n- if n < 2 {\n+ if n <= 2 {\nequivalent: n is\nnever 2\n")
	if err != nil {
		t.Fatal(err)
	}
	if reason := got[key{"p/p.go", "f", "if n < 2 {", "if n <= 2 {"}]; reason != "equivalent: n is never 2" {
		t.Errorf("%q of %v", reason, got)
	}
	for _, wrong := range []string{"p/p.go f\n- a\n+ b\n", "p/p.go\n- a\n+ b\nbecause", "p/p.go f\n- a\n+ b\nbecause\n\np/p.go f\n- a\n+ b\nagain"} {
		if _, err := parseAnswers(wrong); err == nil {
			t.Errorf("%q is read", wrong)
		}
	}
	if _, err := readAnswers("answered.txt"); err != nil {
		t.Error(err)
	}
}
