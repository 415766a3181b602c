package warehouse

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/render"
)

// redshiftReader observes Redshift, where tables are read in the database
// that holds them: only there does the catalogue tell a table's identity.
type redshiftReader struct{ w *Warehouse }

// fold is a name as the catalogue stores it.
func (r redshiftReader) fold(name string) string { return render.Fold(r.w.dialect, name) }

// untouched is all of them: no catalogue says who changed what.
func (redshiftReader) untouched(_ context.Context, sources []string) (map[string]bool, error) {
	out := map[string]bool{}
	for _, source := range sources {
		out[source] = true
	}
	return out, nil
}

// tick has nothing to tell: no catalogue says what changed, or when.
func (redshiftReader) tick(context.Context) (string, error) { return "", nil }

func (r redshiftReader) bases(ctx context.Context, ask []plan.AskSource) (map[catalog.Table]base, error) {
	out := map[catalog.Table]base{}
	byDatabase := map[string]map[catalog.ViewName][]catalog.Table{} // folded place → tables as asked
	for _, s := range ask {
		if _, asked := out[s.Table]; asked || s.Table == (catalog.Table{}) {
			continue
		}
		out[s.Table] = missing(s.Table)
		database := s.Table.Database
		if byDatabase[database] == nil {
			byDatabase[database] = map[catalog.ViewName][]catalog.Table{}
		}
		at := catalog.ViewName{Schema: r.fold(s.Table.Schema), Name: r.fold(s.Table.Name)}
		byDatabase[database][at] = append(byDatabase[database][at], s.Table)
	}
	for database, places := range byDatabase {
		err := r.tables(ctx, database, places, out)
		problem, detail := problemOf(err)
		if err != nil && problem == "" {
			return nil, classify("observing tables", err)
		}
		for _, tables := range places {
			for _, t := range tables {
				if err != nil {
					out[t] = base{problem: problem, detail: detail}
				}
			}
		}
	}
	return out, nil
}

// problemOf says what an error means for the tables of one database: the
// others are observed all the same.
func problemOf(err error) (plan.Problem, string) {
	switch {
	case errors.Is(err, ErrMissing):
		return plan.ProblemMissing, err.Error()
	case errors.Is(err, ErrDenied), errors.Is(err, ErrPassword):
		return plan.ProblemDenied, err.Error()
	case errors.Is(err, ErrUnreachable):
		return plan.ProblemUnreachable, err.Error()
	}
	return "", ""
}

func (r redshiftReader) tables(ctx context.Context, database string, places map[catalog.ViewName][]catalog.Table, out map[catalog.Table]base) error {
	pool, err := r.w.pool(ctx, database)
	if err != nil {
		return err
	}
	found := map[catalog.ViewName]base{}
	for chunk := range slices.Chunk(relationNames(places), chunkAsked) {
		err := each(ctx, pool, r.w.queries.list("bases", len(chunk)), anys(chunk), func(rows pgx.Rows) error {
			var at catalog.ViewName
			var oid uint32
			var readable bool
			var c catalog.Observed
			var typeName string
			if err := rows.Scan(&at.Schema, &at.Name, &oid, &readable, &c.Ordinal, &c.Name, &typeName); err != nil {
				return err
			}
			b := found[at]
			if readable {
				b.signature.Identity = fmt.Sprintf("%s/%d", database, oid)
				c.Type = r.columnType(c.Name, typeName)
				b.signature.Columns = append(b.signature.Columns, c)
			} else {
				b.problem, b.detail = plan.ProblemDenied, fmt.Sprintf("%s may not SELECT from %s.%s", r.w.cluster.Credentials.User, database, at)
			}
			found[at] = b
			return nil
		})
		if err != nil {
			return classify("observing tables", err)
		}
	}
	for at, tables := range places {
		for _, t := range tables {
			if b, ok := found[at]; ok {
				out[t] = b
			}
		}
	}
	return nil
}

// columnType is Unknown for a column that a view could confuse with another:
// what a name with upper-case letters means depends on a setting of the
// reader's session, enable_case_sensitive_identifier.
func (r redshiftReader) columnType(name, typeName string) catalog.Type {
	if r.fold(name) != name {
		return catalog.Type{}
	}
	return observedType(declared{name: typeName})
}

