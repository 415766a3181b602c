package issue_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// module is a package as the go command lists it.
type module struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
	DepOnly                 bool
}

// products lists the packages of the product and all that they import.
func products(t *testing.T) []module {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles,DepOnly", "./pkg/...", "./webhooks/...", "./cmd/scrim/...")
	list.Dir = "../.."
	text, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var out []module
	decoder := json.NewDecoder(bytes.NewReader(text))
	for {
		var m module
		if err := decoder.Decode(&m); errors.Is(err, io.EOF) {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		out = append(out, m)
	}
}

// codes are all constants of type issue.Code in the source, with where the
// first of each stands.
func codes(t *testing.T) map[string]string {
	t.Helper()
	all := products(t)
	exports := map[string]string{}
	for _, m := range all {
		exports[m.ImportPath] = m.Export
	}
	files := token.NewFileSet()
	imports := importer.ForCompiler(files, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	out := map[string]string{}
	for _, m := range all {
		if m.DepOnly || m.ImportPath == "scrim/pkg/issue" || strings.HasSuffix(m.ImportPath, "/storetest") || strings.HasSuffix(m.ImportPath, "/rendertest") {
			continue
		}
		var parsed []*ast.File
		for _, name := range m.GoFiles {
			f, err := parser.ParseFile(files, filepath.Join(m.Dir, name), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			parsed = append(parsed, f)
		}
		info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
		if _, err := (&types.Config{Importer: imports}).Check(m.ImportPath, files, parsed, info); err != nil {
			t.Fatal(err)
		}
		for at, one := range info.Types {
			if one.Value == nil || one.Value.Kind() != constant.String || one.Type.String() != "scrim/pkg/issue.Code" {
				continue
			}
			if code := constant.StringVal(one.Value); code != "" {
				out[code] = fmt.Sprintf("%s:%d", m.ImportPath, files.Position(at.Pos()).Line)
			}
		}
	}
	return out
}

// Every code that the product can give is in docs/issues.md, and the page has
// no other.
func TestThePageOfIssuesIsComplete(t *testing.T) {
	page, err := os.ReadFile("../../docs/issues.md")
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z0-9-]+)` \\| [^|]+ \\| [^|]+ \\|$").FindAllStringSubmatch(string(page), -1) {
		if documented[m[1]] {
			t.Errorf("%s is there twice", m[1])
		}
		documented[m[1]] = true
	}
	given := codes(t)
	for _, code := range slices.Sorted(maps.Keys(given)) {
		found := documented[code]
		if prefix, open := strings.CutSuffix(code, "-"); open { // the rest is a plan.Problem
			found = documented[prefix+"-missing"] && documented[prefix+"-denied"] && documented[prefix+"-unreachable"] && documented[prefix+"-unreadable"]
		}
		if !found {
			t.Errorf("docs/issues.md lacks %s, given at %s", code, given[code])
		}
		if !regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*-?$`).MatchString(code) {
			t.Errorf("%q at %s is not kebab case", code, given[code])
		}
	}
	for _, code := range slices.Sorted(maps.Keys(documented)) {
		if _, ok := given[code]; !ok && !strings.HasPrefix(code, "base-table-") {
			t.Errorf("docs/issues.md has %s, which nothing gives", code)
		}
	}
}
