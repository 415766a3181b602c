package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
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
	unbuilt
	givenUp
)

// trial tries mutants, several at a time.
type trial struct {
	options
	work    string
	out     io.Writer
	answers answers

	mutex  sync.Mutex
	next   int
	began  time.Time
	said   map[verdict]int
	open   int // survivors without an answer
	broken error
}

// soundBefore holds that the tests pass while nothing is broken.
func (t *trial) soundBefore(ctx context.Context) error {
	seen := map[string]bool{}
	for _, s := range subjects() {
		for _, st := range s.stages {
			name := fmt.Sprint(st)
			if seen[name] {
				continue
			}
			seen[name] = true
			if v, text := t.ask(ctx, st, ""); v != survived {
				return fmt.Errorf("the tests of %s fail before anything is broken:\n%s", strings.Join(st.packages, " "), text)
			}
		}
	}
	return nil
}

func (t *trial) all(ctx context.Context, mutants []mutant) {
	t.said, t.began = map[verdict]int{}, time.Now()
	if t.count == 0 {
		t.count = len(mutants)
	}
	var workers sync.WaitGroup
	for i := range t.workers {
		workers.Go(func() {
			for ctx.Err() == nil {
				m, ok := t.draw(mutants)
				if !ok {
					return
				}
				t.settle(ctx, m, t.try(ctx, i, m))
			}
		})
	}
	workers.Wait()
	if ctx.Err() != nil {
		t.broken = errors.New("interrupted")
	}
}

// draw hands out the next mutant, while fewer were tried than are wanted.
func (t *trial) draw(mutants []mutant) (mutant, bool) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	late := t.budget > 0 && time.Since(t.began) > t.budget
	if t.next == len(mutants) || late || t.next-t.said[unbuilt] >= t.count {
		return mutant{}, false
	}
	t.next++
	return mutants[t.next-1], true
}

// try asks one stage after the other until one sees the change.
func (t *trial) try(ctx context.Context, worker int, m mutant) verdict {
	overlay, err := t.overlay(worker, m)
	if err != nil {
		t.mutex.Lock()
		defer t.mutex.Unlock()
		t.broken = err
		return givenUp
	}
	for _, s := range m.subject.stages {
		if v, _ := t.ask(ctx, s, overlay); v != survived {
			return v
		}
	}
	return survived
}

// overlay writes the changed file, and the list by which go test reads it in
// place of the real one.
func (t *trial) overlay(worker int, m mutant) (string, error) {
	text, err := os.ReadFile(m.file)
	if err != nil {
		return "", fmt.Errorf("reading a source: %w", err)
	}
	changed := bytes.Join([][]byte{text[:m.from], []byte(m.text), text[m.to:]}, nil)
	real, err := filepath.Abs(m.file)
	if err != nil {
		return "", fmt.Errorf("finding a source: %w", err)
	}
	file := filepath.Join(t.work, fmt.Sprintf("%d.go", worker))
	list, err := json.Marshal(map[string]map[string]string{"Replace": {real: file}})
	if err != nil {
		return "", fmt.Errorf("writing an overlay: %w", err)
	}
	overlay := filepath.Join(t.work, fmt.Sprintf("%d.json", worker))
	return overlay, errors.Join(os.WriteFile(file, changed, 0o600), os.WriteFile(overlay, list, 0o600))
}

// ask runs one stage. What runs away is ended with all its children, and a
// mutant that eats memory meets a limit.
func (t *trial) ask(ctx context.Context, s stage, overlay string) (verdict, string) {
	const forTests, forAll, memory = "-timeout=60s", 10 * time.Minute, "ulimit -v 16000000 && exec \"$@\""
	ctx, cancel := context.WithTimeout(ctx, forAll)
	defer cancel()
	args := []string{"-c", memory, "go", "go", "test", "-short", "-count=1", "-failfast", "-vet=off", "-p=1", forTests}
	if overlay != "" {
		args = append(args, "-overlay="+overlay)
	}
	args = append(append(args, s.flags...), s.packages...)
	cmd := exec.CommandContext(ctx, "sh", args...) //nolint:gosec // words of our own
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 10 * time.Second
	out, err := cmd.CombinedOutput()
	text := string(out)
	switch {
	case err == nil:
		return survived, text
	case ctx.Err() != nil:
		return givenUp, text
	case strings.Contains(text, "[build failed]") || strings.Contains(text, "[setup failed]"):
		return unbuilt, text
	case strings.Contains(text, "panic: test timed out"):
		return endless, text
	}
	return killed, text
}

// settle counts, and says of a survivor what it is.
func (t *trial) settle(ctx context.Context, m mutant, v verdict) {
	if ctx.Err() != nil {
		return
	}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.said[v]++
	switch v {
	case survived:
		if reason, ok := t.answers.of(m); ok {
			fmt.Fprintf(t.out, "answered  %s\n            %s\n", m, reason)
			return
		}
		t.open++
		fmt.Fprintf(t.out, "SURVIVED  %s\n", m)
	case endless:
		fmt.Fprintf(t.out, "endless   %s\n", m)
	case givenUp:
		fmt.Fprintf(t.out, "GIVEN UP  %s\n", m)
	case killed, unbuilt:
	}
}

func (t *trial) report() (int, error) {
	tried := t.said[killed] + t.said[endless] + t.said[survived] + t.said[givenUp]
	fmt.Fprintf(t.out, "%d mutants in %s: %d killed, %d of them by time; %d survived, %d of them answered; %d given up; %d more did not build; seed %d\n",
		tried, time.Since(t.began).Round(time.Second), t.said[killed]+t.said[endless], t.said[endless],
		t.said[survived], t.said[survived]-t.open, t.said[givenUp], t.said[unbuilt], t.seed)
	switch {
	case t.broken != nil:
		return 2, t.broken
	case t.open > 0 || t.said[givenUp] > 0:
		return 1, nil
	}
	return 0, nil
}
