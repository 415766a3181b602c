package bigqueryd

import (
	"encoding/json"
	"slices"
	"strings"
)

// policy is who may do what on a project or a table, with the fields that it was given.
type policy struct {
	etag  string
	other object   // version, auditConfigs and whatever there will be
	rules []object // its bindings
}

func (p *policy) has(role, member string) bool {
	return slices.ContainsFunc(p.rules, func(b object) bool {
		return b["role"] == role && b["condition"] == nil && slices.Contains(members(b), member)
	})
}

func (p *policy) gives(s *Server, who, permission string) bool {
	return slices.ContainsFunc(p.rules, func(b object) bool {
		role, _ := b["role"].(string)
		return b["condition"] == nil && slices.Contains(members(b), who) && s.gives(role, permission)
	})
}

func members(b object) []string {
	list, _ := b["members"].([]any)
	var out []string
	for _, m := range list {
		if name, ok := m.(string); ok {
			out = append(out, name)
		}
	}
	return out
}

func (p *policy) conditional() bool {
	return slices.ContainsFunc(p.rules, func(b object) bool { return b["condition"] != nil })
}

// show is the policy as a reader of that version gets it.
func (p *policy) show(version float64) object {
	out := object{"version": 1, "etag": p.etag}
	for k, v := range p.other {
		out[k] = v
	}
	if p.conditional() {
		out["version"] = 3
	}
	var rules []any
	for _, b := range p.rules {
		one := copyOf(b)
		if b["condition"] != nil && version < 3 {
			role, _ := b["role"].(string)
			one["role"] = role + "_withcond_2b17cc25d2cd9e2c54d8"
			delete(one, "condition")
		}
		rules = append(rules, one)
	}
	if rules != nil {
		out["bindings"] = rules
	}
	return out
}

// put replaces the policy by what was sent, as setIamPolicy does.
func (c *call) put(p *policy, sent object) error {
	if etag, _ := sent["etag"].(string); etag != "" && etag != p.etag {
		return &refusal{409, "aborted", "There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff."}
	}
	list, _ := sent["bindings"].([]any)
	var rules []object
	for _, item := range list {
		b, _ := item.(object)
		role, _ := b["role"].(string)
		if b == nil || role == "" || strings.Contains(role, "_withcond_") {
			return &refusal{400, "badRequest", "Role " + role + " is not supported for this resource."}
		}
		if version, _ := sent["version"].(float64); b["condition"] != nil && version < 3 {
			return &refusal{400, "badRequest", "A policy with conditions must have version 3."}
		}
		if err := c.bindable(role); err != nil {
			return err
		}
		for _, m := range members(b) {
			if err := c.known(m); err != nil {
				return err
			}
		}
		if len(members(b)) > 0 {
			rules = append(rules, copyOf(b))
		}
	}
	other := copyOf(sent)
	delete(other, "bindings")
	delete(other, "etag")
	delete(other, "version")
	if sent["auditConfigs"] == nil && p.other["auditConfigs"] != nil {
		other["auditConfigs"] = p.other["auditConfigs"] // without an update mask they are left alone
	}
	p.rules, p.other, p.etag = rules, other, c.etag()
	return nil
}

// known refuses a member that is a service account of this project and not there, or not seen yet.
func (c *call) known(member string) error {
	email, ok := strings.CutPrefix(member, "serviceAccount:")
	if !ok || !strings.HasSuffix(email, "@"+c.Project+".iam.gserviceaccount.com") {
		return nil
	}
	if a := c.accounts[email]; a != nil && a.seen() {
		return nil
	}
	return &refusal{400, "badRequest", "Service account " + email + " does not exist."}
}

func copyOf(o object) object {
	text, err := json.Marshal(o)
	if err != nil {
		return nil
	}
	var out object
	if json.Unmarshal(text, &out) != nil {
		return nil
	}
	return out
}

