// Package draw draws hostile little worlds for property tests: a table with
// rows, people, projects and policies, small enough to apply to a warehouse and
// to read by every account in it.
//
// It promises that what it draws is legal where somebody checks it (conditions
// that parse, literals in canonical form, patterns of the portable subset) and
// hostile everywhere else, and that policies bite: about half of the readers
// see something, and masks and filters decide cells and rows. It is for tests
// alone; no product code imports it.
package draw

import (
	"time"

	"pgregory.net/rapid"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/oracle"
	"scrim/pkg/policy"
)

// Case is one world: a cluster with one source.
type Case struct {
	Cluster          catalog.Cluster
	Source           catalog.Source
	Base             catalog.Signature // as the warehouse should declare the table; the test sets what it really declares
	Reviews          map[string]oracle.Review
	Rows             []oracle.Row         // in the order of Base.Columns
	Lookups          []oracle.LookupTable // the sources that conditions look something up in
	Policies         []policy.Policy
	Users            []directory.User
	Sessions         []directory.Session
	Acknowledgements []directory.Acknowledgement
	Accesses         []directory.Access
	Projects         []directory.Project
	Purposes         []directory.Purpose
}

// Master is the key from which the salts of all cases are made.
const Master = "a master key for tests"

// Now is the moment of all cases. Accesses and policies end at it, shortly
// after it, or never.
func Now() time.Time { return time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC) }

// Logins are the warehouse accounts of every case; a test makes them once.
// The last one is nobody's.
func Logins() []string {
	return []string{"ann", "bob o'neil", `quo"te`, `b\slash`, "ünï", "stranger"}
}

// Facts is the case as one account meets it.
func (c Case) Facts(login string) oracle.Facts {
	f := oracle.Facts{
		Cluster: c.Cluster, Source: c.Source, Base: c.Base, Reviews: c.Reviews, Lookups: c.Lookups,
		Policies: c.Policies, Reader: login, Users: c.Users, Sessions: c.Sessions,
		Acknowledgements: c.Acknowledgements, Accesses: c.Accesses,
		Projects: c.Projects, Purposes: c.Purposes, Counted: c.Rows,
		Salt: func(name string) (string, bool) { return oracle.Salt([]byte(Master), name), true },
	}
	f.Compared = oracle.Compared([]oracle.Facts{f}, Now())
	return f
}

// Comparison is how the cluster of the case compares text.
func (c Case) Comparison() oracle.Comparison {
	return oracle.Comparison{IgnoreTrailingBlanks: c.Cluster.Kind.IsRedshift()}
}

// NewCase draws a case for one kind of warehouse: on Redshift names are lower
// case, types are those it has, and lengths are bytes.
func NewCase(t *rapid.T, kind catalog.ClusterKind) Case {
	w := world{t: t, redshift: kind.IsRedshift()}
	c := Case{Cluster: catalog.Cluster{
		ID: "c1", Kind: kind, Host: "warehouse.example", Port: 5439,
		ViewDatabase: "governed", Databases: []string{"governed"},
	}}
	if w.often("unpoliced", 9) {
		c.Cluster.Unpoliced = "everyone"
	}
	w.table(&c)
	w.lists(&c)
	w.rows(&c)
	w.people(&c)
	w.policies(&c)
	w.anonymous(&c)
	return c
}

// world draws the parts of a case, which know of each other: literals,
// attributes and cells come from the same small pools, so that they meet.
type world struct {
	t        *rapid.T
	redshift bool
	columns  []column // of the table that the snapshot has too
	listed   oracle.LookupTable

	eventTime string // the source's column of that role, if it has one
}

// column is a column that conditions can name.
type column struct {
	name string
	typ  catalog.Type
	tags []catalog.Tag
}

// index draws a number below n, each as likely as the others, which rapid's own
// ranges are not; it shrinks towards 0.
func (w world) index(label string, n int) int {
	const bits = 10
	even := rapid.Custom(func(t *rapid.T) int {
		x := 0
		for range bits {
			x <<= 1
			if rapid.Bool().Draw(t, "bit") {
				x++
			}
		}
		return x * n >> bits
	})
	return even.Draw(w.t, label)
}

// between draws a number of low, low+1 … high.
func (w world) between(label string, low, high int) int {
	return low + w.index(label, high-low+1)
}

// often is true in n of ten draws; shrinking leads to true.
func (w world) often(label string, n int) bool { return w.index(label, 10) < n }

// rarely is true in n of a hundred draws; shrinking leads to false.
func (w world) rarely(label string, n int) bool { return w.index(label, 100) >= 100-n }

func pick[T any](w world, label string, from ...T) T { return from[w.index(label, len(from))] }

// some draws a subset in the order of from.
func some[T any](w world, label string, from ...T) []T {
	var out []T
	for _, one := range from {
		if w.often(label, 5) {
			out = append(out, one)
		}
	}
	return out
}
