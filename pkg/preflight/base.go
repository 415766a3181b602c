package preflight

import (
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/catalog"
)

// Base is what a catalogue says of a governed table.
type Base struct {
	Source      string
	Table       catalog.Table
	Across      bool     // the views that read it are in another database
	Columns     []string // as the catalogue has them
	SortKeys    []int    // by column; 0 is no part of the key, and an interleaved one's have signs that alternate
	GrantedTo   []string // who has privileges on single columns
	RowSecurity Answer   // whether its own policies filter what the account reads
	External    bool     // it lies outside the warehouse
	Shared      bool     // it comes from a datashare
	Folds       bool     // the warehouse tells names apart without case
}

// Answer is what somebody may know: the zero value is that nobody told.
type Answer string

// The answers.
const (
	Untold Answer = ""
	Yes    Answer = "yes"
	No     Answer = "no"
)

// Judge says what keeps a table from being governed, or makes governing it
// mean less. The repairs are added by whoever can write them.
func (b Base) Judge() []Finding {
	var out []Finding
	add := func(check string, status Status, next, format string, args ...any) {
		out = append(out, Finding{
			Check: check, Status: status, Database: b.Table.Database, Source: b.Source,
			Means: "table " + b.Table.String() + " " + fmt.Sprintf(format, args...), Next: next,
		})
	}
	if interleaved(b.SortKeys) {
		add(Interleaved, b.across(Failed), "change the sort key", "has an interleaved sort key, and such tables are not read across databases")
	}
	if len(b.GrantedTo) > 0 {
		add(ColumnGrants, b.across(Failed), "grant SELECT on the whole table, or better take it away: readers have the view",
			"has privileges on single columns, of %s, and such tables are not read across databases", Few(b.GrantedTo))
	}
	if b.RowSecurity == Yes {
		next := "let the account pass by it, or leave the rows to scrim's policies"
		if b.Folds { // Redshift holds whoever queries a view to it, and not the view's owner
			next = "leave the rows to scrim's policies, once scrim verify --bypass finds nobody who reads the table beneath the view"
		}
		add(RowSecurity, b.across(Failed), next,
			"has row-level security of its own, which filters what the views read, or keeps them from reading")
	}
	if bad := b.oddNames(); len(bad) > 0 {
		add(ColumnNames, Warning, "rename them: a name that needs case to be told apart is none that the view can have", "has columns whose names differ by case from what views read: %s", Few(bad))
	}
	if b.External {
		add(ExternalTable, Warning, "give USAGE on the schema to scrim's account alone, and see who reads the files themselves",
			"lies outside the warehouse: whoever has USAGE on its schema reads it beneath the view, and so does whoever reaches the files")
	}
	if b.Shared {
		add(Datashare, Warning, "see who has USAGE on the shared database: no grant on a single table is asked of them",
			"comes from a datashare: whoever has USAGE on the shared database reads it beneath the view")
	}
	return out
}

// across is a status that counts only where views read across databases.
func (b Base) across(s Status) Status {
	if b.Across {
		return s
	}
	return Warning
}

func interleaved(keys []int) bool {
	return slices.ContainsFunc(keys, func(k int) bool { return k < 0 })
}

// oddNames is the columns that a view cannot name as they are: with upper case,
// or equal to another without case.
func (b Base) oddNames() []string {
	if !b.Folds {
		return nil
	}
	count := map[string]int{}
	for _, c := range b.Columns {
		count[strings.ToLower(c)]++
	}
	var out []string
	for _, c := range b.Columns {
		if lower := strings.ToLower(c); lower != c || count[lower] > 1 {
			out = append(out, c)
		}
	}
	return out
}
