package main

import (
	"fmt"
	"io"
	"strings"

	"scrim/pkg/exposure"
	"scrim/pkg/server/api"
)

// showExposures writes what readers see otherwise by a plan: by their facts,
// and by the views.
func (a *app) showExposures(w io.Writer, e api.Exposure, indent string) {
	if !e.Facts.Nothing() {
		fmt.Fprintln(w, indent+a.look.bold("by facts, which wait for nobody:"))
		a.showExposure(w, e.Facts, indent+"  ")
	}
	if !e.Views.Nothing() {
		head := "by views:"
		if len(e.Waiting) > 0 {
			head = "by views, of which those of " + plain(some(e.Waiting)) + " wait for an approval:"
		}
		fmt.Fprintln(w, indent+a.look.bold(head))
		a.showExposure(w, e.Views, indent+"  ")
	}
	if len(e.Unknown) > 0 {
		fmt.Fprintln(w, indent+a.look.wait("~ nobody can say what these show now, and so not what is gained: "+plain(some(e.Unknown))))
	}
}

// showExposure writes who gains and who loses sight of what, then what changes
// by definition.
func (a *app) showExposure(w io.Writer, d exposure.Delta, indent string) {
	for _, line := range d.Lines() {
		fmt.Fprintln(w, indent+a.exposed(line))
	}
	if len(d.Definitions) == 0 {
		return
	}
	if len(d.Changes) == 0 {
		fmt.Fprintln(w, indent+"nobody here sees anything otherwise")
	}
	fmt.Fprintln(w, indent+a.look.faint("by definition, be there such a reader or not:"))
	for _, line := range d.ByDefinition() {
		fmt.Fprintln(w, indent+"  "+a.exposed(line))
	}
}

// exposed is a line with its direction: what may show more is what to look at.
func (a *app) exposed(line exposure.Line) string {
	switch line.Effect {
	case exposure.Gains:
		return a.look.bad("+ " + line.String())
	case exposure.Loses:
		return a.look.good("- " + line.String())
	case exposure.Changes:
	}
	return a.look.wait("~ " + line.String())
}

// some is names as far as they fit on a line.
func some(names []string) string {
	const enough = 5
	if len(names) <= enough+1 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:enough], ", "), len(names)-enough)
}

// plain keeps a name from ending a line, which may be a comment among SQL.
func plain(text string) string { return strings.NewReplacer("\n", " ", "\r", " ").Replace(text) }
