package immuta

import (
	"fmt"
	"slices"
	"strings"
)

// policyDocument is a policy of scrim's as it is written.
type policyDocument struct {
	Kind         string `yaml:"kind"`
	ID           string `yaml:"id"`
	Description  string `yaml:"description,omitempty"`
	AppliesTo    target `yaml:"applies_to"`
	Unless       string `yaml:"unless,omitempty"`
	Rules        []rule `yaml:"rules,omitempty"`
	Otherwise    string `yaml:"otherwise,omitempty"`
	Subscription any    `yaml:"subscription,omitempty"`
	Staged       bool   `yaml:"staged,omitempty"`
}

type target struct {
	All         bool     `yaml:"all,omitempty"`
	Tags        []string `yaml:"tags,omitempty"`
	ColumnTags  []string `yaml:"column_tags,omitempty"`
	ColumnRegex string   `yaml:"column_regex,omitempty"`
	Columns     []string `yaml:"columns,omitempty"`
	Tagged      *bool    `yaml:"tagged,omitempty"`
	Owners      []string `yaml:"owners,omitempty"`
	SourcesWith []target `yaml:"sources_with,omitempty"`
}

func (t target) empty() bool {
	return !t.All && t.Tagged == nil && len(t.SourcesWith) == 0 && len(t.Tags) == 0 && len(t.ColumnTags) == 0 && t.ColumnRegex == "" && len(t.Columns) == 0
}

type rule struct {
	For      string         `yaml:"for,omitempty"`
	Where    string         `yaml:"where,omitempty"`
	Mask     map[string]any `yaml:"mask,omitempty"`
	Clear    bool           `yaml:"clear,omitempty"`
	Filter   string         `yaml:"filter,omitempty"`
	Hide     bool           `yaml:"hide,omitempty"`
	Purpose  []string       `yaml:"purpose,omitempty"`
	Minimize map[string]any `yaml:"minimize,omitempty"`
}

// policy translates a policy of the V2 API. Each action becomes a policy, or
// several where its circumstances are alternatives that one target cannot say.
func (t *translator) policy(o object) [][]byte {
	t.bad = false
	id := o.text("policyKey")
	if name := o.text("name"); id == "" {
		id = name
	}
	if id == "" {
		o.fail("immuta-no-name", "give it a policyKey", "the policy has neither a policyKey nor a name")
	}
	o.at.Path = strings.TrimPrefix(fmt.Sprintf("%s policy %q", o.at.Path, id), " ")
	if o.flag("template") {
		o.warn("immuta-template", "import what was made from it", "a template is no policy, and is left out")
		return nil
	}
	staged := o.flag("staged")
	if o.has("certification") {
		o.warn("immuta-certification", "use owner, ticket and review_by", "scrim has no certification; it is left out")
	}
	owners := o.owners()
	o.ignore("certification", "id", "createdAt", "updatedAt", "createdBy", "description", "systemGenerated")
	targets := t.circumstances(o)
	var out []policyDocument
	switch kind := o.text("type"); kind {
	case "data":
		out = t.dataPolicy(o, id, targets)
	case "subscription":
		out = t.subscription(o, id, targets)
	default:
		o.in("type").fail("immuta-unknown-type", "data or subscription", "%q is no type of policy", kind)
	}
	o.done()
	if t.bad {
		o.warn("immuta-left-out", "write it by hand, or take out what has no translation", "policy %q is left out whole", id)
		return nil
	}
	var text [][]byte
	for _, d := range out {
		d.Kind, d.Staged, d.AppliesTo.Owners = "policy", staged, owners
		text = append(text, written(d))
	}
	return text
}

// circumstances says to what the policy applies: alternatives, each a target.
func (t *translator) circumstances(o object) []target {
	operator := o.text("circumstanceOperator")
	var out []target
	list := o.items("circumstances")
	for _, c := range list {
		one := t.circumstance(c)
		if one.Tagged != nil && o.text("type") == "subscription" {
			c.fail("immuta-target", "name the sources by tags", "whether the tags of columns count is not known, and who is let in by it would depend on that")
		}
		if operator != "any" && len(out) == 1 {
			merged, ok := both(out[0], one)
			if !ok {
				merged = out[0]
				merged.SourcesWith = append(slices.Clone(merged.SourcesWith), one)
			}
			out[0] = merged
			continue
		}
		out = append(out, one)
	}
	if len(list) == 0 {
		return []target{{All: true}}
	}
	return out
}

func (t *translator) circumstance(c object) target {
	defer c.done()
	switch kind := c.text("type"); kind {
	case "tags":
		return target{Tags: []string{c.text("tag")}}
	case "columnTags":
		return target{ColumnTags: []string{c.text("columnTag")}}
	case "columnRegex":
		return target{ColumnRegex: c.regex()}
	case "noTags":
		none := false
		c.warn("immuta-any-tag", "", "scrim asks for tags of the source itself, so the policy also meets sources of which only columns have tags")
		return target{Tagged: &none}
	default:
		c.ignore("domains")
		c.fail("immuta-target", "use tags, columnTags or columnRegex", "scrim has no circumstance %q", kind)
	}
	return target{}
}

