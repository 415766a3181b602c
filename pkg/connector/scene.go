package connector

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// Scene is what catalogues of a cluster say about accounts: facts, not yet
// judged. Names are as the catalogue has them.
type Scene struct {
	Users     map[string]User
	Roles     map[string]Power
	Members   []Membership
	Databases map[string]*Inside // every database of the cluster
	System    map[Key]Found      // grants that are on no object
	Hazards   []Hazard

	// What the account that looked may not see is not there in the rest.
	BlindRoles  bool // roles, memberships and grants that concern others
	BlindTables bool // grants on tables that concern others
}

// Power says whether an account has one over others, by attributes of its own.
type Power bool

// User is an account that may log in.
type User struct {
	Power Power
	Limit string // of connections, as the catalogue writes it; empty cannot be seen
}

// Membership is a login or role that has a role.
type Membership struct {
	Member
	Admin bool // and may give it to others
}

// Found is a grant that there is.
type Found struct {
	Grant
	Grantable bool // whoever has it may give it to others
}

// Inside is what is in one database.
type Inside struct {
	Owner    string
	Unseen   string            // why it could not be looked at; the rest is empty then
	Schemas  map[string]string // by name, whose they are
	Tables   map[[2]string]Relation
	Routines map[[2]string]string
	Grants   map[Key]Found // of the accounts that were asked about
}

// Relation is a table, a view, or what counts up.
type Relation struct {
	Owner    string
	Readable bool
}

