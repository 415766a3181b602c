package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"scrim/integration/judges/walk"
)

// strict refuses what contains a word.
type strict struct {
	word string
	list []exception
}

func (strict) name() string              { return "strict" }
func (strict) absent() string            { return "" }
func (s strict) exceptions() []exception { return s.list }

func (s strict) read(_ context.Context, statements []walk.Statement) ([]string, error) {
	out := make([]string, len(statements))
	for i, one := range statements {
		if strings.Contains(one.Text, s.word) {
			out[i] = "it says " + s.word
		}
	}
	return out, nil
}

// An exception excuses its construct and nothing else in the statement; one
// that excuses nothing is told.
func TestExceptionsAreExact(t *testing.T) {
	exceptions := []exception{
		{name: "known", construct: regexp.MustCompile(`^KNOWN BAD\b`), instead: "FINE"},
		{name: "old", construct: regexp.MustCompile(`^OLD BAD\b`), instead: "FINE"},
	}
	v, err := hear(t.Context(), strict{"BAD", exceptions}, []walk.Statement{{Text: "FINE"}, {Text: "KNOWN BAD"}, {Text: "KNOWN BAD BAD"}, {Text: "UNKNOWN BAD"}})
	if err != nil {
		t.Fatal(err)
	}
	if v.read != 4 || v.used["known"] != 1 || len(v.unused) != 1 || v.unused[0] != "old" || v.good() {
		t.Errorf("%+v", v)
	}
	var refused []string
	for _, r := range v.refused {
		refused = append(refused, r.statement.Text)
	}
	if got := strings.Join(refused, ", "); got != "UNKNOWN BAD, KNOWN BAD BAD" {
		t.Errorf("refused: %s", got)
	}
}

// Every exception names AWS's page.
func TestExceptionsNamePages(t *testing.T) {
	for _, j := range []judge{walker{}, fluff{}, grammar{}} {
		for _, e := range j.exceptions() {
			if !strings.HasPrefix(e.page, "https://docs.aws.amazon.com/redshift/latest/") {
				t.Errorf("%s: %s has no page", j.name(), e.name)
			}
		}
	}
}

func TestMemoryIsTheContainersToo(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("meminfo", "MemTotal: 9 kB\nMemAvailable:    8388608 kB\n")
	check := func(want int64) {
		t.Helper()
		if got, err := availableMemory(filepath.Join(dir, "meminfo"), dir); err != nil || got != want {
			t.Errorf("%d bytes (%v), want %d", got, err, want)
		}
	}
	check(8 << 30)
	write("memory.max", "max\n")
	check(8 << 30)
	write("memory.max", "4294967296\n")
	write("memory.current", "1073741824\n")
	check(3 << 30)
}
