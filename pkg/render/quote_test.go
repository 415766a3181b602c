package render_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"pgregory.net/rapid"

	"scrim/integration/pgtest/pgtesting"
	"scrim/pkg/catalog"
	"scrim/pkg/render"
)

func TestMain(m *testing.M) { pgtesting.Main(m) }

// session is a connection in which backslashes mean something, or do not.
type session struct {
	conn    *pgx.Conn
	dialect render.Dialect
	name    string
}

// sessions are the settings under which each dialect's text must be read as
// it was meant: PostgreSQL's under both, Redshift's where a backslash escapes.
func sessions(t testing.TB) []session {
	t.Helper()
	db := pgtesting.NewDatabase(t)
	pg, err := render.For(catalog.Cluster{Kind: catalog.Postgres})
	if err != nil {
		t.Fatal(err)
	}
	rs, err := render.For(catalog.Cluster{Kind: catalog.Redshift})
	if err != nil {
		t.Fatal(err)
	}
	out := []session{{db.Connect(t, ""), pg, "on"}, {db.Connect(t, ""), pg, "off"}, {db.Connect(t, ""), rs, "off"}}
	for _, s := range out {
		for _, sql := range []string{"SET escape_string_warning = off", "SET backslash_quote = off", "SET standard_conforming_strings = " + s.name} {
			if _, err := s.conn.Exec(t.Context(), sql); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out
}

// ask runs exactly one statement and gives its one value.
func ask(t testing.TB, s session, sql string) (*pgconn.Result, string) {
	results, err := s.conn.PgConn().Exec(t.Context(), sql).ReadAll()
	if err != nil {
		return nil, err.Error()
	}
	if len(results) != 1 || len(results[0].Rows) != 1 || len(results[0].Rows[0]) != 1 {
		return nil, fmt.Sprintf("%d statements", len(results))
	}
	return results[0], string(results[0].Rows[0][0])
}

// roundTripLiteral reports how a text comes back when it does not come back
// as it was.
func roundTripLiteral(t testing.TB, s session, text string) string {
	quoted, err := render.Literal(s.dialect, text)
	if strings.ContainsRune(text, 0) || !utf8.ValidString(text) {
		if err == nil {
			return "it was not refused"
		}
		return ""
	}
	if err != nil {
		return err.Error()
	}
	if _, got := ask(t, s, "SELECT "+quoted); got != text {
		return fmt.Sprintf("%s was read as %q", quoted, got)
	}
	return ""
}

func roundTripName(t testing.TB, s session, name string) string {
	quoted, err := render.Identifier(s.dialect, name)
	if s.dialect.CheckName(name) != nil {
		if err == nil {
			return "it was not refused"
		}
		return ""
	}
	if err != nil {
		return err.Error()
	}
	if len(name) > 63 {
		return "" // the server would cut it, Redshift would not
	}
	result, got := ask(t, s, "SELECT 1 AS "+quoted)
	if result == nil {
		return quoted + ": " + got
	}
	if got := result.FieldDescriptions[0].Name; got != render.Fold(s.dialect, name) {
		return fmt.Sprintf("%s was read as %q", quoted, got)
	}
	return ""
}

// nasty draws text of what matters to a lexer, and of anything.
func nasty() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune(`'"\;-/*$%?eEUu&xX0 aé☃`+"\n\t\r\b")), 0, 40, -1),
		rapid.String(),
	)
}

func TestQuoting(t *testing.T) {
	all := sessions(t)
	rapid.Check(t, func(rt *rapid.T) {
		text := nasty().Draw(rt, "text")
		for _, s := range all {
			if wrong := roundTripLiteral(t, s, text); wrong != "" {
				rt.Errorf("%s, %s: literal %q: %s", s.dialect.Name(), s.name, text, wrong)
			}
			if wrong := roundTripName(t, s, text); wrong != "" {
				rt.Errorf("%s, %s: name %q: %s", s.dialect.Name(), s.name, text, wrong)
			}
		}
	})
}

func seed(f *testing.F) {
	for _, s := range []string{"", "o'brien", `x\`, `\'`, `'; DROP TABLE t; --`, "a\x00b", "\xff", strings.Repeat("é", 64), `E'`, `U&"`, "$$", "é☃\U0001D518"} {
		f.Add(s)
	}
}

func FuzzLiteral(f *testing.F) {
	seed(f)
	all := sessions(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range all {
			if wrong := roundTripLiteral(t, s, text); wrong != "" {
				t.Errorf("%s, %s: %q: %s", s.dialect.Name(), s.name, text, wrong)
			}
		}
	})
}

func FuzzIdentifier(f *testing.F) {
	seed(f)
	all := sessions(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range all {
			if wrong := roundTripName(t, s, text); wrong != "" {
				t.Errorf("%s, %s: %q: %s", s.dialect.Name(), s.name, text, wrong)
			}
		}
	})
}
