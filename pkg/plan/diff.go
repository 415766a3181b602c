package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// Diff says how to get from what is there to what should be, in the order of
// SEMANTICS S10:
//
//  1. one transaction withdraws every fact that leaves and sets every gate;
//  2. one transaction adds every fact that arrives, and admits again what the
//     first had shut because facts were in part;
//  3. then views, each on its own: nothing waits for a reader's lock but the
//     view he reads, and that one is shut already.
//
// What is as it should be costs nothing: the plan of a plan that was applied
// is empty.
func Diff(have Observed, want Wanted) Plan {
	d := differ{have: have, want: want, out: Plan{Cluster: want.Cluster.ID, Claim: want.Claim}}
	d.facts()
	d.gates()
	d.opening()
	d.views()
	return d.out
}

type differ struct {
	have    Observed
	want    Wanted
	out     Plan
	changes factChanges
	targets []sourceChange
	leaves  map[catalog.ViewName]string // see leaving; nil is not known yet
}

// facts computes the two halves of every user's change, and gates what each
// source's gate shall be; both go into the first unit.
func (d *differ) facts() {
	users := slices.Clone(d.want.Users)
	slices.SortFunc(users, func(a, b WantedUser) int { return cmp.Compare(a.Name, b.Name) })
	for _, u := range users {
		d.changes.add(u.Name, d.have.Users[u.Name], u.Rows)
	}
	if d.want.Everything {
		ghosts := slices.Clone(d.have.Ghosts)
		slices.Sort(ghosts)
		d.changes.wipe = ghosts
	}
}

func (d *differ) gates() {
	for _, s := range d.sources() {
		d.targets = append(d.targets, d.source(s))
	}
	closing := Unit{Target: Target{Kind: TargetFacts}, Database: d.want.Cluster.ViewDatabase}
	if write := d.changes.closing(); !write.empty() {
		closing.Steps = append(closing.Steps, write)
	}
	if set := d.closingGates(); len(set.Gates) > 0 {
		closing.Steps = append(closing.Steps, set)
	}
	if len(closing.Steps) == 0 && d.want.Claim.TakeOver {
		closing.Steps = append(closing.Steps, SetGates{}) // nothing but the claim
	}
	if len(closing.Steps) > 0 {
		closing.Reason = d.closingReason()
		d.out.Units = append(d.out.Units, closing)
	}
}

// closingGates is the gates of the first transaction. Where the facts are
// whole after it although an earlier pass left them in part, what that pass
// shut is admitted again here.
func (d *differ) closingGates() SetGates {
	var set SetGates
	for _, t := range d.targets {
		if admit := d.first(t); !slices.Equal(admit, t.have.Gate) {
			set.Gates = append(set.Gates, Gate{Source: t.ID, Admit: admit})
		}
	}
	switch {
	case d.changes.partial():
		for _, g := range d.ajar() {
			set.Gates = append(set.Gates, Gate{Source: g.Source})
		}
	case d.changes.mends():
		set.Gates = append(set.Gates, d.ajar()...)
	}
	return set
}

// first is what a gate admits after the first transaction. A source that opens
// when a fact is missing meets the wanted revision's facts only when they are
// whole: it is shut until then, unless facts and gate are both still as they
// were.
func (d *differ) first(t sourceChange) []view.Admission {
	if t.Opens && d.changes.waits() && (d.changes.partial() || !slices.Equal(t.admit, t.have.Gate)) {
		return nil
	}
	return t.admit
}

// ajar is the gates of Wanted.Ajar by source, those of the pass left out.
func (d *differ) ajar() []Gate {
	var out []Gate
	for _, g := range d.want.Ajar {
		if !slices.ContainsFunc(d.targets, func(t sourceChange) bool { return t.ID == g.Source }) {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b Gate) int { return cmp.Compare(a.Source, b.Source) })
	return out
}

// opening is the second transaction.
func (d *differ) opening() {
	unit := Unit{Target: Target{Kind: TargetFacts}, Database: d.want.Cluster.ViewDatabase}
	if write := d.changes.opening(); !write.empty() {
		unit.Steps = append(unit.Steps, write)
		unit.Reason = d.openingReason()
	}
	var again SetGates
	for _, t := range d.targets {
		if !slices.Equal(d.first(t), t.admit) {
			again.Gates = append(again.Gates, Gate{Source: t.ID, Admit: t.admit})
		}
	}
	if d.changes.partial() {
		again.Gates = append(again.Gates, d.ajar()...)
	}
	if len(again.Gates) > 0 {
		unit.Steps = append(unit.Steps, again)
	}
	if len(unit.Steps) > 0 {
		d.out.Units = append(d.out.Units, unit)
	}
}

