package stack_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/stack"
	"scrim/pkg/catalog"
	"scrim/pkg/control"
	"scrim/pkg/issue"
	"scrim/pkg/render"
	"scrim/pkg/server/api"
	"scrim/pkg/view"
)

// kinds is a table of every type that compares, and its document.
func kinds(s *stack.Stack) string {
	s.Exec(
		"CREATE TABLE hr.kinds (c char(5), v varchar(64), s smallint, i integer, b bigint, d numeric(9,2), t boolean, day date, at timestamp, part double precision, secret varchar(64))",
		`INSERT INTO hr.kinds VALUES ('ab', 'it''s', 1, -5, 9223372036854775807, 12.50, true, '2026-01-31', '2026-01-31 10:00:00.5', 1.5, 'hidden')`,
		`INSERT INTO hr.kinds VALUES (NULL, 'A' || chr(92) || 'b', NULL, 7, NULL, 7, NULL, '0044-03-15', NULL, NULL, NULL)`,
		"CREATE TABLE hr.nothing (v varchar(64))",
	)
	s.Grant("hr")
	source := func(id, table, columns string) string {
		return fmt.Sprintf("\n---\n{kind: source, id: %s, host: %q, table: {database: %s, schema: hr, name: %s}, columns: [%s]}", id, s.Cluster.Host, s.Base, table, columns)
	}
	return source("kinds", "kinds", "{name: c}, {name: v}, {name: s}, {name: i}, {name: b}, {name: d}, {name: t}, {name: day}, {name: at}, {name: part}, {name: gone}") +
		source("nothing", "nothing", "{name: v}") + source("absent", "absent", "{name: v}")
}

// asked is one value that is looked for.
func asked(column, typ, match, is string) api.SeekValue {
	return api.SeekValue{Column: column, Type: typ, Match: match, Is: is}
}

// What is looked for is found as policies compare, on both warehouses; what
// cannot be asked says why, and nothing else is told.
func TestSeek(t *testing.T) {
	stack.Each(t, func(t *testing.T, s *stack.Stack) {
		s.Put(s.People() + kinds(s))
		var log bytes.Buffer
		s.Control.Engine.Log = slog.New(slog.NewTextHandler(&log, nil))

		const stamp = "timestamp without time zone"
		found := []api.SeekValue{
			asked("c", "text", "", "ab"), asked("v", "text", "", "it's"), asked("v", "text", "", `A\b`), asked("s", "bigint", "", "1"), asked("i", "bigint", "", "-5"),
			asked("b", "bigint", "", "9223372036854775807"), asked("d", "numeric", "", "12.5"), asked("d", "bigint", "", "7"), asked("t", "boolean", "", "true"),
			asked("day", "date", "", "2026-01-31"), asked("day", "date", "", "0044-03-15"), asked("at", stamp, "", "2026-01-31 10:00:00.500000"),
			asked("v", "text", "prefix", "it'"), asked("v", "text", "suffix", `\b`), asked("v", "text", "contains", "'"), asked("v", "text", "pattern", `^A.b$`), asked("c", "text", "suffix", "b"),
		}
		missed := []api.SeekValue{
			asked("c", "text", "", "a"), asked("v", "text", "", "IT'S"), asked("s", "bigint", "", "2"), asked("d", "numeric", "", "12.51"), asked("t", "boolean", "", "false"),
			asked("day", "date", "", "2026-02-01"), asked("at", stamp, "", "2026-01-31 10:00:00.000000"), asked("v", "text", "prefix", "t"), asked("v", "text", "pattern", `^b`),
		}
		not := []api.SeekValue{
			asked("s", "bigint", "", "70000"), asked("i", "text", "", "a"), asked("part", "numeric", "", "1.5"), asked("secret", "text", "prefix", "h"), asked("gone", "text", "", "a"),
		}
		got, err := s.Control.Seek(t.Context(), "main", api.SeekRequest{Sources: []api.SeekIn{
			{Source: "kinds", Values: slices.Concat(found, missed, not)},
			{Source: "people", Values: []api.SeekValue{asked("region", "text", "", "eu"), asked("REGION", "text", "", "uk")}},
			{Source: "nothing", Values: []api.SeekValue{asked("v", "text", "", "a")}},
			{Source: "absent", Values: []api.SeekValue{asked("v", "text", "", "a")}},
			{Source: "nobody's", Values: []api.SeekValue{asked("v", "text", "", "a")}},
		}})
		if err != nil {
			t.Fatal(err)
		}
		values := got.Sources[0].Values
		for i, one := range slices.Concat(found, missed) {
			if values[i].Found != (i < len(found)) || values[i].Not != "" {
				t.Errorf("%+v: %+v", one, values[i])
			}
		}
		var why []string
		for _, one := range values[len(found)+len(missed):] {
			why = append(why, one.Not)
		}
		want := []string{
			"a column of type smallint does not compare with it", "a column of type integer does not compare with it", "a column of type double precision does not compare with it",
			"the server's source has no such column", "the table has no such column",
		}
		if diff := cmp.Diff(want, why); diff != "" {
			t.Error(diff)
		}
		upper := api.SoughtValue{Not: "the server's source has no such column"}
		if s.Cluster.Kind.IsRedshift() {
			upper = api.SoughtValue{}
		}
		rest := []api.SoughtIn{
			{Source: "people", Values: []api.SoughtValue{{Found: true}, upper}},
			{Source: "nothing", Empty: true, Values: []api.SoughtValue{{}}},
			{Source: "absent", Not: fmt.Sprintf("there is no table %s.hr.absent", s.Base)},
			{Source: "nobody's", Not: "the server has no such source on this cluster"},
		}
		if diff := cmp.Diff(rest, got.Sources[1:]); diff != "" {
			t.Error(diff)
		}
		if text := log.String(); strings.Count(text, "values looked for") != 1 || !strings.Contains(text, "statements=3") || strings.Contains(text, "it's") || strings.Contains(text, "2026-01-31 10") {
			t.Error(text)
		}
	})
}

