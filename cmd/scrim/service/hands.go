package service

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"scrim/pkg/catalog"
	"scrim/pkg/control"
	"scrim/pkg/plan"
	"scrim/pkg/policytest"
	"scrim/pkg/reconcile"
	"scrim/pkg/rehearsal"
	"scrim/pkg/render"
	"scrim/pkg/secret"
	"scrim/pkg/server/api"
	"scrim/pkg/verify"
	"scrim/pkg/view"
	"scrim/pkg/warehouse"
	"scrim/pkg/warehouse/bigquery"
	"scrim/pkg/warehouse/canary"
)

// hands reaches warehouses: for the engine's workers and for the operator's
// tools.
type hands struct {
	env    func(string) string
	salts  secret.Salts
	google bigquery.Options
}

// Secret and Salt are what a warehouse needs to know.
func (h *hands) Secret(_ context.Context, ref catalog.Reference) (string, error) {
	return secret.Resolve(ref, h.env)
}

// Salt makes the salt of that name.
func (h *hands) Salt(_ context.Context, name string) (string, error) { return h.salts.Of(name) }

func (h *hands) open(ctx context.Context, c catalog.Cluster) (reconcile.Warehouse, error) {
	return warehouse.Open(ctx, c, h)
}

// Prepare makes what the service account may make by itself.
func (h *hands) Prepare(ctx context.Context, c catalog.Cluster) error {
	w, err := warehouse.Open(ctx, c, h)
	if err != nil {
		return err
	}
	defer w.Close()
	const tries = 3
	for try := 1; ; try++ {
		err := w.Prepare(ctx)
		if try == tries || !lostRace(err) {
			return err
		}
	}
}

// lostRace reports that somebody else made the same thing at the same moment:
// the engine, which prepares a cluster by itself as soon as it can be reached.
// Who looks again finds it made.
func lostRace(err error) bool {
	var refused *pgconn.PgError
	if !errors.As(err, &refused) {
		return false
	}
	switch refused.Code {
	case "23505", "42P06", "42P07", "42710", "42723": // unique violation; schema, table, object, function exists
		return true
	default:
		return strings.Contains(refused.Message, "concurrently updated")
	}
}

// Leaks tries what a reader can learn through views.
func (h *hands) Leaks(ctx context.Context, c catalog.Cluster, as api.Account) ([]verify.Result, []string, error) {
	report, err := canary.Run(ctx, c, warehouse.Account(as), h)
	return report.Results, report.Left, err
}

// Access says who may read what beneath the views.
func (h *hands) Access(ctx context.Context, c catalog.Cluster, governed map[catalog.Table]string) (verify.Access, error) {
	w, err := warehouse.Open(ctx, c, h)
	if err != nil {
		return verify.Access{}, errors.Join(err, api.ErrUnavailable)
	}
	defer w.Close()
	access, err := w.Access(ctx, governed)
	if errors.Is(err, warehouse.ErrUnreachable) {
		err = errors.Join(err, api.ErrUnavailable)
	}
	return access, err
}

// Reading lets base tables be asked about, as the service account and on a
// connection of its own: no pass waits for it.
func (h *hands) Reading(ctx context.Context, c catalog.Cluster, read func(control.Tables) error) error {
	w, err := warehouse.Open(ctx, c, h)
	if err != nil {
		return errors.Join(err, api.ErrUnavailable)
	}
	defer w.Close()
	err = read(Tables{w})
	if errors.Is(err, warehouse.ErrUnreachable) {
		err = errors.Join(err, api.ErrUnavailable)
	}
	return err
}

// Tables is a warehouse whose errors are those of package control.
type Tables struct{ *warehouse.Warehouse }

// CountRows counts rows; see warehouse.Warehouse.
func (t Tables) CountRows(ctx context.Context, base catalog.Table, pairs [][2]render.Sieve, limit time.Duration) ([][2]int64, error) {
	out, err := t.Warehouse.CountRows(ctx, base, pairs, limit)
	return out, slow(err)
}

// Seek looks for values; see warehouse.Warehouse.
func (t Tables) Seek(ctx context.Context, base catalog.Table, tests []view.Pred, limit time.Duration) (rows bool, found []bool, err error) {
	rows, found, err = t.Warehouse.Seek(ctx, base, tests, limit)
	return rows, found, slow(err)
}

func slow(err error) error {
	if errors.Is(err, warehouse.ErrSlow) {
		return errors.Join(err, control.ErrSlow)
	}
	return err
}

// Rehearse plays tests of policies, as the service account and on a connection
// of its own, with salts that protect nothing.
func (h *hands) Rehearse(ctx context.Context, c catalog.Cluster, write func(reader string) (rehearsal.Play, error)) (rehearsal.Shown, error) {
	w, err := warehouse.Open(ctx, c, rehearsing{h})
	if err != nil {
		return rehearsal.Shown{}, errors.Join(err, api.ErrUnavailable)
	}
	defer w.Close()
	shown, err := w.Rehearse(ctx, write)
	switch {
	case errors.Is(err, warehouse.ErrUnreachable):
		err = errors.Join(err, api.ErrUnavailable)
	case errors.Is(err, warehouse.ErrSlow):
		err = errors.Join(err, api.ErrTimeout)
	}
	return shown, err
}

