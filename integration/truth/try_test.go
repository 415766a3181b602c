package truth

import (
	"fmt"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"scrim/integration/draw"
	"scrim/pkg/oracle"
)

// try applies one case and compares what every login reads, under neutral and
// under hostile settings.
func (s *site) try(t *rapid.T, c draw.Case) {
	s.prepare(t, &c)
	s.apply(t, &c)
	hostile := knownNow(s.hostile(t), c)
	for _, login := range draw.Logins() {
		facts := c.Facts(login)
		columns := oracle.Columns(facts)
		// Both warehouses are PostgreSQL underneath, where trailing blanks of
		// varchar count: the stand-in cannot show otherwise (docs/redshiftd.md).
		want := text(columns, oracle.Read(facts, c.Rows, oracle.Comparison{}, draw.Now()))
		for _, settings := range [][]string{nil, hostile} {
			got := text(columns, s.read(t, c, login, settings))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("as %q, with the settings %q (-oracle +database):\n%s\n%s", login, settings, diff, describe(c, facts))
			}
			var lines []string
			if oracle.Explain(facts, nobodysRow(c), oracle.Comparison{}, draw.Now()).Door.Open {
				lines = listing(columns)
			}
			if diff := cmp.Diff(lines, s.listed(t, login, settings)); diff != "" {
				t.Fatalf("as %q, with the settings %q columns are listed otherwise (-oracle +database):\n%s\n%s", login, settings, diff, describe(c, facts))
			}
			if len(lines) > 0 {
				s.open++
			} else {
				s.shut++
			}
		}
		s.count(len(columns)*len(c.Rows), len(columns)*len(want))
	}
}

// describe is the case as far as it is not seen from the plan.
func describe(c draw.Case, f oracle.Facts) string {
	out := fmt.Sprintf("unpoliced %q\n", c.Cluster.Unpoliced)
	for _, p := range c.Policies {
		out += fmt.Sprintf("policy %+v\n", p)
	}
	for i, row := range c.Rows {
		out += fmt.Sprintf("row %d %v: %+v\n", i, row, oracle.Explain(f, row, oracle.Comparison{}, draw.Now()))
	}
	return out + fmt.Sprintf("users %+v\nsessions %+v\naccesses %+v\nprojects %+v\n", c.Users, c.Sessions, c.Accesses, c.Projects)
}
