package snapshots_test

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// The world is small enough to say what it means in a page: two tables with
// the same rows, two users, and one policy of each type on each table, drawn
// from a few variants of which some show more to whom a fact is missing.

// row is a row of a base table; a region "" is NULL.
type row struct{ id, region, email string }

func rows() []row {
	return []row{{"1", "eu", "a@x.com"}, {"2", "us", "b@x.com"}, {"3", "", "c@x.com"}, {"4", "ap", "d@x.com"}}
}

// user is what a reader was given.
type user struct {
	groups, regions []string
	revoked         [2]bool // by source
}

// governed is one source's policies, by variant.
type governed struct {
	disabled            bool
	mask, filter, grant int
}

// documents is the world at one revision.
type documents struct {
	sources [2]governed
	users   [2]user
}

// masking is a variant of a mask policy: what it says and what a reader gets.
type masking struct {
	text string
	show func(u user, email string) string
}

func in(u user, group string) bool { return slices.Contains(u.groups, group) }

func either(clear bool, email, masked string) string {
	if clear {
		return email
	}
	return masked
}

func masks() []masking {
	return []masking{
		{`rules: [{mask: {"null": {}}}]`, func(user, string) string { return "" }},
		{"unless: user.in_group(\"g\")\nrules: [{mask: {\"null\": {}}}]", func(u user, e string) string { return either(in(u, "g"), e, "") }},
		{"unless: user.in_group(\"h\")\nrules: [{mask: {\"null\": {}}}]", func(u user, e string) string { return either(in(u, "h"), e, "") }},
		{"unless: user.in_group(\"g\")\nrules: [{mask: {partial: {first: 1}}}]", func(u user, e string) string { return either(in(u, "g"), e, e[:1]+"***") }},
		// These open when a fact is missing.
		{"rules: [{for: 'user.in_group(\"g\") || user.in_group(\"h\")', mask: {\"null\": {}}}]\notherwise: clear", func(u user, e string) string { return either(!in(u, "g") && !in(u, "h"), e, "") }},
		{"rules: [{for: user.in_group(\"g\"), mask: {partial: {first: 1}}}]\notherwise: clear", func(u user, e string) string { return either(!in(u, "g"), e, e[:1]+"***") }},
	}
}

// filtering is a variant of a row policy.
type filtering struct {
	text string
	keep func(u user, region string) bool
}

func filters() []filtering {
	return []filtering{
		{`rules: [{filter: 'row.region in user.attribute("region")'}]`, func(u user, r string) bool { return r != "" && slices.Contains(u.regions, r) }},
		{`rules: [{filter: 'row.region == "eu"'}]`, func(_ user, r string) bool { return r == "eu" }},
		{"unless: user.in_group(\"h\")\nrules: [{filter: 'row.region == \"us\"'}]", func(u user, r string) bool { return in(u, "h") || r == "us" }},
		// This one opens when a value is missing, not when all are.
		{`rules: [{filter: '!(row.region in user.attribute("region"))'}]`, func(u user, r string) bool { return r != "" && len(u.regions) > 0 && !slices.Contains(u.regions, r) }},
	}
}

// granting is a variant of a subscription policy.
type granting struct {
	text string
	let  func(u user) bool
}

func grants() []granting {
	return []granting{
		{"{grant: everyone}", func(user) bool { return true }},
		{"{grant: everyone}", func(user) bool { return true }},
		{"{grant: {when: user.in_group(\"g\")}}", func(u user) bool { return in(u, "g") }},
		{"{grant: {when: user.in_group(\"h\")}}", func(u user) bool { return in(u, "h") }},
	}
}

// allowed is the cells that a user may read of a source: id → region and email.
func (d documents) allowed(u, s int) map[string][2]string {
	out := map[string][2]string{}
	who, what := d.users[u], d.sources[s]
	if what.disabled || who.revoked[s] || !grants()[what.grant].let(who) {
		return out
	}
	for _, r := range rows() {
		if filters()[what.filter].keep(who, r.region) {
			out[r.id] = [2]string{r.region, masks()[what.mask].show(who, r.email)}
		}
	}
	return out
}

