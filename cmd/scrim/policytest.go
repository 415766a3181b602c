package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/policytest"
	"scrim/pkg/server/api"
)

func (a *app) testCommand() *cobra.Command {
	var strict bool
	var on string
	cmd := &cobra.Command{
		Use:   "test [FILE or DIRECTORY]...",
		Short: "Run tests of policies: who sees which rows and cells",
		Long: `Run tests of policies: who sees which rows and cells, without a server or a
warehouse, or with --on on a warehouse as well.

Tests are files whose names end in _test.yaml, _test.yml or _test.json: a
source, rows of its table, and what some readers see of them. The documents that
they are about are read from the files beside them, or from those that they
name. Every difference is shown cell by cell with the policy behind it, and so
is every rule that no test used. The exit code is 1 when a test fails; with
--strict also when a rule was not used.`,
		Example: `  scrim test examples/tests
  scrim test policies/ --strict --json`,
		GroupID: groupOffline,
		RunE: func(cmd *cobra.Command, args []string) error {
			names, err := testFiles(args)
			if err != nil {
				return err
			}
			var reports []policytest.Report
			for _, name := range names {
				run := a.runTests
				if on != "" {
					run = func(name string) (policytest.Report, error) { return a.rehearse(cmd.Context(), on, name) }
				}
				report, err := run(name)
				if err != nil {
					return err
				}
				reports = append(reports, report)
			}
			return a.showTests(reports, strict)
		},
	}
	cmd.Flags().BoolVar(&strict, "strict", false, "exit with 1 when a rule was used by no test")
	cmd.Flags().StringVar(&on, "on", "", "run them on this cluster's warehouse too, through the server")
	return cmd
}

var (
	testName     = regexp.MustCompile(`_test\.(yaml|yml|json)$`)
	documentName = regexp.MustCompile(`\.(yaml|yml|json)$`)
)

// testFiles are the files of tests under the names, in order.
func testFiles(names []string) ([]string, error) {
	if len(names) == 0 {
		names = []string{"."}
	}
	var out []string
	for _, name := range names {
		info, err := os.Stat(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, hint(fmt.Errorf("there is no file %s", name), "name a file of tests, or a directory with some")
		}
		if err != nil {
			return nil, fmt.Errorf("looking for tests: %w", err)
		}
		if !info.IsDir() {
			out = append(out, name)
			continue
		}
		err = filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && testName.MatchString(path) {
				out = append(out, path)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("looking for tests: %w", err)
		}
	}
	if len(out) == 0 {
		return nil, hint(errors.New("there are no tests here"), "tests are files whose names end in _test.yaml: docs/testing.md has an example")
	}
	return out, nil
}

// runTests runs the tests of one file against the documents that it is about.
func (a *app) runTests(name string) (policytest.Report, error) {
	_, f, issues, err := a.readTests(name)
	if err != nil {
		return policytest.Report{}, err
	}
	documents, err := a.documentsOf(f)
	if err != nil {
		return policytest.Report{}, err
	}
	report, found := policytest.Run(f, documents, a.now())
	if err := found.Err(); err != nil {
		return policytest.Report{}, err
	}
	a.printIssues(a.stderr, lookOf(a.stderr, a.env), append(issues, found...))
	return report, nil
}

// rehearse has the tests of one file run on a cluster's warehouse.
func (a *app) rehearse(ctx context.Context, on, name string) (policytest.Report, error) {
	tests, f, _, err := a.readTests(name)
	if err != nil {
		return policytest.Report{}, err
	}
	files, err := a.filesOf(f)
	if err != nil {
		return policytest.Report{}, err
	}
	request := api.TestRequest{Tests: api.Text{Name: tests.name, Text: string(tests.text)}}
	for _, one := range files {
		request.Documents = append(request.Documents, api.Text{Name: one.name, Text: string(one.text)})
	}
	a.progress("%s on %s", name, on)
	answer, err := ask(ctx, a, func(ctx context.Context, c *api.Client) (api.Tested, error) { return c.Test(ctx, on, request) })
	a.progress("")
	if err != nil {
		return policytest.Report{}, err
	}
	a.printIssues(a.stderr, lookOf(a.stderr, a.env), answer.Issues)
	return answer.Report, nil
}

