// Package oracle says what a reader sees, in plain Go: policies on rows,
// without SQL, views or a warehouse.
//
// It promises the meaning of SEMANTICS S1–S9 and S13 and of
// docs/design/0001-meaning-in-detail.md, cell by cell, and an account of why.
// It is the judge of the compiler (law 10), so it imports nothing of it, is
// written for reading rather than for speed, and prefers the sentence of the
// page to a shortcut. It does not know gates (S10), name collisions (S11) or
// enforcement modes: it says what a view in force shows, and the caller says
// that it is in force. It never asks the time.
package oracle

import (
	"maps"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/policy"
	"scrim/pkg/profile"
)

// Facts is everything that is true at one moment about one source on one
// cluster, and about everybody who might read it.
type Facts struct {
	Cluster  catalog.Cluster
	Source   catalog.Source
	Base     catalog.Signature // the table as the warehouse declares it
	Reviews  map[string]Review // by column name; a column that is not here was never reviewed
	Lookups  []LookupTable     // the sources of the cluster that conditions look something up in; one that is not here is none
	Policies []policy.Policy   // all of them; those that do not apply to the source are passed over

	// Compared are the types of all columns on the cluster with which an
	// active policy compares an attribute (SEMANTICS S8); see Compared.
	Compared map[string][]catalog.Type

	Reader           string           // the warehouse name: what CURRENT_USER says
	Users            []directory.User // all of them, since two users with one name both get nothing
	Sessions         []directory.Session
	Acknowledgements []directory.Acknowledgement
	Accesses         []directory.Access // of every sender
	Projects         []directory.Project
	Purposes         []directory.Purpose

	SourceIncarnation uint64            // the version with which the source was created
	UserIncarnations  map[string]uint64 // likewise, by user id

	// Counted is the table's rows as they were when combinations of values were
	// last counted for k-anonymity, for the columns and k that policies now name;
	// none when that never happened, or is no longer valid.
	Counted []Row

	// Salt tells the secret that hashes are made with, by name; ok is false
	// where there is none, and then a hash shows NULL.
	Salt func(name string) (salt string, ok bool)
}

// Review is a column as it was when scrim first saw it under its last
// confirmation (SEMANTICS S13).
type Review struct {
	Type     string // as the snapshot gave it; empty accepts any
	Identity string // of the table
	Ordinal  int    // of the column
}

// Comparison is how the warehouse compares text, as data.
type Comparison struct {
	IgnoreTrailingBlanks bool // of VARCHAR as of CHAR, as Redshift does
}

// Row is one row of the base table, in the order of Facts.Base.Columns; of
// what a reader sees, in the order of the view's columns.
type Row []Value

// Read is what the reader sees of the rows: those that are shown, in their
// order, with the view's columns only, each masked as the policies say.
func Read(f Facts, rows []Row, as Comparison, now time.Time) []Row {
	s := open(f, as, now)
	if !s.door.Open {
		return nil
	}
	var out []Row
	for _, row := range rows {
		d := s.decide(row)
		if !d.Shown {
			continue
		}
		seen := make(Row, 0, len(d.Cells))
		for _, c := range d.Cells {
			seen = append(seen, c.Value)
		}
		out = append(out, seen)
	}
	return out
}

// Explain is what Read does with one row, and because of what.
func Explain(f Facts, row Row, as Comparison, now time.Time) Decision {
	return open(f, as, now).decide(row)
}

// Columns are the columns of the view: those of the table that the snapshot
// has too, in the table's order.
func Columns(f Facts) []catalog.Observed {
	var out []catalog.Observed
	f = folded(f)
	for _, o := range f.Base.Columns {
		if _, ok := described(f.Source, o.Name); ok {
			out = append(out, o)
		}
	}
	return out
}

// view is a source as one reader meets it: everything that does not depend on
// the row is decided.
type view struct {
	source  catalog.Source
	fold    func(string) string // a name as the cluster compares names
	columns []column
	reader  reader
	door    Door
	lookups []LookupTable
	rows    []chain                         // the row policies that apply, by id
	salt    func(use string) (string, bool) // "" is for hashes
	secret  func(name string) (string, bool)
	as      Comparison
	now     time.Time

	redshift bool
	depends  *depends

	anonymity anonymity
}

