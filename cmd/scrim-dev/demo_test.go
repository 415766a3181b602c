package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/integration/pgtest"
	"scrim/integration/pgtest/pgtesting"
)

var update = flag.Bool("update", false, "rewrite the transcript in README.md")

// acting makes the test's own binary play a part.
const acting = "SCRIM_DEV_TEST_ACT"

func TestMain(m *testing.M) {
	switch {
	case os.Getenv(acting) == "crash" && os.Getenv(supervised) != "":
		crash()
	case os.Getenv(acting) != "":
		main()
	}
	os.Exit(m.Run())
}

// crash has a server and dies of a mistake in another goroutine, where no
// deferred call helps.
func crash() {
	if _, err := pgtest.Start(context.Background(), pgtest.Config{}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitError)
	}
	fmt.Fprintln(os.Stdout, "crashing")
	go panic("on purpose")
	select {}
}

// show is a demo that runs in a session and a temporary folder of its own.
type show struct {
	*exec.Cmd
	temp string
	out  *bufio.Scanner
	said bytes.Buffer // of stdout, line by line
	diag bytes.Buffer
}

// start starts it. Its servers are in its session, whatever process group they
// have.
func start(t *testing.T, act string, args ...string) *show {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	temp, err := os.MkdirTemp("", "show-") // t.TempDir's name is too long for a socket
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(temp, 0o755); err != nil {
		t.Fatal(err)
	}
	s := &show{Cmd: exec.Command(self, args...), temp: temp}
	t.Cleanup(func() { _ = os.RemoveAll(temp) })
	s.Env = append(os.Environ(), acting+"="+act, "TMPDIR="+temp)
	s.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	s.Stderr = &s.diag
	pipe, err := s.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	s.out = bufio.NewScanner(io.TeeReader(pipe, &s.said))
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Kill(-s.Process.Pid, syscall.SIGKILL) })
	return s
}

// until reads on until a line contains the text.
func (s *show) until(t *testing.T, text string) {
	t.Helper()
	for s.out.Scan() {
		if strings.Contains(s.out.Text(), text) {
			return
		}
	}
	t.Fatalf("it never says %q:\n%s%s", text, s.said.String(), s.diag.String())
}

// end reads to the end and returns the exit code.
func (s *show) end(t *testing.T) int {
	t.Helper()
	for s.out.Scan() {
	}
	_ = s.Wait() // the code says it
	return s.ProcessState.ExitCode()
}

// leftNothing fails when a process of the session or a file is left.
func (s *show) leftNothing(t *testing.T) {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range stats {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended meanwhile
		}
		// pid (name) state ppid pgrp session …; a name may have blanks.
		after := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
		if after[3] == strconv.Itoa(s.Process.Pid) && after[0] != "Z" {
			t.Errorf("a process is left: %s", text)
		}
	}
	left, err := os.ReadDir(s.temp)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range left {
		t.Errorf("%s is left", one.Name())
	}
}

var milliseconds = regexp.MustCompile(`\b[0-9]+ ms\b`)

// TestDemo runs the whole demo and compares it with what README.md shows.
func TestDemo(t *testing.T) {
	pgtesting.NeedServers(t)
	s := start(t, "main", "demo")
	if code := s.end(t); code != exitDone {
		t.Fatalf("exit code %d:\n%s%s", code, s.said.String(), s.diag.String())
	}
	s.leftNothing(t)
	const path, begin, end = "../../README.md", "```text\n", "```\n"
	readme, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(readme), "<!-- make demo -->\n"+begin)
	shown, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatal("README.md shows no transcript")
	}
	said := strings.TrimRight(s.said.String(), "\n") + "\n"
	if *update {
		text := before + "<!-- make demo -->\n" + begin + said + end + after
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	normal := func(text string) string { return milliseconds.ReplaceAllString(text, "# ms") }
	if diff := cmp.Diff(normal(shown), normal(said)); diff != "" {
		t.Errorf("README.md shows another demo (-update rewrites it):\n%s", diff)
	}
}

