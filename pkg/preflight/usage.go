package preflight

import (
	"fmt"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/verify"
)

// Entrance is a schema of tables, and who may name what is in it.
type Entrance struct {
	Database, Schema string
	May              []verify.Party // who has USAGE on it
	Granted          []Privilege    // what was granted on what is in it
	Unseen           string         // why not all of that can be seen; empty where it can
}

func (e Entrance) String() string { return "schema " + e.Database + "." + e.Schema }

// Privilege is something that its holder cannot use on what is in a schema
// without USAGE on the schema.
type Privilege struct {
	Verb string        // "SELECT", "EXECUTE"
	On   catalog.Table // or a routine; "*" is every table of the schema
	To   verify.Party
}

func (p Privilege) String() string { return p.Verb + " on " + p.On.String() + " to " + p.To.String() }

// Letting is what is to be done about one entrance. It may be done where the
// finding is a warning that says nothing of what comes first.
type Letting struct {
	Finding
	Schema string
	Role   bool     // the role is to be made
	Grant  bool     // the role is to have USAGE
	Join   []string // the readers that are to have the role
}

// Usage judges whether readers may name what is in the schemas of tables,
// which late-binding views may ask of them. They are let in by a role, and only
// where nothing becomes effective by it that nobody accepted (SEMANTICS S15).
// What is to be done about several schemas can be done in their order.
func Usage(crowd Crowd, entrances []Entrance, accepted []string) []Letting {
	c := newHall(crowd)
	woken := make([][]string, len(entrances))
	for i, e := range entrances {
		woken[i] = c.woken(e, accepted)
	}
	var out []Letting
	joined := map[string]bool{} // who has the role by the statements before
	for i, e := range entrances {
		l := c.letting(e, woken[i])
		if l.Next == "" && len(l.Join) > 0 {
			l.Next = c.beyond(entrances, woken, i)
		}
		if l.Next == "" && l.Status == Warning {
			l.Role = !crowd.There && len(joined) == 0
			l.Join = slices.DeleteFunc(l.Join, func(name string) bool { return joined[name] })
			for _, name := range l.Join {
				joined[name] = true
			}
		}
		out = append(out, l)
	}
	return out
}

// letting judges one entrance by itself.
func (c hall) letting(e Entrance, woken []string) Letting {
	l := Letting{Schema: e.Schema, Finding: Finding{Check: ReadersUsage, Status: Passed, Database: e.Database}}
	lacking := c.lacking(e)
	if len(lacking) == 0 {
		l.Means = "every reader that scrim knows may name what is in " + e.String()
		return l
	}
	l.Status, l.Grant, l.Join = Warning, !c.may(c.role, e), c.outside(lacking)
	l.Means = fmt.Sprintf("%d of %d readers may not name what is in %s, which late-binding views may ask of them (the live suite says whether this warehouse does)",
		len(lacking), len(c.readers), e)
	switch {
	case e.Unseen != "":
		l.Next = "nobody is let in before it is seen what that makes effective: " + e.Unseen
	case len(woken) > 0:
		l.Means += "; letting them in would make effective: " + Few(woken)
		l.Next = "revoke those grants, or accept what they are on by name in the cluster's accept_usage"
	}
	return l
}

// beyond says where else a new member of the role would come in, though not
// all that comes of it there is seen and accepted; empty is nowhere.
func (c hall) beyond(entrances []Entrance, woken [][]string, but int) string {
	for i, e := range entrances {
		if i != but && c.may(c.role, e) && (e.Unseen != "" || len(woken[i]) > 0) {
			return fmt.Sprintf("the role lets its members into %s too: do first what is said about that", e)
		}
	}
	return ""
}

// Woken is what the role's members come to use when the role is let in, besides
// what is accepted.
func Woken(crowd Crowd, e Entrance, accepted []string) []string {
	crowd.Readers = nil
	return newHall(crowd).woken(e, accepted)
}

// woken is what becomes effective when everybody who is to have the role comes
// in, besides what is accepted.
func (c hall) woken(e Entrance, accepted []string) []string {
	join := map[verify.Party]bool{}
	for _, name := range c.outside(c.lacking(e)) {
		join[login(name)] = true
	}
	hands := map[verify.Party]bool{} // whose privileges somebody comes to use
	for p := range c.members(join) {
		if c.may(p, e) || c.spared[p] {
			continue
		}
		for held := range c.holds(p) {
			hands[held] = true
		}
		if join[p] {
			for held := range c.holds(c.role) {
				hands[held] = true
			}
		}
	}
	var out []string
	for _, g := range e.Granted {
		if text := g.String(); hands[g.To] && !slices.Contains(accepted, g.On.String()) && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	slices.Sort(out)
	return out
}