func (d *differ) openingReason() string {
	given, lifted := len(d.changes.openInsert), 0
	for _, row := range d.changes.openDelete {
		if row.Kind == profile.KindRevoked {
			lifted++
		}
	}
	switch users := count(d.changes.openers(), "user"); {
	case given > 0:
		return fmt.Sprintf("%s given to %s", count(given, "fact"), users)
	case lifted > 0:
		return fmt.Sprintf("%s lifted of %s", count(lifted, "revocation"), users)
	}
	return "an interrupted change is complete"
}

func (d *differ) closingReason() string {
	var parts []string
	if n := d.changes.withdrawn(); n > 0 {
		parts = append(parts, count(n, "fact")+" withdrawn")
	}
	if n := d.changes.revocations; n > 0 {
		parts = append(parts, count(n, "revocation")+" written")
	}
	shut, set := 0, 0
	for _, t := range d.targets {
		switch admit := d.first(t); {
		case slices.Equal(admit, t.have.Gate):
		case len(admit) == 0:
			shut++
		default:
			set++
		}
	}
	if set > 0 {
		parts = append(parts, count(set, "gate")+" set")
	}
	if shut > 0 {
		parts = append(parts, count(shut, "gate")+" shut")
	}
	if len(parts) == 0 {
		return "facts in order"
	}
	return strings.Join(parts, ", ")
}

// sources is the wanted ones by id. When the list is complete, what scrim
// made besides is shut, and dropped only when that was asked for.
func (d *differ) sources() []WantedSource {
	out := slices.Clone(d.want.Sources)
	if d.want.Everything {
		presence := Shut
		if d.want.Prune {
			presence = Gone
		}
		for _, stray := range d.have.Strays {
			out = append(out, WantedSource{ID: stray.Source, Presence: presence, Reason: "no source of this id is known"})
		}
	}
	slices.SortFunc(out, func(a, b WantedSource) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// views is the DDL, and one reading back of all of it.
func (d *differ) views() {
	if unit, ok := d.secrets(); ok {
		d.out.Units = append(d.out.Units, unit)
	}
	d.out.Units = append(d.out.Units, d.schemas()...)
	d.vacate()
	var witness []ReadBackView
	for _, t := range d.targets {
		unit, read := d.ddl(t)
		if len(unit.Steps) > 0 {
			d.out.Units = append(d.out.Units, unit)
		}
		if read {
			witness = append(witness, ReadBackView{Source: t.ID, Name: t.View.Name})
		}
	}
	if len(witness) > 0 {
		d.out.Units = append(d.out.Units, Unit{
			Target: Target{Kind: TargetWitness}, Database: d.want.Cluster.ViewDatabase,
			Steps:  []Step{Witness{Views: witness}},
			Reason: "read back what the warehouse made of " + count(len(witness), "view"),
		})
	}
}

// schemas makes the schemas that somebody chose for views and that are not
// there yet.
func (d *differ) schemas() []Unit {
	var names []string
	for _, t := range d.targets {
		if t.have.NoSchema && t.want != "" && !t.foreign {
			names = append(names, t.View.Name.Schema)
		}
	}
	slices.Sort(names)
	var out []Unit
	for _, name := range slices.Compact(names) {
		out = append(out, Unit{
			Target: SchemaTarget(name), Database: d.want.Cluster.ViewDatabase,
			Steps: []Step{CreateSchema{Name: name}}, Reason: "schema " + name + " for views",
		})
	}
	return out
}

// secrets writes the salts that views read and the warehouse lacks, before
// any view reads them.
func (d *differ) secrets() (Unit, bool) {
	var names []string
	for _, t := range d.targets {
		if t.Presence != Shown && t.Presence != ShownShut {
			continue
		}
		for _, name := range t.View.Salts() {
			if d.have.Secrets[name] == "" {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) == 0 {
		return Unit{}, false
	}
	return Unit{
		Target: Target{Kind: TargetSecrets}, Database: d.want.Cluster.ViewDatabase,
		Steps: []Step{PutSecrets{Names: names}}, Reason: count(len(names), "salt") + " written",
	}, true
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// ColumnSignature is names, types and collations of columns in order, in the
// form of Relation.Columns: two equal signatures can replace each other.
func ColumnSignature(columns []catalog.Observed) string {
	var b strings.Builder
	for _, c := range columns {
		fmt.Fprintf(&b, "%q %s", c.Name, c.Type)
		if c.Type.Collation != "" {
			fmt.Fprintf(&b, " collate %q", c.Type.Collation)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func viewSignature(v view.View) string {
	columns := make([]catalog.Observed, len(v.Columns))
	for i, c := range v.Columns {
		columns[i] = catalog.Observed{Name: c.Name, Type: c.Type}
	}
	return ColumnSignature(columns)
}