// rehearsing is hands that know no salt but those of tests.
type rehearsing struct{ *hands }

// Salt makes the salt of that name in tests.
func (rehearsing) Salt(_ context.Context, name string) (string, error) {
	return policytest.Salt(name), nil
}

// Bootstrap makes what an administrator makes, then what the service account
// makes by itself, and remembers what was not there before.
func (h *hands) Bootstrap(ctx context.Context, c catalog.Cluster, as api.Account, claim func(identity string) error, bases []catalog.Table, harden bool) ([]api.Line, error) {
	known := map[string]bool{}
	if w, err := warehouse.Open(ctx, c, h); err == nil { // else there is nothing yet, and the lines below tell why
		known, err = w.Bootstrapped(ctx)
		w.Close()
		if err != nil {
			return nil, err
		}
	}
	admin, err := warehouse.Administer(c, warehouse.Account(as), h)
	if err != nil {
		return nil, err
	}
	defer admin.Close()
	identity, err := admin.Identity(ctx)
	if errors.Is(err, warehouse.ErrPassword) {
		return nil, refused(c, err)
	}
	if err != nil {
		return nil, errors.Join(err, api.ErrUnavailable)
	}
	if err := claim(identity); err != nil {
		return nil, err
	}
	lines, made := admin.Bootstrap(ctx, bases, known, harden)
	err = h.remember(ctx, c, made)
	if failed(lines) {
		return linesOf(lines), nil // the line that failed says more than what it led to
	}
	return linesOf(lines), err
}

// remember prepares what the service account makes, and notes what a bootstrap
// made, also one that broke off: the next one would take it for somebody else's.
func (h *hands) remember(ctx context.Context, c catalog.Cluster, made []string) error {
	if err := h.Prepare(ctx, c); err != nil {
		return err
	}
	w, err := warehouse.Open(ctx, c, h)
	if err != nil {
		return err
	}
	defer w.Close()
	return w.Remember(ctx, made)
}

// Teardown removes all and only what scrim made: as the service account, and
// then with an administrator's what a bootstrap is known to have made. Without
// one, or where nobody knows, the lines are left for somebody to run.
func (h *hands) Teardown(ctx context.Context, c catalog.Cluster, r api.TeardownRequest, bases []catalog.Table) ([]plan.Outcome, []api.Line, error) {
	w, err := warehouse.Open(ctx, c, h)
	if err != nil {
		return nil, nil, err
	}
	defer w.Close()
	known, err := w.Bootstrapped(ctx)
	if err != nil {
		return nil, nil, err
	}
	scripts, outcomes, err := w.Teardown(ctx, bases)
	if err != nil || slices.ContainsFunc(outcomes, func(o plan.Outcome) bool { return o.Err != nil }) {
		return outcomes, nil, err
	}
	w.Close()
	as := r.As
	if as == nil {
		known, as = nil, &api.Account{}
	}
	admin, err := warehouse.Administer(c, warehouse.Account(*as), h)
	if err != nil {
		return outcomes, nil, err
	}
	defer admin.Close()
	lines := linesOf(admin.Teardown(ctx, scripts, known, r.Unharden))
	if r.As != nil {
		lines = append(lines, h.swept(ctx, c, *r.As)...)
	}
	return outcomes, lines, nil
}

// swept drops what canaries left whose scrim was killed, and tells of what it
// could not drop.
func (h *hands) swept(ctx context.Context, c catalog.Cluster, as api.Account) []api.Line {
	left, err := canary.Sweep(ctx, c, warehouse.Account(as), h, time.Now())
	var out []api.Line
	for _, statement := range left {
		out = append(out, api.Line{SQL: statement, Comment: "A probe of leaks that was broken off left it.", Became: string(warehouse.LineLeft)})
	}
	if err != nil {
		out = append(out, api.Line{Comment: "What probes of leaks left that were broken off.", Became: string(warehouse.LineFailed), Error: err.Error()})
	}
	return out
}

func failed(lines []warehouse.LineOutcome) bool {
	return slices.ContainsFunc(lines, func(l warehouse.LineOutcome) bool { return l.Became == warehouse.LineFailed })
}

func linesOf(all []warehouse.LineOutcome) []api.Line {
	out := make([]api.Line, len(all))
	for i, l := range all {
		out[i] = api.Line{Database: l.Database, SQL: l.Line.SQL, Comment: l.Line.Comment, Became: string(l.Became)}
		if l.Err != nil {
			out[i].Error = l.Err.Error()
		}
	}
	return out
}