// regex reads a pattern of column names: Immuta finds it anywhere in a name,
// scrim compares the whole name, without case.
func (c object) regex() string {
	pattern := c.text("regex")
	if insensitive := c.flag("caseInsensitive"); !insensitive {
		c.warn("immuta-case", "", "scrim compares names of columns without case, so the policy may meet more of them")
	}
	return ".*(" + pattern + ").*"
}

// owners is whose sources a restricted policy is for: scrim's sources have one
// owner each, which is a name and no group. Empty is everybody's.
func (o object) owners() []string {
	restricted := o.object("ownerRestrictions")
	if len(restricted.fields) == 0 {
		return nil
	}
	var out []string
	for _, u := range restricted.items("users") {
		out = append(out, u.text("username"))
		u.ignore("iamid")
		u.done()
	}
	if restricted.has("groups") {
		restricted.fail("immuta-restricted", "name the people, or a tag that their sources have", "a policy for the sources of whoever is in a group has no translation: a source has one owner")
	}
	restricted.ignore("groups")
	restricted.done()
	if len(out) == 0 && !restricted.has("groups") {
		restricted.fail("immuta-restricted", "name somebody", "the policy is for the sources of nobody")
	}
	restricted.warn("immuta-owners", "give each source its owner: the usernames are compared with it, exactly", "the policy meets a source only where the source's document names one of these as its owner, which an import of data sources does not")
	return out
}

// both is the target that is met when both are, as far as one can say it.
func both(a, b target) (target, bool) {
	if len(a.Tags) > 0 && len(b.Tags) > 0 || len(a.ColumnTags) > 0 && len(b.ColumnTags) > 0 || a.ColumnRegex != "" && b.ColumnRegex != "" {
		return a, false
	}
	if b.Tagged != nil || len(b.SourcesWith) > 0 {
		return a, false
	}
	onColumns := func(t target) bool { return len(t.ColumnTags) > 0 || t.ColumnRegex != "" }
	if onColumns(a) && onColumns(b) {
		return a, false // one and the same column would have to meet both
	}
	a.Tags = append(a.Tags, b.Tags...)
	a.ColumnTags = append(a.ColumnTags, b.ColumnTags...)
	if b.ColumnRegex != "" {
		a.ColumnRegex = b.ColumnRegex
	}
	return a, true
}

// dataPolicy translates the actions of a data policy.
func (t *translator) dataPolicy(o object, id string, targets []target) []policyDocument {
	var out []policyDocument
	actions := o.items("actions")
	for i, a := range actions {
		name := id
		if len(actions) > 1 {
			name = fmt.Sprintf("%s #%d", id, i+1)
		}
		out = append(out, t.action(a, name, targets)...)
	}
	return out
}

// action translates one action: a chain of rules of one kind. What decides
// cells and what decides rows are two policies of scrim's, which is one thing
// only where no rule is an alternative of another kind's.
func (t *translator) action(a object, id string, targets []target) []policyDocument {
	description := a.text("description")
	rules := a.items("rules")
	a.ignore("type")
	a.done()
	var chains []*chain
	for _, r := range rules {
		one := t.rule(r)
		if n := len(chains); n > 0 && chains[n-1].sameAs(one) {
			chains[n-1].links = append(chains[n-1].links, one)
			continue
		}
		chains = append(chains, &chain{fields: one.fields, cells: one.cells, links: []link{one}})
	}
	for _, c := range chains {
		if len(chains) > 1 && slices.ContainsFunc(c.links, func(l link) bool { return l.inclusion != "" }) {
			a.fail("immuta-mixed-chain", "make one action of the rules for one set of columns", "rules for some users stand beside rules about other columns or about rows: which of them are alternatives cannot be told")
		}
	}
	var out []policyDocument
	for i, c := range chains {
		name := id
		if len(chains) > 1 {
			name = fmt.Sprintf("%s (%d)", id, i+1)
		}
		d := c.document(a)
		d.ID, d.Description = name, description
		out = append(out, spread(d, a, targets, c.fields)...)
	}
	return out
}

// spread is the policy on every target: circumstances say which sources, fields
// which columns of them.
func spread(d policyDocument, a object, circumstances, fields []target) []policyDocument {
	var all []target
	if len(fields) == 0 {
		all = circumstances
	}
	for _, f := range fields {
		for _, c := range circumstances {
			switch merged, ok := both(c, f); {
			case c.All:
				all = append(all, f)
			case sameColumns(c, f):
				all = append(all, c)
			case ok:
				all = append(all, merged)
			default:
				with := c.SourcesWith
				c.SourcesWith = nil
				f.SourcesWith = append([]target{c}, with...)
				all = append(all, f)
			}
		}
	}
	var out []policyDocument
	for i, t := range all {
		one := d
		one.AppliesTo = t
		if t.empty() {
			a.fail("immuta-target", "", "the policy applies to nothing")
		}
		if len(all) > 1 {
			one.ID = fmt.Sprintf("%s [%d]", d.ID, i+1)
		}
		out = append(out, one)
	}
	return out
}

