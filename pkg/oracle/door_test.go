package oracle

import (
	"strings"
	"testing"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/policy"
	"scrim/pkg/profile"
)

func TestTheDoor(t *testing.T) {
	hr := policy.InGroup{Name: "hr"}
	grant := func(m policy.SubscriptionMode) policy.Policy {
		return letIn("grant", policy.Subscription{Mode: m, Condition: hr})
	}
	guardrail := func(c policy.Condition) policy.Policy {
		return letIn("guard", policy.Subscription{Guardrail: true, Condition: c})
	}
	access := func(d directory.Decision, until time.Time) directory.Access {
		return directory.Access{User: "ann", Source: "people", Decision: d, Until: until}
	}
	for name, c := range map[string]struct {
		change func(*Facts)
		want   bool
	}{
		"unpoliced: everyone":                {func(*Facts) {}, true},
		"unpoliced: nobody":                  {func(f *Facts) { f.Cluster.Unpoliced = "" }, false},
		"a grant that lets nobody in counts": {func(f *Facts) { f.Policies = []policy.Policy{grant(policy.Nobody)} }, false},
		"a grant of another source does not": {func(f *Facts) {
			p := grant(policy.Nobody)
			p.AppliesTo.Sources = []string{"others"}
			f.Policies = []policy.Policy{p}
		}, true},
		"everyone":          {func(f *Facts) { f.Policies = []policy.Policy{grant(policy.Everyone)} }, true},
		"entitlement fails": {func(f *Facts) { f.Policies = []policy.Policy{grant(policy.Entitlement)} }, false},
		"entitlement holds": {func(f *Facts) {
			f.Policies = []policy.Policy{grant(policy.Entitlement)}
			f.Users[0].Groups = []directory.Group{{Name: "hr"}}
		}, true},
		"one grant is enough": {func(f *Facts) {
			f.Policies = []policy.Policy{grant(policy.Nobody), letIn("other", policy.Subscription{Mode: policy.Everyone})}
		}, true},
		"approval without a decision": {func(f *Facts) { f.Policies = []policy.Policy{grant(policy.Approval)} }, false},
		"approval": {func(f *Facts) {
			f.Policies, f.Accesses = []policy.Policy{grant(policy.Approval)}, []directory.Access{access(directory.Approved, time.Time{})}
		}, true},
		"individual, until tomorrow": {func(f *Facts) {
			f.Policies, f.Accesses = []policy.Policy{grant(policy.Individual)}, []directory.Access{access(directory.Approved, tomorrow)}
		}, true},
		"approval that ends now": {func(f *Facts) {
			f.Policies, f.Accesses = []policy.Policy{grant(policy.Approval)}, []directory.Access{access(directory.Approved, noon)}
		}, false},
		"approval without a policy that asks for it": {func(f *Facts) {
			f.Policies, f.Accesses = []policy.Policy{grant(policy.Entitlement)}, []directory.Access{access(directory.Approved, time.Time{})}
		}, false},
		"approval of another incarnation": {func(f *Facts) {
			f.Policies, f.Accesses = []policy.Policy{grant(policy.Approval)}, []directory.Access{access(directory.Approved, time.Time{})}
			f.Accesses[0].UserIncarnation, f.UserIncarnations = 4, map[string]uint64{"ann": 9}
		}, false},
		"approval of this incarnation": {func(f *Facts) {
			f.Policies, f.Accesses = []policy.Policy{grant(policy.Approval)}, []directory.Access{access(directory.Approved, time.Time{})}
			f.Accesses[0].SourceIncarnation, f.SourceIncarnation = 4, 4
		}, true},
		"revoked by anyone wins": {func(f *Facts) {
			f.Accesses = []directory.Access{access(directory.Revoked, time.Time{}), access(directory.Approved, time.Time{})}
		}, false},
		"a revocation never expires": {func(f *Facts) { f.Accesses = []directory.Access{access(directory.Revoked, noon.Add(-time.Hour))} }, false},
		"revoked elsewhere": {func(f *Facts) {
			f.Accesses = []directory.Access{access(directory.Revoked, time.Time{})}
			f.Accesses[0].Source = "others"
		}, true},
		"guardrail true":    {func(f *Facts) { f.Policies = []policy.Policy{guardrail(yesC)} }, true},
		"guardrail false":   {func(f *Facts) { f.Policies = []policy.Policy{guardrail(noC)} }, false},
		"guardrail unknown": {func(f *Facts) { f.Policies = []policy.Policy{guardrail(maybe)} }, false},
		"guardrail is no grant": {func(f *Facts) {
			f.Policies, f.Cluster.Unpoliced = []policy.Policy{guardrail(yesC)}, "nobody"
		}, false},
		"guardrail and a grant": {func(f *Facts) {
			f.Policies = []policy.Policy{guardrail(noC), grant(policy.Everyone)}
		}, false},
		"disabled source": {func(f *Facts) { f.Source.Disabled = true }, false},
		"disabled user":   {func(f *Facts) { f.Users[0].Disabled = true }, false},
		"the owner has no privilege": {func(f *Facts) {
			f.Source.Owner, f.Cluster.Unpoliced = "ann", "nobody"
		}, false},
		"a project with the source":    {func(f *Facts) { inProject(f, "people") }, true},
		"a project without the source": {func(f *Facts) { inProject(f, "others") }, false},
		"a disabled project":           {func(f *Facts) { inProject(f, "people"); f.Projects[0].Disabled = true }, false},
		"a project that is not there":  {func(f *Facts) { inProject(f, "people"); f.Projects = nil }, false},
		"a project of others":          {func(f *Facts) { inProject(f, "people"); f.Projects[0].Members = nil }, false},
		"no project after all":         {func(f *Facts) { inProject(f, "others"); f.Sessions[0].Project = "" }, true},
	} {
		t.Run(name, func(t *testing.T) {
			f := table("x", "text")
			c.change(&f)
			got := shows(f, "raw") == "raw"
			want(t, got, c.want)
			d := Explain(f, Row{Text("raw")}, Comparison{}, noon)
			want(t, []bool{d.Door.Open, d.Shown}, []bool{c.want, c.want})
		})
	}
}