func relationNames[T any](places map[catalog.ViewName]T) []string {
	var out []string
	for at := range places {
		out = append(out, at.Name)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unfolded is the names that the catalogue stores otherwise: scrim's own table
// of columns has them as they were given.
func unfolded(names []catalog.ViewName, folded map[catalog.ViewName][]catalog.ViewName) []string {
	var out []string
	for _, n := range names {
		if _, same := folded[n]; !same {
			out = append(out, n.Name)
		}
	}
	return out
}

func anys(values []string) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

// seen is what was read of one relation.
type seen struct {
	kind, owner, definition string
	ours                    bool
	grants                  []string
	columns                 []catalog.Observed
}

func (r redshiftReader) relations(ctx context.Context, names []catalog.ViewName) (map[catalog.ViewName]plan.Relation, error) {
	folded := map[catalog.ViewName][]catalog.ViewName{}
	for _, n := range names {
		at := catalog.ViewName{Schema: r.fold(n.Schema), Name: r.fold(n.Name)}
		folded[at] = append(folded[at], n)
	}
	found := map[catalog.ViewName]*seen{}
	for chunk := range slices.Chunk(append(relationNames(folded), unfolded(names, folded)...), chunkAsked) {
		if err := r.look(ctx, chunk, found); err != nil {
			return nil, classify("observing views", err)
		}
	}
	out := map[catalog.ViewName]plan.Relation{}
	for at, asked := range folded {
		s := found[at]
		if s == nil {
			continue
		}
		slices.Sort(s.grants)
		rel := plan.Relation{Ours: s.ours, Columns: plan.ColumnSignature(s.columns)}
		rel.Witness = witness(s.kind, s.owner, s.definition, strings.Join(s.grants, "\n"))
		for _, n := range asked {
			out[n] = rel
		}
	}
	return out, nil
}

// look reads three catalogues about relations of these names: Redshift joins
// none of them with another.
func (r redshiftReader) look(ctx context.Context, names []string, found map[catalog.ViewName]*seen) error {
	pool, err := r.w.own(ctx)
	if err != nil {
		return err
	}
	err = each(ctx, pool, r.w.queries.list("relations", len(names)), anys(names), func(rows pgx.Rows) error {
		var at catalog.ViewName
		s := &seen{}
		err := rows.Scan(&at.Schema, &at.Name, &s.kind, &s.owner, &s.definition, &s.ours)
		found[at] = s
		return err
	})
	if err != nil {
		return err
	}
	err = each(ctx, pool, r.w.queries.list("grants", len(names)), anys(names), func(rows pgx.Rows) error {
		var at catalog.ViewName
		var who, what string
		err := rows.Scan(&at.Schema, &at.Name, &who, &what)
		if s := found[at]; s != nil {
			s.grants = append(s.grants, who+" "+what)
		}
		return err
	})
	if err != nil {
		return err
	}
	err = each(ctx, pool, r.w.queries.list("view_columns", len(names)), anys(names), func(rows pgx.Rows) error {
		var at catalog.ViewName
		var column, typeName string
		err := rows.Scan(&at.Schema, &at.Name, &column, &typeName)
		at = catalog.ViewName{Schema: r.fold(at.Schema), Name: r.fold(at.Name)}
		if s := found[at]; s != nil {
			s.columns = append(s.columns, catalog.Observed{Name: column, Type: observedType(declared{name: typeName})})
		}
		return err
	})
	if errors.Is(classify("", err), ErrMissing) {
		return nil // before the first Prepare
	}
	return err
}

// shape leaves the columns of a view unknown that is not as it was recorded:
// they were read from our catalogue, not from the view.
func (r redshiftReader) shape(rel *plan.Relation, m *plan.Managed) {
	if m == nil || m.Witness != rel.Witness {
		rel.Columns = ""
	}
}

func (r redshiftReader) oldestSnapshot(ctx context.Context) (told bool, oldest *time.Time, asked time.Time, err error) {
	pool, err := r.w.own(ctx)
	if err != nil {
		return false, nil, asked, err
	}
	var roles int64
	if err := pool.QueryRow(ctx, r.w.queries.text["told"], r.w.cluster.SystemPrefix()+"_catalog").Scan(&roles); err != nil {
		return false, nil, asked, err
	}
	err = pool.QueryRow(ctx, r.w.queries.text["oldest_snapshot"]).Scan(&oldest, &asked)
	return roles > 0, oldest, asked.Add(time.Second), err // GETDATE has no fractions: rather too old than too young
}
