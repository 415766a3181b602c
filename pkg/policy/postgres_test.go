package policy_test

import (
	"context"
	"strconv"
	"testing"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"scrim/integration/pgtest"
	"scrim/pkg/issue"
	. "scrim/pkg/policy"
)

// drawPattern draws a pattern of the portable subset, over few characters so
// that texts match it now and then.
func drawPattern(t *rapid.T, depth int) string {
	pieces := rapid.IntRange(1, 3).Draw(t, "pieces")
	out := ""
	if rapid.IntRange(0, 5).Draw(t, "begin") == 0 {
		out = "^"
	}
	anchored := out != ""
	for range pieces {
		atom := rapid.SampledFrom([]string{"a", "b", "é", ".", `\.`, "[a-c]", "[^a]", "[]b-]", `\\`, "-", "€", "\n", "/", `\{`, "A"}).Draw(t, "atom")
		group := depth > 0 && rapid.IntRange(0, 2).Draw(t, "group") == 0
		if group {
			atom = "(" + drawPattern(t, depth-1) + ")"
		}
		out += atom + rapid.SampledFrom([]string{"", "", "", "*", "+", "?", "{2}", "{1,}", "{0,2}"}).Draw(t, "repetition")
	}
	if rapid.IntRange(0, 5).Draw(t, "end") == 0 {
		out += "$"
	}
	if !anchored && rapid.IntRange(0, 3).Draw(t, "or") == 0 {
		out += "|" + drawPattern(t, 0)
	}
	return out
}

// TestPatternsInPostgres holds that a pattern of the subset matches the same
// texts, and the same parts of them, in Go and in PostgreSQL.
func TestPatternsInPostgres(t *testing.T) {
	if testing.Short() {
		t.Skip("needs servers: make test")
	}
	ctx := context.Background()
	server, err := pgtest.Start(ctx, pgtest.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	conn, err := pgx.Connect(ctx, server.DSN("postgres", "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(ctx) }()

	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		pattern := drawPattern(t, 2)
		if len(CheckPattern(pattern, issue.Place{})) > 0 {
			return // a repeated anchor
		}
		re, err := CompilePattern(pattern)
		if err != nil {
			t.Fatal(err)
		}
		compared++
		for range 5 {
			text := rapid.StringOfN(rapid.SampledFrom([]rune("aabbcé€.\\-\n/{]A")), 0, 8, -1).Draw(t, "text")
			var matches bool
			var replaced string
			if err := conn.QueryRow(ctx, "SELECT $1::text ~ $2::text, regexp_replace($1::text, $2::text, '#', 'g')", text, pattern).Scan(&matches, &replaced); err != nil {
				t.Fatalf("%q on %q: %v", pattern, text, err)
			}
			if want := re.MatchString(text); matches != want {
				t.Fatalf("%q on %q: %v in PostgreSQL, %v here", pattern, text, matches, want)
			}
			if want := re.ReplaceAllLiteralString(text, "#"); !MatchesEmpty(pattern) && replaced != want {
				t.Fatalf("%q on %q gives %s in PostgreSQL, %s here", pattern, text, strconv.Quote(replaced), strconv.Quote(want))
			}
		}
	})
	t.Logf("compared %d patterns", compared)
}