// A text that is not the canonical one of its type never comes near a
// statement, and is not repeated.
func TestSeekRefuses(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	s.Put(s.People())
	for _, v := range []api.SeekValue{
		asked("id", "bigint", "", "1 OR TRUE"), asked("id", "numeric", "", "1e3"), asked("region", "text", "", "a "), asked("region", "text", "", "a\x00"), asked("region", "varchar(3)", "", "a"),
		asked("region", "text", "like", "a"), asked("id", "bigint", "prefix", "1"), asked("region", "text", "pattern", "(a"), asked("region", "x'; DROP", "", "a"), asked("region", "", "", "a"),
	} {
		_, err := s.Control.Seek(t.Context(), "main", api.SeekRequest{Sources: []api.SeekIn{{Source: "people", Values: []api.SeekValue{v}}}})
		var mistakes *issue.Failure
		if !errors.As(err, &mistakes) || !mistakes.Issues.Has("wrong-value") || len(v.Is) > 3 && strings.Contains(err.Error(), v.Is) {
			t.Errorf("%+v: %v", v, err)
		}
	}
	twice := api.SeekIn{Source: "people", Values: []api.SeekValue{asked("id", "bigint", "", "1")}}
	if _, err := s.Control.Seek(t.Context(), "main", api.SeekRequest{Sources: []api.SeekIn{twice, twice}}); api.StatusOf(err) != 400 {
		t.Errorf("twice the same source: %v", err)
	}
	if _, err := s.Control.Seek(t.Context(), "other", api.SeekRequest{Sources: []api.SeekIn{twice}}); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("another cluster: %v", err)
	}
}

// What is more than a request may ask is not asked, and says so.
func TestSeekIsBounded(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	s.Put(s.People())
	var r api.SeekRequest
	for i := range api.MaxSeekSources {
		r.Sources = append(r.Sources, api.SeekIn{Source: fmt.Sprint("other", i), Values: []api.SeekValue{asked("id", "bigint", "", "1")}})
	}
	r.Sources[0].Source = "people"
	for i := range api.MaxSeekValues + 1 {
		r.Sources[0].Values = append(r.Sources[0].Values, asked("id", "bigint", "", fmt.Sprint(i+2)))
	}
	r.Sources = append(r.Sources, api.SeekIn{Source: "late", Values: []api.SeekValue{asked("id", "bigint", "", "1")}})
	s.Put(strings.Replace(s.PeopleDocument(), "id: people", "id: late", 1) + "disabled: true\n")
	got, err := s.Control.Seek(t.Context(), "main", r)
	if err != nil {
		t.Fatal(err)
	}
	values := got.Sources[0].Values
	if !values[0].Found || !values[1].Found || !values[2].Found || values[3].Found || values[api.MaxSeekValues-1].Not != "" || values[api.MaxSeekValues].Not != "only the first 500 values of a source are looked for" || values[api.MaxSeekValues+1].Not == "" {
		t.Errorf("%+v", values)
	}
	if late := got.Sources[api.MaxSeekSources]; late.Not != "only the first 100 sources of a request are asked" {
		t.Errorf("%+v", late)
	}
}

