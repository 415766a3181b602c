package verify

import (
	"cmp"
	"slices"
	"strings"

	"scrim/pkg/catalog"
)

// Bypass lists everybody who reads governed data beneath the views, worst ways
// first. The service account, whose reading the views are made of, is not
// among them; parties named in except are, and are marked as accepted.
func Bypass(c catalog.Cluster, a Access, except ...string) []Finding {
	j := newJudge(c, a)
	for _, look := range []func(){
		j.powers, j.owners, j.grants, j.defaults, j.routines, j.views, j.shares, j.readers, j.fences,
	} {
		look()
	}
	for i, f := range j.found {
		j.found[i].Accepted = slices.Contains(except, f.Who.Name) && f.Who.Name != ""
	}
	return j.found
}

// Open reports whether there is a finding that nobody accepted.
func Open(findings []Finding) bool {
	return slices.ContainsFunc(findings, func(f Finding) bool { return !f.Accepted })
}

// judge is one run of Bypass.
type judge struct {
	Access
	cluster catalog.Cluster
	service string
	at      map[catalog.Table]Relation
	above   map[string][]Party // by name: what a party is a direct member of
	below   map[string][]Party // by name: its direct members
	found   []Finding
}

func newJudge(c catalog.Cluster, a Access) *judge {
	j := &judge{Access: a, cluster: c, service: c.Credentials.User, at: map[catalog.Table]Relation{}, above: map[string][]Party{}, below: map[string][]Party{}}
	for _, r := range a.Relations {
		j.at[r.Table] = r
	}
	for _, m := range a.Members {
		j.above[m.Member.Name] = append(j.above[m.Member.Name], m.Of)
		j.below[m.Of.Name] = append(j.below[m.Of.Name], m.Member)
	}
	return j
}

func (j *judge) add(f Finding) {
	if f.Who.Kind != Public && f.Who.Name == j.service {
		return
	}
	f.Database = database(f.Take)
	slices.Sort(f.Sources)
	f.Sources = slices.Compact(f.Sources)
	if f.Logins == nil {
		f.Logins = j.logins(f.Who)
	}
	j.found = append(j.found, f)
}

