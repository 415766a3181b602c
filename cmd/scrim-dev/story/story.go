// Package story lays out what the demo shows, as text that a person enjoys.
//
// It promises to be pure: what happened comes in as values, text goes out, and
// the same values give the same text. It measures nothing, asks nobody and
// knows no SQL.
package story

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Ink colours text on a terminal. The zero Ink leaves it as it is.
type Ink struct{ Colour bool }

func (i Ink) dress(code, s string) string {
	if !i.Colour || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (i Ink) bold(s string) string   { return i.dress("1", s) }
func (i Ink) faint(s string) string  { return i.dress("2", s) }
func (i Ink) green(s string) string  { return i.dress("32", s) }
func (i Ink) yellow(s string) string { return i.dress("33", s) }
func (i Ink) red(s string) string    { return i.dress("31", s) }

// Mark is put before a masked cell, so that it shows without colour too.
const Mark = "▒"

// Cell is what one reader got for one column of one row.
type Cell struct {
	Text   string
	Masked bool
}

// Reader is one column of the comparison.
type Reader struct {
	Name  string
	About string         // "analyst, EU"
	Rows  map[int][]Cell // by the row's key; a key that is missing is hidden
	Rule  string         // what hides rows from this reader
	Seen  int            // rows of the whole table
}

// Comparison is the same query as several readers see it.
type Comparison struct {
	Query   string
	Columns []string // of each reader's part
	Keys    []Key    // rows in order
	Readers []Reader
	Table   string // "crm.people"
	Total   int    // rows in the table
}

// Key names a row by what every reader's part is compared on.
type Key struct {
	ID    int
	Label string // "Lea Novak, EU": what the table has, which no reader asked for
}

// Compare lays the comparison out: a column of the table for each reader.
func Compare(c Comparison, ink Ink) string {
	widths := make([][]int, len(c.Readers))
	for i, r := range c.Readers {
		widths[i] = c.widths(r)
	}
	keyWidth := utf8.RuneCountInString("row")
	for _, k := range c.Keys {
		keyWidth = max(keyWidth, utf8.RuneCountInString(k.Label))
	}

	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", ink.faint(c.Query))
	head, names, rule := []string{pad("", keyWidth)}, []string{pad("", keyWidth)}, []string{strings.Repeat("─", keyWidth)}
	for i, r := range c.Readers {
		total := sum(widths[i])
		head = append(head, "  "+ink.bold(r.Name)+pad(" · "+r.About, total-2-utf8.RuneCountInString(r.Name)))
		names = append(names, ink.faint(strings.Join(each(c.Columns, func(j int, name string) string { return pad(lead(j, "")+name, widths[i][j]) }), "")))
		rule = append(rule, strings.Repeat("─", total))
	}
	line(&b, head, " │ ")
	line(&b, names, " │ ")
	line(&b, rule, "─┼─")
	for _, k := range c.Keys {
		parts := []string{pad(k.Label, keyWidth)}
		for i, r := range c.Readers {
			parts = append(parts, c.part(r, k, widths[i], ink))
		}
		line(&b, parts, " │ ")
	}
	b.WriteString("\n")
	b.WriteString(c.legend(ink))
	return b.String()
}

// hiddenText stands where a row is not there for a reader.
func hiddenText(rule string) string { return "  hidden: " + rule }

// lead is what stands before a cell: the mark's place, after the first column
// with a blank before it.
func lead(column int, mark string) string {
	if column > 0 {
		return " " + pad(mark, 2)
	}
	return pad(mark, 2)
}

func (c Comparison) widths(r Reader) []int {
	out := make([]int, len(c.Columns))
	for j, name := range c.Columns {
		out[j] = utf8.RuneCountInString(lead(j, "") + name)
	}
	hides := false
	for _, k := range c.Keys {
		row, seen := r.Rows[k.ID]
		hides = hides || !seen
		for j, cell := range row {
			out[j] = max(out[j], utf8.RuneCountInString(lead(j, "")+cell.Text))
		}
	}
	least := utf8.RuneCountInString("  " + r.Name + " · " + r.About)
	if hides {
		least = max(least, utf8.RuneCountInString(hiddenText(r.Rule)))
	}
	last := len(out) - 1
	out[last] += max(least-sum(out), 0)
	return out
}

func (c Comparison) part(r Reader, k Key, widths []int, ink Ink) string {
	row, seen := r.Rows[k.ID]
	if !seen {
		return ink.faint(pad(hiddenText(r.Rule), sum(widths)))
	}
	return strings.Join(each(row, func(j int, cell Cell) string {
		if cell.Masked {
			return ink.yellow(pad(lead(j, Mark)+cell.Text, widths[j]))
		}
		return pad(lead(j, "")+cell.Text, widths[j])
	}), "")
}

// legend says what the marks are and counts what is hidden, by rule.
func (c Comparison) legend(ink Ink) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s masked. %s has %s rows:", ink.yellow(Mark), c.Table, Count(c.Total))
	for i, r := range c.Readers {
		if i > 0 {
			b.WriteString(";")
		}
		fmt.Fprintf(&b, " %s sees %s", r.Name, Count(r.Seen))
		if hidden := c.Total - r.Seen; hidden > 0 {
			fmt.Fprintf(&b, " (%s hides %s)", r.Rule, Count(hidden))
		}
	}
	b.WriteString(".\n")
	return wrap(b.String(), lineWidth)
}

