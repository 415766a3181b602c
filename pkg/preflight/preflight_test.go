package preflight_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/preflight"
	"scrim/pkg/verify"
)

func TestTransport(t *testing.T) {
	for _, tc := range []struct {
		encrypted bool
		mode      string
		loops     bool
		want      preflight.Status
	}{
		{true, "verify-full", false, preflight.Passed}, {true, "verify-ca", false, preflight.Warning}, {true, "require", true, preflight.Warning},
		{false, "disable", true, preflight.Passed}, {false, "disable", false, preflight.Warning}, {false, "prefer", false, preflight.Warning},
	} {
		if got := preflight.Transport(tc.encrypted, tc.mode, tc.loops); got.Status != tc.want || (got.Status == preflight.Warning) == (got.Next == "") {
			t.Errorf("%+v is %+v", tc, got)
		}
	}
}

// What cannot be made on any server that tests have: datashares, external
// tables and row-level security of Redshift.
func TestBase(t *testing.T) {
	good := preflight.Base{Source: "s", Table: catalog.Table{Database: "sales", Schema: "hr", Name: "people"}, Across: true, Folds: true, Columns: []string{"id", "name"}, SortKeys: []int{1, 2}}
	if got := good.Judge(); len(got) != 0 {
		t.Errorf("a good table is %+v", got)
	}
	for _, tc := range []struct {
		check  string
		spoil  func(b *preflight.Base)
		across preflight.Status
	}{
		{preflight.Interleaved, func(b *preflight.Base) { b.SortKeys = []int{1, -2} }, preflight.Failed},
		{preflight.ColumnGrants, func(b *preflight.Base) { b.GrantedTo = []string{"user ana"} }, preflight.Failed},
		{preflight.RowSecurity, func(b *preflight.Base) { b.RowSecurity = preflight.Yes }, preflight.Failed},
		{preflight.ColumnNames, func(b *preflight.Base) { b.Columns = []string{"id", "Name"} }, preflight.Warning},
		{preflight.ColumnNames, func(b *preflight.Base) { b.Columns = []string{"name", "name"} }, preflight.Warning},
		{preflight.ExternalTable, func(b *preflight.Base) { b.External = true }, preflight.Warning},
		{preflight.Datashare, func(b *preflight.Base) { b.Shared = true }, preflight.Warning},
	} {
		b := good
		tc.spoil(&b)
		got := b.Judge()
		if len(got) != 1 || got[0].Check != tc.check || got[0].Status != tc.across || got[0].Source != "s" || got[0].Database != "sales" || got[0].Next == "" {
			t.Errorf("%s: %+v", tc.check, got)
		}
		if b.Across = false; b.Judge()[0].Status != preflight.Warning {
			t.Errorf("%s in one database: %+v", tc.check, b.Judge())
		}
	}
	good.Folds, good.Columns = false, []string{"Name", "name"}
	if got := good.Judge(); len(got) != 0 {
		t.Errorf("where case counts: %+v", got)
	}
}

// Readers are let in by a role, and only where nothing becomes effective by it
// that nobody accepted.
func TestUsage(t *testing.T) {
	user := func(name string) verify.Party { return verify.Party{Kind: verify.User, Name: name} }
	role := func(name string) verify.Party { return verify.Party{Kind: verify.Role, Name: name} }
	public := verify.Party{Kind: verify.Public}
	granted := func(to verify.Party) []preflight.Privilege {
		return []preflight.Privilege{{Verb: "SELECT", On: catalog.Table{Database: "sales", Schema: "hr", Name: "pay"}, To: to}}
	}
	member := func(m, of verify.Party) verify.Member { return verify.Member{Member: m, Of: of} }
	for _, tc := range []struct {
		name     string
		readers  []string
		members  []verify.Member
		may      []verify.Party
		granted  []preflight.Privilege
		accepted []string
		unseen   string
		lacking  bool
		wakes    string
		join     []string
	}{
		{name: "everybody may", readers: []string{"ana"}, may: []verify.Party{public}, granted: granted(user("ana"))},
		{name: "she may", readers: []string{"ana"}, may: []verify.Party{user("ana")}},
		{name: "her role's role may", readers: []string{"ana"}, members: []verify.Member{member(user("ana"), role("a")), member(role("a"), role("b"))}, may: []verify.Party{role("b")}},
		{name: "a role that is in hers may", readers: []string{"ana"}, members: []verify.Member{member(user("ana"), role("b")), member(role("a"), role("b"))}, may: []verify.Party{role("a")}, lacking: true, join: []string{"ana"}},
		{name: "scrim's own needs nothing", readers: []string{"scrim"}},
		{name: "nothing comes of it", readers: []string{"ana", "bob"}, may: []verify.Party{user("bob")}, lacking: true, join: []string{"ana"}},
		{name: "of another's grant nothing comes", readers: []string{"ana"}, granted: granted(user("eve")), lacking: true, join: []string{"ana"}},
		{name: "her own grant", readers: []string{"ana"}, granted: granted(user("ana")), lacking: true, wakes: "SELECT on sales.hr.pay to user ana"},
		{name: "everybody's grant", readers: []string{"ana"}, granted: granted(public), lacking: true, wakes: "SELECT on sales.hr.pay to everybody"},
		{name: "her role's role's grant", readers: []string{"ana"}, members: []verify.Member{member(user("ana"), role("a")), member(role("a"), role("b"))}, granted: granted(role("b")), lacking: true, wakes: "to role b"},
		{name: "her group's grant", readers: []string{"ana"}, members: []verify.Member{member(user("ana"), verify.Party{Kind: verify.Group, Name: "g"})}, granted: granted(verify.Party{Kind: verify.Group, Name: "g"}), lacking: true, wakes: "to group g"},
		{name: "what the role has", readers: []string{"ana"}, granted: granted(role("readers")), lacking: true, wakes: "to role readers"},
		{name: "what a role above it has", readers: []string{"ana"}, members: []verify.Member{member(role("readers"), role("top"))}, may: []verify.Party{role("readers")}, granted: granted(role("top")), lacking: true, wakes: "to role top"},
		{name: "another member's grant", readers: []string{"ana"}, members: []verify.Member{member(user("eve"), role("staff")), member(role("staff"), role("readers"))}, granted: granted(user("eve")), lacking: true, wakes: "to user eve"},
		{name: "it is accepted", readers: []string{"ana"}, granted: granted(user("ana")), accepted: []string{"sales.hr.pay"}, lacking: true, join: []string{"ana"}},
		{name: "another table is accepted", readers: []string{"ana"}, granted: granted(user("ana")), accepted: []string{"sales.hr.people"}, lacking: true, wakes: "sales.hr.pay"},
		{name: "nobody can tell", readers: []string{"ana"}, unseen: "ask a superuser", lacking: true},
	} {
		crowd := preflight.Crowd{Readers: tc.readers, Role: "readers", There: true, Members: tc.members, Spared: []string{"scrim"}}
		e := preflight.Entrance{Database: "sales", Schema: "hr", May: tc.may, Granted: tc.granted, Unseen: tc.unseen}
		got := preflight.Usage(crowd, []preflight.Entrance{e}, tc.accepted)[0]
		switch {
		case (got.Status == preflight.Warning) != tc.lacking:
			t.Errorf("%s: %+v", tc.name, got)
		case !strings.Contains(got.Means, tc.wakes), tc.lacking && (got.Next == "") != (tc.wakes == "" && tc.unseen == ""):
			t.Errorf("%s: %+v", tc.name, got)
		case tc.lacking && got.Next == "" && (!slices.Equal(got.Join, tc.join) || !got.Grant):
			t.Errorf("%s: %v join, and the role is let in: %v", tc.name, got.Join, got.Grant)
		}
	}
}

