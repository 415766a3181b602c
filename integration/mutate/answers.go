package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// answers are survivors with the reason why each may live.
type answers map[key]string

// readAnswers reads a file of blocks with an empty line between: file and
// function; the line before and after the change; the reason.
//
//	pkg/policy/pattern.go reader.atom
//	- if n > most {
//	+ if n >= most {
//	equivalent: …
//
// Lines that begin with # are for people.
func readAnswers(path string) (answers, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the answers: %w", err)
	}
	return parseAnswers(string(text))
}

func parseAnswers(text string) (answers, error) {
	out := answers{}
	for _, block := range strings.Split(text, "\n\n") {
		var lines []string
		for _, line := range strings.Split(block, "\n") {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
				lines = append(lines, line)
			}
		}
		if len(lines) == 0 {
			continue
		}
		k, reason, err := parseAnswer(lines)
		if err != nil {
			return nil, fmt.Errorf("reading the answer that begins with %q: %w", lines[0], err)
		}
		if _, twice := out[k]; twice {
			return nil, fmt.Errorf("reading the answer that begins with %q: it is there twice", lines[0])
		}
		out[k] = reason
	}
	return out, nil
}

func parseAnswer(lines []string) (key, string, error) {
	file, function, ok := strings.Cut(lines[0], " ")
	if !ok || len(lines) < 4 || !strings.HasPrefix(lines[1], "-") || !strings.HasPrefix(lines[2], "+") {
		return key{}, "", errors.New("it needs file and function, a line with -, one with +, and a reason")
	}
	k := key{file, function, strings.TrimSpace(lines[1][1:]), strings.TrimSpace(lines[2][1:])}
	return k, strings.Join(lines[3:], " "), nil
}
