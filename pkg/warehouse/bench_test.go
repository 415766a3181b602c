package warehouse_test

import (
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"

	"scrim/pkg/plan"
	"scrim/pkg/render"
	"scrim/pkg/view"
)

// thousand is a house with that many tables, and a plan that makes a view of
// each.
func thousand(t testing.TB, h *house, n int) (plan.Ask, []plan.Unit) {
	t.Helper()
	var statements []string
	for i := range n {
		statements = append(statements, fmt.Sprintf("CREATE TABLE hr.t%d (id integer, region varchar(64), email varchar(256), salary numeric(12,2), born date, seen timestamptz)", i))
	}
	h.as(t, h.etl, statements...)
	first := h.view(t, "t0")
	var units []plan.Unit
	var gates plan.SetGates
	var ask plan.Ask
	var names []plan.ReadBackView
	for i := range n {
		v := first
		v.Source, v.Name.Name, v.Base.Name = fmt.Sprintf("ds_t%d", i), fmt.Sprintf("t%d", i), fmt.Sprintf("t%d", i)
		v = show(v, "email", view.Choice{When: view.HasFact{Fact: group("hr")}, Show: view.Raw{}}, always(view.Hash{Salt: "s", Digits: 64}))
		gates.Gates = append(gates.Gates, gate(v.Source, v).Gates...)
		units = append(units, h.unit(plan.SourceTarget(v.Source), plan.CreateView{Deployment: plan.Deployment{View: v, Admission: v.Admission(), Barrier: true}}))
		names = append(names, plan.ReadBackView{Source: v.Source, Name: v.Name})
		ask.Sources = append(ask.Sources, plan.AskSource{ID: v.Source, Table: v.Base, Wanted: v.Name})
	}
	units = append([]plan.Unit{h.unit(plan.Target{Kind: plan.TargetFacts}, gates)}, units...)
	return ask, append(units, h.unit(plan.Target{Kind: plan.TargetWitness}, plan.Witness{Views: names}))
}

// BenchmarkThousandViews makes 1,000 views, by Apply and by sending the same
// statements on one connection, and observes them.
func BenchmarkThousandViews(b *testing.B) {
	const n = 1000
	for _, how := range []string{"apply", "bare"} {
		b.Run(how, func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				h := newHouse(b)
				ask, units := thousand(b, h, n)
				s, err := render.Script(h.dialect, plan.Plan{Claim: h.claim, Units: units}, h.cluster)
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				if how == "apply" {
					if _, err := h.w.Apply(b.Context(), s); err != nil {
						b.Fatal(err)
					}
				} else {
					bare(b, connect(b, h.dsn(h.cluster.Credentials.User, h.cluster.ViewDatabase)), s)
				}
				b.StopTimer()
				if how == "apply" {
					observe(b, h, ask)
				}
			}
		})
	}
}

func bare(b *testing.B, conn *pgx.Conn, s plan.Script) {
	b.Helper()
	for _, u := range s.Units {
		for _, g := range u.Groups {
			if _, err := conn.Exec(b.Context(), "BEGIN"); err != nil {
				b.Fatal(err)
			}
			for _, a := range g {
				q, ok := a.(plan.SQL)
				if !ok {
					continue
				}
				args := []any{pgx.QueryExecModeExec}
				for _, v := range q.Args {
					args = append(args, v.(plan.Value).V)
				}
				if _, err := conn.Exec(b.Context(), q.Text, args...); err != nil {
					b.Fatal(err)
				}
			}
			if _, err := conn.Exec(b.Context(), "COMMIT"); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func observe(b *testing.B, h *house, ask plan.Ask) {
	b.Helper()
	b.StartTimer()
	begin := b.Elapsed()
	o := h.observe(b, ask)
	b.ReportMetric(float64((b.Elapsed() - begin).Milliseconds()), "observe-ms")
	if len(o.Sources) != len(ask.Sources) || o.Sources["ds_t7"].Relation == nil {
		b.Fatalf("observed %d sources", len(o.Sources))
	}
	b.StopTimer()
}
