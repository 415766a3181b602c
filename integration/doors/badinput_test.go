package doors_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

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
	viewed := func(id, name, view string) string {
		return strings.Replace(source(id, name, `{"name":"id"}`), `"columns"`, fmt.Sprintf(`"view":{"schema":"governed","name":%q},"columns"`, view), 1)
	}
	long := strings.Repeat("n", w.LongestName()+1)
	out := []bad{
		{name: "a table that is not there", code: "base-table-missing", target: "source ghost", phase: state.PhaseBlocked,
			events: []string{source("ghost", "ghost", `{"name":"id"}`)}},
		{name: "a tag that no column has", code: "unresolved-column", target: "source untagged", phase: state.PhaseApplied,
			events: []string{source("untagged", "untagged", `{"name":"id"}`),
				served.Event("policy.updated", policyData("missing-tag", `"applies_to":{"sources":["untagged"]},"rules":[{"filter":"tag(\"Geo.Region\") == \"eu\""}]`))}},
		{name: "two sources on one table", code: "table-claimed-twice", target: "source twin-a", phase: state.PhaseConflict,
			events: []string{source("twin-a", "twin", `{"name":"id"}`), viewed("twin-b", "twin", "other")}},
		{name: "two sources on one view", code: "name-claimed-twice", target: "source view-a", phase: state.PhaseConflict,
			events: []string{viewed("view-a", "view_a", "same"), viewed("view-b", "view_b", "same")}},
		{name: "an account with too long a name", code: "cannot-be-written", target: "user lena", phase: state.PhaseClosed,
			events: []string{served.Event("user.updated", fmt.Sprintf(`{"id":"lena","version":1,"usernames":{"main":%q}}`, long))}},
		{name: "two users on one name", code: "username-claimed-twice", target: "user eve", phase: state.PhaseConflict,
			events: []string{served.Event("user.updated", `{"id":"eve","version":1,"usernames":{"main":"shared"}}`), served.Event("user.updated", `{"id":"mallory","version":1,"usernames":{"main":"shared"}}`)}},
		{name: "an attribute that does not fit its column", code: "attribute-unknown", target: "user nina", phase: state.PhaseApplied,
			events: []string{served.Event("policy.updated", policyData("own-ids", `"applies_to":{"sources":["people"]},"unless":"user.in_group(\"hr\")","rules":[{"filter":"row.id in user.attribute(\"ids\")"}]`)),
				served.Event("user.updated", `{"id":"nina","version":1,"attributes":{"ids":["1","0x2"]}}`)}},
	}
	if w.IsRedshift() {
		return append(out, bad{name: "two sources on one table, one in upper case", code: "table-claimed-twice", target: "source case-a", phase: state.PhaseConflict,
			events: []string{viewed("case-a", "cased", "case_a"), viewed("case-b", "CASED", "case_b")}},
			bad{name: "two sources on one view, one in upper case", code: "name-claimed-twice", target: "source cases-a", phase: state.PhaseConflict,
				events: []string{viewed("cases-a", "case_a", "cases"), viewed("cases-b", "case_b", "CASES")}})
	}
	return append(out, // longer names than any warehouse has are refused at the door
		bad{name: "a view with too long a name", code: "cannot-be-written", target: "source long-view", phase: state.PhaseConflict, events: []string{viewed("long-view", "plain", long)}},
		bad{name: "a table with too long a name", code: "cannot-be-written", target: "source long-table", phase: state.PhaseConflict, events: []string{viewed("long-table", long, "short")}},
		bad{name: "a table where views are", code: "base-in-view-schema", target: "source inside", phase: state.PhaseConflict,
			events: []string{strings.Replace(viewed("inside", "hr_people", "inside"), `"schema":"hr"`, `"schema":"governed"`, 1)}})
}

// Each mistake is told where whoever made it looks, and costs nobody else
// anything: between all of them ana goes on to see what she should, and every
// change of hers arrives.
func TestBadInput(t *testing.T) { both(t, badInput) }

