package doors_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"scrim/integration/doors/served"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
)

// bad is one mistake of a platform. It is answered at the door, with code, or
// accepted and then told in the status of a target, with code and phase.
type bad struct {
	name   string
	events []string
	code   string

	target string      // "kind id"; empty: it is refused at the door with 400
	phase  state.Phase // of the target
}

func policyData(id, rest string) string { return fmt.Sprintf(`{"id":%q,"version":1,%s}`, id, rest) }

// atTheDoor are mistakes that a sender is told at once.
func atTheDoor() []bad {
	policy := func(rest string) []string { return []string{served.Event("policy.updated", policyData("p", rest))} }
	source := func(schema, table string) []string {
		return []string{served.Event("source.updated", fmt.Sprintf(`{"id":"s","version":1,"host":"127.0.0.1","table":{"database":"warehouse","schema":%q,"name":%q},"columns":[{"name":"id"}]}`, schema, table))}
	}
	return []bad{
		{name: "an unknown type", code: "unknown-event-type", events: []string{served.Event("usr.updated", `{"id":"x","version":1}`)}},
		{name: "a wrong field type", code: "wrong-type", events: []string{served.Event("user.updated", `{"id":"x","version":1,"groups":"hr"}`)}},
		{name: "text for a version", code: "wrong-type", events: []string{served.Event("user.updated", `{"id":"x","version":"1"}`)}},
		{name: "an unknown field", code: "unknown-field", events: []string{served.Event("user.updated", `{"id":"x","version":1,"grups":[]}`)}},
		{name: "no version", code: "missing-version", events: []string{served.Event("user.updated", `{"id":"x"}`)}},
		{name: "no JSON", code: "not-json", events: []string{`{"specversion":`}},
		{name: "a condition that does not parse", code: "condition-syntax", events: policy(`"applies_to":{"all":true},"rules":[{"filter":"row.id == = 1"}]`)},
		{name: "scrim's own schema", code: "reserved-schema", events: source("scrim_system", "mask_secret")},
		{name: "scrim's own schema in upper case", code: "reserved-schema", events: source("SCRIM_SYSTEM", "profile")},
		{name: "the system's schema", code: "reserved-schema", events: source("pg_catalog", "pg_authid")},
		{name: "a name of 128 bytes", code: "too-long", events: source("hr", strings.Repeat("é", 64))},
		{name: "an empty name", code: "empty-name", events: source("hr", "")},
		{name: "a NUL in a name", code: "control-character", events: []string{served.Event("user.updated", `{"id":"a\u0000b","version":1}`)}},
	}
}

// inTheStatus are mistakes that only show where the warehouse is.
func inTheStatus(w *served.Warehouse) []bad {
	source := func(id, name, columns string) string {
		return served.Event("source.updated", served.Table(id, "127.0.0.1", w.Port(), 1, name, columns))
	}
	return []bad{
		{name: "a table that is not there", code: "base-table-missing", target: "source ghost", phase: state.PhaseBlocked,
			events: []string{source("ghost", "ghost", `{"name":"id"}`)}},
		{name: "a tag that no column has", code: "unresolved-column", target: "source untagged", phase: state.PhaseApplied,
			events: []string{source("untagged", "untagged", `{"name":"id"}`),
				served.Event("policy.updated", policyData("missing-tag", `"applies_to":{"sources":["untagged"]},"rules":[{"filter":"tag(\"Geo.Region\") == \"eu\""}]`))}},
		{name: "two sources on one table", code: "table-claimed-twice", target: "source twin-a", phase: state.PhaseConflict,
			events: []string{source("twin-a", "twin", `{"name":"id"}`), strings.Replace(source("twin-b", "twin", `{"name":"id"}`), `"columns"`, `"view":{"schema":"governed","name":"other"},"columns"`, 1)}},
		{name: "two sources on one view", code: "name-claimed-twice", target: "source view-a", phase: state.PhaseConflict,
			events: []string{
				strings.Replace(source("view-a", "view_a", `{"name":"id"}`), `"columns"`, `"view":{"schema":"governed","name":"same"},"columns"`, 1),
				strings.Replace(source("view-b", "view_b", `{"name":"id"}`), `"columns"`, `"view":{"schema":"governed","name":"same"},"columns"`, 1)}},
		{name: "two users on one name", code: "username-claimed-twice", target: "user eve", phase: state.PhaseConflict,
			events: []string{served.Event("user.updated", `{"id":"eve","version":1,"usernames":{"main":"shared"}}`), served.Event("user.updated", `{"id":"mallory","version":1,"usernames":{"main":"shared"}}`)}},
		{name: "an attribute that does not fit its column", code: "attribute-unknown", target: "user nina", phase: state.PhaseApplied,
			events: []string{served.Event("policy.updated", policyData("own-ids", `"applies_to":{"sources":["people"]},"unless":"user.in_group(\"hr\")","rules":[{"filter":"row.id in user.attribute(\"ids\")"}]`)),
				served.Event("user.updated", `{"id":"nina","version":1,"attributes":{"ids":["1","0x2"]}}`)}},
	}
}