// Accounts names the logins and roles that things are, or are for.
func Accounts(things ...Thing) []string {
	names := map[string]bool{}
	for _, t := range things {
		who, is := identity(t)
		if g, grant := t.(Grant); grant {
			who, is = g.To.Name, true
		}
		if is {
			names[who] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// Judge says what is there of what is wanted and held.
func (s Scene) Judge(want []Wanted, held []Thing) Observed {
	j := judge{Scene: s, wanted: map[Key]bool{}, asked: map[Key]bool{}, mine: map[string]bool{}}
	out := Observed{There: map[Key]State{}, Waiting: map[Key]string{}, From: map[Key]Key{}, Hazards: s.Hazards}
	things := slices.Clone(held)
	for _, w := range want {
		j.wanted[w.Thing.Key()] = true
		things = append(things, w.Thing)
	}
	for _, t := range things {
		j.asked[t.Key()] = true
	}
	for _, t := range things {
		if who, is := identity(t); is {
			j.mine[who] = true
		}
		k := t.Key()
		out.There[k] = j.state(t)
		if source, is := j.source(t); is && out.There[k] != Missing {
			out.From[k] = source
		}
		if j.wanted[k] && out.There[k] == Missing {
			if why := j.waits(t); why != "" {
				out.Waiting[k] = why
			}
		}
	}
	for _, t := range held {
		if k := t.Key(); !j.wanted[k] {
			if why := j.stays(t, held); why != "" {
				out.Waiting[k] = why
			}
		}
	}
	out.Foreign, out.Derived = j.foreign()
	out.Owned, out.Unseen = j.owned(), j.unseen()
	return out
}

// source is the default privilege of this connector's that a grant on a table
// came from: the table's owner made it where that holds for what he makes.
func (j judge) source(t Thing) (Key, bool) {
	g, ok := t.(Grant)
	if !ok || g.On.Kind != OnTable {
		return "", false
	}
	d := j.Databases[g.On.Database]
	if d == nil {
		return "", false
	}
	owner := d.Tables[[2]string{g.On.Schema, g.On.Table}].Owner
	on := Object{Kind: OnFuture, Database: g.On.Database, Schema: g.On.Schema, Creator: owner}
	k := Grant{Privilege: g.Privilege, On: on, To: g.To}.Key()
	return k, j.asked[k]
}

type judge struct {
	Scene
	wanted map[Key]bool
	asked  map[Key]bool // wanted or held
	mine   map[string]bool
}

func (j judge) state(t Thing) State {
	switch t := t.(type) {
	case Database:
		return present(j.Databases[t.Name] != nil)
	case Schema:
		return j.inside(t.Database, func(d *Inside) State { _, ok := d.Schemas[t.Name]; return present(ok) })
	case Role:
		power, ok := j.Roles[t.Name]
		return seen(ok, bool(power), j.BlindRoles)
	case Login:
		_, ok := j.Users[t.Name]
		return present(ok)
	case Settings:
		return j.settings(t)
	case Member:
		at := slices.IndexFunc(j.Members, func(m Membership) bool { return m.Role == t.Role && m.Login == t.Login })
		return seen(at >= 0, at >= 0 && j.Members[at].Admin, j.BlindRoles)
	case Grant:
		return j.grant(t)
	}
	return Unknown
}

func present(is bool) State {
	if is {
		return Present
	}
	return Missing
}

// seen is the state of what may be there unseen.
func seen(there, otherwise, blind bool) State {
	switch {
	case there && otherwise:
		return Different
	case there:
		return Present
	case blind:
		return Unknown
	}
	return Missing
}

func (j judge) inside(database string, look func(*Inside) State) State {
	d := j.Databases[database]
	switch {
	case d == nil:
		return Missing
	case d.Unseen != "":
		return Unknown
	}
	return look(d)
}

func (j judge) settings(t Settings) State {
	u, ok := j.Users[t.Login]
	switch {
	case !ok:
		return Missing
	case bool(u.Power) || u.Limit != "" && u.Limit != strconv.Itoa(t.Connections):
		return Different
	case u.Limit == "":
		return Unknown
	}
	return Present
}

func (j judge) grant(g Grant) State {
	if g.On.Kind == OnSystem {
		_, ok := j.System[g.Key()]
		return seen(ok, false, j.BlindRoles)
	}
	return j.inside(g.On.Database, func(d *Inside) State {
		found, ok := d.Grants[g.Key()]
		blind := j.BlindRoles
		if g.On.Kind == OnTable {
			blind = j.BlindTables
		}
		if !ok && d.Owns(g.To.Name, g.On) {
			return Present // whoever owns it may
		}
		return seen(ok, found.Grantable, blind)
	})
}

// Owns reports whether an object is somebody's, or that he makes it.
func (d *Inside) Owns(who string, o Object) bool {
	switch o.Kind {
	case OnDatabase:
		return d.Owner == who
	case OnSchema:
		return d.Schemas[o.Schema] == who
	case OnTable:
		return d.Tables[[2]string{o.Schema, o.Table}].Owner == who
	case OnFuture:
		return o.Creator == who
	default:
		return false
	}
}

// waits says why a thing cannot be made now: what it is about is missing, and
// will not be made before it.
func (j judge) waits(t Thing) string {
	switch t := t.(type) {
	case Login:
		if _, taken := j.Roles[t.Name]; taken {
			return "a role has that name"
		}
	case Role:
		if _, taken := j.Users[t.Name]; taken {
			return "a user has that name"
		}
	case Settings:
		return j.noUser(t.Login)
	case Member:
		if why := j.noUser(t.Login); why != "" {
			return why
		}
		return j.noRole(t.Role)
	case Schema:
		return j.noDatabase(t.Database)
	case Grant:
		if why := j.noPrincipal(t.To); why != "" {
			return why
		}
		return j.noObject(t.On)
	}
	return ""
}

func (j judge) noUser(name string) string {
	if _, ok := j.Users[name]; ok || j.wanted[Login{Name: name}.Key()] {
		return ""
	}
	return "there is no user " + name
}

func (j judge) noRole(name string) string {
	if _, ok := j.Roles[name]; ok || j.wanted[Role{Name: name}.Key()] {
		return ""
	}
	return "there is no role " + name
}

func (j judge) noPrincipal(p Principal) string {
	if p.Kind == IsUser {
		return j.noUser(p.Name)
	}
	return j.noRole(p.Name)
}

func (j judge) noDatabase(name string) string {
	if j.Databases[name] != nil || j.wanted[Database{Name: name}.Key()] {
		return ""
	}
	return "there is no database " + name
}

func (j judge) noObject(o Object) string {
	if why := j.noDatabase(o.Database); why != "" || o.Kind == OnDatabase {
		return why
	}
	d := j.Databases[o.Database]
	if d == nil {
		d = &Inside{} // it will be made, empty
	}
	if _, ok := d.Schemas[o.Schema]; !ok && !j.wanted[Schema{Database: o.Database, Name: o.Schema}.Key()] {
		return fmt.Sprintf("there is no schema %s in %s", o.Schema, o.Database)
	}
	if _, ok := d.Tables[[2]string{o.Schema, o.Table}]; !ok && o.Kind == OnTable {
		return fmt.Sprintf("there is no table %s.%s in %s", o.Schema, o.Table, o.Database)
	}
	if o.Kind == OnFuture {
		if why := j.noUser(o.Creator); why != "" {
			if _, role := j.Roles[o.Creator]; !role {
				return why
			}
		}
	}
	return ""
}

// stays says why a thing of scrim's own cannot be taken away now.
func (j judge) stays(t Thing, held []Thing) string {
	switch t := t.(type) {
	case Schema:
		if d := j.Databases[t.Database]; d != nil {
			return holds(d.content(t.Name))
		}
	case Database:
		if d := j.Databases[t.Name]; d != nil {
			return j.databaseHolds(t.Name, d, held)
		}
	case Login, Settings, Role:
		if unseen := j.unseen(); len(unseen) > 0 {
			return "it may own or be granted something that was not seen: " + unseen[0]
		}
	}
	return ""
}

func (d *Inside) content(schema string) int {
	n := 0
	for at := range d.Tables {
		if at[0] == schema {
			n++
		}
	}
	for at := range d.Routines {
		if at[0] == schema {
			n++
		}
	}
	return n
}

func holds(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "something is in it"
	}
	return fmt.Sprintf("%d things are in it", n)
}

// databaseHolds counts what is in a database besides schemas that go first.
func (j judge) databaseHolds(name string, d *Inside, held []Thing) string {
	if d.Unseen != "" {
		return d.Unseen
	}
	n := d.content("public")
	for schema := range d.Schemas {
		s := Schema{Database: name, Name: schema}
		goes := !j.wanted[s.Key()] && slices.ContainsFunc(held, func(t Thing) bool { return t.Key() == s.Key() }) && d.content(schema) == 0
		if schema != "public" && !goes {
			n++
		}
	}
	return holds(n)
}

// Empty reports whether nothing but the system's own is in a database.
func (d *Inside) Empty() bool {
	for schema := range d.Schemas {
		if schema != "public" {
			return false
		}
	}
	return d.Unseen == "" && d.content("public") == 0
}

// foreign is what the accounts have that was not asked for, and who else has
// one of their roles. Derived is what they have by default privileges of
// scrim's own that are no longer wanted.
func (j judge) foreign() (foreign, derived []Thing) {
	sort := func(t Thing) {
		source, is := j.source(t)
		switch {
		case j.asked[t.Key()]:
		case is && !j.wanted[source]:
			derived = append(derived, t)
		case is: // and comes again with the next table
		case slices.ContainsFunc(slices.Collect(maps.Keys(j.mine)), func(who string) bool { return About(t, who) }):
			foreign = append(foreign, t)
		}
	}
	for _, d := range j.Databases {
		for _, f := range d.Grants {
			sort(f.Grant)
		}
	}
	for _, f := range j.System {
		sort(f.Grant)
	}
	for _, m := range j.Members {
		sort(m.Member)
	}
	slices.SortFunc(foreign, byKey)
	slices.SortFunc(derived, byKey)
	return foreign, derived
}

func (j judge) owned() []Owned {
	var out []Owned
	add := func(by string, o Object) {
		if j.mine[by] {
			out = append(out, Owned{On: o, By: by})
		}
	}
	for name, d := range j.Databases {
		add(d.Owner, Object{Kind: OnDatabase, Database: name})
		for schema, by := range d.Schemas {
			add(by, Object{Kind: OnSchema, Database: name, Schema: schema})
		}
		for at, r := range d.Tables {
			add(r.Owner, Object{Kind: OnTable, Database: name, Schema: at[0], Table: at[1]})
		}
		for at, by := range d.Routines {
			add(by, Object{Kind: OnRoutine, Database: name, Schema: at[0], Table: at[1]})
		}
	}
	slices.SortFunc(out, func(a, b Owned) int { return byKey(a, b) })
	return out
}

func byKey(a, b Thing) int {
	switch x, y := a.Key(), b.Key(); {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

func (j judge) unseen() []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(j.Databases)) {
		if why := j.Databases[name].Unseen; why != "" {
			out = append(out, fmt.Sprintf("database %s: %s", name, why))
		}
	}
	if j.BlindRoles {
		out = append(out, "roles, memberships and grants that concern others: the account may not see them")
	}
	if j.BlindTables {
		out = append(out, "grants on tables that concern others: the account may not see them")
	}
	return out
}
