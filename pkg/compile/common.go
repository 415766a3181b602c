package compile

import (
	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// anonymity is what the k-anonymity masks of all policies on the source come
// to: one set of columns and one k, or nothing (docs/design/0009-k-anonymity.md).
type anonymity struct {
	common view.Common
	open   bool // false shows NULL to whomever the masks are for
}

// anonymous decides it for the whole source, before any column: values of which
// a reader sees some rows only, or that others' sets cut through, are not the
// ones that were counted.
func (c *compiler) anonymous() {
	at := issue.Place{Input: "source " + c.in.Source.ID}
	var found []view.Common
	for _, p := range c.policies {
		columns := c.countable(p)
		for _, k := range policy.Anonymities(p) {
			if len(columns) > 0 {
				found = append(found, view.Common{Salt: c.salt() + "/k", Columns: view.NewSet(columns...), K: k})
			}
		}
	}
	if len(found) == 0 {
		return
	}
	c.anonymity = anonymity{common: found[0], open: true}
	for _, other := range found[1:] {
		if other != found[0] {
			c.anonymity.open = false
			c.issues.Add(at, "k-anonymity-sets-differ", "let one policy name the columns and k, or several the same ones",
				"policies ask for k-anonymity of different columns, or with different k, and what is counted for one says nothing for the other: those columns are NULL")
			break
		}
	}
	for _, p := range c.policies {
		c.cuts(p)
	}
	c.anonymity.common.Counting = view.CountingOf(c.in.Source.ID, c.in.Source.Table, c.in.Base.Identity, found[0].Columns, found[0].K)
}

// cuts closes the masks where a policy shows a reader some of the rows, or of
// the cells, that were counted.
func (c *compiler) cuts(p policy.Policy) {
	if !policy.DependsOnRow(p) {
		return
	}
	switch {
	case p.Type == policy.TypeRow:
		c.anonymity.open = false
		c.issues.Add(c.place(p), "k-anonymity-with-filters", "take the policy, or the k-anonymity, off the source; a table or a view of the filtered rows can be a source of its own",
			"it hides rows of a source whose columns are shown where enough rows share their values: a reader would see fewer of them than were counted, so those columns are NULL")
	case p.Type == policy.TypeMask && c.masksSome(p):
		c.anonymity.open = false
		c.issues.Add(c.place(p), "k-anonymity-with-where", "leave out where, or mask other columns",
			"it masks columns that are shown where enough rows share their values, in some rows only: a reader would see fewer of them than were counted, so those columns are NULL")
	}
}

// masksSome reports whether a policy masks a column that any k-anonymity masks.
func (c *compiler) masksSome(p policy.Policy) bool {
	for _, other := range c.policies {
		if len(policy.Anonymities(other)) == 0 {
			continue
		}
		for _, column := range c.columns {
			if c.matchers[p.ID].Column(c.in.Source, column.Column) && c.matchers[other.ID].Column(c.in.Source, column.Column) {
				return true
			}
		}
	}
	return false
}

// countable is the columns that a policy masks and that can be counted.
func (c *compiler) countable(p policy.Policy) []view.ColumnRef {
	var out []view.ColumnRef
	for _, column := range c.columns {
		if column.reviewed && column.ref.Type.Comparable() && c.matchers[p.ID].Column(c.in.Source, column.Column) {
			out = append(out, column.ref)
		}
	}
	return out
}

// common is where a column that a k-anonymity mask meets is shown as it is.
func (c *compiler) common(p policy.Policy, col column) view.Pred {
	switch {
	case !col.ref.Type.Comparable():
		c.issues.Warn(c.place(p), "mask-does-not-fit", "use a mask that fits the type; docs/policy.md has the table",
			"column %q is %s: k-anonymity fits text, whole numbers, booleans, dates and timestamps without time zone, so the cell is NULL", col.ref.Name, col.ref.Type)
		return view.Never{}
	case !col.reviewed || !c.anonymity.open:
		return view.Never{}
	}
	return c.anonymity.common
}
