// Command bench measures what scrim costs beside the same work done by hand,
// on a private PostgreSQL, and says whether each figure keeps its bound.
//
// It promises that a ratio is a median over interleaved pairs of one run, so
// that what else the machine does meets both sides; that both sides of a
// reading return the same answer; and that what must not happen (a DDL
// statement in a resync without changes, a second transaction for a user's
// change) fails the run. Figures go to standard output, one JSON object a
// line; progress goes to standard error; the exit code is 1 when a bound is
// broken. What each figure means is in docs/benchmarks.md. It measures one
// machine on one day: the seconds are not comparable between machines, the
// ratios are meant to be.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"runtime/pprof"
	"slices"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// family is figures that are measured on one warehouse.
type family struct {
	figures []string
	measure func(ctx context.Context, b *bench) error
}

func families() []family {
	return []family{
		{[]string{"compile-1000x20x100", "compile-one-source", "compile-one-policy-changed", "explain-ms"}, measureCompile},
		{[]string{"apply-1000-views"}, measureApply},
		{[]string{"resync-noop-1000-views"}, measureResync},
		{readingFigures(), measureReading},
		{kindFigures(), measureKinds},
		{[]string{"propagation-p50", "propagation-p99"}, measurePropagation},
	}
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	only := flags.String("only", "", "measure the figures whose name this regular expression matches")
	cpu := flags.String("cpuprofile", "", "write a CPU profile of this process, scrim in it, to this file")
	if err := flags.Parse(args); err != nil {
		return err
	}
	wanted, err := regexp.Compile(*only)
	if err != nil {
		return fmt.Errorf("reading -only: %w", err)
	}
	stop, err := profiled(*cpu)
	if err != nil {
		return err
	}
	b := &bench{only: wanted, out: stdout, progress: stderr}
	err = b.all(ctx)
	return errors.Join(err, stop(), b.broken)
}

// all measures every family that has a wanted figure.
func (b *bench) all(ctx context.Context) error {
	found := false
	for _, f := range families() {
		if !slices.ContainsFunc(f.figures, b.wants) {
			continue
		}
		found = true
		if err := f.measure(ctx, b); err != nil {
			return fmt.Errorf("measuring %s: %w", f.figures[0], err)
		}
	}
	if !found {
		return fmt.Errorf("no figure matches %q", b.only)
	}
	return nil
}

// profiled starts a CPU profile; the function it returns ends it.
func profiled(path string) (stop func() error, err error) {
	if path == "" {
		return func() error { return nil }, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("making the profile: %w", err)
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(fmt.Errorf("starting the profile: %w", err), f.Close())
	}
	return func() error {
		pprof.StopCPUProfile()
		return f.Close()
	}, nil
}
