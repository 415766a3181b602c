package policytest

import (
	"fmt"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/oracle"
)

// master makes the salts of tests. It protects nothing: what is hashed is
// written in the file.
const master = "scrim test: no secret is here."

// Salt is the salt of that name in tests.
func Salt(name string) string { return oracle.Salt([]byte(master), name) }

// Place is the warehouse that tests run on. The zero Place is none.
type Place struct {
	Cluster string // its id: of several clusters that have the source the one that is meant, where the file does not say
	Kind    catalog.ClusterKind
}

// Trial is the tests of a file, read against the documents that they are about.
type Trial struct {
	file      File
	stage     stage
	rows      []row
	documents []event.Document
	now       time.Time
}

// Table is a table of a trial.
type Table struct {
	Source  string
	Columns []catalog.Observed
	Rows    []oracle.Row
}

// Cells is how many there are in the table.
func (t Table) Cells() int { return len(t.Columns) * len(t.Rows) }

// Prepare reads the tests of a file against the documents that it is about. A
// mistake that keeps all of them from meaning anything is an error among the
// issues; then there is no trial.
func Prepare(f File, documents []event.Document, on Place, now time.Time) (Trial, issue.List) {
	if !f.Now.IsZero() {
		now = f.Now
	}
	var issues issue.List
	g := ground(f, documents, on, &issues)
	if issues.HasErrors() {
		return Trial{}, issues
	}
	t := Trial{file: f, stage: g, rows: g.rows(f, &issues), documents: documents, now: now}
	for i, one := range f.Tests {
		g.check(one, documents, t.at(i), &issues)
	}
	if issues.HasErrors() {
		return Trial{}, issues
	}
	return t, issues
}

func (t Trial) at(i int) issue.Place {
	return issue.Place{Input: t.file.Name, Line: t.file.Tests[i].Line}.In(fmt.Sprintf("tests[%d]", i))
}

// Cluster is where the source is, as the documents describe it.
func (t Trial) Cluster() catalog.Cluster { return t.stage.cluster }

// Source is what the tests are about.
func (t Trial) Source() catalog.Source { return t.stage.source }

// Now is the moment of all tests; given says whether the file names it.
func (t Trial) Now() (now time.Time, given bool) { return t.now, !t.file.Now.IsZero() }

// Tests are what readers should see.
func (t Trial) Tests() []Test { return t.file.Tests }

// Documents are those of one test: the file's, some replaced by its own.
func (t Trial) Documents(test int) []event.Document {
	return over(t.documents, t.file.Tests[test].With)
}

// Table is the source's table with the rows of the file.
func (t Trial) Table() Table {
	out := Table{Source: t.stage.source.ID, Columns: t.stage.base.Columns}
	for _, r := range t.rows {
		out.Rows = append(out.Rows, r.values)
	}
	return out
}

// Lookups are the tables in which policies may look something up, with the rows
// that the file gives them.
func (t Trial) Lookups() []Table {
	var out []Table
	for _, one := range t.stage.lookups {
		out = append(out, Table{Source: one.Source.ID, Columns: one.Base.Columns, Rows: one.Rows})
	}
	return out
}

// judge says what became of each test: by what the warehouse shows its reader,
// or, without a warehouse, by what the oracle says.
func (t Trial) judge(sights []Sight) (Report, issue.List) {
	var issues issue.List
	g, report, used := t.stage, Report{File: t.file.Name}, usage{}
	for i, one := range t.file.Tests {
		facts := g.reading(one, t.documents, t.now)
		for _, r := range t.rows { // the rows of a file are the table, and counted
			facts.Counted = append(facts.Counted, r.values)
		}
		as := oracle.Comparison{IgnoreTrailingBlanks: g.cluster.Kind.IsRedshift()}
		var told []sighting
		for _, r := range t.rows {
			d := oracle.Explain(facts, r.values, as, t.now)
			unseen(t.file, d, &issues)
			used.note(d)
			told = append(told, sighting{row: r, decision: d})
		}
		var result Result
		if sights == nil {
			result = g.compare(one, facts, told)
		} else {
			seen, apart := g.shownBy(sights[i], told)
			result = g.compare(one, facts, seen)
			result.Disagreements = apart
		}
		report.Results = append(report.Results, result)
	}
	if issues.HasErrors() {
		return Report{File: t.file.Name}, issues
	}
	report.Coverage = coverage(t.documents, used)
	return report, issues
}
