package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"scrim/pkg/issue"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
)

// showReceipts tells what became of what was sent: a line for each document,
// then the revision to wait for.
func (a *app) showReceipts(receipts []api.Receipt) error {
	if a.json {
		if len(receipts) == 1 {
			return a.printJSON(receipts[0])
		}
		return a.printJSON(receipts)
	}
	var rows [][]string
	var issues issue.List
	var revision uint64
	for _, r := range receipts {
		revision = max(revision, r.Revision)
		for _, one := range r.Results {
			rows = append(rows, []string{a.verdict(one.Verdict), string(one.Kind), one.ID, version0(one.Version), version0(one.Revision)})
			issues = append(issues, one.Issues...)
		}
	}
	a.printTable([]string{"verdict", "kind", "id", "version", "revision"}, rows)
	if len(issues) > 0 {
		fmt.Fprintln(a.stdout)
		a.printIssues(a.stdout, a.look, issues)
	}
	for _, r := range receipts {
		a.showChecks(r.Checks)
	}
	if revision > 0 {
		fmt.Fprintf(a.stdout, "\nscrim wait %d returns when it is applied everywhere.\n", revision)
	}
	return nil
}

func (a *app) verdict(v state.Verdict) string {
	switch v {
	case state.Accepted:
		return a.look.good(string(v))
	case state.Stale:
		return a.look.faint(string(v))
	default:
		return a.look.bad(string(v))
	}
}

// showApplied tells what became of each unit; a unit that will be tried again
// is pending, one that needs somebody is an error.
func (a *app) showApplied(applied api.Applied) error {
	if a.json {
		if err := a.printJSON(applied); err != nil {
			return err
		}
	} else {
		if len(applied.Outcomes) > 0 || len(applied.Lines) == 0 {
			fmt.Fprintf(a.stdout, "%s: %s\n", a.look.bold(applied.Cluster), a.summary(applied.Outcomes))
		}
		a.showOutcomes(applied.Outcomes)
		a.showLines(applied.Lines)
	}
	for _, l := range applied.Lines {
		if l.Became == lineFailed {
			return errDiffers
		}
	}
	return outcomeError(applied.Outcomes)
}

// What becomes of an administrator's line, as api.Line says it.
const (
	lineLeft   = "left"
	lineFailed = "failed"
)

// showLines tells what became of an administrator's statements; those that
// are left are shown whole, so that somebody can run them.
func (a *app) showLines(lines []api.Line) {
	database := ""
	for _, l := range lines {
		if l.Database != database && l.Database != "" {
			fmt.Fprintln(a.stdout, a.look.faint("in database "+l.Database))
		}
		database = l.Database
		mark := a.look.good(fmt.Sprintf("%-6s", l.Became))
		switch l.Became {
		case lineLeft:
			mark = a.look.wait("left  ")
		case lineFailed:
			mark = a.look.bad("failed")
		}
		fmt.Fprintf(a.stdout, "  %s  %s\n", mark, l.SQL)
		switch l.Became {
		case lineLeft:
			fmt.Fprintln(a.stdout, "          "+l.Comment)
		case lineFailed:
			fmt.Fprintln(a.stdout, "          "+l.Error)
		}
	}
}

func (a *app) summary(outcomes []api.Outcome) string {
	ddl, done := 0, 0
	var took time.Duration
	for _, o := range outcomes {
		ddl += o.DDL
		took += o.Elapsed
		if o.Done {
			done++
		}
	}
	said := plural(len(outcomes), "unit") + " done"
	if done < len(outcomes) {
		said = fmt.Sprintf("%d done of %s", done, plural(len(outcomes), "unit"))
	}
	if ddl > 0 {
		said += fmt.Sprintf(", %d DDL", ddl)
	}
	if took = took.Round(time.Millisecond); took > 0 {
		said += fmt.Sprintf(", %v", took)
	}
	return said
}

func (a *app) showOutcomes(outcomes []api.Outcome) {
	for _, o := range outcomes {
		switch {
		case o.Done:
		case o.Retry:
			fmt.Fprintf(a.stdout, "  %s %s: %s\n", a.look.wait("will retry"), o.Target, o.Error)
		default:
			fmt.Fprintf(a.stdout, "  %s %s: %s\n", a.look.bad("not done"), o.Target, o.Error)
		}
	}
}

// outcomeError is nil when all is done, errDiffers when the rest will be
// tried again, and an error when something needs a person.
func outcomeError(outcomes []api.Outcome) error {
	var pending error
	for _, o := range outcomes {
		switch {
		case o.Done:
		case o.Retry:
			pending = errDiffers
		default:
			return hint(fmt.Errorf("%s was not done: %s", o.Target, o.Error), "scrim status says what waits for whom")
		}
	}
	return pending
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	if strings.HasSuffix(what, "y") {
		what = strings.TrimSuffix(what, "y") + "ie"
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// version0 is a number, or nothing when there is none.
func version0(n uint64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatUint(n, 10)
}
