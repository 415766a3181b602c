// Command mutate breaks scrim on purpose and asks the tests: a comparison is
// turned, a condition negated, a statement taken away, in package policy,
// compile or render, and some test has to fail. A mutant that every test
// passes is a survivor: code that nothing holds, or code that means the same
// when it is changed.
//
//	make mutate SEED=1 N=200
//
// All mutants are built into the test binaries at once, each asleep until its
// number stands in SCRIM_MUTANT, so that one costs what its tests cost and not
// what a build does. The checkout is never written to: go test reads the changed
// files through an overlay.
//
// It promises that the same seed and the same sources give the same mutants,
// and other sources the same of what is as it was; and that it ends with 0 only
// when every survivor is answered in answered.txt, with a reason that a reader
// can check. Answers name the mutation and not the line, so that they outlive
// changes elsewhere.
package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"runtime"
	"slices"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code, err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
	}
	os.Exit(code)
}

// subjects are the packages that are broken, each with the tests that could
// tell: its own first, then those that see its work from outside, all of them
// without servers.
func subjects() []subject {
	golden := suite{"integration/golden", "TestSQL"}
	return []subject{
		{
			directory: "pkg/policy", prose: true,
			suites: []suite{{"pkg/policy", ""}, {"integration/draw", "TestPoliciesReadBack"}, {"pkg/compile", ""}, golden},
		},
		{
			directory: "pkg/compile", prose: true,
			suites: []suite{{"pkg/compile", ""}, golden, {"pkg/explain", ""}},
		},
		{
			directory: "pkg/render",
			suites:    []suite{{"pkg/render", ""}, {"integration/judges/corpus", ""}, golden},
		},
	}
}

type options struct {
	seed    uint64
	count   int
	workers int
	only    *regexp.Regexp
	list    bool
	answers string
}

// run ends with 1 when a survivor has no answer, and with 2 when nothing could
// be found out.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	o, err := read(args, stderr)
	if err != nil {
		return 2, err
	}
	known, err := readAnswers(o.answers)
	if err != nil {
		return 2, err
	}
	all, files, err := breed(ctx)
	if err != nil {
		return 2, err
	}
	for k := range known {
		if !slices.ContainsFunc(all, func(m mutant) bool { return m.key() == k }) {
			fmt.Fprintf(stdout, "an answer has no question any more: %s %s: %s\n", k.file, k.function, k.after)
		}
	}
	shuffle(all, o.seed)
	drawn := chosen(all, o)
	if o.list {
		for _, m := range drawn {
			fmt.Fprintln(stdout, m)
		}
		return 0, nil
	}
	work, err := os.MkdirTemp("", "scrim-mutate-")
	if err != nil {
		return 2, fmt.Errorf("making a place for mutants: %w", err)
	}
	defer os.RemoveAll(work)
	t := &trial{options: o, work: work, out: stdout, answers: known}
	if err := t.build(ctx, files); err != nil {
		return 2, err
	}
	fmt.Fprintf(stdout, "seed %d: %d of %d mutants, %d at a time\n", o.seed, len(drawn), len(all), o.workers)
	t.all(ctx, drawn)
	return t.report()
}

func read(args []string, stderr io.Writer) (options, error) {
	o := options{}
	flags := flag.NewFlagSet("mutate", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Uint64Var(&o.seed, "seed", 1, "draws the same mutants again")
	flags.IntVar(&o.count, "n", 200, "how many mutants are tried; 0 is all")
	flags.IntVar(&o.workers, "workers", runtime.NumCPU(), "how many mutants are tried at a time")
	only := flags.String("only", "", "try those alone whose line in -list this regular expression matches")
	flags.BoolVar(&o.list, "list", false, "list the mutants in the order of the seed, and try none")
	flags.StringVar(&o.answers, "answers", "integration/mutate/answered.txt", "survivors with their reasons")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if len(flags.Args()) > 0 || o.workers < 1 || o.count < 0 {
		return o, errors.New("there is something that is no option, or less than nothing")
	}
	var err error
	if o.only, err = regexp.Compile(*only); err != nil {
		return o, fmt.Errorf("reading -only: %w", err)
	}
	return o, nil
}

// shuffle puts mutants in the order of the seed: by the hash of each by itself,
// so that a change of one function draws the other mutants as before.
func shuffle(all []mutant, seed uint64) {
	place := make(map[int]string, len(all))
	for _, m := range all {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d %q", seed, m.key()))
		place[m.number] = string(sum[:])
	}
	slices.SortFunc(all, func(a, b mutant) int { return cmp.Compare(place[a.number], place[b.number]) })
}

// chosen are the first of the mutants that are asked for.
func chosen(all []mutant, o options) []mutant {
	var out []mutant
	for _, m := range all {
		if o.only.MatchString(m.String()) && (o.count == 0 || len(out) < o.count) {
			out = append(out, m)
		}
	}
	return out
}
