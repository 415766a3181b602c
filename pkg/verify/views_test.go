package verify_test

import (
	"slices"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/verify"
)

// A view's text names a table with and without its database, in any case,
// with quotes and blanks; a longer name that only begins or ends so does not
// count, nor two parts of another database.
func TestMentions(t *testing.T) {
	employees := catalog.Table{Database: "sales", Schema: "hr", Name: "employees"}
	for text, want := range map[string]bool{
		`select * from hr.employees`:                       true,
		`SELECT 1 FROM "HR"."Employees" AS t`:              true,
		"select 1 from sales . hr\n.employees where true":  true,
		`select 1 from "sales"."hr"."employees";`:          true,
		`select 1 from hr.employees_old`:                   false,
		`select 1 from xhr.employees`:                      false,
		`select 1 from other.hr.employees`:                 false,
		`select 1 from hr.employees_old join hr.employees`: true,
		``: false,
	} {
		if got := len(verify.Mentions(text, "sales", []catalog.Table{employees})) > 0; got != want {
			t.Errorf("%q mentions it: %t", text, got)
		}
	}
	if got := verify.Mentions("select 1 from hr.employees", "elsewhere", []catalog.Table{employees}); len(got) > 0 {
		t.Errorf("two parts in another database mean %v", got)
	}
}

// What is accepted is shown, and opens nothing.
func TestExcept(t *testing.T) {
	a := verify.Access{Parties: []verify.Account{
		{Party: verify.Party{Kind: verify.User, Name: "root"}, Login: true, Powers: []verify.Power{"SUPERUSER"}},
	}}
	found := verify.Bypass(catalog.Cluster{Kind: catalog.Postgres}, a, "root")
	if len(found) != 1 || !found[0].Accepted || verify.Open(found) {
		t.Errorf("root is accepted, and found as %+v", found)
	}
	if found = verify.Bypass(catalog.Cluster{Kind: catalog.Postgres}, a, ""); !verify.Open(found) {
		t.Error("an empty name accepts somebody")
	}
}

// Memberships in a circle end, and a chain of roles is followed to the
// logins.
func TestLoginsThroughRoles(t *testing.T) {
	party := func(name string) verify.Party { return verify.Party{Kind: verify.Role, Name: name} }
	table := catalog.Table{Database: "d", Schema: "s", Name: "t"}
	a := verify.Access{
		Relations: []verify.Relation{{Table: table, Source: "src", Form: verify.Stored, Owner: "scrim"}},
		Parties:   []verify.Account{{Party: party("a")}, {Party: party("b")}, {Party: verify.Party{Kind: verify.User, Name: "ana"}, Login: true}},
		Members: []verify.Member{
			{Member: party("b"), Of: party("a")}, {Member: party("a"), Of: party("b")},
			{Member: verify.Party{Kind: verify.User, Name: "ana"}, Of: party("b")},
		},
		Grants: []verify.Grant{{On: table, To: party("a")}},
		Usages: []verify.Usage{{Database: "d", Schema: "s", To: verify.Party{Kind: verify.User, Name: "ana"}}},
	}
	found := verify.Bypass(catalog.Cluster{Credentials: catalog.Credentials{User: "scrim"}}, a)
	if len(found) != 1 || !slices.Equal(found[0].Logins, []string{"ana"}) || found[0].Dormant {
		t.Errorf("found %+v", found)
	}
}

// What a user may read is told of also where the grant cannot be seen, once,
// and without a statement that would take the wrong thing away.
func TestBlindGrants(t *testing.T) {
	user, role := verify.Party{Kind: verify.User, Name: "ana"}, verify.Party{Kind: verify.Role, Name: "analysts"}
	table := catalog.Table{Database: "d", Schema: "s", Name: "t"}
	a := verify.Access{
		Relations: []verify.Relation{{Table: table, Source: "src", Form: verify.Stored, Owner: "scrim"}},
		Members:   []verify.Member{{Member: user, Of: role}},
		Grants:    []verify.Grant{{On: table, To: user, Blind: true}},
	}
	c := catalog.Cluster{Kind: catalog.Redshift, Credentials: catalog.Credentials{User: "scrim"}}
	found := verify.Bypass(c, a)
	if len(found) != 1 || found[0].Take != nil || found[0].String() != "user ana may SELECT from d.s.t, by a grant that scrim's account cannot see" {
		t.Errorf("found %+v", found)
	}
	a.Grants = append(a.Grants, verify.Grant{On: table, To: role})
	if found = verify.Bypass(c, a); len(found) != 1 || found[0].Who != role {
		t.Errorf("with the grant in sight, found %+v", found)
	}
}
