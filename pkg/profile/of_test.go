package profile_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/issue"
	"scrim/pkg/profile"
)

func now() time.Time { return time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC) }

// ann is a user with something of everything.
func ann() profile.Subject {
	p := directory.Project{ID: "p", Members: []string{"ann"}, Purposes: []string{"fraud.cards", "audit"}}
	return profile.Subject{
		User: directory.User{
			ID: "ann", Groups: []directory.Group{{Name: "hr"}, {Issuer: "okta", Name: "hr"}},
			Attributes: map[string][]string{"region": {"US", "EU"}, "level": {"3"}},
		},
		Username: "ann_w", Session: directory.Session{User: "ann", Project: "p"}, Projects: map[string]directory.Project{"p": p},
		Purposes: map[string]directory.Purpose{"fraud.cards": {ID: "fraud.cards", Version: 2}, "audit": {ID: "audit"}, "fraud": {ID: "fraud"}},
		Acknowledged: []directory.Acknowledgement{
			{User: "ann", Project: "p", Purpose: "fraud.cards", Statement: 2}, {User: "ann", Project: "p", Purpose: "audit"},
		},
		Accesses: []directory.Access{{User: "ann", Source: "s1", Decision: directory.Approved}},
	}
}

// project changes ann's project.
func project(change func(*directory.Project)) func(*profile.Subject) {
	return func(s *profile.Subject) {
		p := s.Projects["p"]
		change(&p)
		s.Projects["p"] = p
	}
}

// told is rows as text: who, what, and until when where that is not for ever.
func told(rows []profile.Row) string {
	var out []string
	for _, r := range rows {
		one := fmt.Sprintf("%s %s/%s/%s", r.UserID, r.Kind, r.Name, r.Value)
		if !r.ValidUntil.Equal(profile.Forever) {
			one += " until " + r.ValidUntil.Format(time.RFC3339Nano)
		}
		out = append(out, strings.TrimPrefix(one, "ann_w "))
	}
	return strings.Join(out, "\n")
}

func TestEverythingAUserHas(t *testing.T) {
	rows, issues := profile.Of(ann(), now())
	want := strings.Join([]string{
		"approved//s1", "attribute/level/3", "attribute/region/EU", "attribute/region/US", "context//p", "group//hr", "group/okta/hr",
		"purpose//audit", "purpose//fraud", "purpose//fraud.cards", "user//ann",
	}, "\n")
	if diff := cmp.Diff(want, told(rows)); diff != "" || len(issues) > 0 {
		t.Errorf("%s\n%v", diff, issues)
	}
}

