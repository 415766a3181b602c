package redshiftd

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// pointTo makes a relation's place in the text read another relation under the same name.
func (s *statement) pointTo(r relation, name string) {
	if !r.alias {
		name += " AS " + quoteIdent(r.name())
	}
	s.replace(r.from, r.to, name)
	for i := 0; i < len(s.tokens); i++ { // database.schema.table.column
		parts, end := s.chain(i)
		if len(parts) == 4 && slices.Equal(parts[:3], r.parts) {
			s.replace(i, end, quoteIdent(parts[2])+"."+quoteIdent(parts[3]))
		}
		i = max(i, end-1)
	}
}

// foreign makes a relation of another database readable by the session's user in his own statement.
func (s *session) foreign(ctx context.Context, st *statement, r relation) *Error {
	k := s.server.keeper
	full := ref{r.database(), r.schema(), r.name()}
	found, err := shapes(ctx, func(ctx context.Context, sql string) ([][]string, error) { return k.rows(ctx, full.database, sql) }, []ref{full}, s.viewer)
	if err != nil {
		return databaseError(err, full.database)
	}
	f := found[full]
	switch {
	case !f.Exists:
		return noRelation(full, false)
	case f.Late:
		return s.foreignLate(ctx, st, r, full, f)
	}
	if err := crossReadable(full, f); err != nil {
		return err
	}
	name, err := k.layFar(ctx, s.database, full, f)
	if err == nil {
		err = k.layMapping(ctx, s.database, full.database, s.viewer)
	}
	if err != nil {
		return clientError(err)
	}
	st.pointTo(r, name)
	return nil
}

// thirdDatabase refuses a late-binding view of another database that reads yet another.
func (s *session) thirdDatabase(full ref, f shape) *Error {
	list, err := (&translator{grammar: s.server.grammar, database: full.database}).parse(f.Query)
	if err != nil {
		return err
	}
	for _, st := range list {
		for _, r := range st.relations(0, len(st.tokens)) {
			if db := r.database(); db != "" && db != full.database && db != s.database {
				return &Error{
					Code: codeNotSupported, Message: fmt.Sprintf("cannot query view %s: it refers to objects of yet another database, %s", full, db),
					Hint: "Connect to the database that holds the view.",
				}
			}
		}
	}
	return nil
}

// foreignLate reads a late-binding view of another database: its text is expanded here, so its two-part names mean this
// database. The reader's SELECT is checked where the view is, and its bases as its owner.
func (s *session) foreignLate(ctx context.Context, st *statement, r relation, full ref, f shape) *Error {
	switch {
	case !f.Usage:
		return &Error{Code: codeDenied, Message: "permission denied for schema " + full.schema}
	case !f.Select:
		return &Error{Code: codeDenied, Message: "permission denied for relation " + full.name}
	}
	if err := s.thirdDatabase(full, f); err != nil {
		return err
	}
	b, err := s.bind(ctx, f.Query, f.Owner, s.database)
	if err != nil {
		return err
	}
	if err := b.readable(!s.server.cfg.NoReaderUsage); err != nil {
		return err
	}
	sql, err := b.sql(ctx, s)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(full.String() + "\x00" + sql + "\x00" + b.text()))
	name := "redshiftd_far." + quoteIdent("v_"+hex.EncodeToString(sum[:12]))
	if _, err := s.server.keeper.rows(ctx, s.database, fmt.Sprintf("CREATE OR REPLACE VIEW %s AS %s; ALTER VIEW %s OWNER TO %s; GRANT SELECT ON %s TO PUBLIC",
		name, sql, name, quoteIdent(f.Owner), name)); err != nil {
		return clientError(err)
	}
	st.pointTo(r, name)
	return nil
}