func sameColumns(a, b target) bool {
	return slices.Equal(a.ColumnTags, b.ColumnTags) && a.ColumnRegex == b.ColumnRegex && len(b.Tags) == 0
}

// subscription translates a subscription policy.
func (t *translator) subscription(o object, id string, targets []target) []policyDocument {
	var out []policyDocument
	for _, a := range o.items("actions") {
		a.ignore("description", "allowDiscovery")
		automatic := !a.has("automaticSubscription") || a.flag("automaticSubscription")
		if !automatic {
			a.fail("immuta-manual-subscription", "set automaticSubscription, or use approval", "who must subscribe by hand would be let in here without doing so")
		}
		var docs []policyDocument
		switch kind := a.text("type"); kind {
		case "anyone":
			docs = []policyDocument{{ID: id, Subscription: grant("everyone")}}
		case "approval":
			a.ignore("approvals")
			docs = []policyDocument{{ID: id, Subscription: grant("approval")}}
		case "manual":
			docs = []policyDocument{{ID: id, Subscription: grant("individual")}}
		case "entitlements":
			docs = t.entitlements(a, id)
		default:
			a.fail("immuta-unknown-type", "anyone, approval, entitlements or manual", "%q is no type of subscription", kind)
		}
		a.ignore("shareResponsibility")
		a.done()
		for _, d := range docs {
			out = append(out, spread(d, a, targets, nil)...)
		}
	}
	return out
}

func grant(of any) any { return map[string]any{"grant": of} }

// sharesResponsibility reports whether a policy is a way in among several.
func sharesResponsibility(o object) bool {
	list, _ := o.fields["actions"].([]any)
	return slices.ContainsFunc(list, func(a any) bool {
		action, _ := a.(map[string]any)
		shared, _ := action["shareResponsibility"].(bool)
		return shared
	})
}

// entitlements is a way in where the policy shares its responsibility. One that
// is always required is a minimum, and by itself a way in too, unless there are
// policies that share: then one of those must hold besides.
func (t *translator) entitlements(a object, id string) []policyDocument {
	condition := ""
	switch e := a.object("entitlements"); {
	case a.has("advanced"):
		condition = t.where(a, "advanced")
	case len(e.fields) > 0:
		condition = e.people()
		e.done()
	}
	if condition == "" && !t.bad {
		a.fail("immuta-no-entitlements", "name groups or attributes", "the entitlements name nobody")
	}
	way := policyDocument{ID: id, Subscription: grant(map[string]any{"when": condition})}
	required := policyDocument{ID: id + " (required)", Subscription: map[string]any{"guardrail": condition}}
	shared, said := a.fields["shareResponsibility"].(bool)
	if !said {
		a.warn("immuta-merging", "say shareResponsibility: true if one of several such policies is enough", "it is taken as always required")
	}
	switch {
	case shared:
		return []policyDocument{way}
	case t.shared:
		a.warn("immuta-merging", "add a grant for sources that have no other", "it is a minimum and no way in, since other policies share their responsibility")
		return []policyDocument{required}
	}
	return []policyDocument{way, required}
}

// people is a condition about users: groups, attributes and purposes, joined by
// the operator. Empty when nobody is named.
func (o object) people() string {
	var parts []string
	for _, g := range o.items("groups") {
		name, iam := g.text("name"), g.text("iam")
		g.ignore("id")
		if iam == "" {
			parts = append(parts, fmt.Sprintf("user.in_group(%s)", quote(name)))
		} else {
			parts = append(parts, fmt.Sprintf("user.in_group(%s, %s)", quote(iam), quote(name)))
		}
		g.done()
	}
	for _, a := range o.items("attributes") {
		name, value := a.text("name"), a.text("value")
		if a.text("iam") != "" {
			a.warn("immuta-issuer", "", "attributes have no issuer here: the value counts whoever vouches for it")
		}
		if strings.Contains(value, "*") {
			a.fail("immuta-wildcard", "list the values", "a wildcard in the value of an attribute has no meaning here")
		}
		parts = append(parts, holds(name, value))
		a.done()
	}
	for _, p := range o.items("purposes") {
		parts = append(parts, fmt.Sprintf("user.purpose(%s)", quote(p.text("name"))))
		p.done()
	}
	operator := " && "
	if o.text("operator") == "any" {
		operator = " || " // && binds closer, so that each part stays whole
	}
	return strings.Join(parts, operator)
}

// where translates an SQL predicate under a field.
func (t *translator) where(o object, key string) string {
	sql := o.text(key)
	condition, notes, err := asCondition(sql)
	if err != nil {
		o.in(key).fail("immuta-where", "write the condition by hand: docs/policy.md lists what can be asked", "%v", err)
		return ""
	}
	for _, n := range notes {
		o.in(key).warn(n.code, "", "%s", n.message)
	}
	return condition
}