// What is different for who is not ann: the rows that come and go.
func TestOf(t *testing.T) {
	later, sooner := now().Add(time.Hour), now().Add(-time.Hour)
	approved := func(until time.Time) directory.Access {
		return directory.Access{User: "ann", Source: "s1", Decision: directory.Approved, Until: until}
	}
	purposes := "-purpose//audit -purpose//fraud -purpose//fraud.cards"
	for _, one := range []struct {
		name   string
		change func(s *profile.Subject)
		want   string // what goes and what comes; "nothing" is no row at all
		code   issue.Code
	}{
		{"disabled", func(s *profile.Subject) { s.User.Disabled = true }, "nothing", ""},
		{"without a name here", func(s *profile.Subject) { s.Username = "" }, "nothing", ""},
		{"no session", func(s *profile.Subject) { s.Session = directory.Session{} }, "-context//p " + purposes + " +context//none", ""},
		{"nobody knows the session", func(s *profile.Subject) { s.Unplaced = true }, "-context//p " + purposes, ""},
		{"a project that is gone", func(s *profile.Subject) { delete(s.Projects, "p") }, "-context//p " + purposes, "project-not-joined"},
		{"a disabled project", project(func(p *directory.Project) { p.Disabled = true }), "-context//p " + purposes, "project-not-joined"},
		{"a project of others", project(func(p *directory.Project) { p.Members = []string{"bob"} }), "-context//p " + purposes, "project-not-joined"},
		{"a project that calls itself none", func(s *profile.Subject) {
			project(func(p *directory.Project) { p.ID = "none" })(s)
			s.Session.Project, s.Projects["none"] = "none", s.Projects["p"]
		}, "-context//p " + purposes, "project-not-joined"},
		{"a statement that changed", func(s *profile.Subject) { s.Purposes["fraud.cards"] = directory.Purpose{ID: "fraud.cards", Version: 3} }, "-purpose//fraud -purpose//fraud.cards", "acknowledgement-without-effect"},
		{"a statement without a version, and a word to the first", func(s *profile.Subject) { s.Acknowledged[1].Statement = 1 }, "", ""},
		{"a first statement, and a word without a version", func(s *profile.Subject) { s.Purposes["audit"] = directory.Purpose{ID: "audit", Version: 1} }, "", ""},
		{"a word without a version to the second statement", func(s *profile.Subject) { s.Acknowledged[0].Statement = 0 }, "-purpose//fraud -purpose//fraud.cards", "acknowledgement-without-effect"},
		{"a word to a statement that is to come", func(s *profile.Subject) { s.Acknowledged[0].Statement = 3 }, "-purpose//fraud -purpose//fraud.cards", "acknowledgement-without-effect"},
		{"a word to each statement", func(s *profile.Subject) {
			s.Acknowledged = append(s.Acknowledged, directory.Acknowledgement{User: "ann", Project: "p", Purpose: "fraud.cards", Statement: 3})
		}, "", ""},
		{"acknowledged elsewhere", func(s *profile.Subject) { s.Acknowledged[0].Project = "q" }, "-purpose//fraud -purpose//fraud.cards", "acknowledgement-without-effect"},
		{"acknowledged by another", func(s *profile.Subject) { s.Acknowledged[0].User = "bob" }, "-purpose//fraud -purpose//fraud.cards", ""},
		{"acknowledged the ancestor alone", func(s *profile.Subject) { s.Acknowledged[0].Purpose, s.Acknowledged[0].Statement = "fraud", 0 }, "-purpose//fraud -purpose//fraud.cards", "acknowledgement-without-effect"},
		{"a purpose the project has not", project(func(p *directory.Project) { p.Purposes = []string{"audit"} }), "-purpose//fraud -purpose//fraud.cards", "acknowledgement-without-effect"},
		{"a purpose that is gone", func(s *profile.Subject) { delete(s.Purposes, "audit") }, "-purpose//audit", "acknowledgement-without-effect"},
		{"an equalised project", project(func(p *directory.Project) {
			p.Equalized = &directory.Entitlements{Groups: []directory.Group{{Issuer: "okta", Name: "hr"}, {Name: "x"}}, Attributes: map[string][]string{"region": {"EU", "JP"}}}
		}), "-attribute/level/3 -attribute/region/US -group//hr", ""},
		{"an equalised project that is not the current one", func(s *profile.Subject) {
			project(func(p *directory.Project) { p.Equalized = &directory.Entitlements{} })(s)
			s.Session.Project = ""
		}, "-context//p " + purposes + " +context//none", ""},
		{"a value no column means", func(s *profile.Subject) {
			s.User.Attributes["region"] = []string{"EU", "eu-1"}
			s.Compared = map[string][]catalog.Type{"region": {{Kind: catalog.Text}, {Kind: catalog.Date}}, "level": {{Kind: catalog.Smallint}}}
		}, "-attribute/region/EU -attribute/region/US", "attribute-unknown"},
		{"a value in the wrong spelling", func(s *profile.Subject) {
			s.User.Attributes["level"] = []string{"3", "03"}
			s.Compared = map[string][]catalog.Type{"level": {{Kind: catalog.Integer}}}
		}, "-attribute/level/3", "attribute-unknown"},
		{"an attribute without values", func(s *profile.Subject) { s.User.Attributes["level"] = nil }, "-attribute/level/3", ""},
		{"said twice", func(s *profile.Subject) {
			s.User.Groups = append(s.User.Groups, s.User.Groups...)
			s.User.Attributes["level"] = []string{"3", "3"}
		}, "", ""},
		{"an approval that ends", func(s *profile.Subject) { s.Accesses[0].Until = later.Add(1234567 * time.Nanosecond) }, "-approved//s1 +approved//s1 until 2026-05-04T13:00:00.001234Z", ""},
		{"an approval that ends elsewhere in the world", func(s *profile.Subject) { s.Accesses[0].Until = later.In(time.FixedZone("", 7200)) }, "-approved//s1 +approved//s1 until 2026-05-04T13:00:00Z", ""},
		{"an approval that ended", func(s *profile.Subject) { s.Accesses[0].Until = sooner }, "-approved//s1", ""},
		{"an approval that ends now", func(s *profile.Subject) { s.Accesses[0].Until = now() }, "-approved//s1", ""},
		{"of two approvals the longer", func(s *profile.Subject) { s.Accesses = []directory.Access{approved(later), approved(sooner)} }, "-approved//s1 +approved//s1 until 2026-05-04T13:00:00Z", ""},
		{"of two approvals the endless", func(s *profile.Subject) {
			s.Accesses = []directory.Access{approved(later), approved(time.Time{}), approved(later)}
		}, "", ""},
		{"revoked besides", func(s *profile.Subject) {
			s.Accesses = append(s.Accesses, directory.Access{User: "ann", Source: "s1", Decision: directory.Revoked, Until: sooner})
		}, "+revoked//s1", ""},
		{"another's accesses", func(s *profile.Subject) {
			s.Accesses = append(s.Accesses, directory.Access{User: "bob", Source: "s1", Decision: directory.Revoked}, directory.Access{User: "bob", Source: "s2", Decision: directory.Approved})
		}, "", ""},
		{"no decision", func(s *profile.Subject) { s.Accesses[0].Decision = "" }, "-approved//s1", ""},
		{"a name with a blank at its end", func(s *profile.Subject) { s.Username = "ann " }, "nothing", "user-withdrawn"},
		{"a name that is too long", func(s *profile.Subject) { s.Username = strings.Repeat("n", 129) }, "nothing", "user-withdrawn"},
		{"a group with NUL", func(s *profile.Subject) { s.User.Groups[0].Name = "a\x00b" }, "nothing", "user-withdrawn"},
		{"a group that is not UTF-8", func(s *profile.Subject) { s.User.Groups[0].Name = "\xff" }, "nothing", "user-withdrawn"},
		{"an issuer that is too long", func(s *profile.Subject) { s.User.Groups[0].Issuer = strings.Repeat("i", 257) }, "nothing", "user-withdrawn"},
		{"a value that is too long", func(s *profile.Subject) { s.User.Attributes["region"][0] = strings.Repeat("ü", 513) }, "nothing", "user-withdrawn"},
		{"a value that fits just so", func(s *profile.Subject) { s.User.Attributes["level"][0] = strings.Repeat("ü", 512) }, "-attribute/level/3 +attribute/level/" + strings.Repeat("ü", 512), ""},
		{"a value that is not composed", func(s *profile.Subject) { s.User.Attributes["region"][0] = "u\u0308" }, "nothing", "user-withdrawn"},
		{"an attribute's name with a blank at its end", func(s *profile.Subject) { s.User.Attributes["x "] = []string{"1"} }, "nothing", "user-withdrawn"},
		{"a bad value that the project takes away", func(s *profile.Subject) {
			s.User.Groups[0].Name = "a "
			project(func(p *directory.Project) {
				p.Equalized = &directory.Entitlements{Groups: s.User.Groups[1:], Attributes: s.User.Attributes}
			})(s)
		}, "-group//hr", ""},
	} {
		t.Run(one.name, func(t *testing.T) {
			s := ann()
			before, _ := profile.Of(s, now())
			one.change(&s)
			rows, issues := profile.Of(s, now())
			if got := difference(told(before), told(rows)); got != one.want {
				t.Errorf("%q, not %q", got, one.want)
			}
			if (one.code == "") != (len(issues) == 0) || one.code != "" && !issues.Has(one.code) {
				t.Errorf("issues: %v", issues)
			}
			for _, i := range issues {
				if i.Hint == "" || i.Place.Input != "user ann" {
					t.Errorf("an issue without hint or place: %+v", i)
				}
			}
		})
	}
}