func badInput(t *testing.T, s *served.Scrim, w *served.Warehouse) {
	ana := w.Reader("ana")
	for _, name := range []string{"untagged", "twin", "view_a", "view_b", "plain", "cased", "case_a", "case_b"} {
		w.Exec("CREATE TABLE hr." + name + " (id integer)")
	}
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

// Names that need quoting, in every place: schemas, table, column, view,
// login, group and attribute, and values that need it. The view is there, and
// whoever has the group and the attribute sees what they should.
func TestStrangeNames(t *testing.T) { both(t, strangeNames) }

func strangeNames(t *testing.T, s *served.Scrim, w *served.Warehouse) {
	ana := w.Reader("ana")
	s.Applied(s.Accept(served.Event("policy.updated", served.Everyone), served.Event("user.updated", served.User("ana", 1)), served.Synced()), "main")
	names := []string{`quo"te`, "Größe 表", "select", "UPPER", strings.Repeat("n", w.Longest()), strings.Repeat("é", w.Longest()/2), `back\slash`, "it's; DROP TABLE hr.people; --", "$1", "a.b", "‹secret:x›", "{schema}"}
	for i, name := range names {
		t.Run(fmt.Sprint(i), func(t *testing.T) { strangeName(t, s, w, ana, name) })
	}
	if got := w.Read(w.Admin(), "SELECT count(*) FROM warehouse.hr.people"); got[0] != "3" {
		t.Errorf("hr.people has %s rows", got[0])
	}
	unchanged(t, s)
}

func strangeName(t *testing.T, s *served.Scrim, w *served.Warehouse, ana, name string) {
	t.Helper()
	const value = `o'b\s"$2`
	place := cut("v"+name, w.Longest())
	base, view := quoted(name), quoted(place)
	w.Exec("CREATE SCHEMA "+base, "CREATE TABLE "+base+"."+base+" ("+base+" varchar(40))",
		"INSERT INTO "+base+"."+base+" VALUES ("+w.Literal(value)+"), ('other')")
	w.Govern(base)
	reader := w.Reader(cut(w.Fold(name), 63)) // CURRENT_USER is PostgreSQL's on the stand-in too
	id := "strange " + name
	source := fmt.Sprintf(`{"id":%q,"version":1,"host":"127.0.0.1","port":%d,"table":{"database":%q,"schema":%[4]s,"name":%[4]s},"view":{"schema":%[5]s,"name":%[4]s},"columns":[{"name":%[4]s}]}`,
		"source", w.Port(), served.Database, text(name), text(place))
	source = strings.Replace(source, `"id":"source"`, `"id":`+text(id), 1)
	filter := fmt.Sprintf(`row[%[1]s] == %[2]s && row[%[1]s] in user.attribute(%[1]s) && user.in_group(%[1]s)`, text(name), text(value))
	policy := fmt.Sprintf(`{"id":%s,"version":1,"applies_to":{"sources":[%[1]s]},"rules":[{"filter":%s}]}`, text(id), text(filter))
	user := fmt.Sprintf(`{"id":%s,"version":1,"usernames":{"main":%s},"groups":[{"name":%s}],"attributes":{%[3]s:[%s]}}`, text(id), text(reader), text(name), text(value))
	s.Applied(s.Accept(served.Event("source.updated", source), served.Event("policy.updated", policy), served.Event("user.updated", user)), "main")
	for _, kind := range []string{"source", "user"} {
		if got := s.Status("main", kind, id); got.Phase != state.PhaseApplied || len(got.Issues) != 0 {
			t.Fatalf("%s %q is %+v", kind, name, got)
		}
	}
	query := "SELECT " + base + " FROM " + view + "." + base
	if got := w.Read(reader, query); len(got) != 1 || got[0] != value {
		t.Errorf("of %q its reader sees %q", name, got)
	}
	if got := w.Read(ana, query); len(got) != 0 {
		t.Errorf("of %q ana sees %q", name, got)
	}
}

// cut leaves as many whole letters as go into so many bytes.
func cut(name string, most int) string {
	for len(name) > most {
		_, last := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-last]
	}
	return name
}

// quoted is a name in SQL, text a text in JSON and in a condition.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func text(s string) string {
	out, _ := json.Marshal(s) // every text has its JSON
	return string(out)
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