// projectPolicy is getIamPolicy, setIamPolicy and testIamPermissions of the project.
func projectPolicy(c *call) (any, error) {
	name, verb, _ := strings.Cut(c.r.PathValue("verb"), ":")
	if name != c.Project {
		return nil, &refusal{403, "forbidden", "The caller does not have permission"}
	}
	return c.policyVerb(&c.policy, verb, "resourcemanager.projects", "", "")
}

// tablePolicy is the same of a table.
func tablePolicy(c *call) (any, error) {
	name, verb, _ := strings.Cut(c.r.PathValue("table"), ":")
	d := c.datasets[c.r.PathValue("dataset")]
	if d == nil || d.tables[name] == nil {
		return nil, &refusal{404, "notFound", "Not found: Table " + c.Project + ":" + c.r.PathValue("dataset") + "." + name}
	}
	return c.policyVerb(&d.tables[name].policy, verb, "bigquery.tables", c.r.PathValue("dataset"), name)
}

func (c *call) policyVerb(p *policy, verb, kind, data, tab string) (any, error) {
	switch verb {
	case "getIamPolicy":
		if err := c.need(kind+".getIamPolicy", data, tab); err != nil {
			return nil, err
		}
		version, _ := c.object("options")["requestedPolicyVersion"].(float64)
		out := p.show(version)
		if c.NoEtags {
			delete(out, "etag")
		}
		return out, nil
	case "setIamPolicy":
		if err := c.need(kind+".setIamPolicy", data, tab); err != nil {
			return nil, err
		}
		if err := c.put(p, c.object("policy")); err != nil {
			return nil, err
		}
		return p.show(3), nil
	case "testIamPermissions":
		return c.held(data, tab)
	}
	return nil, &refusal{404, "notFound", "There is no method " + verb}
}

// Bind gives a role to a member on the project, a dataset or a table, as another writer would.
func (s *Server) Bind(data, tab, role, member string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if data != "" && tab == "" {
		d := s.datasets[data]
		_, email, _ := strings.Cut(member, ":")
		d.set(append(d.list(), object{"role": legacyRole(role), "userByEmail": email}))
		d.resource["etag"] = s.etag()
		return
	}
	p := s.on(data, tab)
	p.rules = append(p.rules, object{"role": role, "members": []any{member}})
	p.etag = s.etag()
}

// Put adds a binding as it is to the project's policy, or an entry to a dataset's.
func (s *Server) Put(data string, rule map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if data != "" {
		s.datasets[data].set(append(s.datasets[data].list(), rule))
		s.datasets[data].resource["etag"] = s.etag()
		return
	}
	s.policy.rules = append(s.policy.rules, rule)
	s.policy.etag = s.etag()
}

// Audit gives the project's policy a field beside its bindings.
func (s *Server) Audit(field string, value any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.policy.other == nil {
		s.policy.other = object{}
	}
	s.policy.other[field] = value
}

// Unbind takes a role from a member, as another writer would.
func (s *Server) Unbind(data, tab, role, member string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if data != "" && tab == "" {
		d := s.datasets[data]
		d.set(slices.DeleteFunc(d.list(), func(item any) bool {
			e, _ := item.(object)
			return e["role"] == legacyRole(role) && e["specialGroup"] == nil && s.is(member, e)
		}))
		d.resource["etag"] = s.etag()
		return
	}
	p := s.on(data, tab)
	for _, b := range p.rules {
		if b["role"] == role && b["condition"] == nil {
			list, _ := b["members"].([]any)
			b["members"] = slices.DeleteFunc(list, func(m any) bool { return m == member })
		}
	}
	p.etag = s.etag()
}

// Has reports whether a member has a role there, without a condition.
func (s *Server) Has(data, tab, role, member string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if data != "" && tab == "" {
		return slices.ContainsFunc(s.datasets[data].entries(), func(e object) bool {
			return e["role"] == legacyRole(role) && e["condition"] == nil && e["specialGroup"] == nil && s.is(member, e)
		})
	}
	return s.on(data, tab).has(role, member)
}

func (s *Server) on(data, tab string) *policy {
	if data == "" {
		return &s.policy
	}
	return &s.datasets[data].tables[tab].policy
}
