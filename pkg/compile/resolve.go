package compile

import (
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// resolve finds the one column that a reference names. What does not resolve,
// or is not reviewed, closes the policy's chain on this source (SEMANTICS S9,
// S13).
func (l *lowering) resolve(ref policy.Ref) view.ColumnRef {
	name := "column " + ref.Column
	switch {
	case ref.Tag != "":
		name = fmt.Sprintf("tag %q", string(ref.Tag))
	case ref.EventTime:
		name = "event time"
	}
	found, names := l.find(ref)
	switch {
	case ref.EventTime && l.in.Source.EventTime == "":
		l.fail(unresolved{"unresolved-column", "the source names no column for its event time", "event_time: in the source's document names it; or name the column in the policy: row.x"})
		return view.ColumnRef{}
	case len(names) > 1:
		l.fail(unresolved{"unresolved-column", name + " names several columns: " + strings.Join(names, ", "), "tag exactly one, or name the column"})
		return view.ColumnRef{}
	case found == nil:
		l.fail(unresolved{"unresolved-column", name + " names no column of this source", "add the column or tag to the source, or narrow applies_to"})
		return view.ColumnRef{}
	case !found.reviewed:
		l.fail(unresolved{"unreviewed-column", fmt.Sprintf("column %q is new or has changed and nobody reviewed it", found.ref.Name), "send a snapshot with reviewed: true, or run scrim source review"})
		return view.ColumnRef{}
	}
	return found.ref
}

// find lists the columns of the snapshot that a reference names, and the one
// of the view when it is the only one. A tag on two columns names neither, also
// when the table has lost one of them.
func (c *compiler) find(ref policy.Ref) (found *column, names []string) {
	for _, described := range c.in.Source.Columns {
		if ref.Names(c.in.Source, described, c.fold) {
			names = append(names, described.Name)
		}
	}
	if len(names) != 1 {
		return nil, names
	}
	i := slices.IndexFunc(c.columns, func(col column) bool { return c.fold(col.ref.Name) == c.fold(names[0]) })
	if i < 0 {
		return nil, names
	}
	return &c.columns[i], names
}

// comparisons lists, for every policy that governs the source, the types of
// the columns, its own and those of lookup tables, with which its conditions compare an attribute, whether or not
// the comparison can still decide anything: what a user's value must be fit
// for must not depend on the other policies (SEMANTICS S8).
func (c *compiler) comparisons() []view.Comparison {
	var out []view.Comparison
	for _, p := range c.policies {
		if !c.governs(p) {
			continue
		}
		for _, condition := range p.Conditions() {
			policy.Walk(condition, func(part policy.Condition) {
				if lookup, ok := part.(policy.Lookup); ok {
					out = append(out, c.compared(lookup)...)
				}
				held, ok := part.(policy.Held)
				if !ok || held.List.Kind != policy.ListAttribute {
					return
				}
				if found, _ := c.find(held.Ref); found != nil && found.ref.Type.Comparable() {
					out = append(out, view.Comparison{Attribute: held.List.Name, Type: found.ref.Type})
				}
			})
		}
	}
	slices.SortFunc(out, view.CompareComparison)
	return slices.Compact(out)
}

// governs reports whether a policy has any effect on the source.
func (c *compiler) governs(p policy.Policy) bool {
	return p.Type != policy.TypeMask || len(c.about[p.ID]) > 0
}
