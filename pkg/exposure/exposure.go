// Package exposure says who gains and who loses sight of what when views and
// facts change: of sources, of rows, of columns.
//
// It promises to compute that from facts and definitions alone, without a row
// of data; to call something unchanged only where it is proven to be, and a
// loss (a gain) only where nothing can be gained (lost); and to look once at
// readers who are alike and not at each of them, so that what 5,000 people see
// of 1,000 sources is a matter of a second. It decides nothing about access.
package exposure

import (
	"cmp"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// Source is a source before and after. Nil is nothing for anybody: no view, or
// a gate that is shut.
type Source struct {
	ID            string
	Before, After *view.View
}

// User is somebody's facts before and after; none is a stranger, who sees
// nothing.
type User struct {
	ID            string
	Before, After []profile.Row
}

// Delta is what changes for whom.
type Delta struct {
	Crowds  [][]string `json:"crowds"`  // each the ids of users to whom the same things happen, sorted
	Changes []Change   `json:"changes"` // by source, the source itself before its rows and those before its columns

	// Definitions are what the views show otherwise to whoever their conditions
	// hold for: what changes for nobody today may for somebody tomorrow.
	Definitions []Definition `json:"definitions"`
}

// Nothing reports whether nothing changes, for anybody and by definition.
func (d Delta) Nothing() bool { return len(d.Changes)+len(d.Definitions) == 0 }

// Change is one thing that a crowd sees otherwise than before.
type Change struct {
	Source string `json:"source"`
	What   What   `json:"what"`
	Column string `json:"column,omitempty"`
	Effect Effect `json:"effect"`
	Before string `json:"before"`
	After  string `json:"after"`
	Crowd  int    `json:"crowd"` // an index of Delta.Crowds

	// Count is how many rows that is, where somebody asked a warehouse.
	Count *Count `json:"count,omitempty"`

	// Rows is which rows, where those change: to be counted, and never shown,
	// since facts are in it.
	Rows *Rows `json:"-"`
}

// Count is how many rows more, and fewer, somebody sees.
type Count struct {
	Gained int64  `json:"gained"`
	Lost   int64  `json:"lost"`
	As     string `json:"as,omitempty"`  // of whom that is, where the others of the crowd may see others
	Not    string `json:"not,omitempty"` // why it was not counted
}

// What is what changes.
type What string

// What can change: a source as a whole, when nothing or everything is new to
// somebody; which rows; what stands in a column's cells.
const (
	OfSource What = "source"
	OfRows   What = "rows"
	OfColumn What = "column"
)

// Effect says in which direction something changes.
type Effect string

// The effects. What is no proven gain and no proven loss Changes, and may be
// both; whoever guards against a gain has to take it for one.
const (
	Gains   Effect = "gains"
	Loses   Effect = "loses"
	Changes Effect = "changes"
)

// Widens reports whether the effect may show something that was hidden.
func (e Effect) Widens() bool { return e == Gains || e == Changes }

// Rows is the rows of a source that somebody sees, before and after: what is
// left of the predicates once it is known who reads.
type Rows struct {
	Base          catalog.Table
	Before, After Reading
	As            string // the user whose facts are put in
	All           bool   // with those of anybody else of the crowd it is the same
}

// Reading is a predicate, with the values of the lists that it holds columns
// against.
type Reading struct {
	Pred  view.Pred
	Lists map[List][]string
}

// List names a list of a reader's values: an attribute's, their groups.
type List struct {
	Kind profile.Kind
	Name string
}

// Users is who a change happens to.
func (d Delta) Users(c Change) []string { return d.Crowds[c.Crowd] }

// Compare says what is otherwise after than before, as of now: a fact that has
// ended is none.
func Compare(sources []Source, users []User, now time.Time) Delta {
	return compare(sources, users, now, false)
}

// Apart is Compare, with users told apart by the values of their lists where
// those say which rows change, so that the rows of a crowd can be counted for one
// of them. Of those with more sets of values than are worth counting nobody is
// told apart.
func Apart(sources []Source, users []User, now time.Time) Delta {
	return compare(sources, users, now, true)
}

func compare(sources []Source, users []User, now time.Time, apart bool) Delta {
	sources = slices.SortedFunc(slices.Values(sources), func(a, b Source) int { return cmp.Compare(a.ID, b.ID) })
	users = slices.SortedFunc(slices.Values(users), func(a, b User) int { return cmp.Compare(a.ID, b.ID) })
	moved := slices.ContainsFunc(users, User.moved)
	out := Delta{Crowds: [][]string{}, Changes: []Change{}, Definitions: []Definition{}}
	var compared []*comparison
	for _, s := range sources {
		out.Definitions = append(out.Definitions, Define(s)...)
		if c := newComparison(s); c.differs || moved && !c.nothing() {
			compared = append(compared, c)
		}
	}
	p := gather(compared, users, now)
	p.apart = apart
	known := map[string]int{}
	for _, c := range compared {
		for _, f := range c.findings(p) {
			key := f.crowd.key()
			n, ok := known[key]
			if !ok {
				n = len(out.Crowds)
				known[key], out.Crowds = n, append(out.Crowds, p.names(f.crowd))
			}
			f.Crowd = n
			out.Changes = append(out.Changes, f.Change)
		}
	}
	return out
}

// moved reports whether anything of the user's facts is another thing after.
func (u User) moved() bool {
	return !slices.EqualFunc(u.Before, u.After, func(a, b profile.Row) bool { return a.Fact == b.Fact && a.ValidUntil.Equal(b.ValidUntil) })
}
