package truth

import (
	"flag"
	"testing"

	"pgregory.net/rapid"

	"scrim/integration/draw"
	"scrim/integration/pgtest/pgtesting"
	"scrim/pkg/catalog"
)

// What expressions make of hostile values is what the oracle says, without one
// error, through both dialects (SEMANTICS S14).
func TestExpressionsShowWhatTheOracleSays(t *testing.T) {
	const enough = 5000
	pgtesting.NeedServers(t)
	for kind, site := range map[catalog.ClusterKind]func(*testing.T) *site{
		catalog.Postgres: func(t *testing.T) *site { return postgresSite(t, catalog.Fenced) },
		catalog.Redshift: redshiftSite,
	} {
		t.Run(string(kind), func(t *testing.T) {
			s := site(t)
			rapid.Check(t, func(rt *rapid.T) {
				if s.cells > enough && flag.Lookup("rapid.checks").Value.String() == flag.Lookup("rapid.checks").DefValue {
					return // whoever asks for more gets it
				}
				s.try(rt, draw.Expressions(rt, kind))
			})
			t.Logf("%d cells compared", s.cells)
			if s.cells < enough {
				t.Errorf("only %d cells were compared", s.cells)
			}
		})
	}
}