// contain reports whether nothing was read but what is allowed.
func contain(allowed map[string][2]string, read []row) bool {
	for _, r := range read {
		cells, ok := allowed[r.id]
		if !ok || r.region != "" && r.region != cells[0] || r.email != "" && r.email != cells[1] {
			return false
		}
	}
	return true
}

// change draws what a submission changes, and names it.
func (d documents) change(t *rapid.T) documents {
	for range rapid.IntRange(1, 3).Draw(t, "changes") {
		u, s := rapid.IntRange(0, 1).Draw(t, "user"), rapid.IntRange(0, 1).Draw(t, "source")
		switch rapid.SampledFrom([]string{"mask", "mask", "filter", "grant", "groups", "groups", "groups", "regions", "regions", "revoked", "disabled"}).Draw(t, "what") {
		case "mask":
			d.sources[s].mask = rapid.SampledFrom([]int{0, 1, 2, 3, 4, 4, 4, 5}).Draw(t, "variant")
		case "filter":
			d.sources[s].filter = rapid.IntRange(0, len(filters())-1).Draw(t, "variant")
		case "grant":
			d.sources[s].grant = rapid.IntRange(0, len(grants())-1).Draw(t, "variant")
		case "groups":
			d.users[u].groups = rapid.SampledFrom([][]string{{"g"}, {"h"}, {"g"}, {"h"}, nil, {"g", "h"}}).Draw(t, "groups")
		case "regions":
			d.users[u].regions = rapid.SampledFrom([][]string{nil, {"eu"}, {"us"}, {"eu", "us"}, {"ap"}}).Draw(t, "regions")
		case "revoked":
			d.users[u].revoked[s] = !d.users[u].revoked[s]
		case "disabled":
			d.sources[s].disabled = !d.sources[s].disabled
		}
	}
	return d
}

// text is the world as documents; what did not change since before is left out.
func (d documents) text(before *documents, sources [2]string, readers [2]string) string {
	var b strings.Builder
	for s, now := range d.sources {
		id := fmt.Sprintf("s%d", s)
		policy := func(kind, body string) {
			fmt.Fprintf(&b, "\n---\nkind: policy\nid: %s-%s\napplies_to: {sources: [%s]}\n%s\n", kind, id, id, body)
		}
		if before == nil || before.sources[s].disabled != now.disabled {
			fmt.Fprintf(&b, "\n---%sdisabled: %t\n", sources[s], now.disabled)
		}
		if before == nil || before.sources[s].mask != now.mask {
			fmt.Fprintf(&b, "\n---\nkind: policy\nid: mask-%s\napplies_to: {sources: [%s], column_tags: [PII]}\n%s\n", id, id, masks()[now.mask].text)
		}
		if before == nil || before.sources[s].filter != now.filter {
			policy("filter", filters()[now.filter].text)
		}
		if before == nil || before.sources[s].grant != now.grant {
			policy("grant", "subscription: "+grants()[now.grant].text)
		}
	}
	for u, now := range d.users {
		if before == nil || !slices.Equal(before.users[u].groups, now.groups) || !slices.Equal(before.users[u].regions, now.regions) {
			fmt.Fprintf(&b, "\n---\nkind: user\nid: %s\n", readers[u])
			for i, g := range now.groups {
				if i == 0 {
					b.WriteString("groups:\n")
				}
				fmt.Fprintf(&b, "  - {name: %s}\n", g)
			}
			if len(now.regions) > 0 {
				fmt.Fprintf(&b, "attributes: {region: [%s]}\n", strings.Join(now.regions, ", "))
			}
		}
		for s, revoked := range now.revoked {
			if before == nil && revoked || before != nil && before.users[u].revoked[s] != revoked {
				decision := map[bool]string{true: "revoked", false: "approved"}[revoked]
				fmt.Fprintf(&b, "\n---\nkind: access\nuser: %s\nsource: s%d\ndecision: %s\n", readers[u], s, decision)
			}
		}
	}
	return b.String()
}