func difference(before, after string) string {
	if after == "" {
		return "nothing"
	}
	old, new := strings.Split(before, "\n"), strings.Split(after, "\n")
	var out []string
	for _, line := range old {
		if !strings.Contains("\n"+after+"\n", "\n"+line+"\n") {
			out = append(out, "-"+line)
		}
	}
	for _, line := range new {
		if !strings.Contains("\n"+before+"\n", "\n"+line+"\n") {
			out = append(out, "+"+line)
		}
	}
	return strings.Join(out, " ")
}

// An issue never repeats the value that caused it.
func TestNoValueIsInAnIssue(t *testing.T) {
	s := ann()
	s.User.Groups[0].Name = "hush-hush "
	s.User.Attributes["level"] = []string{"hush-hush"}
	s.Compared = map[string][]catalog.Type{"level": {{Kind: catalog.Integer}}}
	_, issues := profile.Of(s, now())
	if text := fmt.Sprint(issues); strings.Contains(text, "hush") || len(issues) != 2 {
		t.Error(text)
	}
}

// Law 4 and S7: sorted, each fact once, the same in any order.
func TestRowsAreSortedAndTheSameInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := ann()
		name := rapid.SampledFrom([]string{"a", "b", "c", "bad ", "\x00"})
		for range rapid.IntRange(0, 4).Draw(t, "groups") {
			s.User.Groups = append(s.User.Groups, directory.Group{Issuer: rapid.SampledFrom([]string{"", "i"}).Draw(t, "issuer"), Name: name.Draw(t, "group")})
		}
		for range rapid.IntRange(0, 4).Draw(t, "accesses") {
			s.Accesses = append(s.Accesses, directory.Access{
				User: "ann", Source: name.Draw(t, "source"), Decision: rapid.SampledFrom([]directory.Decision{directory.Approved, directory.Revoked}).Draw(t, "decision"),
				Until: now().Add(time.Duration(rapid.IntRange(-1, 3).Draw(t, "hours")) * time.Hour),
			})
		}
		shuffled := s
		shuffled.User.Groups = rapid.Permutation(s.User.Groups).Draw(t, "shuffled groups")
		shuffled.Accesses = rapid.Permutation(s.Accesses).Draw(t, "shuffled accesses")
		rows, _ := profile.Of(s, now())
		others, _ := profile.Of(shuffled, now())
		if diff := cmp.Diff(rows, others); diff != "" {
			t.Fatal(diff)
		}
		for i := range rows {
			if i > 0 && profile.Compare(rows[i-1], rows[i]) >= 0 {
				t.Fatalf("%v before %v", rows[i-1], rows[i])
			}
			if !rows[i].ValidUntil.After(now()) || rows[i].ValidUntil.Location() != time.UTC || rows[i].UserID != "ann_w" {
				t.Fatalf("%+v", rows[i])
			}
		}
	})
}
