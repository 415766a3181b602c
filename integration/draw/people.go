package draw

import (
	"time"

	"scrim/pkg/directory"
)

// people draws users with what they were given, and the projects in which
// they work. Attributes and groups come from the pools of cells.
func (w world) people(c *Case) {
	c.Purposes = []directory.Purpose{
		{ID: "fraud", Statement: "I hunt fraud.", Version: 1},
		{ID: "fraud.cards", Statement: "I hunt card fraud.", Version: 2},
		{ID: "research", Version: 0},
	}
	c.Projects = []directory.Project{
		{ID: "p1", Purposes: some(w, "purposes", "fraud", "fraud.cards", "research"), Sources: []string{"people"}},
		{ID: "p2", Purposes: []string{"fraud.cards"}, Sources: []string{pick(w, "p2's source", "people", "people", "others")}, Equalized: w.equalised()},
	}
	for i := range c.Projects {
		c.Projects[i].MaskedJoins = w.often("masked joins", 4)
	}
	c.Projects[1].Disabled = w.rarely("p2 is disabled", 20)
	c.Cluster.Usernames = map[string]string{}
	for i, login := range Logins()[:len(Logins())-1] {
		w.user(c, i, login)
	}
}

func (w world) equalised() *directory.Entitlements {
	if w.often("equalised", 5) {
		return nil
	}
	return &directory.Entitlements{
		Groups:     some(w, "equal groups", groups()...),
		Attributes: map[string][]string{"region": some(w, "equal regions", "DE", "US"), "level": {"3"}},
	}
}

func groups() []directory.Group {
	return []directory.Group{{Name: "hr"}, {Name: "DE"}, {Issuer: "okta", Name: "hr"}, {Issuer: "okta", Name: "US"}, {Name: "o'group"}}
}

// attributes are names with values that are canonical for some types.
func attributes() map[string][]string {
	return map[string][]string{
		"region":   {"DE", "US", "FR"},
		"level":    {"0", "3", "42"},
		"day":      {"2020-02-29", "2024-12-31"},
		"since":    {"2020-02-29 10:00:00.000000", "1999-01-01 00:00:00.000000"},
		"flag":     {"true", "false"},
		`o'd"d\ n`: {"O'Brien", `back\slash`, "é", "$1", ""},
	}
}

// attributeNames in a fixed order, since a draw must not follow a map's.
func attributeNames() []string {
	return []string{"region", "level", "day", "since", "flag", `o'd"d\ n`}
}

func (w world) user(c *Case, i int, login string) {
	u := directory.User{ID: []string{"ann", "u2", "u'3", "u 4", "ü5"}[i], Attributes: map[string][]string{}}
	w.mapUser(c, &u, login)
	u.Groups = some(w, "groups", groups()...)
	for _, name := range attributeNames() {
		if w.often("has "+name, 7) {
			u.Attributes[name] = some(w, name, attributes()[name]...)
		}
	}
	switch {
	case w.rarely("a value that is not canonical", 8):
		u.Attributes[pick(w, "of", "level", "day", "flag")] = []string{pick(w, "odd value", "03", "TRUE", "2020-2-9", "99999999999999999999", "n/a", "+1")}
	case w.rarely("a value that cannot be a fact", 4):
		u.Attributes["region"] = append(u.Attributes["region"], pick(w, "bad value", "DE ", "a\x00b", "e\u0301"))
	case w.rarely("a disabled user", 5):
		u.Disabled = true
	}
	c.Users = append(c.Users, u)
	w.work(c, u)
	w.access(c, u)
}

// mapUser gives a user the login in one of the ways there are, none, or the
// first user's.
func (w world) mapUser(c *Case, u *directory.User, login string) {
	name := login
	switch {
	case w.rarely("no login", 4):
		name = ""
	case w.rarely("somebody else's login", 5):
		name = Logins()[0]
	}
	switch {
	case name == u.ID:
	case w.often("the cluster's word", 5):
		c.Cluster.Usernames[u.ID] = name
		u.Usernames = map[string]string{c.Cluster.ID: "overridden"}
	default:
		u.Usernames = map[string]string{c.Cluster.ID: name, "another": "elsewhere"}
	}
}

// work draws the user's membership, session and acknowledgements.
func (w world) work(c *Case, u directory.User) {
	for i := range c.Projects {
		if w.often("member", 9) {
			c.Projects[i].Members = append(c.Projects[i].Members, u.ID)
		}
	}
	session := pick(w, "session", "", "", "p1", "p1", "p1", "p1", "p2", "p2")
	if w.rarely("a project that is not there", 3) {
		session = "p9"
	}
	if session != "" {
		c.Sessions = append(c.Sessions, directory.Session{User: u.ID, Project: session})
	}
	for _, p := range c.Purposes {
		for _, project := range []string{"p1", "p2"} {
			a := directory.Acknowledgement{User: u.ID, Purpose: p.ID, Project: project, Statement: p.Version}
			switch {
			case w.rarely("another statement", 10):
				a.Statement = p.Version + 1 // where no version is said, that is the first: it is the same one
			case w.rarely("a statement without version", 10):
				a.Statement = 0
			case !w.often("acknowledged", 6):
				continue
			}
			c.Acknowledgements = append(c.Acknowledgements, a)
		}
	}
}

// access draws decisions: of several senders, ended ones, and about another
// source.
func (w world) access(c *Case, u directory.User) {
	a := directory.Access{User: u.ID, Source: "people", Decision: directory.Approved}
	if w.often("approved", 5) {
		a.Until = pick(w, "until", time.Time{}, Now(), Now().Add(-time.Hour), Now().Add(time.Hour))
		c.Accesses = append(c.Accesses, a)
	}
	if w.rarely("revoked", 6) {
		c.Accesses = append(c.Accesses, directory.Access{User: u.ID, Source: "people", Decision: directory.Revoked})
	}
	if w.rarely("revoked elsewhere", 5) {
		c.Accesses = append(c.Accesses, directory.Access{User: u.ID, Source: "others", Decision: directory.Revoked})
	}
}