// logins is who can use what a party has, besides itself and the service
// account, by name.
func (j *judge) logins(p Party) []string {
	var out []string
	for name := range closure(p.Name, j.below) {
		if name != p.Name && name != j.service && j.account(name).Login {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// closure is a name and all that are reached from it.
func closure(name string, next map[string][]Party) map[string]bool {
	out := map[string]bool{}
	if name == "" {
		return out
	}
	todo := []string{name}
	for len(todo) > 0 {
		at := todo[0]
		todo = todo[1:]
		if out[at] {
			continue
		}
		out[at] = true
		for _, p := range next[at] {
			todo = append(todo, p.Name)
		}
	}
	return out
}

func (j *judge) account(name string) Account {
	i := slices.IndexFunc(j.Parties, func(a Account) bool { return a.Name == name })
	if i < 0 {
		return Account{}
	}
	return j.Parties[i]
}

// who is the party of a name that the catalogue gives as an owner.
func (j *judge) who(name string) Party {
	if a := j.account(name); a.Name != "" {
		return a.Party
	}
	return Party{Kind: User, Name: name}
}

// powers finds accounts that need no grant. A role that nobody logs in as is
// named through its members, from whom it can be taken.
func (j *judge) powers() {
	for _, a := range j.Parties {
		for _, power := range a.Powers {
			if a.Login || !strings.HasPrefix(a.Name, "pg_") && !strings.HasPrefix(a.Name, "sys:") {
				j.add(Finding{Who: a.Party, Way: Privileged, What: string(power), Take: RevokePower{a.Party, power}})
				continue
			}
			for _, m := range j.below[a.Name] {
				j.add(Finding{Who: m, Way: Privileged, What: string(power), Take: RevokeMember{Member{m, a.Party}}})
			}
		}
	}
}

// bases is the relations in which governed rows are stored.
func (j *judge) bases() []Relation {
	return slices.DeleteFunc(slices.Clone(j.Relations), func(r Relation) bool { return r.Source == "" || r.Form == Governed })
}

func (j *judge) owners() {
	for _, r := range j.bases() {
		j.add(Finding{Who: j.who(r.Owner), Way: Ownership, What: r.String(), Sources: []string{r.Source}, Take: GiveAway{r.Table}})
	}
}

func (j *judge) grants() {
	for _, r := range j.bases() {
		for _, g := range j.Grants {
			if !g.covers(r.Table) || g.To.Name == r.Owner || j.explained(g) {
				continue
			}
			f := Finding{
				Who: g.To, Way: Granted, What: r.String(), Sources: []string{r.Source}, Take: RevokeSelect{g},
				Dormant: !j.mayName(g.To, r.Table),
			}
			switch {
			case g.Blind:
				f.What, f.Take = f.What+byUnseen, nil
			case g.Scope != OnRelation:
				f.Way = ScopedGrant
			case g.Column != "":
				f.Way, f.What = ColumnGrant, f.What+"."+g.Column
			}
			j.add(f)
		}
		for _, u := range j.Usages {
			if r.External && u.Database == r.Database && u.Schema == r.Schema && u.To.Name != r.Owner {
				j.add(Finding{Who: u.To, Way: ExternalUsage, What: r.String(), Sources: []string{r.Source}, Take: RevokeUsage{u}})
			}
		}
	}
}

// explained reports whether it can be seen after all by which grant somebody
// may read.
func (j *judge) explained(blind Grant) bool {
	if !blind.Blind {
		return false
	}
	has := closure(blind.To.Name, j.above)
	return slices.ContainsFunc(j.Grants, func(g Grant) bool {
		return !g.Blind && g.Column == "" && g.covers(blind.On) && (g.To.Kind == Public || has[g.To.Name])
	})
}

// byUnseen is said of what somebody may by a grant that cannot be looked at.
const byUnseen = ", by a grant that scrim's account cannot see"

func (g Grant) covers(t catalog.Table) bool {
	switch {
	case g.On.Database != t.Database:
		return false
	case g.Scope == OnDatabase:
		return true
	case g.Scope == OnSchema:
		return g.On.Schema == t.Schema
	}
	return g.On == t
}

// mayName reports whether a party has USAGE on a relation's schema, by itself
// or through what it is a member of. What only some of a role's members have
// counts: they read.
func (j *judge) mayName(p Party, t catalog.Table) bool {
	if p.Kind == Public {
		return slices.ContainsFunc(j.Usages, func(u Usage) bool { return u.Database == t.Database && u.Schema == t.Schema })
	}
	has := closure(p.Name, j.above)
	for name := range closure(p.Name, j.below) {
		for above := range closure(name, j.above) {
			has[above] = true
		}
	}
	return slices.ContainsFunc(j.Usages, func(u Usage) bool {
		return u.Database == t.Database && u.Schema == t.Schema && (u.To.Kind == Public || has[u.To.Name])
	})
}

func (j *judge) defaults() {
	for _, d := range j.Defaults {
		var sources []string
		for _, r := range j.bases() {
			if r.Database == d.Database && (d.Schema == "" || d.Schema == r.Schema) {
				sources = append(sources, r.Source)
			}
		}
		if len(sources) == 0 || d.To.Name == d.Creator && d.To.Kind != Public {
			continue
		}
		where := d.Database
		if d.Schema != "" {
			where += "." + d.Schema
		}
		j.add(Finding{Who: d.To, Way: DefaultPrivilege, What: "tables that " + d.Creator + " makes in " + where, Sources: sources, Take: RevokeDefault{d}})
	}
}

// reads reports whether an account may SELECT from a relation.
func (j *judge) reads(name string, r Relation) bool {
	for has := range closure(name, j.above) {
		if has == r.Owner || slices.ContainsFunc(j.account(has).Powers, func(p Power) bool { return p != PassRLS }) {
			return true
		}
		if slices.ContainsFunc(j.Grants, func(g Grant) bool { return g.To.Name == has && g.covers(r.Table) }) {
			return true
		}
	}
	return slices.ContainsFunc(j.Grants, func(g Grant) bool { return g.To.Kind == Public && g.covers(r.Table) })
}

// routines finds those that run as somebody who reads a base. One that names
// no governed table and builds no statement of text is passed over.
func (j *judge) routines() {
	for _, f := range j.Routines {
		if f.Owner == j.service {
			continue
		}
		var sources []string
		for _, r := range j.bases() {
			if j.reads(f.Owner, r) && f.mayRead(r.Table) {
				sources = append(sources, r.Source)
			}
		}
		if len(sources) == 0 {
			continue
		}
		for _, to := range f.Execute {
			if to.Kind != Public && to.Name == f.Owner {
				continue
			}
			j.add(Finding{
				Who: to, Way: Definer, What: f.Database + "." + f.Schema + "." + f.Name + "(" + f.Arguments + "), which runs as " + f.Owner,
				Sources: sources, Take: RevokeExecute{f, to}, Dormant: !j.mayName(to, catalog.Table{Database: f.Database, Schema: f.Schema}),
			})
		}
	}
}

func (f Routine) mayRead(t catalog.Table) bool {
	text := strings.ToLower(f.Text)
	return text == "" || names(text, strings.ToLower(t.Name)) || names(text, "execute")
}

func (j *judge) shares() {
	for _, s := range j.Shares {
		for _, r := range j.bases() {
			if s.Table.Database == r.Database && s.Table.Schema == r.Schema && (s.Table.Name == "" || s.Table.Name == r.Name) {
				j.add(Finding{
					Who: Party{Kind: Role, Name: "datashare " + s.Name}, Logins: append([]string{}, s.Consumers...), Way: Shared, What: r.String(),
					Sources: []string{r.Source}, Take: Unshare{Share{s.Name, r.Table, nil}},
				})
			}
		}
	}
}

// readers finds logins that several people have, and logins that can become
// another reader: a view cannot tell one from the other.
func (j *judge) readers() {
	for _, a := range j.Parties {
		if strings.HasPrefix(a.Name, "IAMR:") {
			j.add(Finding{Who: a.Party, Way: SharedLogin, What: "everybody who assumes the role " + strings.TrimPrefix(a.Name, "IAMR:")})
		}
		if !a.Reader || j.cluster.Kind.IsRedshift() {
			continue
		}
		for _, m := range j.below[a.Name] {
			j.add(Finding{Who: m, Way: ActsAs, What: "reads as " + a.Name, Take: RevokeMember{Member{m, a.Party}}})
		}
	}
}

// fences finds views of ours whose fence was taken down.
func (j *judge) fences() {
	if j.cluster.Kind != catalog.Postgres {
		return
	}
	for _, r := range j.Relations {
		switch {
		case r.Form != Governed || r.Fenced:
		case r.Source == "": // scrim's own views for readers, which are fenced in every mode
			j.add(Finding{Who: Party{Kind: Public}, Way: Unfenced, What: r.String(), Take: Fence{r.Table}})
		case j.cluster.Mode() == catalog.Fenced:
			j.add(Finding{Who: Party{Kind: Public}, Way: Unfenced, What: r.String(), Sources: []string{r.Source}, Take: Fence{r.Table}})
		}
	}
}

func compareTables(a, b catalog.Table) int {
	return cmp.Or(cmp.Compare(a.Database, b.Database), cmp.Compare(a.Schema, b.Schema), cmp.Compare(a.Name, b.Name))
}
