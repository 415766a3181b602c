package stale_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/policy"
	"scrim/pkg/stale"
)

const shop = `
kind: source
id: people
host: h
table: {database: shop, schema: s, name: people}
tags: [People]
event_time: Joined
policies: [chosen]
columns: [{name: Country, tags: [Geo]}, {name: n}, {name: Joined}, {name: email, tags: [PII]}, {name: a, tags: [Twice]}, {name: b, tags: [Twice]}]
---
kind: source
id: orders
host: h
table: {database: shop, schema: s, name: orders}
columns: [{name: country, tags: [Geo]}]
---
{kind: source, id: off, host: h, disabled: true, table: {database: shop, schema: s, name: off}, columns: [{name: country}]}
---
{kind: source, id: away, host: elsewhere, table: {database: shop, schema: s, name: away}, columns: [{name: country}]}
---
{kind: source, id: beyond, host: h, table: {database: other, schema: s, name: beyond}, columns: [{name: country}]}
`

func shopOn(kind catalog.ClusterKind) catalog.Cluster {
	return catalog.Cluster{ID: "main", Kind: kind, Host: "h", ViewDatabase: "shop"}
}

// listed is the literals of one policy beside the shop.
func listed(t *testing.T, kind catalog.ClusterKind, document string) string {
	t.Helper()
	docs, issues := event.DecodeDocuments([]byte(shop+"---\n"+document), "in.yaml")
	if issues.HasErrors() {
		t.Fatal(issues)
	}
	var out []string
	for _, l := range stale.Literals(docs, shopOn(kind), time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)) {
		if l.Policy != "p" && l.Policy != "chosen" {
			t.Errorf("%+v is of another policy", l)
		}
		out = append(out, fmt.Sprintf("%s.%s %d %s %s", l.Source, l.Column, l.Match, catalog.Type{Kind: l.Is.Kind}, l.Is.Text))
	}
	return strings.Join(out, "; ")
}

func TestLiterals(t *testing.T) {
	for document, want := range map[string]string{
		`{kind: policy, id: p, applies_to: {all: true}, rules: [{filter: 'tag("Geo") in ["DE", "FR", "DE"] || !(tag("Geo") != "UK")'}]}`: "people.Country 0 text DE; people.Country 0 text FR; people.Country 0 text UK; orders.country 0 text DE; orders.country 0 text FR; orders.country 0 text UK",
		// Order and truth are no names, and what reads no row has none.
		`{kind: policy, id: p, applies_to: {tags: [People]}, unless: '"x" in user.attribute("y")', rules: [{filter: 'row.n > 5 || row.n == 7 || row.n == 0.50 || row.n == true || is_null(row.n) || row.n in user.attribute("n")'}]}`: "people.n 0 bigint 7; people.n 0 numeric 0.5",
		`{kind: policy, id: p, applies_to: {tags: [People]}, rules: [{filter: 'event_time() == date("2026-01-31") || event_time() == timestamp("2026-01-31T10:00:00Z")'}]}`:                                                           "people.Joined 0 date 2026-01-31; people.Joined 0 timestamp without time zone 2026-01-31 10:00:00.000000",
		`{kind: policy, id: p, applies_to: {tags: [People]}, rules: [{filter: 'row.email.startsWith("a") || row.email.endsWith("b") || row.email.contains("c") || row.email.matches("^d+$")'}]}`:                                      fmt.Sprintf("people.email %d text a; people.email %d text b; people.email %d text c; people.email %d text ^d+$", policy.MatchPrefix, policy.MatchSuffix, policy.MatchContains, policy.MatchPattern),
		// A mask is about the sources of which it masks something.
		`{kind: policy, id: p, applies_to: {column_tags: [PII]}, rules: [{where: 'row.Country == "UK"', mask: {"null": {}}}, {for: 'user.in_group("x")', where: 'row.n == 1', clear: true}], otherwise: hide}`:              "people.Country 0 text UK; people.n 0 bigint 1",
		`{kind: policy, id: p, applies_to: {sources: [people]}, rules: [{filter: 'row.email in lookup("orders", "country", {"country": "NL", "gone": "x"}) || row.email in lookup("off", "country", {"country": "BE"})'}]}`: "orders.country 0 text NL",
		`{kind: policy, id: p, applies_to: {sources: [people]}, rules: [{filter: 'tag("Twice") == "x" || row.gone == "y"'}]}`:                                                                                               "",
		`{kind: policy, id: p, applies_to: {sources: [off, away, beyond]}, rules: [{filter: 'row.country == "y"'}]}`:                                                                                                        "",
		`{kind: policy, id: p, applies_to: {sources: [orders]}, valid_until: 2026-06-01T12:00:00Z, rules: [{filter: 'row.country == "y"'}]}`:                                                                                "",
		`{kind: policy, id: p, applies_to: {sources: [orders]}, staged: true, rules: [{filter: 'row.country == "y"'}]}`:                                                                                                     "orders.country 0 text y",
		`{kind: policy, id: chosen, applies_to: {selected: true}, rules: [{filter: 'row.n == 3'}]}`:                                                                                                                         "people.n 0 bigint 3",
		`{kind: policy, id: p, applies_to: {sources: [people]}, subscription: {grant: everyone}}`:                                                                                                                           "",
	} {
		if diff := cmp.Diff(want, listed(t, catalog.Postgres, document)); diff != "" {
			t.Errorf("%s\n%s", document, diff)
		}
	}
	// Names are those of the warehouse.
	upper := `{kind: policy, id: p, applies_to: {sources: [people]}, rules: [{filter: 'row.COUNTRY == "y"'}]}`
	if got := listed(t, catalog.Postgres, upper) + "|" + listed(t, catalog.Redshift, upper); got != "|people.Country 0 text y" {
		t.Error(got)
	}
}

func TestVain(t *testing.T) {
	text := func(text string) catalog.Literal { return catalog.Literal{Kind: catalog.Text, Text: text} }
	literals := []stale.Literal{
		{Policy: "p", Source: "a", Column: "country", Is: text("UK")},
		{Policy: "p", Source: "b", Column: "land", Is: text("UK")},
		{Policy: "q", Source: "a", Column: "country", Is: text("UK")},
		{Policy: "q", Source: "a", Column: "email", Match: policy.MatchSuffix, Is: text("@x")},
		{Policy: "q", Source: "a", Column: "n", Is: catalog.Literal{Kind: catalog.Bigint, Text: "7"}},
	}
	var got []string
	for _, one := range stale.Vain(literals, []stale.Answer{stale.NoRow, stale.SomeRow, stale.NoRow, stale.NoRow, stale.NotAsked}) {
		got = append(got, one.String())
	}
	want := []string{
		"policy p on source a, column country: warning [literal-matches-no-row] the source a has no row whose column \"country\" is \"UK\"\n  hint: is it written otherwise there? source b has it",
		"policy q on source a, column country: warning [literal-matches-no-row] the source a has no row whose column \"country\" is \"UK\"\n  hint: was it renamed? a filter by it shows nothing, a mask by it masks nothing, and where it is excluded nothing is",
		"policy q on source a, column email: warning [literal-matches-no-row] the source a has no row whose column \"email\" ends with \"@x\"\n  hint: was it renamed? a filter by it shows nothing, a mask by it masks nothing, and where it is excluded nothing is",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
