package redshiftd

import (
	"context"
	"fmt"
	"strings"
)

// standing waits until nobody holds the session's relations exclusively, and reports those that are not the session's to
// read: what was dropped while it waited (a name that was made again is another relation to Redshift), and tables that
// were made after its snapshot. PostgreSQL would look the name up again, and read.
func (s *session) standing(ctx context.Context, names []ref) *Error {
	if len(names) == 0 || s.midway {
		return nil
	}
	var quotedNames []string
	for _, n := range names {
		name := quoteIdent(n.name)
		if n.schema != "" {
			name = quoteIdent(n.schema) + "." + name
		}
		quotedNames = append(quotedNames, quoteLiteral(name))
	}
	rows, err := s.inside(`SELECT o, redshiftd.held(o), redshiftd.is_table(o) AND NOT EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.oid = o)
		FROM unnest(ARRAY[` + strings.Join(quotedNames, ", ") + `]) AS n, CAST(CAST(to_regclass(n) AS oid) AS bigint) AS o WHERE o IS NOT NULL`)
	if err != nil {
		return clientError(err)
	}
	for _, r := range rows {
		switch {
		case r[1] != "t":
			if s.reboundMeanwhile(ctx, r[0]) {
				return s.standing(ctx, names)
			}
			return &Error{Code: codeInternal, Message: "could not open relation with OID " + r[0]}
		case r[2] == "t":
			return Serialization(1018)
		}
	}
	return nil
}

// reboundMeanwhile reports whether the relation went because the front itself made a late-binding view again.
func (s *session) reboundMeanwhile(ctx context.Context, oid string) bool {
	rows, err := s.server.keeper.rows(ctx, s.database, fmt.Sprintf("SELECT FROM redshiftd.late_view AS l WHERE %s = ANY (l.former)", oid))
	return err == nil && len(rows) > 0
}

// truncate commits, as on Redshift: what the transaction did until here stays, whatever comes.
func (s *session) truncate(st *statement) *Error {
	if s.tx != 'T' {
		return nil
	}
	for _, sql := range []string{st.text(), "COMMIT"} {
		if _, err := s.inside(sql); err != nil {
			return clientError(err)
		}
	}
	st.whole = block("TRUNCATE TABLE", "PERFORM 1")
	return nil
}

// outsideBlocks refuses what Redshift runs outside transaction blocks only.
func (s *session) outsideBlocks(st *statement) *Error {
	if s.tx != 'T' || st.kind != "ALTER TABLE" {
		return nil
	}
	if i := st.find(2, "alter"); i >= 0 && st.find(i, "type") >= 0 {
		return &Error{Code: codeInTx, Message: "ALTER TABLE ALTER COLUMN cannot run inside a transaction block"}
	}
	return nil
}