// scrim's own tables tell nothing, also where the cluster gives them a prefix
// that no document is refused for.
func TestSeekInScrimsOwnTables(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t, "prefix: gate")
	s.Put(fmt.Sprintf("{kind: source, id: salts, host: %q, table: {database: %s, schema: gate_system, name: mask_secret}, columns: [{name: value}]}", s.Cluster.Host, s.Base))
	got, err := s.Control.Seek(t.Context(), "main", api.SeekRequest{Sources: []api.SeekIn{{Source: "salts", Values: []api.SeekValue{asked("value", "text", "prefix", "a")}}}})
	if err != nil || got.Sources[0].Not != "its schema belongs to scrim or to the warehouse" {
		t.Errorf("%+v: %v", got, err)
	}
}

// A table that is in truth a view runs nothing as scrim's own account, neither to
// be asked nor to be counted: what it calls would read salts, and shout.
func TestReadingRunsNothing(t *testing.T) {
	pgtesting.NeedServers(t)
	s := stack.New(t)
	owner := s.Reader()
	s.Exec(
		"CREATE SCHEMA hr", "CREATE TABLE hr.written (n integer)", "CREATE TABLE hr.kept (n integer)", "INSERT INTO hr.kept VALUES (7)",
		"CREATE FUNCTION hr.note() RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER AS 'INSERT INTO hr.written VALUES (1) RETURNING n'",
		"CREATE FUNCTION hr.shout(n integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RAISE EXCEPTION ''run by %'', CURRENT_USER; END'",
		"GRANT EXECUTE ON FUNCTION hr.note() TO PUBLIC", "CREATE VIEW hr.sly AS SELECT hr.note() AS n",
		"CREATE VIEW hr.loud AS SELECT hr.shout(1) AS n", "CREATE VIEW hr.over AS SELECT n FROM hr.loud",
		"CREATE TABLE hr.guarded (n integer)", "ALTER TABLE hr.guarded ENABLE ROW LEVEL SECURITY", "CREATE POLICY p ON hr.guarded USING (hr.shout(n) = 1)", "INSERT INTO hr.guarded VALUES (1)",
		"CREATE MATERIALIZED VIEW hr.frozen AS SELECT n FROM hr.kept", "CREATE INDEX ON hr.kept (pg_catalog.abs(n)) WHERE n > 0",
		// What the planner would run, of somebody who is no superuser.
		"CREATE FUNCTION hr.whisper(n integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS 'BEGIN IF CURRENT_USER = ''postgres'' THEN RETURN 1; END IF; RAISE EXCEPTION ''run by %'', CURRENT_USER; END'",
		"CREATE TABLE hr.indexed (n integer)", "CREATE INDEX ON hr.indexed (n) WHERE hr.whisper(1) = 1",
		"CREATE TABLE hr.parted (n integer) PARTITION BY LIST (n)", "CREATE TABLE hr.part PARTITION OF hr.parted FOR VALUES IN (7)", "CREATE INDEX ON hr.part (n) WHERE hr.whisper(1) = 1",
		"CREATE TABLE hr.measured (n integer)", "CREATE STATISTICS hr.s ON (hr.whisper(n)), n FROM hr.measured",
		fmt.Sprintf("GRANT USAGE, CREATE ON SCHEMA hr TO %q", owner), fmt.Sprintf("ALTER FUNCTION hr.whisper(integer) OWNER TO %q", owner),
	)
	s.Grant("hr")
	column := view.ColumnRef{Name: "n", Type: catalog.Type{Kind: catalog.Integer}}
	tests := []view.Pred{view.IsNull{Column: column, Not: true}}
	err := s.Control.Tools.Reading(t.Context(), s.Cluster, func(tables control.Tables) error {
		for name, want := range map[string]string{"sly": "hr.sly is a view", "loud": "hr.loud is a view", "over": "is a view", "guarded": "42501", "frozen": "", "kept": "",
			"indexed": "hr.whisper is a function", "parted": "hr.whisper is a function", "measured": "hr.whisper is a function"} {
			at := catalog.Table{Database: s.Base, Schema: "hr", Name: name}
			_, found, err := tables.Seek(t.Context(), at, tests, time.Minute)
			if want == "" && (err != nil || !found[0]) || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
				t.Errorf("%s is sought: %v, %v", name, found, err)
			}
			_, err = tables.CountRows(t.Context(), at, [][2]render.Sieve{{{Pred: view.Never{}}, {Pred: tests[0]}}}, time.Minute)
			if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
				t.Errorf("%s is counted: %v", name, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
