package warehouse

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"scrim/pkg/preflight"
	"scrim/pkg/render"
)

// Check looks whether scrim can do its work here, and at what readers could
// do besides. It changes nothing, but for the view of a probe, where that is
// asked for, which it makes and drops.
func (w *Warehouse) Check(ctx context.Context, ask preflight.Ask) []preflight.Finding {
	c := checks{Warehouse: w, ask: ask, repairs: render.Repairs{Dialect: w.dialect, Cluster: w.cluster}}
	for _, database := range w.databases() {
		c.reachable(ctx, database)
	}
	if !preflight.OK(c.found) {
		return c.found
	}
	for _, look := range []func(context.Context){
		c.tls, c.recognised, c.bootstrapped, c.secureView, c.callable, c.privileges, c.platform, c.serverless, c.caseMode,
		c.sessions, c.names, c.missing, c.setRole, c.shadows, c.hardened, c.fence, c.bases, c.usage, c.viewSchemas, c.canaries,
	} {
		look(ctx)
	}
	return c.found
}

// checks is one run of Check.
type checks struct {
	*Warehouse
	ask     preflight.Ask
	repairs render.Repairs
	found   []preflight.Finding
}

func (w *Warehouse) databases() []string {
	out := append([]string{w.cluster.ViewDatabase}, w.cluster.Databases...)
	slices.Sort(out)
	return slices.Compact(out)
}

// add records a finding in the view database.
func (c *checks) add(check string, status preflight.Status, next, format string, args ...any) {
	c.found = append(c.found, preflight.Finding{Check: check, Status: status, Database: c.cluster.ViewDatabase, Means: fmt.Sprintf(format, args...), Next: next})
}

// passed and skipped are what needs nobody.
func (c *checks) passed(check, format string, args ...any) {
	c.add(check, preflight.Passed, "", format, args...)
}

func (c *checks) skipped(check, format string, args ...any) {
	c.add(check, preflight.Skipped, "", format, args...)
}

// unseen records that a check could not be made: where the account may not
// know, or the warehouse lacks what is asked, it is no failure.
func (c *checks) unseen(check string, err error) {
	if errors.Is(err, ErrDenied) || errors.Is(err, ErrMissing) {
		c.skipped(check, "it cannot be seen: %v", err)
		return
	}
	c.add(check, preflight.Failed, "", "it could not be looked at: %v", err)
}

// repair adds statements to the last finding.
func (c *checks) repair(statements []string, err error) {
	last := &c.found[len(c.found)-1]
	if err != nil {
		last.Next = strings.TrimPrefix(last.Next+"; "+err.Error(), "; ")
		return
	}
	last.Repair = append(last.Repair, statements...)
}

// rows is what a query of one database says, each row as texts. Names take the
// place of :list; a query without it is asked once.
func (w *Warehouse) rows(ctx context.Context, database, query string, names []string) ([][]string, error) {
	pool, err := w.pool(ctx, database)
	if err != nil {
		return nil, err
	}
	var out [][]string
	ask := func(sql string, args []any) error {
		return each(ctx, pool, sql, args, func(rows pgx.Rows) error {
			row := make([]string, len(rows.FieldDescriptions()))
			targets := make([]any, len(row))
			for i := range row {
				targets[i] = &row[i]
			}
			err := rows.Scan(targets...)
			out = append(out, row)
			return err
		})
	}
	if !strings.Contains(w.queries.text[query], ":list") {
		return out, classify("looking", ask(w.queries.text[query], nil))
	}
	for chunk := range slices.Chunk(names, chunkAsked) {
		err := about(chunk, func(part []string) error { return ask(w.queries.list(query, len(part)), anys(part)) })
		if err != nil {
			return nil, classify("looking", err)
		}
	}
	return out, nil
}

// listing is a check that passes when a query of the view database finds
// nothing. It returns what was found.
func (c *checks) listing(ctx context.Context, check, query, good, bad, next string) [][]string {
	found, err := c.rows(ctx, c.cluster.ViewDatabase, query, nil)
	switch {
	case err != nil:
		c.unseen(check, err)
	case len(found) == 0:
		c.passed(check, "%s", good)
	default:
		var texts []string
		for _, row := range found {
			texts = append(texts, strings.Join(row, " → "))
		}
		c.add(check, preflight.Warning, next, "%s: %s", bad, preflight.Few(texts))
		return found
	}
	return nil
}
