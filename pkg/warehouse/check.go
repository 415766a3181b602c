package warehouse

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"scrim/pkg/catalog"
	"scrim/pkg/render"
)

// Status is what came of one check.
type Status string

// The outcomes of a check.
const (
	Passed  Status = "passed"
	Failed  Status = "failed"
	Warning Status = "warning" // it works, and somebody should know
	Skipped Status = "skipped" // it does not apply here, or an earlier one failed
)

// CheckResult is one thing that was looked at.
type CheckResult struct {
	Name    string `json:"name"` // stable, in kebab case
	Status  Status `json:"status"`
	Meaning string `json:"meaning"`          // one sentence without a full stop
	Repair  string `json:"repair,omitempty"` // what to do; empty when there is nothing to do
}

// Check looks whether scrim can do its work here, and at what readers could
// do besides. It changes nothing.
func (w *Warehouse) Check(ctx context.Context) []CheckResult {
	var out []CheckResult
	for _, database := range w.databases() {
		out = append(out, w.checkDatabase(ctx, database)...)
	}
	if slices.ContainsFunc(out, func(r CheckResult) bool { return r.Name == "reachable" && r.Status == Failed }) {
		return out
	}
	for _, check := range []func(context.Context) CheckResult{
		w.checkIdentity, w.checkBootstrap, w.checkSecureView, w.checkSnapshots, w.checkNames, w.checkSetRole, w.checkShadows, w.checkFence,
	} {
		out = append(out, check(ctx))
	}
	return out
}

func (w *Warehouse) databases() []string {
	out := append([]string{w.cluster.ViewDatabase}, w.cluster.Databases...)
	slices.Sort(out)
	return slices.Compact(out)
}

// failed is a check that could not be made.
func failed(name string, err error, repair string) CheckResult {
	return CheckResult{Name: name, Status: Failed, Meaning: err.Error(), Repair: repair}
}

func (w *Warehouse) checkDatabase(ctx context.Context, database string) []CheckResult {
	pool, err := w.pool(ctx, database)
	var tables int64
	if err == nil {
		err = classify("counting tables", pool.QueryRow(ctx, w.queries.text["readable"]).Scan(&tables))
	}
	if err != nil {
		return []CheckResult{failed("reachable", fmt.Errorf("database %s: %w", database, err), "see that host, port, account, password and the database's name are right")}
	}
	out := []CheckResult{{Name: "reachable", Status: Passed, Meaning: fmt.Sprintf("database %s answers", database)}}
	switch {
	case tables > 0:
		out = append(out, CheckResult{Name: "base-privileges", Status: Passed, Meaning: fmt.Sprintf("%s may read %d tables of database %s", w.cluster.Credentials.User, tables, database)})
	case w.cluster.Governs(database):
		out = append(out, CheckResult{
			Name: "base-privileges", Status: Warning, Meaning: fmt.Sprintf("%s may read no table of database %s", w.cluster.Credentials.User, database),
			Repair: "grant USAGE on the schemas and SELECT on the tables that are to be governed: scrim cluster bootstrap --print",
		})
	}
	return out
}

func (w *Warehouse) checkIdentity(context.Context) CheckResult {
	identity, err := w.Identity()
	if err != nil {
		return failed("identity", err, "let the account call pg_control_system() or current_namespace")
	}
	return CheckResult{Name: "identity", Status: Passed, Meaning: "this warehouse is " + identity}
}

func (w *Warehouse) checkBootstrap(ctx context.Context) CheckResult {
	const name, repair = "bootstrap", "run scrim cluster bootstrap"
	lines, err := render.Service(w.dialect, w.cluster)
	if err != nil {
		return failed(name, err, repair)
	}
	have, err := w.control(ctx)
	switch {
	case errors.Is(err, ErrMissing), err == nil && have.version == "":
		return CheckResult{Name: name, Status: Failed, Meaning: "scrim's own tables are not there yet", Repair: repair}
	case err != nil:
		return failed(name, err, repair)
	case have.version != versionOf(lines):
		return CheckResult{Name: name, Status: Warning, Meaning: "scrim's own tables were made by another version", Repair: "they are migrated when scrim serve next connects"}
	}
	return CheckResult{Name: name, Status: Passed, Meaning: "scrim's own tables are there"}
}

