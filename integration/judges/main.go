// Command judges lets outside judges read everything that scrim says to
// Redshift: the bytebase grammar, sqlfluff's Redshift dialect, and package walk,
// which also runs in the ordinary tests. It ends with 1 when one of them refuses a
// statement for a construct that is not on its list of exceptions, or when a
// listed exception is not needed any more.
//
//	make judge
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"

	"scrim/integration/judges/corpus"
	"scrim/integration/judges/walk"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code, err := run(ctx, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "judges:", err)
	}
	os.Exit(code)
}

// The drawn views that outside judges read besides: the same ones each time,
// since what they cost is time.
const (
	drawnSeed = 1
	drawn     = 12
)

func run(ctx context.Context, out io.Writer) (int, error) {
	statements, err := corpus.Statements()
	if err != nil {
		return 2, err
	}
	more, err := corpus.Drawn(drawnSeed, drawn)
	if err != nil {
		return 2, err
	}
	fmt.Fprintf(out, "%d statements of scrim's own, and %d drawn views from seed %d\n", len(statements), len(more), drawnSeed)
	statements = append(statements, more...)
	refused := false
	for _, j := range []judge{walker{}, fluff{}, grammar{}} {
		if why := j.absent(); why != "" {
			fmt.Fprintf(out, "%s: skipped: %s\n", j.name(), why)
			continue
		}
		v, err := hear(ctx, j, statements)
		if err != nil {
			return 2, fmt.Errorf("%s: %w", j.name(), err)
		}
		v.write(out)
		refused = refused || !v.good()
	}
	if refused {
		return 1, nil
	}
	return 0, nil
}

// walker is package walk as a judge.
type walker struct{}

func (walker) name() string            { return "walk" }
func (walker) absent() string          { return "" }
func (walker) exceptions() []exception { return nil }

func (walker) read(_ context.Context, statements []walk.Statement) ([]string, error) {
	out := make([]string, len(statements))
	for i, s := range statements {
		var texts []string
		for _, f := range walk.Check(s) {
			texts = append(texts, f.String())
		}
		out[i] = strings.Join(texts, "; ")
	}
	return out, nil
}

// write is the verdict for a person.
func (v verdict) write(out io.Writer) {
	fmt.Fprintf(out, "%s: %d statements read, %d refused", v.judge, v.read, len(v.refused))
	var used []string
	for name, n := range v.used {
		used = append(used, fmt.Sprintf("%s (%d)", name, n))
	}
	slices.Sort(used)
	if len(used) > 0 {
		fmt.Fprintf(out, "; known exceptions: %s", strings.Join(used, ", "))
	}
	fmt.Fprintln(out)
	for _, r := range v.refused {
		fmt.Fprintf(out, "  %s: %s\n    %s\n", r.statement.Name, r.complaint, strings.ReplaceAll(r.statement.Text, "\n", "\n    "))
	}
	for _, e := range v.unused {
		fmt.Fprintf(out, "  the exception %q is not needed any more: take it off the list\n", e)
	}
}
