// Package policytest runs tests of policies that stand in files: who should see
// which rows and cells of a table, without a warehouse or by what one shows.
//
// It promises that the judge is package oracle, which shares nothing with the
// compiler; that a warehouse which shows something else than the oracle says is
// found out, whatever the tests ask; that a difference is shown cell by cell with the policy and rule
// behind it; and that it says which rules, exceptions and ways in no test ever
// used, so that a test that passes because nothing is asked does not look like
// one that proves something. It reads no file, asks no clock and no warehouse:
// what one shows is handed to it.
package policytest

import (
	"slices"
	"time"

	"scrim/pkg/event"
	"scrim/pkg/oracle"
)

// File is one file of tests: a table with rows, and what some readers should
// see of it.
type File struct {
	Name      string
	Documents []string // patterns of files, relative to this one; empty is all beside it that are no tests
	Source    string
	Cluster   string    // which one, where the source is on several
	Now       time.Time // zero is now
	Rows      []Row
	Lookups   map[string][]Row // of other sources, in whose tables policies look something up; one that is not here has no row
	Tests     []Test
}

// Row is a row of the table, or what should be seen of one, by column.
type Row map[string]Cell

// Test is what one reader should see.
type Test struct {
	Name string
	User string           // an id; of somebody the documents have, or With
	With []event.Document // instead of documents of their kind and id, or besides
	Sees []Row            // in any order; only the columns that are written are compared
	Line int              // of the file
}

// Cell is a value of the table as text, or what should be seen. It is a sealed
// union.
type Cell interface{ cell() }

// Literal is a value, written as the column's type writes it.
type Literal string

// Null is NULL.
type Null struct{}

// HashOf is the hash of a value: of its canonical text, so many digits of it.
type HashOf struct {
	Value  string
	Length int // 0 is 64; a bigint has 15 whatever it says
}

// Masked is anything but the value that stands in the table.
type Masked struct{}

// Any is anything.
type Any struct{}

func (Literal) cell() {}
func (Null) cell()    {}
func (HashOf) cell()  {}
func (Masked) cell()  {}
func (Any) cell()     {}

// Report is what became of the tests of one file.
type Report struct {
	File     string     `json:"file"`
	On       string     `json:"on,omitempty"` // the cluster that showed it; empty is the oracle's word alone
	Results  []Result   `json:"results"`
	Coverage []Coverage `json:"coverage"` // of the policies that meet the source, by id
}

// Passed reports whether every test did.
func (r Report) Passed() bool {
	return !slices.ContainsFunc(r.Results, func(one Result) bool { return !one.Passed() })
}

// Result is what became of one test.
type Result struct {
	Name        string       `json:"name"`
	Line        int          `json:"line,omitempty"`
	Rows        int          `json:"rows"` // that the reader sees
	Differences []Difference `json:"differences,omitempty"`

	// Disagreements are where the warehouse shows otherwise (Got) than the oracle
	// says (Want), be it asked for or not: a mistake in scrim, or a difference
	// between warehouses.
	Disagreements []Difference `json:"disagreements,omitempty"`
}

// Passed reports whether the reader sees what the test says, and nothing that
// the policies do not.
func (r Result) Passed() bool { return len(r.Differences) == 0 && len(r.Disagreements) == 0 }

// Difference is one thing that a reader sees otherwise than the test says.
type Difference struct {
	Row     string `json:"row"`               // which, as "id 3"
	Column  string `json:"column,omitempty"`  // empty when the row itself is hidden or shown
	Want    string `json:"want"`              // "NULL", "hidden", a value
	Got     string `json:"got"`               //
	Because string `json:"because,omitempty"` // the policy and rule behind what was seen
}

// Coverage is what the tests of a file asked of one policy.
type Coverage struct {
	Policy string   `json:"policy"`
	Parts  int      `json:"parts"`            // rules, exceptions and ends that it has
	Unused []string `json:"unused,omitempty"` // those that decided nothing in any test
}

// row is a row of the table as the oracle reads it, and as it is called.
type row struct {
	name   string
	values oracle.Row
}