func (w *Warehouse) checkSecureView(ctx context.Context) CheckResult {
	const name = "secure-view"
	have, err := w.control(ctx)
	if err != nil {
		return CheckResult{Name: name, Status: Skipped, Meaning: "scrim's own tables are not there yet"}
	}
	now, err := w.secureWitness(ctx)
	if err != nil {
		return failed(name, err, "")
	}
	if now == "" || now != have.witness {
		return CheckResult{Name: name, Status: Failed, Meaning: "the views that tell readers their own facts and columns are not as scrim made them", Repair: "see who changed them; they are made again when scrim serve next connects"}
	}
	return CheckResult{Name: name, Status: Passed, Meaning: "the views that tell readers their own facts and columns are as scrim made them"}
}

func (w *Warehouse) checkSnapshots(ctx context.Context) CheckResult {
	const name = "old-transactions"
	told, _, _, err := w.reader.oldestSnapshot(ctx)
	switch {
	case err != nil:
		return failed(name, err, "")
	case told:
		return CheckResult{Name: name, Status: Passed, Meaning: "old transactions of readers can be seen"}
	}
	repair := "GRANT pg_read_all_stats TO " + w.cluster.Credentials.User
	if w.cluster.Kind.IsRedshift() {
		repair = "run scrim cluster bootstrap: the account needs ACCESS SYSTEM TABLE"
	}
	return CheckResult{Name: name, Status: Warning, Meaning: "old transactions of readers cannot be seen, so no change is ever called enforced", Repair: repair}
}

// column is the first column of a query, rows of several joined by " → ".
func (w *Warehouse) column(ctx context.Context, query string) ([]string, error) {
	pool, err := w.own(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	err = each(ctx, pool, w.queries.text[query], nil, func(rows pgx.Rows) error {
		values := make([]string, len(rows.FieldDescriptions()))
		targets := make([]any, len(values))
		for i := range values {
			targets[i] = &values[i]
		}
		err := rows.Scan(targets...)
		out = append(out, strings.Join(values, " → "))
		return err
	})
	return out, classify("looking", err)
}

// listing is a check that passes when a query finds nothing.
func (w *Warehouse) listing(ctx context.Context, name, query, good, bad, repair string) CheckResult {
	found, err := w.column(ctx, query)
	switch {
	case errors.Is(err, ErrMissing):
		return CheckResult{Name: name, Status: Skipped, Meaning: "scrim's own tables are not there yet"}
	case err != nil:
		return failed(name, err, "")
	case len(found) == 0:
		return CheckResult{Name: name, Status: Passed, Meaning: good}
	}
	const shown = 10
	if more := len(found) - shown; more > 0 {
		found = append(found[:shown], fmt.Sprintf("and %d more", more))
	}
	return CheckResult{Name: name, Status: Warning, Meaning: bad + ": " + strings.Join(found, ", "), Repair: repair}
}

func (w *Warehouse) checkNames(ctx context.Context) CheckResult {
	return w.listing(ctx, "account-names", "odd_names", "no account's name ends in a blank", "these accounts' names end in a blank", "rename them: they get no facts")
}

func (w *Warehouse) checkSetRole(ctx context.Context) CheckResult {
	if w.cluster.Kind.IsRedshift() {
		return CheckResult{Name: "set-role", Status: Skipped, Meaning: "Redshift has no SET ROLE; superusers can become anybody by SET SESSION AUTHORIZATION"}
	}
	return w.listing(ctx, "set-role", "set_role", "nobody but superusers can read as somebody else", "these accounts can read as another by SET ROLE", "revoke the membership, or map people to accounts of their own")
}

func (w *Warehouse) checkShadows(ctx context.Context) CheckResult {
	if !w.cluster.Kind.IsRedshift() {
		return CheckResult{Name: "shadowed-functions", Status: Skipped, Meaning: "PostgreSQL binds a view's functions when it is made"}
	}
	return w.listing(ctx, "shadowed-functions", "shadows", "nobody has a function named like one that views call", "these functions are named like ones that views call", "drop them, or see whose they are")
}

func (w *Warehouse) checkFence(context.Context) CheckResult {
	if w.cluster.Mode() == catalog.Fenced {
		return CheckResult{Name: "fence", Status: Passed, Meaning: "views are fenced: a reader's own functions see no hidden row"}
	}
	return CheckResult{
		Name: "fence", Status: Warning, Meaning: "views are unfenced: a reader's own predicate may run before the filter and learn something of hidden rows from an error",
		Repair: "on PostgreSQL set enforcement: fenced; on Redshift there is no fence yet",
	}
}
