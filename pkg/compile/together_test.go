package compile_test

import (
	"fmt"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/directory"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
)

// people compiles policies about a table of people: id, email (PII.Email), name
// (PII.Name) and pay.
func people(t *testing.T, joins bool, policies ...string) issue.List {
	t.Helper()
	in := compile.Input{
		Cluster: catalog.Cluster{Unpoliced: "everyone"}, Reviewed: map[string]bool{},
		Source: catalog.Source{ID: "people", Columns: []catalog.Column{
			{Name: "id"}, {Name: "email", Tags: []catalog.Tag{"PII.Email"}}, {Name: "name", Tags: []catalog.Tag{"PII.Name"}}, {Name: "pay"}, {Name: "country_code"}, {Name: "home", Tags: []catalog.Tag{"Geo.Country"}},
		}},
		Projects: []directory.Project{{ID: "p", Sources: []string{"people"}, MaskedJoins: joins}},
	}
	for i, c := range in.Source.Columns {
		typ := catalog.Type{Kind: catalog.Text}
		if c.Name == "pay" {
			typ = catalog.Type{Kind: catalog.Integer}
		}
		in.Base.Columns = append(in.Base.Columns, catalog.Observed{Name: c.Name, Type: typ, Ordinal: i + 1})
		in.Reviewed[c.Name] = true
	}
	for i, text := range policies {
		p, issues := policy.Parse([]byte(fmt.Sprintf("{kind: policy, id: p%d, applies_to: {sources: [people]%s", i, text)), issue.Place{Input: "p"})
		if issues.HasErrors() {
			t.Fatal(issues)
		}
		in.Policies = append(in.Policies, p)
	}
	_, _, issues := compile.Compile(in)
	return issues
}

// What hashes tell by what stands beside them is said; and what the hint asks
// for makes it go away.
func TestHashesBesideWhatTellsThem(t *testing.T) {
	hash := `, columns: [email]}, rules: [{mask: {hash: {}}}]}`
	for _, c := range []struct {
		name     string
		joins    bool
		code     issue.Code
		told     bool
		policies []string
	}{
		{"some rows clear", false, "guessable-hash", true, []string{`, columns: [email]}, rules: [{where: 'row.pay < 5', mask: {hash: {}}}], otherwise: clear}`}},
		{"the others NULL", false, "guessable-hash", false, []string{`, columns: [email]}, rules: [{where: 'row.pay < 5', mask: {hash: {}}}], otherwise: hide}`}},
		{"clear for others alone", false, "guessable-hash", false, []string{`, columns: [email]}, unless: 'user.in_group("hr")', rules: [{mask: {hash: {}}}]}`}},
		{"rows clear for whom there is no hash", false, "guessable-hash", false, []string{`, columns: [email]}, rules: [{for: 'user.in_group("hr")', where: 'row.pay < 5', clear: true}, {for: 'user.in_group("hr")', mask: {null: {}}}, {mask: {hash: {}}}]}`}},
		{"a name beside hashes that join", true, "accidental-join", true, []string{hash}},
		{"in no project that joins", false, "accidental-join", false, []string{hash}},
		{"the name is masked too", true, "accidental-join", false, []string{hash, `, columns: [name]}, rules: [{mask: {null: {}}}]}`}},
		{"the name is for those who see no hash", true, "accidental-join", false, []string{
			`, columns: [email]}, unless: 'user.in_group("hr")', rules: [{mask: {hash: {}}}]}`, `, columns: [name]}, unless: 'user.in_group("hr")', rules: [{mask: {null: {}}}]}`}},
		{"few by name", false, "low-cardinality", true, []string{`, columns: [country_code]}, rules: [{mask: {hash: {}}}]}`}},
		{"few by tag", false, "low-cardinality", true, []string{`, columns: [home]}, rules: [{mask: {hash: {}}}]}`}},
		{"few and NULL", false, "low-cardinality", false, []string{`, columns: [home, country_code]}, rules: [{mask: {null: {}}}]}`}},
		{"many", false, "low-cardinality", false, []string{hash}},
	} {
		if issues := people(t, c.joins, c.policies...); issues.Has(c.code) != c.told {
			t.Errorf("%s: %+v", c.name, issues)
		}
	}
}

// A condition reveals to those whom it is about, and to nobody else
// (SEMANTICS S9); to exempt them from the mask ends it.
func TestConditionsRevealToThoseWhomTheyAreAbout(t *testing.T) {
	mask := func(unless string) string {
		return strings.Replace(`, columns: [pay]}, UNLESS rules: [{mask: {null: {}}}]}`, "UNLESS", unless, 1)
	}
	hr := `unless: 'user.in_group("hr")',`
	for _, c := range []struct {
		name     string
		told     bool
		policies []string
	}{
		{"everyone asked, everyone masked", true, []string{mask(""), `}, rules: [{filter: 'row.pay < 5'}]}`}},
		{"everyone asked, some masked", true, []string{mask(hr), `}, rules: [{filter: 'row.pay < 5'}]}`}},
		{"asked whoever is exempt", false, []string{mask(hr), `}, rules: [{for: 'user.in_group("hr")', filter: 'row.pay < 5'}], otherwise: hide}`}},
		{"asked whoever is let in and exempt", false, []string{mask(hr), `}, rules: [{for: 'user.in_group("hr") && user.in_group("eu")', filter: 'row.pay < 5'}], otherwise: hide}`}},
		{"asked whoever else is exempt", true, []string{mask(hr), `}, rules: [{for: 'user.in_group("eu")', filter: 'row.pay < 5'}], otherwise: hide}`}},
		{"asked whom the first rule leaves", false, []string{mask(hr), `}, rules: [{for: '!user.in_group("hr")', clear: true}, {filter: 'row.pay < 5'}]}`}},
		{"asked where the first rule is about rows", true, []string{mask(hr), `}, rules: [{for: '!user.in_group("hr")', where: 'row.id == "a"', clear: true}, {filter: 'row.pay < 5'}]}`}},
		{"the only ones let in are exempt", false, []string{mask(hr), `}, rules: [{filter: 'row.pay < 5'}]}`, `}, subscription: {grant: {when: 'user.in_group("hr")'}}}`}},
		{"a where of the mask itself", true, []string{`, columns: [pay]}, rules: [{where: 'row.pay < 5', mask: {null: {}}}], otherwise: clear}`}},
		{"asked in rows alone where it is clear", true, []string{`, columns: [pay]}, rules: [{where: 'row.id == "a"', mask: {null: {}}}], otherwise: clear}`, `}, rules: [{where: 'row.id == "a"', clear: true}, {filter: 'row.pay < 5'}]}`}},
		{"another column", false, []string{mask(""), `}, rules: [{filter: 'row.id == "a"'}]}`}},
	} {
		if issues := people(t, false, c.policies...); issues.Has("condition-reveals") != c.told {
			t.Errorf("%s: %+v", c.name, issues)
		}
	}
}

// What hashes tell is said of the column that shows them.
func TestWhereHashesAreToldOf(t *testing.T) {
	for _, one := range people(t, false, `, columns: [email]}, rules: [{where: 'row.pay < 5', mask: {hash: {}}}], otherwise: clear}`) {
		if one.Code == "guessable-hash" && (one.Place.Input != "source people" || one.Place.Path != "columns.email") {
			t.Errorf("it is told of %+v", one.Place)
		}
	}
}