// depends is what was asked for and is not known here.
type depends struct {
	lookups map[string]bool // sources whose rows nobody gave
	sample  bool            // which rows are drawn, without the secret
}

// unless forgets what was asked for since before where the answer is known all
// the same: what counts as unknown and yet leaves no doubt decided nothing.
func (d *depends) unless(answer Truth, before depends) {
	if answer != Unknown {
		*d = before
	}
}

func (d *depends) copy() depends { return depends{lookups: maps.Clone(d.lookups), sample: d.sample} }

func newDepends() *depends { return &depends{lookups: map[string]bool{}} }

// column is one column of the view.
type column struct {
	catalog.Observed
	at       int // in the base row
	tags     []catalog.Tag
	reviewed bool
	masks    []chain // the mask policies that apply to it, by id
}

func open(f Facts, as Comparison, now time.Time) view {
	f = folded(f)
	v := view{source: f.Source, as: as, now: now, reader: identify(f, now), fold: fold(f.Cluster), lookups: f.Lookups, redshift: f.Cluster.Kind.IsRedshift(), depends: newDepends()}
	v.secret = func(name string) (string, bool) {
		if f.Salt == nil {
			return "", false
		}
		return f.Salt(name)
	}
	v.salt = func(use string) (string, bool) {
		if project := v.joining(f); project != "" && use == "" {
			return v.secret("project/" + project + "/1")
		}
		return v.secret("source/" + f.Source.ID + "/1" + use)
	}
	v.columns = viewColumns(f)
	active := activePolicies(f, now)
	for i := range v.columns {
		for _, p := range active {
			if p.Type == policy.TypeMask && appliesToColumn(p.AppliesTo, f.Source, v.columns[i].describe()) {
				v.columns[i].masks = append(v.columns[i].masks, v.chain(p))
			}
		}
	}
	for _, p := range active {
		if p.Type == policy.TypeRow && applies(p.AppliesTo, f.Source) {
			v.rows = append(v.rows, v.chain(p))
		}
	}
	v.anonymity = v.agree(f, active)
	v.door = v.enter(f, active)
	return v
}

// joining is the project that the reader works in, when the hashes of its
// sources join and the source is one of them.
func (v view) joining(f Facts) string {
	for _, p := range f.Projects {
		if p.MaskedJoins && !p.Disabled && slices.Contains(p.Sources, f.Source.ID) && v.reader.has(profile.KindContext, "", p.ID) {
			return p.ID
		}
	}
	return ""
}

func (v view) decide(row Row) Decision {
	d := Decision{Door: v.door, Shown: v.door.Open}
	v.depends = newDepends()
	for _, c := range v.rows {
		step := c.row(v, row)
		d.Rows = append(d.Rows, step)
		d.Shown = d.Shown && step.Shows
	}
	for _, c := range v.columns {
		d.Cells = append(d.Cells, v.cell(c, row))
	}
	d.Depends, d.DependsOnSample = slices.Sorted(maps.Keys(v.depends.lookups)), v.depends.sample
	return d
}

// of is a column's value; what a short row leaves out is NULL.
func (r Row) of(c column) Value {
	if c.at >= len(r) {
		return nil
	}
	return trimmed(r[c.at], c.Type)
}

func (v view) cell(c column, row Row) Cell {
	out := Cell{Column: c.Name, Unreviewed: !c.reviewed}
	masks := make([]policy.Mask, 0, len(c.masks))
	for _, chain := range c.masks {
		step := chain.cell(v, row)
		if common, ok := step.Mask.(policy.MaskKAnonymity); ok {
			if v.anonymity.counts(c) {
				step.Common = common.K
			}
			step.Mask = v.anonymous(c, row)
		}
		step.Mask = fit(step.Mask, c.Type)
		out.Because = append(out.Because, step)
		masks = append(masks, step.Mask)
	}
	out.Mask = meet(masks)
	if !c.reviewed {
		out.Mask = policy.MaskNull{}
	}
	out.Value = apply(out.Mask, row.of(c), c.Type, v.salt)
	return out
}
