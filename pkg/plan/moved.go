package plan

import (
	"maps"
	"slices"

	"scrim/pkg/catalog"
)

// Seen is what a pass saw of one source's table, which scrim itself never
// changes.
type Seen struct {
	Base    catalog.Signature
	Problem Problem
}

// Moved lists, sorted, the sources that are not as a pass left them: another
// table, other columns, a table that came, went or may be read no longer; or a
// view that stands otherwise than scrim made it, or not at all, or is another
// one than its gate admits. It compares and decides nothing: what it lists is
// to be looked at.
func Moved(last map[string]Seen, now Observed) []string {
	moved := map[string]bool{}
	for id, o := range now.Sources {
		seen, known := last[id]
		if !known || !seen.Base.Equal(o.Base) || seen.Problem != o.Problem || altered(o) || overtaken(o) {
			moved[id] = true
		}
	}
	return slices.Sorted(maps.Keys(moved))
}

// altered reports whether the view that scrim made stands otherwise than it
// was read back, or was not read back yet.
func altered(o ObservedSource) bool {
	m := o.Managed
	return m != nil && (o.Relation == nil || !o.Relation.Ours || m.Witness != o.Relation.Witness)
}

// overtaken reports whether the view that stands is not one that its gate
// admits, so that it shows nothing to anybody. A definition is written under no
// claim, and so one that waited for a lock, or in a process that stood still,
// may come after the next writer's.
func overtaken(o ObservedSource) bool {
	return o.Managed != nil && len(o.Gate) > 0 && !slices.Contains(o.Gate, o.Managed.Admission)
}
