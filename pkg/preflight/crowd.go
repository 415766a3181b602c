package preflight

import "scrim/pkg/verify"

// Crowd is who reads on a cluster, and the role by which readers are let into
// the schemas of tables.
type Crowd struct {
	Readers []string        // the logins of whom scrim knows facts
	Role    string          // the role
	There   bool            // the role is there already
	Members []verify.Member // who has what another one has
	Spared  []string        // logins of whom it does not matter: superusers, who need no USAGE, and scrim's own
}

// hall is a crowd in which memberships can be followed.
type hall struct {
	readers []string
	role    verify.Party
	above   map[verify.Party][]verify.Party // by member
	below   map[verify.Party][]verify.Party // by what it is a member of
	spared  map[verify.Party]bool
	held    map[verify.Party]map[verify.Party]bool // what holds has said
}

func newHall(c Crowd) hall {
	h := hall{
		readers: c.Readers, role: verify.Party{Kind: verify.Role, Name: c.Role},
		above: map[verify.Party][]verify.Party{}, below: map[verify.Party][]verify.Party{}, spared: map[verify.Party]bool{},
		held: map[verify.Party]map[verify.Party]bool{},
	}
	for _, m := range c.Members {
		h.above[m.Member] = append(h.above[m.Member], m.Of)
		h.below[m.Of] = append(h.below[m.Of], m.Member)
	}
	for _, name := range c.Spared {
		h.spared[login(name)] = true
	}
	return h
}

func login(name string) verify.Party { return verify.Party{Kind: verify.User, Name: name} }

// holds is everybody whose privileges somebody has: himself, everybody, and
// what he is a member of, however far.
func (h hall) holds(p verify.Party) map[verify.Party]bool {
	if h.held[p] == nil {
		h.held[p] = map[verify.Party]bool{{Kind: verify.Public}: true}
		follow(p, h.above, h.held[p])
	}
	return h.held[p]
}

// members is who has the role, itself included, when these join.
func (h hall) members(join map[verify.Party]bool) map[verify.Party]bool {
	out := map[verify.Party]bool{}
	follow(h.role, h.below, out)
	for p := range join {
		out[p] = true
	}
	return out
}

// may reports whether somebody has USAGE on a schema, by whatever membership.
func (h hall) may(p verify.Party, e Entrance) bool {
	held := h.holds(p)
	for _, who := range e.May {
		if held[who] {
			return true
		}
	}
	return false
}

// lacking is the readers who may not name what is in a schema.
func (h hall) lacking(e Entrance) []string {
	var out []string
	for _, name := range h.readers {
		if p := login(name); !h.spared[p] && !h.may(p, e) {
			out = append(out, name)
		}
	}
	return out
}

// outside is those among these readers who do not have the role.
func (h hall) outside(names []string) []string {
	var out []string
	for _, name := range names {
		if !h.holds(login(name))[h.role] {
			out = append(out, name)
		}
	}
	return out
}

// follow adds what is reached from somebody.
func follow(from verify.Party, next map[verify.Party][]verify.Party, into map[verify.Party]bool) {
	todo := []verify.Party{from}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !into[at] {
			into[at] = true
			todo = append(todo, next[at]...)
		}
	}
}
