package bigquery

import (
	"slices"
	"strings"
)

// policy is who has which roles at one place, as it came: changing it leaves
// everything else in it alone.
type policy interface {
	// grants lists what a member has.
	grants(member string) []grant
	// add gives a role without a condition, and reports whether that changed anything.
	add(role, member string) bool
	// remove takes a role without a condition from one member.
	remove(role, member string) bool
	// leftovers lists what deleted accounts with the name of a member had.
	leftovers(member string) []string
	etag() string
}

// grant is a role that a member has.
type grant struct {
	role      string
	condition string // its title, when it holds under a condition alone
}

type object = map[string]any

// rules is an IAM policy: of a project or a table.
type rules object

// bindings are its bindings; what is none is left alone.
func (p rules) bindings() []object { return objects(p["bindings"]) }

func objects(v any) []object {
	list, _ := v.([]any)
	var out []object
	for _, item := range list {
		if o, ok := item.(object); ok {
			out = append(out, o)
		}
	}
	return out
}

func (p rules) etag() string { s, _ := p["etag"].(string); return s }

func (p rules) grants(member string) []grant {
	var out []grant
	for _, b := range p.bindings() {
		if slices.ContainsFunc(list(b["members"]), same(member)) {
			out = append(out, grant{role: text(b["role"]), condition: condition(b)})
		}
	}
	return out
}

func (p rules) add(role, member string) bool {
	for _, b := range p.bindings() {
		if b["role"] != role || b["condition"] != nil {
			continue
		}
		if slices.ContainsFunc(list(b["members"]), same(member)) {
			return false
		}
	}
	for _, b := range p.bindings() {
		if b["role"] == role && b["condition"] == nil {
			b["members"] = append(list(b["members"]), any(member))
			return true
		}
	}
	p["bindings"] = append(list(p["bindings"]), any(object{"role": role, "members": []any{member}}))
	return true
}

func (p rules) remove(role, member string) bool {
	changed := false
	var kept []any
	for _, item := range list(p["bindings"]) {
		b, ok := item.(object)
		if !ok || b["role"] != role || b["condition"] != nil {
			kept = append(kept, item)
			continue
		}
		before := list(b["members"])
		after := slices.DeleteFunc(slices.Clone(before), same(member))
		if len(after) < len(before) {
			changed = true
			b["members"] = after
		}
		if len(after) > 0 {
			kept = append(kept, b)
		}
	}
	if changed {
		p["bindings"] = kept
	}
	return changed
}

func (p rules) leftovers(member string) []string {
	var out []string
	for _, b := range p.bindings() {
		if slices.ContainsFunc(list(b["members"]), func(m any) bool { return deletedOf(text(m), member) }) {
			out = append(out, text(b["role"]))
		}
	}
	return out
}

// access is a dataset, of which the list of who may do what is changed. An
// entry is for one member, or for a view, a routine or a dataset.
type access object

func (d access) entries() []object { return objects(d["access"]) }

func (d access) etag() string { s, _ := d["etag"].(string); return s }

func (d access) grants(member string) []grant {
	var out []grant
	for _, e := range d.entries() {
		if isFor(e, member) && text(e["role"]) != "" {
			out = append(out, grant{role: wholeName(text(e["role"])), condition: condition(e)})
		}
	}
	return out
}

func (d access) add(role, member string) bool {
	if slices.Contains(d.grants(member), grant{role: role}) {
		return false
	}
	entry := object{"role": role}
	kind, name, _ := strings.Cut(member, ":")
	switch kind {
	case "serviceAccount", "user":
		entry["userByEmail"] = name
	case "group":
		entry["groupByEmail"] = name
	case "domain":
		entry["domain"] = name
	default:
		entry["iamMember"] = member
	}
	d["access"] = append(list(d["access"]), any(entry))
	return true
}

func (d access) remove(role, member string) bool {
	before := list(d["access"])
	after := slices.DeleteFunc(slices.Clone(before), func(item any) bool {
		e, ok := item.(object)
		return ok && isFor(e, member) && e["condition"] == nil && wholeName(text(e["role"])) == role
	})
	d["access"] = after
	return len(after) < len(before)
}

func (d access) leftovers(member string) []string {
	var out []string
	for _, e := range d.entries() {
		if deletedOf(text(e["iamMember"]), member) {
			out = append(out, wholeName(text(e["role"])))
		}
	}
	return out
}

// isFor reports whether an entry is about a member. Google writes a service
// account as a user by its address.
func isFor(e object, member string) bool {
	kind, name, _ := strings.Cut(member, ":")
	switch kind {
	case "serviceAccount", "user":
		if strings.EqualFold(text(e["userByEmail"]), name) {
			return true
		}
	case "group":
		if strings.EqualFold(text(e["groupByEmail"]), name) {
			return true
		}
	case "domain":
		if strings.EqualFold(text(e["domain"]), name) {
			return true
		}
	}
	return strings.EqualFold(text(e["iamMember"]), member)
}

// wholeName is the role that an older name of a dataset's roles stands for, as
// Google documents it.
func wholeName(role string) string {
	switch role {
	case "READER":
		return "roles/bigquery.dataViewer"
	case "WRITER":
		return "roles/bigquery.dataEditor"
	case "OWNER":
		return "roles/bigquery.dataOwner"
	}
	return role
}

// deletedOf reports whether a member is what is left of an account that was
// deleted: "deleted:serviceAccount:a@p.iam.gserviceaccount.com?uid=1".
func deletedOf(m, member string) bool {
	rest, ok := strings.CutPrefix(m, "deleted:")
	name, _, _ := strings.Cut(rest, "?uid=")
	return ok && strings.EqualFold(name, member)
}

func condition(b object) string {
	o, _ := b["condition"].(object)
	if o == nil {
		return ""
	}
	if title := text(o["title"]); title != "" {
		return title
	}
	return "without a title"
}

// same compares members: addresses have no case.
func same(member string) func(any) bool {
	return func(m any) bool { return strings.EqualFold(text(m), member) }
}

func text(v any) string { s, _ := v.(string); return s }

func list(v any) []any { l, _ := v.([]any); return l }