func inProject(f *Facts, sources ...string) {
	f.Sessions = []directory.Session{{User: "ann", Project: "p"}}
	f.Projects = []directory.Project{{ID: "p", Members: []string{"ann"}, Sources: sources}}
}

func TestWhoReads(t *testing.T) {
	user := func(id string, names ...string) directory.User {
		u := directory.User{ID: id}
		if len(names) > 0 {
			u.Usernames = map[string]string{"c1": names[0]}
		}
		return u
	}
	for name, c := range map[string]struct {
		reader string
		users  []directory.User
		words  map[string]string
		want   string // the user's id; "" is nobody
	}{
		"by id":                      {"ann", []directory.User{user("ann")}, nil, "ann"},
		"by the user's own name":     {"a1", []directory.User{user("ann", "a1")}, nil, "ann"},
		"no more by id":              {"ann", []directory.User{user("ann", "a1")}, nil, ""},
		"by the cluster's word":      {"a2", []directory.User{user("ann", "a1")}, map[string]string{"ann": "a2"}, "ann"},
		"none by the user's word":    {"ann", []directory.User{user("ann", "")}, nil, ""},
		"none by the cluster's word": {"a1", []directory.User{user("ann", "a1")}, map[string]string{"ann": ""}, ""},
		"the empty name is nobody's": {"", []directory.User{user("ann", "")}, nil, ""},
		"names are byte-exact":       {"Ann", []directory.User{user("ann")}, nil, ""},
		"two on one name: neither":   {"ann", []directory.User{user("ann"), user("bob", "ann")}, nil, ""},
		"a name on another cluster":  {"ann", []directory.User{{ID: "ann", Usernames: map[string]string{"c2": "z"}}}, nil, "ann"},
		"nobody knows the reader":    {"eve", []directory.User{user("ann")}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := table("x", "text")
			f.Reader, f.Users, f.Cluster.Usernames = c.reader, c.users, c.words
			got := identify(f, noon)
			want(t, got.user, c.want)
			want(t, got.none == "", c.want != "")
		})
	}
}

func TestOneBadValueWithdrawsTheUser(t *testing.T) {
	long := strings.Repeat("x", profile.MaxValue)
	give := func(value string) directory.User {
		return directory.User{ID: "ann", Attributes: map[string][]string{"a": {"good", value}}}
	}
	for name, c := range map[string]struct {
		user directory.User
		good bool
	}{
		"good":                {give("value é"), true},
		"as long as can be":   {give(long), true},
		"too long":            {give(long + "x"), false},
		"NUL":                 {give("a\x00b"), false},
		"trailing blank":      {give("a "), false},
		"not NFC":             {give("e\u0301"), false},
		"not UTF-8":           {give("a\xff"), false},
		"name too long":       {directory.User{ID: "ann", Attributes: map[string][]string{strings.Repeat("x", profile.MaxName+1): {"a"}}}, false},
		"group":               {directory.User{ID: "ann", Groups: []directory.Group{{Name: "hr "}}}, false},
		"issuer":              {directory.User{ID: "ann", Groups: []directory.Group{{Issuer: "o\x00", Name: "hr"}}}, false},
		"the name to read as": {directory.User{ID: "ann", Usernames: map[string]string{"c1": strings.Repeat("x", profile.MaxUserID+1)}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			f := table("x", "text")
			f.Users = []directory.User{c.user, {ID: "bob"}}
			f.Reader = Login(f.Cluster, c.user)
			want(t, identify(f, noon).none == "", c.good)
			f.Reader = "bob"
			want(t, identify(f, noon).none, "") // never holds up the others
		})
	}
}

