package config_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the table in docs/operations.md")

// TestOperationsTable holds the table of fields in docs/operations.md equal to
// the comments in config.go.
func TestOperationsTable(t *testing.T) {
	const path, begin, end = "../../../docs/operations.md", "<!-- configuration: go test ./cmd/scrim/config -update -->\n", "<!-- end -->\n"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), begin)
	have, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("%s has no table of fields", path)
	}
	want := "| field | |\n|---|---|\n" + table(t)
	if *update {
		if err := os.WriteFile(path, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("%s says otherwise than config.go (-update rewrites it):\n%s", path, diff)
	}
}

// table is a line for each field of Config, in the order of the file.
func table(t *testing.T) string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "config.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	structs := map[string]*ast.StructType{}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.TypeSpec); ok {
			if s, ok := spec.Type.(*ast.StructType); ok {
				structs[spec.Name.Name] = s
			}
		}
		return true
	})
	var b strings.Builder
	var write func(of *ast.StructType, prefix string)
	write = func(of *ast.StructType, prefix string) {
		for _, field := range of.Fields.List {
			if field.Tag == nil {
				continue // it is not read from the file by its name
			}
			tag, err := strconv.Unquote(field.Tag.Value)
			if err != nil {
				t.Fatal(err)
			}
			name := prefix + reflect.StructTag(tag).Get("yaml")
			said := strings.Join(strings.Fields(field.Doc.Text()), " ")
			if said == "" {
				t.Errorf("%s has no comment", name)
			}
			inner, list := under(field.Type)
			if list {
				name += "[]"
			}
			fmt.Fprintf(&b, "| `%s` | %s |\n", name, plain(field.Names[0].Name, said))
			if s := structs[inner]; s != nil {
				write(s, name+".")
			}
		}
	}
	write(structs["Config"], "")
	return b.String()
}

// under is the name of a type without pointers, and whether it is a list.
func under(of ast.Expr) (name string, list bool) {
	switch of := of.(type) {
	case *ast.StarExpr:
		return under(of.X)
	case *ast.ArrayType:
		name, _ = under(of.Elt)
		return name, true
	case *ast.Ident:
		return of.Name, false
	}
	return "", false
}

// plain takes Go's way of beginning a comment away: "Listen is the address" is
// "the address", and "Path of the file" is "path of the file".
func plain(name, said string) string {
	rest := strings.TrimPrefix(said, name+" ")
	for _, verb := range []string{"is ", "are "} {
		rest = strings.TrimPrefix(rest, verb)
	}
	for _, word := range []string{"of ", "that ", "to "} {
		if strings.HasPrefix(rest, word) {
			if name != strings.ToUpper(name) {
				name = strings.ToLower(name[:1]) + name[1:]
			}
			rest = name + " " + rest
			break
		}
	}
	return strings.ReplaceAll(rest, "|", "\\|")
}
