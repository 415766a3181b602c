package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// sleeper is the file that a broken package has besides: it tells which mutant
// is awake.
const sleeper = `package %s

import (
	"os"
	"strconv"
)

var mutantAwake = mutantRead()

func mutantRead() int {
	n, _ := strconv.Atoi(os.Getenv("SCRIM_MUTANT"))
	return n
}

func mutantOn(n int) bool { return n == mutantAwake }
`

// breed finds all mutants, and gives the changed files by their paths.
func breed(ctx context.Context) ([]mutant, map[string]string, error) {
	var all []mutant
	files := map[string]string{}
	number := 0
	for _, s := range subjects() {
		exports, err := exports(ctx, s.directory)
		if err != nil {
			return nil, nil, err
		}
		from := number
		dropped := map[int]bool{}
		for {
			number = from
			sources, err := s.sources(exports, dropped, &number)
			if err != nil {
				return nil, nil, err
			}
			bad, err := misbuilt(s, exports, sources)
			if err != nil {
				return nil, nil, err
			}
			if len(bad) == 0 {
				for _, f := range sources {
					all = append(all, f.mutants...)
					files[f.path] = f.written()
				}
				files[filepath.Join(s.directory, "mutant_awake.go")] = fmt.Sprintf(sleeper, filepath.Base(s.directory))
				break
			}
			for _, n := range bad {
				dropped[n] = true
			}
		}
	}
	return all, files, nil
}

// exports are the compiled declarations of what a package imports.
func exports(ctx context.Context, directory string) (map[string]string, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-export", "-deps", "-json=ImportPath,Export", "./"+directory) //nolint:gosec // words of our own
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("listing what %s imports: %w", directory, err)
	}
	found := map[string]string{}
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var one struct{ ImportPath, Export string }
		if err := decoder.Decode(&one); errors.Is(err, io.EOF) {
			return found, nil
		} else if err != nil {
			return nil, fmt.Errorf("listing what %s imports: %w", directory, err)
		}
		found[one.ImportPath] = one.Export
	}
}

func importing(set *token.FileSet, exports map[string]string) types.Importer {
	return importer.ForCompiler(set, "gc", func(path string) (io.ReadCloser, error) {
		file, err := os.Open(exports[path])
		if err != nil {
			return nil, fmt.Errorf("reading what %s declares: %w", path, err)
		}
		return file, nil
	})
}

// sources are the files of a package with their mutants.
func (s subject) sources(exports map[string]string, dropped map[int]bool, number *int) ([]*source, error) {
	paths, err := filepath.Glob(filepath.Join(s.directory, "*.go"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("there are no sources in %s: run from the module's root", s.directory)
	}
	set := token.NewFileSet()
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}}
	var out []*source
	var trees []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("reading a source: %w", err)
		}
		tree, err := parser.ParseFile(set, path, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("reading a source: %w", err)
		}
		trees = append(trees, tree)
		out = append(out, &source{subject: s, path: path, text: text, set: set, tree: tree, info: info, dropped: dropped, number: number, seen: map[key]int{}})
	}
	config := types.Config{Importer: importing(set, exports)}
	pkg, err := config.Check("scrim/"+s.directory, set, trees, info)
	if err != nil {
		return nil, fmt.Errorf("checking %s: %w", s.directory, err)
	}
	for _, f := range out {
		f.pkg = pkg
		f.find()
	}
	return out, nil
}

// misbuilt are the mutants at which the changed package does not build: the
// last one that begins before each error.
func misbuilt(s subject, exports map[string]string, sources []*source) ([]int, error) {
	set := token.NewFileSet()
	var trees []*ast.File
	texts := map[string]string{}
	for _, f := range sources {
		texts[f.path] = f.written()
		tree, err := parser.ParseFile(set, f.path, texts[f.path], parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("writing mutants: %w", err)
		}
		trees = append(trees, tree)
	}
	tree, err := parser.ParseFile(set, "mutant_awake.go", fmt.Sprintf(sleeper, filepath.Base(s.directory)), 0)
	if err != nil {
		return nil, fmt.Errorf("writing mutants: %w", err)
	}
	var bad []int
	var lost error
	called := regexp.MustCompile(`mutantOn\((\d+)\)`)
	config := types.Config{Importer: importing(set, exports), Error: func(err error) {
		var at types.Error
		if !errors.As(err, &at) {
			lost = err
			return
		}
		place := set.Position(at.Pos)
		before := called.FindAllStringSubmatch(texts[place.Filename][:place.Offset], -1)
		if len(before) == 0 {
			lost = err
			return
		}
		if n, err := strconv.Atoi(before[len(before)-1][1]); err == nil {
			bad = append(bad, n)
		}
	}}
	if _, err := config.Check("scrim/"+s.directory, set, append(trees, tree), nil); err != nil && len(bad) == 0 {
		return nil, fmt.Errorf("writing mutants: %w", errors.Join(lost, err))
	}
	return bad, nil
}
