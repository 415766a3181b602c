package story_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"scrim/cmd/scrim-dev/story"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-update rewrites it):\n%s", path, diff)
	}
	for _, line := range strings.Split(got, "\n") {
		if n := utf8.RuneCountInString(line); n > 110 && !strings.Contains(line, "\x1b") {
			t.Errorf("a line of %d characters: %s", n, line)
		}
		if strings.HasSuffix(line, " ") {
			t.Errorf("blanks at the end of %q", line)
		}
	}
}

func comparison() story.Comparison {
	masked := func(s string) story.Cell { return story.Cell{Text: s, Masked: true} }
	clear := func(s string) story.Cell { return story.Cell{Text: s} }
	return story.Comparison{
		Query:   "SELECT email, tax_id FROM governed.people WHERE id <= 4 ORDER BY id",
		Columns: []string{"email", "tax_id"},
		Table:   "crm.people", Total: 50000,
		Keys: []story.Key{{1, "1 Lea, EU"}, {2, "2 Tom, US"}, {3, "3 Mei, APAC"}},
		Readers: []story.Reader{
			{Name: "ana", About: "analyst, EU", Rule: "own-region", Seen: 20000, Rows: map[int][]story.Cell{
				1: {masked("5f1c0a33d2e1"), masked("NULL")},
			}},
			{Name: "sam", About: "support, everywhere", Seen: 50000, Rows: map[int][]story.Cell{
				1: {clear("lea.novak@mail.test"), masked("***4238")},
				2: {clear("tom.kaur@mail.test"), masked("***0389")},
				3: {clear("mei.costa@mail.test"), masked("***6540")},
			}},
			{Name: "ira", About: "intern, US", Rule: "own-region", Seen: 20000, Rows: map[int][]story.Cell{
				2: {masked("***@mail.test"), masked("NULL")},
			}},
		},
	}
}

func TestCompare(t *testing.T) {
	golden(t, "compare", story.Compare(comparison(), story.Ink{}))
	golden(t, "compare-colour", story.Compare(comparison(), story.Ink{Colour: true}))
	alone := comparison()
	alone.Readers = alone.Readers[1:2]
	golden(t, "compare-one", story.Compare(alone, story.Ink{}))
}

func TestTell(t *testing.T) {
	golden(t, "change", story.Tell(1, story.Change{
		Title: "The policy for e-mail gets stricter", Door: "signed webhook", Revision: 41, Took: 83*time.Millisecond + 400*time.Microsecond, DDL: 1,
		Why: "The gate of the view closes first, then the view is replaced, then the gate admits the new one: no reader " +
			"ever sees what neither policy allows.",
		Seen: []story.Difference{
			{"ana", "email of 1", "5f1c0a33d2e1", "NULL"},
			{"ira", "email of 2", "***@mail.test", "NULL"},
		},
	}, story.Ink{}))
	golden(t, "change-time", story.Tell(2, story.Change{
		Title: "Ira's access ends by itself", Door: "no message: time passed", Took: 300 * time.Microsecond,
		Seen: []story.Difference{{"ira", "rows", "60,000", "0"}},
	}, story.Ink{}))
}

func TestAttack(t *testing.T) {
	golden(t, "attack", story.Attack(3, "An attack", "Ira may see payouts of the US. She asks questions whose answer is an error.", []story.Attempt{
		{What: "WHERE 1 / (amount - 1234.50) > 0", Naive: "ERROR: division by zero, so that amount exists", Fenced: "8,000 rows, no error"},
		{What: "WHERE peek(iban)", Naive: "20,000 values printed", Fenced: "printed 8,001 values", Learned: true},
	}, story.Ink{}))
}

func TestExplain(t *testing.T) {
	golden(t, "explain", story.Explain(4, "Why does Ana see a hash?", story.Node{
		Text: "email: hash of 12 digits", Because: "mask-email, rule 1",
		Children: []story.Node{{Text: "not in support", Because: "unless"}, {Text: "in analysts", Because: "for"}},
	}, story.Ink{}))
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 200000: "200,000", 1234567: "1,234,567"} {
		if got := story.Count(n); got != want {
			t.Errorf("Count(%d) = %s", n, got)
		}
	}
}

func TestNote(t *testing.T) {
	const said = "One view is *unfenced*, the other is *fenced*."
	if got, want := story.Note(said, story.Ink{}), "One view is unfenced, the other is fenced.\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := story.Note(said, story.Ink{Colour: true}); strings.Count(got, "\x1b[1m") != 2 {
		t.Errorf("two words do not stand out in %q", got)
	}
}
