package prove_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/integration/doors/served"
	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
	"scrim/pkg/warehouse/prove"
)

func (w *world) connector(t *testing.T, id string) connector.Connector {
	t.Helper()
	for _, c := range accounts(w.redshift()) {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("there is no connector %s", id)
	return connector.Connector{}
}

// Whichever answer is lost on the way, nothing is left, and what it would have
// said is not taken for proven.
func TestLostAnswers(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		c := w.connector(t, "whaly")
		w.provision(t, c)
		w.say(t, w.first(), "ALTER USER whaly_bi CREATEDB")
		before := w.dump(t)
		ask := w.ask(t, c)
		proxy := served.NewProxy(t, fmt.Sprintf("127.0.0.1:%d", w.cluster.Port))
		ask.Cluster.Port = proxy.Port()
		for _, lost := range []struct {
			request string
			after   int
			unclear string // the check that learned nothing
		}{
			{"CREATE TABLE", 0, "read-later-table"},
			{"CREATE TABLE", 1, "later-table-of-others"},
			{`SELECT "id" FROM`, 0, "read-later-table"},
			{"DROP TABLE", 0, ""},
			{"DROP TABLE", 1, ""},
			{"CREATE DATABASE", 0, "create-database"},
			{"DROP DATABASE", 0, ""},
			{`DELETE FROM "crm"`, 0, "write-where-it-reads"},
			{"GRANT SELECT", 0, "grant-on"},
			{"ROLLBACK", 3, ""},
		} {
			name := fmt.Sprintf("%s after %d", lost.request, lost.after)
			proxy.LoseAnswer(lost.request, lost.after)
			report := w.prove(t, ask)
			if !proxy.Lost() {
				t.Fatalf("%s: no answer was lost", name)
			}
			if lost.unclear != "" && !slices.ContainsFunc(report.Results, func(r trial.Result) bool { return r.Name == lost.unclear && r.Status == trial.NotProven }) {
				t.Errorf("%s: %s is not unproven:\n%s", name, lost.unclear, tell(report))
			}
			if len(report.Left) > 0 {
				t.Errorf("%s: left are %v", name, report.Left)
			}
			if diff := cmp.Diff(before, w.dump(t)); diff != "" {
				t.Errorf("%s: the run left traces:\n%s", name, diff)
			}
		}
	})
}

// A run that is broken off while there is a table of its own drops it first.
func TestBrokenOff(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		c := w.connector(t, "whaly")
		w.provision(t, c)
		before := w.dump(t)
		ask := w.ask(t, c)
		proxy := served.NewProxy(t, fmt.Sprintf("127.0.0.1:%d", w.cluster.Port))
		ask.Cluster.Port = proxy.Port()
		proxy.LoseAnswer("CREATE TABLE", 1)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go func() {
			tick := time.NewTicker(time.Millisecond)
			defer tick.Stop()
			for !proxy.Lost() {
				select {
				case <-tick.C:
				case <-ctx.Done():
					return
				}
			}
			cancel()
		}()
		report, err := prove.Run(ctx, ask)
		if !errors.Is(err, context.Canceled) || report.Proven() || len(report.Left) > 0 {
			t.Errorf("broken off, it says %v, left %v", err, report.Left)
		}
		if diff := cmp.Diff(before, w.dump(t)); diff != "" {
			t.Errorf("the run left traces:\n%s", diff)
		}
	})
}

// What cannot be dropped is said, with the statement, and the next run of that
// connector drops it; one of another does not.
func TestRemains(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		c, other := w.connector(t, "whaly"), w.connector(t, "reader")
		w.provision(t, c)
		w.provision(t, other)
		before := w.dump(t)
		w.sayBehind(t, "shop", forbidding("DROP TABLE"))
		report := w.prove(t, w.ask(t, c))
		w.sayBehind(t, "shop", "DROP EVENT TRIGGER forbids; DROP FUNCTION public.forbid()")
		if len(report.Left) != 2 || report.Proven() || !strings.HasPrefix(report.Left[0].Text, `DROP TABLE "crm"."scrim_probe_`) || report.Left[0].Database != "shop" {
			t.Fatalf("left are %v", report.Left)
		}
		if there := w.probes(t); len(there) != 2 {
			t.Fatalf("there is %v", there)
		}
		if report := w.prove(t, w.ask(t, other)); !report.Proven() || len(w.probes(t)) != 2 {
			t.Errorf("another connector's run dropped them, or met them:\n%s", tell(report))
		}
		if report := w.prove(t, w.ask(t, c)); !report.Proven() {
			t.Errorf("the next run is not proven:\n%s", tell(report))
		}
		if diff := cmp.Diff(before, w.dump(t)); diff != "" {
			t.Errorf("the next run left traces:\n%s", diff)
		}
	})
}

func (w *world) probes(t *testing.T) []string {
	t.Helper()
	return read(t, w.behind("postgres", "shop"), "SELECT relname FROM pg_catalog.pg_class WHERE relname LIKE 'scrim_probe_%'")
}

// sayBehind says to PostgreSQL itself what only a server's owner can do.
func (w *world) sayBehind(t *testing.T, database, text string) {
	t.Helper()
	w.sayTo(t, w.behind("postgres", database), w.statements(text)...)
}

// What nobody could try is not proven, and is never passed.
func TestNotProven(t *testing.T) {
	both(t, func(t *testing.T, w *world) {
		c := w.connector(t, "whaly")
		w.provision(t, c)
		ask := w.ask(t, c)
		ask.Login = prove.Login{Why: "its password is kept nowhere"}
		for _, r := range w.prove(t, ask).Results {
			if r.Status != trial.NotProven || !strings.Contains(r.Said, "its password is kept nowhere") {
				t.Errorf("without a password, %s (%s) is %s: %s", r.Name, r.Tries, r.Status, r.Said)
			}
		}
		ask = w.ask(t, c)
		ask.As = nil
		for _, r := range w.prove(t, ask).Results {
			if later := strings.Contains(r.Name, "later"); later != (r.Status == trial.NotProven) {
				t.Errorf("without an administrator, %s (%s) is %s: %s", r.Name, r.Tries, r.Status, r.Said)
			}
		}
		ask = w.ask(t, c)
		ask.As.User = "etl" // who is named, and may look
		for _, r := range w.prove(t, ask).Results {
			if others := r.Name == "later-table-of-others"; others != (r.Status == trial.NotProven) {
				t.Errorf("with the named creator, %s (%s) is %s: %s", r.Name, r.Tries, r.Status, r.Said)
			}
		}
		w.say(t, "shop", "DROP TABLE crm.devices")
		ask = w.ask(t, w.connector(t, "entities")) // whose document names that table
		ask.Connector.User, ask.Connector.Workspace = "whaly_bi", "shop"
		ask.Login = prove.Known("whaly_bi", "")
		for _, r := range w.prove(t, ask).Results {
			if r.Name == "read" && r.Status != trial.NotProven {
				t.Errorf("a table that is not there: %s (%s) is %s: %s", r.Name, r.Tries, r.Status, r.Said)
			}
		}
	})
}
