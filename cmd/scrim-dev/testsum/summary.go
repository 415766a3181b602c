package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// record is one line of go test -json (go doc test2json).
type record struct {
	Action      string
	Package     string
	ImportPath  string
	Test        string
	Output      string
	Elapsed     float64
	FailedBuild string
}

// test is one test of one package.
type test struct{ pkg, name string }

// summary gathers records; it prints what failed as soon as that is known.
type summary struct {
	to      io.Writer
	output  map[test]*bytes.Buffer
	parents map[test]bool // has subtests: not counted itself
	broken  map[test]bool // has failing subtests
	inside  map[string]int
	builds  map[string]*bytes.Buffer
	reasons map[string][]string // why skipped → tests

	passed, failed, skipped int
}

func newSummary(to io.Writer) *summary {
	return &summary{
		to: to, output: map[test]*bytes.Buffer{}, parents: map[test]bool{}, broken: map[test]bool{},
		inside: map[string]int{}, builds: map[string]*bytes.Buffer{}, reasons: map[string][]string{},
	}
}

// read takes records to the end of r; a line that is no record is passed on.
func (s *summary) read(r io.Reader) error {
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			var one record
			if json.Unmarshal(line, &one) == nil && one.Action != "" {
				s.take(one)
			} else {
				fmt.Fprintf(s.to, "%s", line)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading go test's output: %w", err)
		}
	}
}

func (s *summary) take(one record) {
	at := test{one.Package, one.Test}
	switch one.Action {
	case "run":
		if slash := strings.LastIndexByte(one.Test, '/'); slash > 0 {
			s.parents[test{one.Package, one.Test[:slash]}] = true
		}
	case "output":
		buffer(s.output, at).WriteString(one.Output)
	case "build-output":
		buffer(s.builds, one.ImportPath).WriteString(one.Output)
	case "pass", "fail", "skip":
		if one.Test == "" {
			s.endPackage(one)
		} else {
			s.endTest(at, one.Action)
		}
	}
}

func (s *summary) endTest(at test, action string) {
	defer delete(s.output, at)
	if action == "fail" {
		if slash := strings.LastIndexByte(at.name, '/'); slash > 0 {
			s.broken[test{at.pkg, at.name[:slash]}] = true
		}
		s.inside[at.pkg]++
		if !s.broken[at] {
			s.failed++
		}
		fmt.Fprintf(s.to, "%s", buffer(s.output, at).Bytes())
		return
	}
	if s.parents[at] {
		return
	}
	if action == "pass" {
		s.passed++
		return
	}
	s.skipped++
	why := skipReason(buffer(s.output, at).String())
	s.reasons[why] = append(s.reasons[why], at.pkg+"."+at.name)
}

// endPackage prints the package's line. Its own output is shown when nothing
// in it explains its failure: a panic, a race at exit, a build that broke.
func (s *summary) endPackage(one record) {
	whole := test{pkg: one.Package}
	defer delete(s.output, whole)
	switch one.Action {
	case "pass":
		fmt.Fprintf(s.to, "ok    %-40s %7.2fs\n", one.Package, one.Elapsed)
	case "fail":
		if s.inside[one.Package] == 0 {
			s.failed++
			fmt.Fprintf(s.to, "%s", buffer(s.builds, one.FailedBuild).Bytes())
			s.flushUnfinished(one.Package)
			fmt.Fprintf(s.to, "%s", buffer(s.output, whole).Bytes())
		}
		fmt.Fprintf(s.to, "FAIL  %-40s %7.2fs\n", one.Package, one.Elapsed)
	}
}

// flushUnfinished prints what tests that never ended had said: the one that
// panicked or hung is among them.
func (s *summary) flushUnfinished(pkg string) {
	for at, said := range s.output {
		if at.pkg == pkg && at.name != "" {
			fmt.Fprintf(s.to, "%s", said.Bytes())
		}
	}
}

// report says why tests were skipped, most frequent reason first.
func (s *summary) report() {
	reasons := make([]string, 0, len(s.reasons))
	for why := range s.reasons {
		reasons = append(reasons, why)
	}
	slices.SortFunc(reasons, func(a, b string) int {
		if d := len(s.reasons[b]) - len(s.reasons[a]); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	for _, why := range reasons {
		names := s.reasons[why]
		slices.Sort(names)
		const shown = 3
		more := ""
		if len(names) > shown {
			more = fmt.Sprintf(" and %d more", len(names)-shown)
			names = names[:shown]
		}
		fmt.Fprintf(s.to, "skipped %d: %s (%s%s)\n", len(s.reasons[why]), why, strings.Join(names, ", "), more)
	}
}

func (s *summary) counts() string {
	return fmt.Sprintf("%d passed, %d failed, %d skipped", s.passed, s.failed, s.skipped)
}

// logged is the place that package testing writes before a message.
var logged = regexp.MustCompile(`(?m)^\s+[\w.-]+\.go:\d+: (.*)$`)

func skipReason(output string) string {
	all := logged.FindAllStringSubmatch(output, -1)
	if len(all) == 0 {
		return "no reason given"
	}
	return strings.TrimSpace(all[len(all)-1][1])
}

func buffer[K comparable](in map[K]*bytes.Buffer, key K) *bytes.Buffer {
	if in[key] == nil {
		in[key] = &bytes.Buffer{}
	}
	return in[key]
}