// TestDemoInterrupted interrupts the demo at several stages.
func TestDemoInterrupted(t *testing.T) {
	pgtesting.NeedServers(t)
	servers := func(t *testing.T, s *show) {
		t.Helper()
		deadline := time.Now().Add(time.Minute)
		for time.Now().Before(deadline) {
			if found, _ := filepath.Glob(filepath.Join(s.temp, "*", "scrim-pg-*", "data", "postmaster.pid")); len(found) > 0 {
				return
			}
		}
		t.Fatalf("no server starts: %s", s.diag.String())
	}
	saying := func(text string) func(*testing.T, *show) {
		return func(t *testing.T, s *show) { t.Helper(); s.until(t, text) }
	}
	for _, one := range []struct {
		name   string
		at     func(*testing.T, *show)
		signal syscall.Signal
		group  bool // as a terminal does it: everybody hears it
	}{
		{"at once", func(*testing.T, *show) {}, syscall.SIGTERM, false},
		{"while servers start", servers, syscall.SIGINT, true},
		{"when scrim runs", saying("One view"), syscall.SIGINT, true},
		{"while time passes", saying("3. "), syscall.SIGTERM, false},
		{"while scrim is stopped", saying("4. "), syscall.SIGINT, false},
	} {
		t.Run(one.name, func(t *testing.T) {
			s := start(t, "main", "demo")
			one.at(t, s)
			pid := s.Process.Pid
			if one.group {
				pid = -pid
			}
			if err := syscall.Kill(pid, one.signal); err != nil {
				t.Fatal(err)
			}
			if code := s.end(t); code == exitDone || code == exitFalse {
				t.Errorf("exit code %d:\n%s", code, s.diag.String())
			}
			s.leftNothing(t)
		})
	}
}

// TestDemoCrashes has the demo die of a mistake of its own.
func TestDemoCrashes(t *testing.T) {
	pgtesting.NeedServers(t)
	s := start(t, "crash", "demo")
	if code := s.end(t); code != exitError {
		t.Errorf("exit code %d", code)
	}
	if !strings.Contains(s.said.String(), "crashing") || !strings.Contains(s.diag.String(), "on purpose") {
		t.Errorf("it did not crash as it should:\n%s%s", s.said.String(), s.diag.String())
	}
	s.leftNothing(t)
}

// TestDemoKept leaves the demo running and types the commands that it prints.
func TestDemoKept(t *testing.T) {
	pgtesting.NeedServers(t)
	dir := t.TempDir()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(root, "examples"), filepath.Join(dir, "examples")); err != nil {
		t.Fatal(err)
	}
	build := exec.CommandContext(t.Context(), "go", "build", "-o", filepath.Join(dir, "bin", "scrim"), "scrim/cmd/scrim")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building scrim: %v\n%s", err, out)
	}
	s := start(t, "main", "demo", "--keep")
	s.until(t, "Everything is still running")
	s.until(t, "Ctrl-C ends all of it")
	_, text, _ := strings.Cut(s.said.String(), "Everything is still running")
	_, text, _ = strings.Cut(text, "\n")
	text, _, _ = strings.Cut(text, "Ctrl-C")
	answers := typed(t, dir, text)
	if len(answers) != 5 {
		t.Errorf("%d commands are printed: %s", len(answers), text)
	}
	for i, want := range []string{"unfenced", "(3 rows)", "accepted", "tax_id: the value", "scrim.project.updated"} {
		if i < len(answers) && !strings.Contains(answers[i], want) {
			t.Errorf("command %d says nothing of %q:\n%s", i+1, want, answers[i])
		}
	}
	wait := regexp.MustCompile(`scrim wait [0-9]+`).FindString(answers[2])
	exports, rest, _ := strings.Cut(text, "  bin/scrim status")
	psql := strings.Split(rest, "\n")[1]
	again := typed(t, dir, exports+"  bin/"+wait+"\n"+psql)
	taxID := regexp.MustCompile(`[0-9]{3}-[0-9]{2}-[0-9]{4}`)
	if taxID.MatchString(answers[1]) || !taxID.MatchString(again[1]) {
		t.Errorf("before Ana works on fraud and after:\n%s\n%s", answers[1], again[1])
	}
	if err := syscall.Kill(s.Process.Pid, syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if code := s.end(t); code != exitDone {
		t.Errorf("exit code %d", code)
	}
	s.leftNothing(t)
}

// typed runs what is printed as a person would: the exports, and then each
// command.
func typed(t *testing.T, dir, text string) []string {
	t.Helper()
	exports, _, _ := strings.Cut(text, "bin/scrim")
	var answers []string
	for _, line := range strings.Split(strings.TrimPrefix(text, exports), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		cmd := exec.CommandContext(t.Context(), "bash", "-e", "-c", exports+"\n"+line)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", line, err, out)
		}
		answers = append(answers, string(out))
	}
	return answers
}