// A new member comes in wherever the role is let in: nobody joins while
// something would come of it in another schema. Statements of several schemas
// can be run one after the other.
func TestUsageOfSeveralSchemas(t *testing.T) {
	role := verify.Party{Kind: verify.Role, Name: "readers"}
	crowd := preflight.Crowd{Readers: []string{"ana"}, Role: "readers", There: true}
	hr := preflight.Entrance{Database: "sales", Schema: "hr"}
	pay := preflight.Entrance{
		Database: "sales", Schema: "pay", May: []verify.Party{role},
		Granted: []preflight.Privilege{{Verb: "SELECT", On: catalog.Table{Database: "sales", Schema: "pay", Name: "t"}, To: verify.Party{Kind: verify.Public}}},
	}
	if got := preflight.Usage(crowd, []preflight.Entrance{hr, pay}, nil); !strings.Contains(got[0].Next, "schema sales.pay too") || got[1].Next == "" {
		t.Errorf("she joins: %+v", got)
	}
	pay.May = nil
	if got := preflight.Usage(crowd, []preflight.Entrance{hr, pay}, nil); got[0].Next != "" || got[1].Next == "" {
		t.Errorf("where nothing comes of it: %+v", got)
	}
	crowd.There, pay.Granted = false, nil
	got := preflight.Usage(crowd, []preflight.Entrance{hr, pay}, nil)
	if !got[0].Role || len(got[0].Join) != 1 || got[1].Role || len(got[1].Join) != 0 || !got[0].Grant || !got[1].Grant {
		t.Errorf("the role is made twice: %+v", got)
	}
}

func TestFindings(t *testing.T) {
	all := []preflight.Finding{
		{Check: preflight.TLS, Status: preflight.Passed}, {Check: preflight.Fence, Status: preflight.Warning}, {Check: preflight.Platform, Status: preflight.Skipped},
	}
	if !preflight.OK(all) || len(preflight.Open(all)) != 1 || preflight.Broken(all) != "" {
		t.Errorf("%v, %v, %q", preflight.OK(all), preflight.Open(all), preflight.Broken(all))
	}
	all = append(append(all, preflight.Unreached("d", errors.New("gone"))...), preflight.Finding{Check: preflight.Interleaved, Status: preflight.Failed, Source: "s"})
	if preflight.OK(all) || len(preflight.Open(all)) != 3 || preflight.Broken(all) != preflight.Reachable {
		t.Errorf("%v, %v, %q", preflight.OK(all), preflight.Open(all), preflight.Broken(all))
	}
	if got := preflight.Blocked(all); len(got) != 1 || got["s"].Check != preflight.Interleaved {
		t.Errorf("blocked are %v", got)
	}
	if got := preflight.Reserved([]string{"ana", "pg_x", "Public", "sys:y"}); len(got) != 3 {
		t.Errorf("reserved are %v", got)
	}
	if got := preflight.Shared([]string{"IAM:ana", "IAMR:role"}); len(got) != 1 {
		t.Errorf("shared are %v", got)
	}
}

// Every check is explained to operators, by its name.
func TestEveryCheckIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range preflight.Names() {
		if !strings.Contains(string(text), "| `"+name+"` |") {
			t.Errorf("docs/operations.md does not explain %s", name)
		}
	}
}
