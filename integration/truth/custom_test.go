package truth

import (
	"testing"

	"pgregory.net/rapid"

	"scrim/integration/draw"
	"scrim/integration/pgtest/pgtesting"
	"scrim/pkg/catalog"
)

// What expressions make of hostile values is what the oracle says, without one
// error, through both dialects (SEMANTICS S14).
func TestExpressionsShowWhatTheOracleSays(t *testing.T) {
	pgtesting.NeedServers(t)
	for kind, site := range map[catalog.ClusterKind]func(*testing.T) *site{
		catalog.Postgres: func(t *testing.T) *site { return postgresSite(t, catalog.Fenced) },
		catalog.Redshift: redshiftSite,
	} {
		t.Run(string(kind), func(t *testing.T) {
			s := site(t)
			rapid.Check(t, func(rt *rapid.T) {
				if s.cells < number(t, "SCRIM_CELLS", enough) {
					s.try(rt, draw.Expressions(rt, kind))
				}
			})
			t.Logf("%d cells compared", s.cells)
			if s.cells < enough/2 {
				t.Errorf("only %d cells were compared", s.cells)
			}
		})
	}
}
