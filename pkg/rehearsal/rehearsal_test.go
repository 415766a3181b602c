package rehearsal_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/examples"
	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/plan"
	"scrim/pkg/policytest"
	"scrim/pkg/rehearsal"
)

func stands() map[string]rehearsal.Stand {
	out := map[string]rehearsal.Stand{}
	for _, kind := range []catalog.ClusterKind{catalog.Postgres, catalog.Redshift} {
		out[string(kind)] = rehearsal.Stand{
			Cluster: catalog.Cluster{ID: "main", Kind: kind, ViewDatabase: "analytics", Databases: []string{"crm"}, Prefix: "veil", Credentials: catalog.Credentials{User: "service"}},
			Prefix:  "try_1_", Reader: "service",
		}
	}
	return out
}

// exampleTrial is a file of tests against the examples and further documents.
func exampleTrial(t *testing.T, file, more string, kind catalog.ClusterKind) policytest.Trial {
	t.Helper()
	f, issues := policytest.Parse([]byte(file), "a_test.yaml")
	var documents []event.Document
	err := fs.WalkDir(examples.Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasPrefix(path, "documents/") && !strings.HasPrefix(path, "policies/") {
			return err
		}
		text, err := examples.Files.ReadFile(path)
		found, list := event.DecodeDocuments(text, path)
		documents, issues = append(documents, found...), append(issues, list...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	found, list := event.DecodeDocuments([]byte(more), "more.yaml")
	documents, issues = append(documents, found...), append(issues, list...)
	out, list := policytest.Prepare(f, documents, policytest.Place{Cluster: "main", Kind: kind}, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	if err := append(issues, list...).Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func write(t *testing.T, trial policytest.Trial, on rehearsal.Stand) (rehearsal.Play, issue.List) {
	t.Helper()
	play, issues, err := rehearsal.Write(trial, on)
	if err != nil {
		t.Fatal(err)
	}
	return play, issues
}

// texts are all statements and questions of a play, in order.
func texts(p rehearsal.Play) []string {
	var out []string
	add := func(all []plan.SQL) {
		for _, s := range all {
			out = append(out, s.Text)
		}
	}
	add(p.Setup)
	out = append(out, p.Table.Text)
	for _, s := range p.Scenes {
		add(s.Setup)
		out = append(out, s.Facts.Text, s.Sees.Text)
	}
	return out
}

const looksUp = `
source: visits
now: 2026-01-01T00:00:00Z
rows: [{id: 1, ward: "it's", seen: "2025-12-31 00:00:00+00"}, {id: 2, scrim_row: true}]
lookups: {wards: [{ward: "it's", nurse: ann}]}
tests:
  - {user: {id: ann}, sees: [{id: 1}]}
  - {user: {id: bob}, sees: nothing}
  - {user: {id: ann}, with: [{kind: policy, id: own-wards, applies_to: {sources: [visits]}, rules: [{hide: true}]}], sees: nothing}
  - {user: {id: ann}, sees: [{id: 1}]}
`

const visits = `
kind: source
id: visits
host: hospital.example
table: {database: crm, schema: hospital, name: visits}
columns: [{name: id, type: integer}, {name: ward, type: varchar(16)}, {name: seen, type: timestamptz}, {name: SCRIM_row, type: boolean}]
---
kind: source
id: wards
host: hospital.example
table: {database: other, schema: hospital, name: wards}
columns: [{name: ward, type: varchar(16)}, {name: nurse, type: text}]
---
{kind: policy, id: own-wards, applies_to: {sources: [visits]}, rules: [{filter: 'row.ward in lookup("wards", "ward", {"nurse": user.id}) && row.seen.newer_than("90d")'}]}
---
{kind: policy, id: rare-wards, applies_to: {sources: [visits], columns: [id]}, rules: [{mask: {k_anonymity: {k: 2}}}]}
---
{kind: policy, id: visits-are-open, applies_to: {sources: [visits]}, subscription: {grant: everyone}}
`

var relation = regexp.MustCompile(`"([a-z_0-9]+)"\."([a-z_0-9]+)"`)

// Every relation that a play names is one that it made before, in scrim's own
// schema, with a name that only it has.
func TestAPlayNamesOnlyWhatItMade(t *testing.T) {
	people, err := examples.Files.ReadFile("tests/people_test.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lookedUp := strings.ReplaceAll(looksUp, "scrim_row", "SCRIM_row")
	for name, on := range stands() {
		for _, file := range []string{string(people), lookedUp} {
			play, issues := write(t, exampleTrial(t, file, visits, on.Cluster.Kind), on)
			if issues.HasErrors() {
				t.Fatal(issues)
			}
			made := map[string]bool{}
			for _, text := range texts(play) {
				for i, m := range relation.FindAllStringSubmatch(strings.ReplaceAll(text, `"analytics".`, ""), -1) {
					creates := i == 0 && strings.HasPrefix(text, "CREATE ")
					if creates {
						made[m[2]] = true
					}
					if m[1] != "veil_system" || !strings.HasPrefix(m[2], "try_1_") || !made[m[2]] {
						t.Errorf("%s: %s is not the play's own:\n%s", name, m[0], text)
					}
				}
				for _, forbidden := range []string{`"hospital"`, `"crm"`, "COMMIT", "TRUNCATE", "LOCK", "statement_timestamp() AT TIME ZONE", "GRANT", "SCHEMA "} {
					if strings.Contains(strings.ReplaceAll(text, "NO SCHEMA BINDING", ""), forbidden) {
						t.Errorf("%s: %s is in\n%s", name, forbidden, text)
					}
				}
			}
			if len(made) < 10 {
				t.Errorf("%s: only %d relations were made", name, len(made))
			}
		}
	}
}

// A view is made, and counted for, when a test's policies make another one, and
// only then.
func TestScenes(t *testing.T) {
	for name, on := range stands() {
		trial := exampleTrial(t, strings.ReplaceAll(looksUp, "scrim_row", "SCRIM_row"), visits, on.Cluster.Kind)
		play, _ := write(t, trial, on)
		var views, counts []int
		for _, s := range play.Scenes {
			made, counted := 0, 0
			for _, one := range s.Setup {
				if strings.HasPrefix(one.Text, "CREATE OR REPLACE VIEW") {
					made++
				}
				if strings.HasPrefix(one.Text, `INSERT INTO "veil_system"."try_1_common_combination"`) {
					counted++
				}
			}
			views, counts = append(views, made), append(counts, counted)
		}
		// beside a filter nothing is counted, but where nobody sees a row
		if !slices.Equal(views, []int{1, 0, 1, 1}) || !slices.Equal(counts, []int{0, 0, 1, 0}) {
			t.Errorf("%s: views made %v, counted %v", name, views, counts)
		}
		if first, _, _ := strings.Cut(play.Scenes[0].Sees.Text, ","); first != `SELECT v."scrim_row_"` || !slices.Equal(play.Scenes[0].Sees.Columns, []string{"id", "ward", "seen", "SCRIM_row"}) {
			t.Errorf("%s: asked %s %q", name, play.Scenes[0].Sees.Text, play.Scenes[0].Sees.Columns)
		}
		known := 0
		for _, s := range play.Scenes[0].Setup {
			for _, a := range s.Args {
				if v, ok := a.(plan.Value); ok && v.V == "ann" {
					known++
				}
			}
		}
		if known != 2 || play.Scenes[0].Known != 2 { // in the lookup table and as a fact; user and context
			t.Errorf("%s: ann is known %d times, with %d facts", name, known, play.Scenes[0].Known)
		}
	}
}

// Values of rows and facts are bound, salts are holes, and text is never cut.
func TestNoValueIsInAText(t *testing.T) {
	people, err := examples.Files.ReadFile("tests/people_test.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, on := range stands() {
		play, _ := write(t, exampleTrial(t, string(people), visits, on.Cluster.Kind), on)
		secrets := 0
		for _, text := range texts(play) {
			if strings.Contains(text, "ada@example.com") || strings.Contains(text, "123456789012") || strings.Contains(text, policytest.Salt("source/crm.people/1")) {
				t.Errorf("%s: a value is in\n%s", name, text)
			}
			if strings.Contains(text, "VALUES") && strings.Contains(text, "_table") && regexp.MustCompile(`CAST\(\$\d+ AS character varying\(64\)\)`).MatchString(text) {
				t.Errorf("%s: text is cut in\n%s", name, text)
			}
		}
		for _, s := range play.Scenes[0].Setup {
			for _, a := range s.Args {
				if _, ok := a.(plan.Secret); ok {
					secrets++
				}
			}
		}
		if secrets == 0 {
			t.Errorf("%s: no salt was asked for", name)
		}
	}
}

// What cannot be played is said.
func TestWhatIsNotPlayed(t *testing.T) {
	on := stands()["postgres"]
	file := "source: things\nrows: [{id: 1}]\ntests: [{user: ana, sees: nothing}]\n"
	for name, source := range map[string]string{
		"disabled":         `{kind: source, id: things, host: h.example, disabled: true, table: {database: crm, schema: s, name: t}, columns: [{name: id, type: integer}]}`,
		"a type of theirs": `{kind: source, id: things, host: h.example, table: {database: crm, schema: s, name: t}, columns: [{name: id, type: integer}, {name: mail, type: evil.email}]}`,
	} {
		if _, issues := write(t, exampleTrial(t, file, source, catalog.Postgres), on); !issues.HasErrors() || !issues.Has("not-rehearsed") {
			t.Errorf("%s: %v", name, issues)
		}
	}
}

// An answer is read row by row, and one with other columns is none.
func TestSight(t *testing.T) {
	text := func(s string) *string { return &s }
	q := rehearsal.Question{Columns: []string{"id"}}
	seen, err := q.Sight([][]*string{{text("4"), nil}, {nil, text("7")}, {text("x"), text("8")}})
	if err != nil || len(seen.Rows) != 3 || seen.Rows[0].Row != 4 || seen.Rows[1].Row != -1 || seen.Rows[2].Row != -1 || *seen.Rows[1].Cells[0] != "7" {
		t.Errorf("%+v %v", seen, err)
	}
	if _, err := q.Sight([][]*string{{text("4")}}); err == nil {
		t.Error("an answer without the column is read")
	}
}
