// Command mutate breaks scrim on purpose and asks the tests: a comparison is
// turned, a condition negated, a statement taken away, in package policy,
// compile or render, and some test has to fail. A mutant that every test
// passes is a survivor: code that nothing holds, or code that means the same
// when it is changed.
//
//	make mutate SEED=1 N=200
//
// It promises that the same seed and the same sources give the same mutants;
// that the checkout is never written to (go test reads a changed file through
// an overlay); and that it ends with 0 only when every survivor is answered in
// answered.txt, with a reason that a reader can check. Answers name the
// mutation and not the line, so that they outlive changes elsewhere. A mutant
// that does not build is none, and another one is drawn for it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"regexp"
	"runtime"
	"syscall"
	"time"
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

// subjects are the packages that are broken, each with what could tell: the
// package's own tests first, then those that see its work from outside, all
// without servers. Property tests run fewer cases, which is most of the time.
func subjects() []subject {
	fewer := []string{"-rapid.checks=40", "-rapid.nofailfile", "-rapid.shrinktime=1ms"}
	golden := stage{packages: []string{"./integration/golden"}, flags: []string{"-run=TestSQL|TestTypes"}}
	return []subject{
		{
			directory: "pkg/policy", prose: true,
			stages: []stage{
				{packages: []string{"./pkg/policy"}, flags: fewer},
				{packages: []string{"./integration/draw"}, flags: append([]string{"-run=TestPoliciesReadBack"}, fewer...)},
				{packages: []string{"./pkg/compile"}, flags: fewer},
				golden,
			},
		},
		{
			directory: "pkg/compile", prose: true,
			stages: []stage{
				{packages: []string{"./pkg/compile"}, flags: fewer},
				golden,
				{packages: []string{"./pkg/explain"}},
			},
		},
		{
			directory: "pkg/render",
			stages:    []stage{{packages: []string{"./pkg/render"}, flags: fewer}, golden, {packages: []string{"./pkg/connector/..."}}},
		},
	}
}

type options struct {
	seed    uint64
	count   int
	budget  time.Duration
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
	var all []mutant
	for _, s := range subjects() {
		found, err := s.mutants()
		if err != nil {
			return 2, err
		}
		all = append(all, found...)
	}
	random := rand.New(rand.NewPCG(o.seed, 0))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	all = chosen(all, o.only)
	if o.list {
		for _, m := range all {
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
	if err := t.soundBefore(ctx); err != nil {
		return 2, err
	}
	fmt.Fprintf(stdout, "seed %d: %d of %d mutants, %d at a time\n", o.seed, min(o.count, len(all)), len(all), o.workers)
	t.all(ctx, all)
	return t.report()
}

func read(args []string, stderr io.Writer) (options, error) {
	o := options{}
	flags := flag.NewFlagSet("mutate", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Uint64Var(&o.seed, "seed", 1, "draws the same mutants again")
	flags.IntVar(&o.count, "n", 200, "how many mutants are tried; 0 is all")
	flags.DurationVar(&o.budget, "budget", 0, "no further mutant is tried after this time; 0 is no end")
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

func chosen(all []mutant, only *regexp.Regexp) []mutant {
	var out []mutant
	for _, m := range all {
		if only.MatchString(m.String()) {
			out = append(out, m)
		}
	}
	return out
}