// readTests reads a file of tests.
func (a *app) readTests(name string) (file, policytest.File, issue.List, error) {
	files, err := a.readFiles([]string{name})
	if err != nil {
		return file{}, policytest.File{}, nil, err
	}
	f, issues := policytest.Parse(files[0].text, name)
	return files[0], f, issues, issues.Err()
}

// documentsOf reads what the tests of a file are about.
func (a *app) documentsOf(f policytest.File) ([]event.Document, error) {
	files, err := a.filesOf(f)
	if err != nil {
		return nil, err
	}
	documents, warnings, err := decodeAll(files)
	a.printIssues(a.stderr, lookOf(a.stderr, a.env), slices.DeleteFunc(warnings, func(i issue.Issue) bool { return i.Severity == issue.Error }))
	return documents, err
}

// filesOf reads the files of documents that the tests of a file are about.
func (a *app) filesOf(f policytest.File) ([]file, error) {
	patterns := f.Documents
	if len(patterns) == 0 {
		patterns = []string{"*"}
	}
	var names []string
	for _, p := range patterns {
		found, err := filepath.Glob(filepath.Join(filepath.Dir(f.Name), p))
		if err != nil {
			return nil, fmt.Errorf("reading the documents of %s: %w", f.Name, err)
		}
		found = slices.DeleteFunc(found, func(n string) bool { return !documentName.MatchString(n) || testName.MatchString(n) })
		if len(found) == 0 {
			return nil, hint(fmt.Errorf("no document of %s is found by %s", f.Name, p), "documents: names files relative to the file of tests, as ../documents/*.yaml")
		}
		names = append(names, found...)
	}
	slices.Sort(names)
	return a.readFiles(slices.Compact(names))
}

func (a *app) showTests(reports []policytest.Report, strict bool) error {
	passed, failed, unused := 0, 0, 0
	for _, r := range reports {
		for _, one := range r.Results {
			if !one.Passed() {
				failed++
			} else {
				passed++
			}
		}
		for _, c := range r.Coverage {
			unused += len(c.Unused)
		}
	}
	if a.json {
		if err := a.printJSON(reports); err != nil {
			return err
		}
	} else {
		for _, r := range reports {
			a.showReport(r)
		}
		fmt.Fprintf(a.stdout, "%d passed, %d failed", passed, failed)
		switch {
		case unused == 1:
			fmt.Fprint(a.stdout, "; 1 part of a policy was used by no test")
		case unused > 1:
			fmt.Fprintf(a.stdout, "; %d parts of policies were used by no test", unused)
		}
		fmt.Fprintln(a.stdout)
	}
	if failed > 0 || strict && unused > 0 {
		return errDiffers
	}
	return nil
}

func (a *app) showReport(r policytest.Report) {
	head := a.look.bold(r.File)
	if r.On != "" {
		head += a.look.faint(" on " + r.On)
	}
	fmt.Fprintln(a.stdout, head)
	for _, one := range r.Results {
		if one.Passed() {
			fmt.Fprintf(a.stdout, "  %s %s\n", a.look.good("✓"), one.Name)
			continue
		}
		fmt.Fprintf(a.stdout, "  %s %s %s\n", a.look.bad("✗"), one.Name, a.look.faint(fmt.Sprintf("(line %d)", one.Line)))
		for _, d := range one.Differences {
			line := fmt.Sprintf("      %s: expected %s, got %s", cellOf(d), d.Want, d.Got)
			if d.Because != "" {
				line += a.look.faint("  ← " + d.Because)
			}
			fmt.Fprintln(a.stdout, line)
		}
		for _, d := range one.Disagreements {
			fmt.Fprintf(a.stdout, "      %s %s: by the policies %s, on %s %s\n", a.look.bad("≠"), cellOf(d), d.Want, r.On, d.Got)
		}
		if len(one.Disagreements) > 0 {
			fmt.Fprintln(a.stdout, a.look.faint("      The warehouse shows otherwise than scrim reads the policies: a mistake in scrim, or a difference of the warehouse. Please report it."))
		}
	}
	for _, c := range r.Coverage {
		if len(c.Unused) > 0 {
			fmt.Fprintf(a.stdout, "  %s %s: used by no test: %s\n", a.look.wait("·"), c.Policy, strings.Join(c.Unused, ", "))
		}
	}
}

// cellOf is which row, or which cell of it, a difference is about.
func cellOf(d policytest.Difference) string {
	if d.Column == "" {
		return d.Row
	}
	return d.Row + ", " + d.Column
}
