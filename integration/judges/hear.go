package main

import (
	"context"
	"regexp"

	"scrim/integration/judges/walk"
)

// judge reads statements and says of each what it has against it, or nothing.
type judge interface {
	name() string
	absent() string // why it cannot read here; empty when it can
	exceptions() []exception
	read(ctx context.Context, statements []walk.Statement) ([]string, error)
}

// exception is a construct that Redshift has and a judge does not know. In a
// statement that the judge refuses it is written in a way that the judge does
// know, so that all the rest of the statement is judged all the same.
type exception struct {
	name      string
	page      string // AWS's, which says that Redshift has it
	construct *regexp.Regexp
	instead   string // as regexp.ReplaceAllString has it
}

// verdict is what one judge says.
type verdict struct {
	judge   string
	read    int
	refused []refusal
	used    map[string]int // exception → statements
	unused  []string
}

type refusal struct {
	statement walk.Statement
	complaint string
}

func (v verdict) good() bool { return len(v.refused)+len(v.unused) == 0 }

// hear lets a judge read all statements, and those that it refuses once more
// with its exceptions.
func hear(ctx context.Context, j judge, statements []walk.Statement) (verdict, error) {
	v := verdict{judge: j.name(), read: len(statements), used: map[string]int{}}
	complaints, err := j.read(ctx, statements)
	if err != nil {
		return v, err
	}
	var again []walk.Statement
	var first []refusal
	var names [][]string
	for i, complaint := range complaints {
		if complaint == "" {
			continue
		}
		s, applied := rewritten(statements[i], j.exceptions())
		if len(applied) == 0 {
			v.refused = append(v.refused, refusal{statements[i], complaint})
			continue
		}
		again, names, first = append(again, s), append(names, applied), append(first, refusal{statements[i], complaint})
	}
	if complaints, err = j.read(ctx, again); err != nil {
		return v, err
	}
	for i, complaint := range complaints {
		if complaint != "" {
			first[i].complaint = complaint
			v.refused = append(v.refused, first[i])
			continue
		}
		for _, name := range names[i] {
			v.used[name]++
		}
	}
	for _, e := range j.exceptions() {
		if v.used[e.name] == 0 {
			v.unused = append(v.unused, e.name)
		}
	}
	return v, nil
}

// rewritten is a statement without the constructs of exceptions, and which
// those were.
func rewritten(s walk.Statement, exceptions []exception) (walk.Statement, []string) {
	var applied []string
	for _, e := range exceptions {
		if e.construct.MatchString(s.Text) {
			s.Text = e.construct.ReplaceAllString(s.Text, e.instead)
			applied = append(applied, e.name)
		}
	}
	return s, applied
}
