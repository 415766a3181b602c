package plan

import "scrim/pkg/catalog"

// Ask is what a pass wants to know of a warehouse.
type Ask struct {
	Sources    []AskSource
	Users      []string // warehouse names
	Everything bool     // also what nobody asked for: strays and ghosts
}

// AskSource is one source: its table, and where its view should stand; a zero
// Wanted asks only about the view that the catalogue has.
type AskSource struct {
	ID     string
	Table  catalog.Table
	Wanted catalog.ViewName
}
