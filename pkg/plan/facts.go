package plan

import (
	"slices"

	"scrim/pkg/profile"
)

// factChanges is every user's change, in two halves: what closes and what
// opens (SEMANTICS S10). To withdraw a fact closes, except a revocation, whose
// arrival closes; to shorten a validity closes, except that of a revocation.
type factChanges struct {
	closeDelete, closeInsert []profile.Row
	openDelete, openInsert   []profile.Row
	states                   []userChange
	wipe                     []string
	revocations              int // that are new
}

// userChange says of one user whether each half has anything to do.
type userChange struct {
	name           string
	closes, opens  bool
	pendingAlready bool
}

func (c *factChanges) add(name string, have ObservedUser, want []profile.Row) {
	change := userChange{name: name, pendingAlready: have.Pending}
	h, w := sorted(have.Rows), sorted(want)
	for len(h) > 0 || len(w) > 0 {
		switch order := nearer(h, w); {
		case order < 0:
			c.remove(&change, h[0])
			h = h[1:]
		case order > 0:
			c.arrive(&change, w[0])
			w = w[1:]
		default:
			c.revalue(&change, h[0], w[0])
			h, w = h[1:], w[1:]
		}
	}
	if change.closes || change.opens || change.pendingAlready {
		c.states = append(c.states, change)
	}
}

// nearer compares the first rows of two sorted lists; an empty list comes
// last.
func nearer(h, w []profile.Row) int {
	switch {
	case len(h) == 0:
		return 1
	case len(w) == 0:
		return -1
	}
	return profile.Compare(h[0], w[0])
}

func sorted(rows []profile.Row) []profile.Row {
	out := slices.Clone(rows)
	slices.SortFunc(out, profile.Compare)
	return out
}

func (c *factChanges) remove(change *userChange, row profile.Row) {
	if row.Kind == profile.KindRevoked {
		c.openDelete = append(c.openDelete, row)
		change.opens = true
		return
	}
	c.closeDelete = append(c.closeDelete, row)
	change.closes = true
}

func (c *factChanges) arrive(change *userChange, row profile.Row) {
	if row.Kind == profile.KindRevoked {
		c.closeInsert = append(c.closeInsert, row)
		c.revocations++
		change.closes = true
		return
	}
	c.openInsert = append(c.openInsert, row)
	change.opens = true
}

// revalue changes a validity: by deleting and inserting in one transaction.
func (c *factChanges) revalue(change *userChange, old, new profile.Row) {
	if old.ValidUntil.Equal(new.ValidUntil) {
		return
	}
	longer := new.ValidUntil.After(old.ValidUntil)
	if longer == (old.Kind == profile.KindRevoked) {
		c.closeDelete, c.closeInsert = append(c.closeDelete, old), append(c.closeInsert, new)
		change.closes = true
		return
	}
	c.openDelete, c.openInsert = append(c.openDelete, old), append(c.openInsert, new)
	change.opens = true
}

// waits reports whether something is left for the second transaction: until
// then the facts are not those of the wanted revision.
func (c *factChanges) waits() bool { return len(c.openDelete)+len(c.openInsert) > 0 }

// mends reports whether an earlier pass withdrew facts and did not finish.
func (c *factChanges) mends() bool {
	return slices.ContainsFunc(c.states, func(s userChange) bool { return s.pendingAlready })
}

// partial reports whether the facts between the two transactions are those of
// no revision at all, neither the old nor the new.
func (c *factChanges) partial() bool {
	closes := len(c.closeDelete)+len(c.closeInsert)+len(c.wipe) > 0
	return c.waits() && (closes || c.mends())
}

// closing is what the first transaction writes; a user whose openings wait is
// marked pending, so that a crash cannot lose them. Where facts are in part,
// that is everybody whose openings wait: a later pass learns from the mark that
// sources were shut because of them.
func (c *factChanges) closing() WriteFacts {
	out := WriteFacts{Delete: c.closeDelete, Insert: c.closeInsert, Wipe: c.wipe}
	partial := c.partial()
	for _, s := range c.states {
		if s.closes || s.opens && partial && !s.pendingAlready {
			out.States = append(out.States, UserState{UserID: s.name, Pending: s.opens})
		}
	}
	return out
}

// opening is what the second transaction writes.
func (c *factChanges) opening() WriteFacts {
	out := WriteFacts{Delete: c.openDelete, Insert: c.openInsert}
	for _, s := range c.states {
		if s.opens || s.pendingAlready && !s.closes {
			out.States = append(out.States, UserState{UserID: s.name})
		}
	}
	return out
}

func (c *factChanges) openers() int {
	n := 0
	for _, s := range c.states {
		if s.opens {
			n++
		}
	}
	return n
}

func (c *factChanges) withdrawn() int { return len(c.closeDelete) + len(c.wipe) }

func (w WriteFacts) empty() bool {
	return len(w.Delete)+len(w.Insert)+len(w.States)+len(w.Wipe) == 0
}