// lineWidth is where running text is broken.
const lineWidth = 100

// Change is one thing that happened, and what it did.
type Change struct {
	Title    string   // "Ana leaves the analysts"
	Door     string   // "a message on NATS", "a signed webhook", "nothing: time passed"
	Revision uint64   // 0 when nothing was accepted
	Took     Duration // until the reader saw it
	DDL      int
	Why      string       // one line
	Seen     []Difference // what readers saw before and see now
}

// Duration is shown in whole milliseconds.
type Duration = time.Duration

// Difference is one reader's answer before and after.
type Difference struct {
	Reader string
	What   string // "email of 1"
	Before string
	After  string
}

// Tell lays a change out: what happened, how fast, and what it changed.
func Tell(number int, c Change, ink Ink) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", ink.bold(strconv.Itoa(number)+"."), ink.bold(c.Title))
	facts := []string{c.Door}
	if c.Revision > 0 {
		facts = append(facts, "revision "+strconv.FormatUint(c.Revision, 10))
	}
	if c.Took > 0 {
		facts = append(facts, "seen after "+Milliseconds(c.Took))
	}
	facts = append(facts, fmt.Sprintf("%d DDL", c.DDL))
	fmt.Fprintf(&b, "   %s\n", ink.faint(strings.Join(facts, " · ")))
	if c.Why != "" {
		b.WriteString(indent(wrap(c.Why, lineWidth-3), "   "))
	}
	width, what := 0, 0
	for _, d := range c.Seen {
		width, what = max(width, utf8.RuneCountInString(d.Reader)), max(what, utf8.RuneCountInString(d.What))
	}
	before := 0
	for _, d := range c.Seen {
		before = max(before, utf8.RuneCountInString(d.Before))
	}
	for _, d := range c.Seen {
		fmt.Fprintf(&b, "     %s  %s  %s %s %s\n", pad(d.Reader, width), pad(d.What, what), pad(d.Before, before), ink.faint("→"), ink.green(d.After))
	}
	return b.String()
}

// Attempt is one thing that an attacker tried.
type Attempt struct {
	What    string // the SQL
	Naive   string // what it tells on a view without a fence
	Fenced  string // what it tells here
	Learned bool   // the fence failed
}

// Attack lays out what somebody without rights tried, and what they learned.
func Attack(number int, title, why string, tries []Attempt, ink Ink) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", ink.bold(strconv.Itoa(number)+"."), ink.bold(title))
	b.WriteString(indent(wrap(why, lineWidth-3), "   "))
	for _, t := range tries {
		outcome := ink.green(t.Fenced)
		if t.Learned {
			outcome = ink.red(t.Fenced)
		}
		fmt.Fprintf(&b, "     %s\n       a hand-written view: %s\n       scrim's view:        %s\n", ink.faint(t.What), t.Naive, outcome)
	}
	return b.String()
}

// Node is one step of an explanation.
type Node struct {
	Text, Because string
	Children      []Node
}

// Explain lays an explanation out as a tree.
func Explain(number int, title string, root Node, ink Ink) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", ink.bold(strconv.Itoa(number)+"."), ink.bold(title))
	var write func(n Node, indent string)
	write = func(n Node, indent string) {
		b.WriteString(indent + n.Text)
		if n.Because != "" {
			b.WriteString(ink.faint("  ← " + n.Because))
		}
		b.WriteString("\n")
		for _, child := range n.Children {
			write(child, indent+"  ")
		}
	}
	write(root, "     ")
	return b.String()
}

// Milliseconds is a duration in whole milliseconds, at least one.
func Milliseconds(d time.Duration) string {
	return strconv.FormatInt(max(d.Milliseconds(), 1), 10) + " ms"
}

// Count is a number with commas between thousands.
func Count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Note lays running text out; what stands between two stars stands out.
func Note(text string, ink Ink) string {
	parts := strings.Split(wrap(text, lineWidth), "*")
	for i := 1; i < len(parts); i += 2 {
		parts[i] = ink.bold(parts[i])
	}
	return strings.Join(parts, "")
}

// Strong is text that stands out.
func (i Ink) Strong(s string) string { return i.bold(s) }

// Lines lays out a title and what follows from it.
func Lines(number int, title string, lines []string, ink Ink) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", ink.bold(strconv.Itoa(number)+"."), ink.bold(title))
	for _, l := range lines {
		fmt.Fprintf(&b, "     %s\n", l)
	}
	return b.String()
}
