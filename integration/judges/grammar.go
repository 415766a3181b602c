package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"

	"scrim/integration/judges/walk"
)

// grammar is the bytebase Redshift grammar, in a module of its own: it is built
// when it is asked.
type grammar struct{}

const (
	grammarModule = "integration/judges/grammar"
	grammarBinary = ".work/bin/judge-grammar"
	neededMemory  = 6 << 30 // building it takes 4.1 GB
)

func (grammar) name() string            { return "bytebase grammar" }
func (grammar) exceptions() []exception { return nil } // it knows all that scrim says

func (grammar) absent() string {
	free, err := availableMemory("/proc/meminfo", "/sys/fs/cgroup")
	switch {
	case err != nil:
		return "how much memory is free cannot be read: " + err.Error()
	case free < neededMemory:
		return fmt.Sprintf("building it takes more than 4 GB, and %d of the 6 GiB that it should have are free", free>>30)
	}
	return ""
}

func (grammar) read(ctx context.Context, statements []walk.Statement) ([]string, error) {
	if len(statements) == 0 {
		return nil, nil
	}
	binary, err := filepath.Abs(grammarBinary)
	if err != nil {
		return nil, err
	}
	build := exec.CommandContext(ctx, "go", "build", "-C", grammarModule, "-o", binary, ".")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return nil, fmt.Errorf("building it: %w", err)
	}
	texts := make([]string, len(statements))
	for i, s := range statements {
		texts[i] = s.Text
	}
	input, err := json.Marshal(texts)
	if err != nil {
		return nil, err
	}
	parse := exec.CommandContext(ctx, binary)
	parse.Stdin, parse.Stderr = bytes.NewReader(input), os.Stderr
	answer, err := parse.Output()
	if err != nil {
		return nil, err
	}
	var out []string
	if err := json.Unmarshal(answer, &out); err != nil {
		return nil, fmt.Errorf("reading its answer: %w", err)
	}
	if len(out) != len(statements) {
		return nil, fmt.Errorf("it answered about %d of %d statements", len(out), len(statements))
	}
	return out, nil
}

var memAvailable = regexp.MustCompile(`(?m)^MemAvailable:\s+(\d+) kB$`)

// availableMemory is what the machine can still give, in bytes, and no more
// than the container may take.
func availableMemory(meminfo, cgroup string) (int64, error) {
	text, err := os.ReadFile(meminfo)
	if err != nil {
		return 0, err
	}
	m := memAvailable.FindSubmatch(text)
	if m == nil {
		return 0, fmt.Errorf("%s says nothing of MemAvailable", meminfo)
	}
	free := number(m[1]) << 10
	if limit, err := os.ReadFile(filepath.Join(cgroup, "memory.max")); err == nil && number(limit) > 0 { // "max" is no limit
		used, err := os.ReadFile(filepath.Join(cgroup, "memory.current"))
		if err != nil {
			return 0, err
		}
		free = min(free, number(limit)-number(used))
	}
	return free, nil
}

// number is what a file of the kernel says; what is no number is 0.
func number(text []byte) int64 {
	n, err := strconv.ParseInt(string(bytes.TrimSpace(text)), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