// Each mistake is told where whoever made it looks, and costs nobody else
// anything: between all of them ana goes on to see what she should, and every
// change of hers arrives.
func TestBadInput(t *testing.T) {
	s, w := governed(t)
	ana := w.Reader("ana")
	w.Exec("CREATE TABLE hr.untagged (id integer)", "CREATE TABLE hr.twin (id integer)", "CREATE TABLE hr.view_a (id integer)", "CREATE TABLE hr.view_b (id integer)")
	s.Applied(s.Accept(shop(w, "hr")...), "main")
	version := 1
	goesOn := func(t *testing.T) {
		t.Helper()
		version++
		s.Applied(s.Accept(served.Event("user.updated", served.User("ana", version, "hr", fmt.Sprint("round", version)))), "main")
		w.Sees(ana, served.Clear)
	}
	for _, one := range atTheDoor() {
		t.Run(one.name, func(t *testing.T) {
			answer := s.Post(served.Platform, "bad-"+strings.ReplaceAll(one.name, " ", "-"), served.Batch(one.events...))
			if answer.Status != http.StatusBadRequest || answer.Error == nil || len(answer.Error.Issues) == 0 {
				t.Fatalf("it is answered with %d %s", answer.Status, answer.Text)
			}
			first := answer.Error.Issues[0]
			if string(first.Code) != one.code || first.Message == "" || first.Place.Line == 0 || first.Place.Column == 0 {
				t.Errorf("it is told as %+v, not %s with its place", first, one.code)
			}
			goesOn(t)
		})
	}
	for _, one := range inTheStatus(w) {
		t.Run(one.name, func(t *testing.T) {
			s.Applied(s.Accept(one.events...), "main")
			kind, id, _ := strings.Cut(one.target, " ")
			got := s.Status("main", kind, id)
			if got.Phase != one.phase || len(got.Issues) == 0 || string(got.Issues[0].Code) != one.code || got.Issues[0].Hint == "" {
				t.Errorf("it is told as %+v, not %s with %s and a hint", got, one.phase, one.code)
			}
			goesOn(t)
		})
	}
	if again, err := s.API.Resync(t.Context(), api.ResyncRequest{}); err != nil || again.Clusters[0].Error != "" || len(again.Clusters[0].Units) != 0 {
		t.Errorf("after all of it a resync says %+v, %v", again, err)
	}
}

// Names that need quoting, in every place, and literals that do: the views are
// there and show what they should.
func TestStrangeNames(t *testing.T) {
	s, w := governed(t)
	ana := w.Reader("ana")
	s.Applied(s.Accept(served.Event("policy.updated", served.Everyone), served.Event("user.updated", served.User("ana", 1)), served.Synced()), "main")
	for i, name := range []string{`quo"te`, "Größe 表", "select", "UPPER", strings.Repeat("n", 60), `back\slash`, "it's; DROP TABLE hr.people; --"} {
		quoted := `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
		w.Exec("CREATE TABLE hr."+quoted+" ("+quoted+" text)", "INSERT INTO hr."+quoted+` VALUES ('o''b\s"'), ('other')`)
		id := fmt.Sprint("strange", i)
		source := served.Table(id, "127.0.0.1", w.Port(), 1, name, fmt.Sprintf(`{"name":%q}`, name))
		source = strings.Replace(source, `"columns"`, fmt.Sprintf(`"view":{"schema":"governed","name":%q},"columns"`, name), 1)
		filter := fmt.Sprintf(`"applies_to":{"sources":[%q]},"rules":[{"filter":%q}]`, id, fmt.Sprintf(`row[%q] == 'o\'b\\s"'`, name))
		s.Applied(s.Accept(served.Event("source.updated", source), served.Event("policy.updated", policyData("only-"+id, filter))), "main")
		if got := s.Status("main", "source", id); got.Phase != state.PhaseApplied || len(got.Issues) != 0 {
			t.Errorf("%q is %+v", name, got)
			continue
		}
		if got := w.Read(ana, "SELECT "+quoted+" FROM governed."+quoted); len(got) != 1 || got[0] != `o'b\s"` {
			t.Errorf("of %q ana sees %q", name, got)
		}
	}
	if got := w.Read("postgres", "SELECT count(*) FROM hr.people"); got[0] != "3" {
		t.Errorf("hr.people has %s rows", got[0])
	}
}

// A column that vanishes, and our view with it: the next look brings the view
// back without it, and a policy about it stands in nobody's way.
func TestVanishedColumn(t *testing.T) {
	s, w := governed(t)
	ana := w.Reader("ana")
	s.Applied(s.Accept(shop(w)...), "main")
	w.Exec("ALTER TABLE hr.people DROP COLUMN email CASCADE")
	if _, err := s.API.Resync(t.Context(), api.ResyncRequest{}); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(w.Read(ana, "SELECT * FROM governed.hr_people ORDER BY id"), " "); got != "1|eu 2|us 3|-" {
		t.Errorf("without the column ana sees %q", got)
	}
}
