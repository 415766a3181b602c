package plan

import (
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/catalog"
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
	vacated  string           // the source that takes the name of the view that stands; empty is none
}

// source decides a gate. A gate admits a deployed definition beside the new
// one only when the new one is proven to show at least as much; else it admits
// the new one alone, and the source is shut until its DDL is done.
func (d *differ) source(s WantedSource) sourceChange {
	c := sourceChange{WantedSource: s, have: d.have.Sources[s.ID]}
	c.foreign = d.stranger(c)
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
// ours: not in our catalogue, or not owned by us (law 7). The view of another
// source that leaves the name in this plan is ours.
func (d *differ) stranger(c sourceChange) bool {
	m, at := c.have.Managed, c.have.Relation
	switch {
	case m != nil && at != nil && !at.Ours:
		return true
	case m == nil && at == nil, m != nil && c.have.Wanted == nil:
		return false
	}
	return d.leaving()[d.place(c.View.Name)] == ""
}

// leaving is which of our views stand at names that their sources do not want
// any more, by name.
func (d *differ) leaving() map[catalog.ViewName]string {
	if d.leaves != nil {
		return d.leaves
	}
	d.leaves = map[catalog.ViewName]string{}
	for _, s := range d.sources() {
		have := d.have.Sources[s.ID]
		if have.Managed == nil || have.Relation == nil || !have.Relation.Ours {
			continue
		}
		at := d.place(have.Managed.Name)
		if shown := s.Presence == Shown || s.Presence == ShownShut; !shown || d.place(s.View.Name) != at {
			d.leaves[at] = s.ID
		}
	}
	return d.leaves
}

// place is a name in the form in which two of them compare.
func (d *differ) place(n catalog.ViewName) catalog.ViewName {
	if d.want.Cluster.Kind.IsRedshift() {
		return catalog.ViewName{Schema: strings.ToLower(n.Schema), Name: strings.ToLower(n.Name)}
	}
	return n
}

// vacate drops the views whose names go to other sources, before any of those
// is made: two sources may exchange their names. Both are shut meanwhile.
func (d *differ) vacate() {
	for _, c := range d.targets {
		shown := c.Presence == Shown || c.Presence == ShownShut
		leaver := d.leaving()[d.place(c.View.Name)]
		if !shown || c.foreign || leaver == "" {
			continue
		}
		i := slices.IndexFunc(d.targets, func(t sourceChange) bool { return t.ID == leaver })
		left := &d.targets[i]
		left.vacated = c.ID
		d.out.Units = append(d.out.Units, Unit{
			Target: SourceTarget(left.ID), Database: d.want.Cluster.ViewDatabase,
			Steps:   []Step{DropView{Source: left.ID, Name: left.have.Managed.Name}},
			Reason:  "the name goes to source " + c.ID,
			Hazards: []Hazard{{Code: "drops-view", Message: left.have.Managed.Name.String() + " will be the view of another source"}},
		})
	}
}

// Foreign lists the sources of which Diff would not touch the relation at
// their name, because it is not ours.
func Foreign(have Observed, want Wanted) []string {
	var out []string
	d := differ{have: have, want: want}
	for _, s := range want.Sources {
		c := sourceChange{WantedSource: s, have: have.Sources[s.ID]}
		if (s.Presence == Shown || s.Presence == ShownShut) && d.stranger(c) {
			out = append(out, s.ID)
		}
	}
	slices.Sort(out)
	return out
}

// ddl makes one source's unit; read says that its view must be read back.
func (d *differ) ddl(c sourceChange) (unit Unit, read bool) {
	unit = Unit{Target: SourceTarget(c.ID), Database: d.want.Cluster.ViewDatabase, Reason: c.Reason}
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
	case m == nil || at == nil || c.vacated != "":
		unit.Steps = append(unit.Steps, CreateView{deployment})
	case m.Name != c.View.Name:
		unit.Steps = append(unit.Steps, CreateView{deployment}, DropView{Source: c.ID, Name: m.Name})
	case !c.differs(m, at, deployment.Barrier):
		if !m.Listed {
			unit.Steps, unit.Reason = append(unit.Steps, List{deployment}), "readers find its columns listed"
		}
		return unit, false
	case at.Columns == viewSignature(c.View):
		unit.Steps = append(unit.Steps, ReplaceView{deployment})
	default:
		unit.Steps = append(unit.Steps, SwapView{deployment, c.have.Aside})
	}
	if len(c.admit) > 1 {
		unit.Steps = append(unit.Steps, SetGates{Gates: []Gate{{Source: c.ID, Admit: []view.Admission{c.want}}}})
		unit.Hazards = append(unit.Hazards, Hazard{Code: "widens", Message: "shows more than the view that is there now"})
	}
	unit.Hazards = append(unit.Hazards, customMasks(c.View)...)
	return unit, true
}

// customMasks are the columns that show what an expression makes of a value,
// which tells what nobody vouches for.
func customMasks(v view.View) []Hazard {
	var out []Hazard
	for _, column := range v.Columns {
		for _, choice := range column.Choices {
			if cell, ok := choice.Show.(view.Custom); ok {
				out = append(out, Hazard{Code: "custom-mask", Message: fmt.Sprintf("column %q shows %s, and nobody vouches for how little that tells", column.Name, cell.Formula)})
			}
		}
	}
	return out
}

// differs reports whether the view has to be made again: another definition
// is wanted, somebody changed it or may have before it was read back, the table
// under it is another one, or the cluster is fenced now and was not, or the
// other way round.
func (c sourceChange) differs(m *Managed, at *Relation, barrier bool) bool {
	return m.Admission != c.want || m.Witness != at.Witness || m.Identity != c.Identity || at.Barrier != barrier
}

func (d *differ) drop(unit *Unit, c sourceChange) {
	switch m, at := c.have.Managed, c.have.Relation; {
	case m == nil || c.vacated != "":
	case at != nil && at.Ours:
		unit.Steps = append(unit.Steps, DropView{Source: c.ID, Name: m.Name})
		unit.Hazards = append(unit.Hazards, Hazard{Code: "drops-view", Message: "readers of " + m.Name.String() + " will not find it"})
	default:
		unit.Steps = append(unit.Steps, Forget{Source: c.ID})
	}
}
