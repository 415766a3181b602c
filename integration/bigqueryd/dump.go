package bigqueryd

import (
	"encoding/json"
	"slices"
	"strings"
)

// Dump is everything that the project holds, without what only counts or names versions: two dumps are equal when
// nothing is different that anybody could notice. Custom roles that were deleted are not in it.
func (s *Server) Dump() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := object{"policy": s.rules(&s.policy)}
	for email, a := range s.accounts {
		keys := []string{}
		for id := range a.keys {
			keys = append(keys, id)
		}
		slices.Sort(keys)
		out["account "+email] = object{"displayName": a.resource["displayName"], "description": a.resource["description"], "keys": keys}
	}
	for id, r := range s.roles {
		if !r.deleted {
			out["role "+id] = r.permissions
		}
	}
	for name, d := range s.datasets {
		resource := copyOf(d.resource)
		delete(resource, "etag")
		delete(resource, "access")
		access := []string{}
		for _, e := range d.list() {
			access = append(access, text(e))
		}
		slices.Sort(access)
		out["dataset "+name] = object{"resource": resource, "access": access}
		for t, tab := range d.tables {
			out["table "+name+"."+t] = object{"policy": s.rules(&tab.policy), "rows": len(tab.rows)}
		}
	}
	whole, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		return err.Error()
	}
	return string(whole)
}

// rules are the bindings, one line for each member, and the other fields.
func (s *Server) rules(p *policy) any {
	out := []string{}
	for _, b := range p.rules {
		rest := copyOf(b)
		delete(rest, "members")
		for _, m := range members(b) {
			out = append(out, m+" "+text(rest))
		}
	}
	slices.Sort(out)
	other := copyOf(p.other)
	if other == nil {
		other = object{}
	}
	return object{"rules": slices.Compact(out), "other": other}
}

func text(v any) string {
	out, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(string(out))
}
