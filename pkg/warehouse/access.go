package warehouse

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/render"
	"scrim/pkg/verify"
)

// Access reads who may read what beneath the views over these tables, which
// are given with the sources that govern them. It reads catalogues alone and
// changes nothing. A catalogue that the account may not read is named in
// Unseen; an error means that the warehouse did not answer.
func (w *Warehouse) Access(ctx context.Context, governed map[catalog.Table]string) (verify.Access, error) {
	s := &scan{w: w, governed: map[catalog.Table]string{}}
	for t, source := range governed {
		folded := catalog.Table{Database: t.Database, Schema: render.Fold(w.dialect, t.Schema), Name: render.Fold(w.dialect, t.Name)}
		s.governed[folded] = source
	}
	made, err := w.Made(ctx)
	switch {
	case errors.Is(err, ErrMissing):
		s.unseen("the views: scrim's own tables are not there yet")
	case err != nil:
		return verify.Access{}, fmt.Errorf("looking who reads beneath the views: %w", err)
	}
	s.made = made
	look := s.postgres
	if w.cluster.Kind.IsRedshift() {
		look = s.redshift
	}
	if err := look(ctx); err != nil {
		return verify.Access{}, fmt.Errorf("looking who reads beneath the views: %w", err)
	}
	return s.out, nil
}

// scan is one look at everything.
type scan struct {
	w        *Warehouse
	governed map[catalog.Table]string // by the names that the catalogue has
	made     []plan.Managed
	out      verify.Access
}

func (s *scan) unseen(format string, args ...any) {
	s.out.Unseen = append(s.out.Unseen, fmt.Sprintf(format, args...))
}

// all runs a query for each of its rows. What the account may not ask is
// noted and no error.
func (s *scan) all(ctx context.Context, pool *pgxpool.Pool, what, query string, args []any, row func(pgx.Rows) error) error {
	text := s.w.queries.text[query]
	if strings.Contains(text, ":list") {
		if len(args) == 0 {
			return nil
		}
		text = s.w.queries.list(query, len(args))
	}
	err := classify("looking at "+what, each(ctx, pool, text, args, row))
	var known *Error
	if errors.As(err, &known) && known.Code != "" && !errors.Is(err, ErrUnreachable) {
		s.unseen("%s: %v", what, err)
		return nil
	}
	return err
}

// ours marks a relation as a view of scrim's, where it is one: by its name in
// the catalogue of views and by its owner.
func (s *scan) ours(r *verify.Relation) {
	service := s.w.cluster.Credentials.User
	if r.Owner != service || r.Database != s.w.cluster.ViewDatabase || r.Form == verify.Stored {
		return
	}
	if r.Schema == render.Fold(s.w.dialect, render.SystemSchema(s.w.cluster)) {
		r.Form = verify.Governed
	}
	for _, m := range s.made {
		if r.Schema == render.Fold(s.w.dialect, m.Name.Schema) && r.Name == render.Fold(s.w.dialect, m.Name.Name) {
			r.Form, r.Source = verify.Governed, m.Source
		}
	}
}

func form(relkind string) verify.Form {
	switch relkind {
	case "v":
		return verify.Plain
	case "m":
		return verify.Materialized
	}
	return verify.Stored
}

// party is somebody as PostgreSQL's catalogue has him; PUBLIC has no name.
func party(login bool, name string) verify.Party {
	switch {
	case name == "":
		return verify.Party{Kind: verify.Public}
	case login:
		return verify.Party{Kind: verify.User, Name: name}
	}
	return verify.Party{Kind: verify.Role, Name: name}
}

// identity is somebody as Redshift's catalogues have him.
func identity(kind, name string) verify.Party {
	if kind == string(verify.Public) {
		return verify.Party{Kind: verify.Public}
	}
	return verify.Party{Kind: verify.Kind(kind), Name: name}
}

// markReaders notes of whom scrim knows facts.
func (s *scan) markReaders(ctx context.Context) error {
	pool, err := s.w.own(ctx)
	if err != nil {
		return err
	}
	var readers []string
	err = s.all(ctx, pool, "the readers' facts", "access_readers", nil, func(rows pgx.Rows) error {
		var name string
		err := rows.Scan(&name)
		readers = append(readers, name)
		return err
	})
	for i, a := range s.out.Parties {
		s.out.Parties[i].Reader = slices.Contains(readers, a.Name)
	}
	return err
}
