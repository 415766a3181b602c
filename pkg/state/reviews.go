package state

import (
	"maps"
	"strings"

	"scrim/pkg/catalog"
)

// Reviews says, by column name, what was confirmed of the columns of a source
// (SEMANTICS S13), and what of the past decides it. Ask it with Of: a column
// that is listed is not thereby reviewed.
//
// Of each column it keeps three facts that only ever grow with the set of
// snapshots seen, so that their order cannot matter. A column that is not
// listed was missing, or new and unconfirmed, in the greatest snapshot.
type Reviews map[string]Review

// Review is what is known of one column.
type Review struct {
	Type    string `json:"type,omitempty"`    // what is confirmed: canonical (catalog.Type.String); empty confirms any type
	Version uint64 `json:"version,omitempty"` // of the snapshot that confirmed it, 1 for the first one; 0 is not reviewed

	Lacked uint64            `json:"lacked,omitempty"` // the greatest version without the column, or with it tagged New and unconfirmed
	Marked uint64            `json:"marked,omitempty"` // the greatest version since then that said "reviewed"
	Types  map[string]uint64 `json:"types,omitempty"`  // type → the greatest version since then that gave it
}

// Of is the review of a column that is confirmed; false when it is not.
func (r Reviews) Of(column string) (Review, bool) {
	review := r[column]
	return review, review.Version > 0
}

func (r Reviews) equal(other Reviews) bool {
	return maps.EqualFunc(r, other, func(a, b Review) bool {
		return a.Type == b.Type && a.Version == b.Version && a.Lacked == b.Lacked && a.Marked == b.Marked && maps.Equal(a.Types, b.Types)
	})
}

// after is the reviews after a snapshot that is greater than all before it. A
// column that comes now was lacking in all of those, the greatest of which is
// last.
func (r Reviews) after(last, version uint64, columns []catalog.Column) Reviews {
	if len(columns) == 0 {
		return nil
	}
	out := make(Reviews, len(columns))
	for _, c := range columns {
		review, listed := r[c.Name]
		if !listed {
			review = Review{Lacked: last}
		}
		if counts(c) {
			out[c.Name] = review.seen(version, c)
		}
	}
	return out
}

// before is the reviews after a snapshot that is not the greatest: it can
// still say of a column that it was there, or was not.
func (r Reviews) before(version, greatest uint64, columns []catalog.Column) Reviews {
	if len(r) == 0 {
		return r
	}
	told := make(map[string]catalog.Column, len(columns))
	for _, c := range columns {
		told[c.Name] = c
	}
	out := make(Reviews, len(r))
	for name, review := range r {
		if c, there := told[name]; there && counts(c) {
			out[name] = review.seen(version, c)
		} else if lacked := max(review.Lacked, version); lacked < greatest {
			review.Lacked = lacked
			out[name] = review.settled()
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// counts reports whether a snapshot has the column as one that can be
// reviewed: the platform's tag New takes it back, unless the same snapshot
// confirms it.
func counts(c catalog.Column) bool { return c.Reviewed || !c.Tagged(catalog.TagNew) }

// seen adds one snapshot that has the column.
func (r Review) seen(version uint64, c catalog.Column) Review {
	if version <= r.Lacked {
		return r
	}
	if hint := canonicalType(c.Type); hint != "" {
		types := maps.Clone(r.Types)
		if types == nil {
			types = map[string]uint64{}
		}
		types[hint] = max(types[hint], version)
		r.Types = types
	}
	if c.Reviewed {
		r.Marked = max(r.Marked, version)
	}
	return r.settled()
}

// settled decides the review and forgets what can never decide it again. A
// confirmation stands while no later snapshot lacks the column or gives it
// another type; the first snapshot confirms what every snapshot since has.
func (r Review) settled() Review {
	if r.Marked <= r.Lacked {
		r.Marked = 0
	}
	r.Version = r.Marked
	if r.Marked == 0 && r.Lacked == 0 {
		r.Version = 1
	}
	r.Type = ""
	since := max(r.Lacked+1, r.Marked)
	types := map[string]uint64{}
	for name, version := range r.Types {
		if version >= since {
			types[name] = version
			r.Type = name
		}
	}
	r.Types = types
	switch {
	case len(types) == 0:
		r.Types = nil
	case len(types) > 1:
		r.Version = 0
	}
	if r.Version == 0 {
		r.Type = ""
	}
	return r
}

// canonicalType is a type hint in the form in which types are compared. One
// that is no type name equals no observed type, and so confirms nothing.
func canonicalType(hint string) string {
	if t, ok := catalog.ParseType(hint); ok {
		return t.String()
	}
	return strings.ToLower(strings.TrimSpace(hint))
}
