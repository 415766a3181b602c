// Package issue is how scrim tells a person about a mistake of theirs: where
// it is, what kind it is, what is wrong and what to do about it.
//
// It promises that every mistake of one input is reported at once, in the
// order of the input, and that no issue carries a secret or a row of data: the
// code that makes an issue names things and places, never values read from a
// warehouse. It will not stand for a failure of scrim itself or of a server it
// talks to; those are ordinary Go errors.
package issue

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Place is where a mistake was made. The zero Place is "somewhere in the
// input"; each field that is set narrows it.
type Place struct {
	Input  string `json:"input,omitempty"`  // a file name, an event id, a table: what the person handed over
	Line   int    `json:"line,omitempty"`   // 1-based; 0 is unknown
	Column int    `json:"column,omitempty"` // 1-based, in characters; 0 is unknown
	Path   string `json:"path,omitempty"`   // the field, as "rules[0].mask"; empty is the whole document
}

// String renders the place as compilers do: "policies.yaml:12:5 rules[0].mask".
func (p Place) String() string {
	var b strings.Builder
	b.WriteString(p.Input)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
		if p.Column > 0 {
			fmt.Fprintf(&b, ":%d", p.Column)
		}
	}
	if p.Path != "" {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p.Path)
	}
	return b.String()
}

// In returns the place one field deeper: Place{Path: "rules[0]"}.In("mask")
// is "rules[0].mask"; a field that starts with "[" is an index.
func (p Place) In(field string) Place {
	if p.Path != "" && !strings.HasPrefix(field, "[") {
		field = "." + field
	}
	p.Path += field
	return p
}

// Severity says whether the input can be used all the same. The zero value is
// the safe one.
type Severity uint8

const (
	// Error means that what the issue is about has no effect, or only its
	// closing effect.
	Error Severity = iota
	// Warning means that it works, and that a person should know.
	Warning
)

func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// MarshalText writes "error" or "warning".
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText wrote; anything unknown is an Error.
func (s *Severity) UnmarshalText(text []byte) error {
	*s = Error
	if string(text) == "warning" {
		*s = Warning
	}
	return nil
}

// Code names a kind of mistake for programs, in kebab case: "unknown-field".
// Codes are stable; docs/issues.md lists them.
type Code string

// Issue is one mistake.
type Issue struct {
	Place    Place    `json:"place"`
	Severity Severity `json:"severity"`
	Code     Code     `json:"code"`
	Message  string   `json:"message"`           // what is wrong, one sentence without a full stop
	Hint     string   `json:"hint,omitempty"`    // what to do next
	Excerpt  string   `json:"excerpt,omitempty"` // the lines of the input with a caret, when the input is text
}

// String renders the issue for a terminal: one line, then the excerpt and the
// hint when there are any.
func (i Issue) String() string {
	var b strings.Builder
	if place := i.Place.String(); place != "" {
		b.WriteString(place)
		b.WriteString(": ")
	}
	fmt.Fprintf(&b, "%s [%s] %s", i.Severity, i.Code, i.Message)
	if i.Excerpt != "" {
		b.WriteString("\n")
		b.WriteString(strings.TrimRight(i.Excerpt, "\n"))
	}
	if i.Hint != "" {
		b.WriteString("\n  hint: ")
		b.WriteString(i.Hint)
	}
	return b.String()
}

// List is every issue of one input. The zero List is "nothing to report".
type List []Issue

// Add appends an error; use Warn for a warning.
func (l *List) Add(at Place, code Code, hint, format string, args ...any) {
	*l = append(*l, Issue{Place: at, Code: code, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

// Warn appends a warning.
func (l *List) Warn(at Place, code Code, hint, format string, args ...any) {
	l.Add(at, code, hint, format, args...)
	(*l)[len(*l)-1].Severity = Warning
}

// HasErrors reports whether anything in the list is more than a warning.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(i Issue) bool { return i.Severity == Error })
}

// Has reports whether the list holds an issue of that code.
func (l List) Has(code Code) bool {
	return slices.ContainsFunc(l, func(i Issue) bool { return i.Code == code })
}

// Err returns the list as an error when it has errors, nil otherwise. The
// error can be taken apart again with errors.As and a *Failure.
func (l List) Err() error {
	if !l.HasErrors() {
		return nil
	}
	return &Failure{Issues: l}
}

// Sorted returns the list in the order of the input; issues of one place keep
// the order in which they were found.
func (l List) Sorted() List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, func(a, b Issue) int {
		return cmp.Or(
			cmp.Compare(a.Place.Input, b.Place.Input),
			cmp.Compare(a.Place.Line, b.Place.Line),
			cmp.Compare(a.Place.Column, b.Place.Column),
		)
	})
	return out
}

// Failure carries a list of issues where Go wants one error.
type Failure struct{ Issues List }

// Error renders all the issues, a blank line between two of them.
func (f *Failure) Error() string {
	lines := make([]string, len(f.Issues))
	for i, one := range f.Issues {
		lines[i] = one.String()
	}
	return strings.Join(lines, "\n\n")
}
