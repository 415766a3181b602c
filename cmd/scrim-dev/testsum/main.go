// Command testsum runs go test and tells a person how it went: a line for each
// package, the full output of what failed, why each skipped test was skipped,
// and at the end "N passed, N failed, N skipped".
//
//	testsum [-race REGEXP] [-counts FILE] -- GO-TEST-FLAGS PACKAGES
//
// It promises that its exit code is 0 only when every package was built, ran to
// its end and had no failure, and at least one test passed. It counts tests and
// subtests that have no subtests of their own; a package that fails outside
// its tests counts as one failure. It knows nothing of what is tested.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code, err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	if err != nil {
		fmt.Fprintln(os.Stderr, "testsum:", err)
	}
	os.Exit(code) //nolint:gocritic // stop has nothing left to do
}

// run returns 0, 1 when something failed and 2 when the tests could not run.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	flags := flag.NewFlagSet("testsum", flag.ContinueOnError)
	flags.SetOutput(stderr)
	race := flags.String("race", "", "packages whose import path matches run with the race detector")
	counts := flags.String("counts", "", "file that receives the last line as well")
	if err := flags.Parse(args); err != nil {
		return 2, err
	}
	batches, err := split(ctx, flags.Args(), *race)
	if err != nil {
		return 2, err
	}

	sum := newSummary(stdout)
	var ran error
	for _, batch := range batches {
		ran = errors.Join(ran, goTest(ctx, batch, sum, stderr))
	}
	sum.report()
	line := sum.counts()
	fmt.Fprintln(stdout, line)
	if *counts != "" {
		if err := os.WriteFile(*counts, []byte(line+"\n"), 0o644); err != nil { //nolint:gosec // a count for everyone to read
			return 2, fmt.Errorf("writing the counts: %w", err)
		}
	}
	switch {
	case sum.failed > 0 || ran != nil && ctx.Err() == nil:
		return 1, nil
	case ctx.Err() != nil:
		return 2, errors.New("interrupted")
	case sum.passed == 0:
		return 2, errors.New("no test passed")
	}
	return 0, nil
}

// split turns the arguments of go test into one batch, or into two when some
// packages want the race detector. Arguments that begin with "-" are flags and
// must be written as -flag=value.
func split(ctx context.Context, args []string, race string) ([][]string, error) {
	if race == "" {
		return [][]string{args}, nil
	}
	concurrent, err := regexp.Compile(race)
	if err != nil {
		return nil, fmt.Errorf("reading -race: %w", err)
	}
	var options, patterns []string
	for _, arg := range args {
		if strings.HasPrefix(arg, "-") {
			options = append(options, arg)
		} else {
			patterns = append(patterns, arg)
		}
	}
	list := exec.CommandContext(ctx, "go", append([]string{"list"}, patterns...)...) //nolint:gosec // the developer's own arguments
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("listing packages: %w", err)
	}
	plain, raced := slices.Clone(options), append(slices.Clone(options), "-race")
	for _, name := range strings.Fields(string(out)) {
		if concurrent.MatchString(name) {
			raced = append(raced, name)
		} else {
			plain = append(plain, name)
		}
	}
	var batches [][]string
	if len(plain) > len(options) {
		batches = append(batches, plain)
	}
	if len(raced) > len(options)+1 {
		batches = append(batches, raced)
	}
	return batches, nil
}

// goTest runs one batch to its end. On cancellation go test gets an interrupt,
// so that it and the tests can tidy up, and is killed if it does not.
func goTest(ctx context.Context, args []string, sum *summary, stderr io.Writer) error {
	cmd := exec.CommandContext(ctx, "go", append([]string{"test", "-json"}, args...)...) //nolint:gosec // the developer's own arguments
	cmd.Stderr = stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 20 * time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("starting go test: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("starting go test: %w", err)
	}
	if err := sum.read(out); err != nil {
		return errors.Join(err, cmd.Wait())
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("running go test: %w", err)
	}
	return nil
}
