package plan

import (
	"slices"

	"scrim/pkg/view"
)

// sourceChange is one source with what was decided about it.
type sourceChange struct {
	WantedSource
	have     ObservedSource
	want     view.Admission   // of View
	deployed view.Admission   // of the definition that stands there now; empty when none that we made
	admit    []view.Admission // what the gate shall be before the DDL
	foreign  bool             // something that is not ours stands at the name
}

// source decides a gate. A gate admits a deployed definition beside the new
// one only when the new one is proven to show at least as much; else it admits
// the new one alone, and the source is shut until its DDL is done.
func (d *differ) source(s WantedSource) sourceChange {
	c := sourceChange{WantedSource: s, have: d.have.Sources[s.ID]}
	c.foreign = c.stranger()
	if m := c.have.Managed; m != nil && c.have.Relation != nil && c.have.Relation.Ours {
		c.deployed = m.Admission
	}
	if s.Presence == Shown || s.Presence == ShownShut {
		c.want = s.View.Admission()
	}
	if s.Presence != Shown || c.foreign {
		return c
	}
	c.admit = []view.Admission{c.want}
	if c.deployed != "" && c.deployed != c.want && s.Deployed != nil &&
		s.Deployed.Admission() == c.deployed && view.Covers(s.View, *s.Deployed) {
		c.admit = append(c.admit, c.deployed)
		slices.Sort(c.admit)
	}
	return c
}

// stranger reports whether what stands where our view should stand is not
// ours: not in our catalogue, or not owned by us (law 7).
func (c sourceChange) stranger() bool {
	m, at := c.have.Managed, c.have.Relation
	if at != nil && (m == nil || !at.Ours) {
		return true
	}
	return c.have.Wanted != nil // the new name of a view that moves is taken
}

// Foreign lists the sources of which Diff would not touch the relation at
// their name, because it is not ours.
func Foreign(have Observed, want Wanted) []string {
	var out []string
	for _, s := range want.Sources {
		c := sourceChange{WantedSource: s, have: have.Sources[s.ID]}
		if (s.Presence == Shown || s.Presence == ShownShut) && c.stranger() {
			out = append(out, s.ID)
		}
	}
	slices.Sort(out)
	return out
}

// ddl makes one source's unit; read says that its view must be read back.
func (d *differ) ddl(c sourceChange) (unit Unit, read bool) {
	unit = Unit{Target: c.ID, Database: d.want.Cluster.ViewDatabase, Reason: c.Reason}
	switch {
	case c.Presence == Gone:
		d.drop(&unit, c)
		return unit, false
	case c.Presence == Shut || c.foreign:
		return unit, false
	}
	deployment := Deployment{
		View: c.View, Admission: c.want, Identity: c.Identity, Sensitive: c.Sensitive,
		Barrier: d.want.Cluster.Mode() == "fenced",
	}
	switch m, at := c.have.Managed, c.have.Relation; {
	case m == nil || at == nil:
		unit.Steps = append(unit.Steps, CreateView{deployment})
	case m.Name != c.View.Name:
		unit.Steps = append(unit.Steps, CreateView{deployment}, DropView{Source: c.ID, Name: m.Name})
	case !c.differs(m, at):
		return unit, m.Witness == ""
	case at.Columns == viewSignature(c.View):
		unit.Steps = append(unit.Steps, ReplaceView{deployment})
	default:
		unit.Steps = append(unit.Steps, SwapView{deployment})
	}
	if len(c.admit) > 1 {
		unit.Steps = append(unit.Steps, SetGates{Gates: []Gate{{Source: c.ID, Admit: []view.Admission{c.want}}}})
		unit.Hazards = append(unit.Hazards, Hazard{Code: "widens", Message: "shows more than the view that is there now"})
	}
	return unit, true
}

// differs reports whether the view has to be made again: another definition
// is wanted, somebody changed it, or the table under it is another one.
func (c sourceChange) differs(m *Managed, at *Relation) bool {
	drifted := m.Witness != "" && m.Witness != at.Witness
	return m.Admission != c.want || drifted || m.Identity != c.Identity
}

func (d *differ) drop(unit *Unit, c sourceChange) {
	switch m, at := c.have.Managed, c.have.Relation; {
	case m == nil:
	case at != nil && at.Ours:
		unit.Steps = append(unit.Steps, DropView{Source: c.ID, Name: m.Name})
		unit.Hazards = append(unit.Hazards, Hazard{Code: "drops-view", Message: "readers of " + m.Name.String() + " will not find it"})
	default:
		unit.Steps = append(unit.Steps, Forget{Source: c.ID})
	}
}