func TestAValueThatIsNotCanonicalMakesTheAttributeUnknown(t *testing.T) {
	f := table("x", "text")
	f.Users[0].Attributes = map[string][]string{"level": {"3", "03"}, "team": {"a"}}
	has := policy.HasAttribute{Name: "level"}
	want(t, open(f, Comparison{}, noon).ask(has, nil), True)
	f.Compared["level"] = []catalog.Type{{Kind: catalog.Text}, {Kind: catalog.Integer}}
	v := open(f, Comparison{}, noon)
	want(t, v.ask(has, nil), False)
	want(t, v.ask(policy.AttributeIs{Name: "level", Value: "3"}, nil), Unknown)
	want(t, v.ask(policy.HasAttribute{Name: "team"}, nil), True)
}

func TestComparedTypes(t *testing.T) {
	held := func(c, a string) policy.Condition { return policy.Held{Ref: col(c), List: attribute(a)} }
	f := table("n", "integer", "x", "text", "d", "double precision")
	f.Policies = []policy.Policy{
		filtering("r", keep(policy.Not{Of: held("n", "level")})),
		masking("m", policy.Rule{Where: held("x", "level"), Do: star}),
		filtering("s", keep(held("d", "level"))),    // never compares
		filtering("t", keep(held("gone", "level"))), // does not resolve
	}
	off := filtering("o", keep(held("n", "off")))
	off.Staged = true
	away := filtering("w", keep(held("n", "away")))
	away.AppliesTo.Sources = []string{"others"}
	f.Policies = append(f.Policies, off, away)
	got := Compared([]Facts{f}, noon)
	want(t, len(got), 1)
	want(t, len(got["level"]), 2)
}

func TestPurposesCountInTheProjectAndAcknowledged(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Facts)
		want   Truth
	}{
		"all in place":                     {func(*Facts) {}, True},
		"not acknowledged":                 {func(f *Facts) { f.Acknowledgements = nil }, False},
		"by another user":                  {func(f *Facts) { f.Acknowledgements[0].User = "bob" }, False},
		"in another project":               {func(f *Facts) { f.Acknowledgements[0].Project = "q" }, False},
		"an older statement":               {func(f *Facts) { f.Acknowledgements[0].Statement = 1 }, False},
		"the first, which nobody numbered": {func(f *Facts) { f.Acknowledgements[0].Statement, f.Purposes[0].Version = 1, 0 }, True},
		"the first, unsaid":                {func(f *Facts) { f.Acknowledgements[0].Statement, f.Purposes[0].Version = 0, 1 }, True},
		"unsaid, and not the first":        {func(f *Facts) { f.Acknowledgements[0].Statement = 0 }, False},
		"a purpose that is gone":           {func(f *Facts) { f.Purposes = nil }, False},
		"not of the project":               {func(f *Facts) { f.Projects[0].Purposes = nil }, False},
		"no member":                        {func(f *Facts) { f.Projects[0].Members = []string{"bob"} }, False},
		"no project now":                   {func(f *Facts) { f.Sessions = nil }, False},
		"the parent of what is acknowledged": {func(f *Facts) {
			f.Projects[0].Purposes = []string{"fraud"}
			f.Purposes = append(f.Purposes, directory.Purpose{ID: "fraud", Version: 1})
		}, False},
	} {
		t.Run(name, func(t *testing.T) {
			f := annotated(table("x", "text"))
			c.change(&f)
			want(t, open(f, Comparison{}, noon).ask(policy.UnderPurpose{Purpose: "fraud.cards"}, nil), c.want)
		})
	}
}

func TestAnEqualisedProjectIntersects(t *testing.T) {
	f := annotated(table("x", "text"))
	f.Projects[0].Equalized = &directory.Entitlements{
		Groups:     []directory.Group{{Name: "hr"}, {Name: "it"}},
		Attributes: map[string][]string{"region": {"us", "asia"}},
	}
	v := open(f, Comparison{}, noon)
	want(t, v.reader.values(profile.KindGroup, ""), []string{"hr"})
	want(t, v.reader.values(profile.KindGroup, "okta"), []string(nil))
	want(t, v.reader.values(profile.KindAttribute, "region"), []string{"us"})
	want(t, v.ask(policy.HasAttribute{Name: "level"}, nil), False)
	want(t, v.ask(policy.UnderPurpose{Purpose: "fraud"}, nil), True)
}

func TestFactsAreDecidedAtTheMoment(t *testing.T) {
	f := table("x", "text")
	f.Policies = []policy.Policy{letIn("g", policy.Subscription{Mode: policy.Approval})}
	f.Accesses = []directory.Access{{User: "ann", Source: "people", Decision: directory.Approved, Until: tomorrow}}
	rows := []Row{{Text("raw")}}
	want(t, len(Read(f, rows, Comparison{}, tomorrow.Add(-time.Microsecond))), 1)
	want(t, len(Read(f, rows, Comparison{}, tomorrow)), 0)
}
