package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// verdict is what the tests said of a mutant.
type verdict int

const (
	killed verdict = iota
	survived
	endless // a test did not come to its end, which is as good as killed
)

// trial wakes mutants, several at a time.
type trial struct {
	options
	work    string
	out     io.Writer
	answers answers
	patient map[suite]time.Duration // how long a suite may take

	mutex sync.Mutex
	next  int
	began time.Time
	said  map[verdict]int
	open  int // survivors without an answer
	ended error
}

// build makes the test binaries with all mutants in them, and holds that the
// tests pass while all are asleep.
func (t *trial) build(ctx context.Context, files map[string]string) error {
	overlay, err := t.overlay(files)
	if err != nil {
		return err
	}
	t.patient = map[suite]time.Duration{}
	for _, s := range subjects() {
		for _, one := range s.suites {
			if t.patient[one] > 0 {
				continue
			}
			if _, err := os.Stat(t.binary(one)); err != nil {
				cmd := exec.CommandContext(ctx, "go", "test", "-c", "-vet=off", "-overlay="+overlay, "-o", t.binary(one), "./"+one.directory) //nolint:gosec // words of our own
				if out, err := cmd.CombinedOutput(); err != nil {
					return fmt.Errorf("building the tests of %s: %w\n%s", one.directory, err, out)
				}
			}
			t.patient[one] = 10 * time.Minute
			began := time.Now()
			if v, text := t.ask(ctx, one, 0); v != survived {
				return fmt.Errorf("the tests of %s fail before anything is broken:\n%s", one.directory, text)
			}
			const least, factor = 20 * time.Second, 8
			t.patient[one] = max(least, factor*time.Since(began))
		}
	}
	return nil
}

func (t *trial) binary(s suite) string {
	return filepath.Join(t.work, strings.ReplaceAll(s.directory, "/", "-")+".test")
}

// overlay writes the changed files, and the list by which go test reads them in
// place of the real ones.
func (t *trial) overlay(files map[string]string) (string, error) {
	instead := map[string]string{}
	for path, text := range files {
		at, err := filepath.Abs(path)
		if err != nil {
			return "", fmt.Errorf("finding a source: %w", err)
		}
		instead[at] = filepath.Join(t.work, strings.ReplaceAll(path, "/", "-"))
		if err := os.WriteFile(instead[at], []byte(text), 0o600); err != nil {
			return "", fmt.Errorf("writing mutants: %w", err)
		}
	}
	list, err := json.Marshal(map[string]map[string]string{"Replace": instead})
	if err != nil {
		return "", fmt.Errorf("writing an overlay: %w", err)
	}
	overlay := filepath.Join(t.work, "overlay.json")
	return overlay, os.WriteFile(overlay, list, 0o600)
}

func (t *trial) all(ctx context.Context, mutants []mutant) {
	t.said, t.began = map[verdict]int{}, time.Now()
	var workers sync.WaitGroup
	for range t.workers {
		workers.Go(func() {
			for {
				m, ok := t.draw(mutants)
				if !ok {
					return
				}
				v := t.try(ctx, m)
				if ctx.Err() != nil {
					return
				}
				t.settle(m, v)
			}
		})
	}
	workers.Wait()
	if ctx.Err() != nil {
		t.ended = errors.New("interrupted")
	}
}

func (t *trial) draw(mutants []mutant) (mutant, bool) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.next == len(mutants) {
		return mutant{}, false
	}
	t.next++
	return mutants[t.next-1], true
}

// try asks one suite after the other until one sees the change.
func (t *trial) try(ctx context.Context, m mutant) verdict {
	for _, s := range m.subject.suites {
		if v, _ := t.ask(ctx, s, m.number); v != survived {
			return v
		}
	}
	return survived
}

// ask runs one suite where go test would, with fewer cases of each property,
// and always the same. What runs away is ended with all its children, and what
// eats memory meets a limit.
func (t *trial) ask(ctx context.Context, s suite, number int) (verdict, string) {
	const limit = `ulimit -v 16000000 && exec "$@"`
	mine, cancel := context.WithTimeout(ctx, t.patient[s])
	defer cancel()
	cmd := exec.CommandContext(mine, "sh", "-c", limit, "test", t.binary(s), "-test.short", "-test.failfast", "-test.run="+s.tests) //nolint:gosec // words of our own
	cmd.Dir = s.directory
	cmd.Env = append(os.Environ(), "SCRIM_MUTANT="+strconv.Itoa(number), "RAPID_SEED=1", "RAPID_CHECKS=50", "RAPID_NOFAILFILE=true", "RAPID_SHRINKTIME=1ms")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 10 * time.Second
	out, err := cmd.CombinedOutput()
	switch {
	case err == nil:
		return survived, string(out)
	case mine.Err() != nil:
		return endless, string(out)
	}
	return killed, string(out)
}

// settle counts, and says of a survivor what it is.
func (t *trial) settle(m mutant, v verdict) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.said[v]++
	switch v {
	case survived:
		if reason, ok := t.answers[m.key()]; ok {
			fmt.Fprintf(t.out, "answered  %s\n          %s\n", m, reason)
			return
		}
		t.open++
		fmt.Fprintf(t.out, "SURVIVED  %s\n", m)
	case endless:
		fmt.Fprintf(t.out, "endless   %s\n", m)
	case killed:
	}
}

func (t *trial) report() (int, error) {
	fmt.Fprintf(t.out, "%d mutants in %s: %d killed, %d of them by time; %d survived, %d of them answered; seed %d\n",
		t.said[killed]+t.said[endless]+t.said[survived], time.Since(t.began).Round(time.Second),
		t.said[killed]+t.said[endless], t.said[endless], t.said[survived], t.said[survived]-t.open, t.seed)
	switch {
	case t.ended != nil:
		return 2, t.ended
	case t.open > 0:
		return 1, nil
	}
	return 0, nil
}
