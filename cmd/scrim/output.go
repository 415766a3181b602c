package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/term"

	"scrim/pkg/issue"
)

// look says what a writer can show. The zero look is a plain file.
type look struct {
	terminal bool // a person watches: progress may be drawn
	colour   bool
	width    int // columns; 0 is unlimited
}

// lookOf finds out what is behind a writer; NO_COLOR is honoured.
func lookOf(w io.Writer, env func(string) string) look {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return look{}
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		width = 0
	}
	return look{terminal: true, colour: env("NO_COLOR") == "", width: width}
}

// paint colours a piece of text where there is colour.
func (l look) paint(colours text.Colors, s string) string {
	if !l.colour {
		return s
	}
	return colours.EscapeSeq() + s + text.Reset.EscapeSeq()
}

// The colours have meanings, the same in every verb.
func (l look) good(s string) string  { return l.paint(text.Colors{text.FgGreen}, s) }
func (l look) bad(s string) string   { return l.paint(text.Colors{text.FgRed}, s) }
func (l look) wait(s string) string  { return l.paint(text.Colors{text.FgYellow}, s) }
func (l look) faint(s string) string { return l.paint(text.Colors{text.Faint}, s) }
func (l look) bold(s string) string  { return l.paint(text.Colors{text.Bold}, s) }

// printJSON writes one value, indented, as the whole output of a verb.
func (a *app) printJSON(v any) error {
	to := json.NewEncoder(a.stdout)
	to.SetIndent("", "  ")
	to.SetEscapeHTML(false)
	if err := to.Encode(v); err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	return nil
}

// printTable writes rows under a header, aligned, without lines between them.
func (a *app) printTable(header []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	t := table.NewWriter()
	t.SetOutputMirror(a.stdout)
	style := table.StyleDefault
	style.Options = table.OptionsNoBordersAndSeparators
	style.Format.Header = text.FormatDefault
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	t.SetStyle(style)
	t.SuppressTrailingSpaces()
	t.AppendHeader(cells(header, a.look.faint))
	for _, row := range rows {
		t.AppendRow(cells(row, nil))
	}
	t.Render()
}

func cells(in []string, dress func(string) string) table.Row {
	out := make(table.Row, len(in))
	for i, s := range in {
		if dress != nil {
			s = dress(s)
		}
		out[i] = s
	}
	return out
}

// printIssues writes issues in the order of the input, each with its excerpt
// and hint, a blank line between two.
func (a *app) printIssues(w io.Writer, l look, issues issue.List) {
	for i, one := range issues.Sorted() {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintln(w, l.issue(one))
	}
}

// issue is an issue with its severity and code in colour.
func (l look) issue(one issue.Issue) string {
	mark := fmt.Sprintf("%s [%s]", one.Severity, one.Code)
	dressed := l.bad(mark)
	if one.Severity == issue.Warning {
		dressed = l.wait(mark)
	}
	return strings.Replace(one.String(), mark, dressed, 1)
}
