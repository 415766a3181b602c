package redshiftd

import (
	"context"
	"errors"
	"fmt"
)

// dropDatabase ends the front's own connections to a database that is about to be dropped.
func (s *session) dropDatabase(ctx context.Context, st *statement) *Error {
	if s.tx != 'I' {
		return nil // the server refuses it
	}
	if err := s.server.keeper.forget(ctx, st.at(2).name); err != nil {
		return clientError(err)
	}
	return nil
}

// clearIdentities does what Redshift does not look at when a user is dropped: what he owns and may do in other databases.
func (s *session) clearIdentities(ctx context.Context, st *statement) *Error {
	names := droppedIdentities(st)
	if len(names) == 0 || s.tx == 'E' {
		return nil
	}
	may, err := s.inside("SELECT rolsuper OR rolcreaterole FROM pg_catalog.pg_roles WHERE rolname = current_user")
	if err != nil || len(may) == 0 || may[0][0] != "t" {
		return nil //nolint:nilerr // the server says why
	}
	for _, name := range names {
		if err := s.clearIdentity(ctx, name, st.kind == "DROP USER"); err != nil {
			return clientError(err)
		}
	}
	return nil
}

func (s *session) clearIdentity(ctx context.Context, name string, user bool) error {
	k := s.server.keeper
	if err := k.forgetUser(ctx, name); err != nil {
		return err
	}
	rows, err := s.inside("SELECT FROM pg_catalog.pg_shdepend AS d JOIN pg_catalog.pg_database AS b ON b.oid = d.dbid WHERE b.datname = current_database() " +
		"AND d.refclassid = 'pg_authid'::regclass AND d.refobjid IN (SELECT r.oid FROM pg_catalog.pg_roles AS r JOIN pg_catalog.pg_roles AS u " +
		"ON r.oid = u.oid OR r.rolname = 'redshiftd:scoped:' || u.oid WHERE u.rolname = " + quoteLiteral(name) + ")")
	if err != nil {
		return err
	}
	if user && len(rows) > 0 {
		return &Error{Code: "2BP01", Message: fmt.Sprintf("user %q cannot be dropped because the user owns some object or has a privilege on one", name)}
	}
	exists, err := k.rows(ctx, "postgres", "SELECT FROM pg_roles WHERE rolname = "+quoteLiteral(name))
	if err != nil || len(exists) == 0 {
		return err
	}
	dbs, err := k.databases(ctx)
	if err != nil {
		return err
	}
	for _, db := range dbs {
		if db == s.database {
			continue
		}
		who := quoteIdent(name)
		if _, e := k.rows(ctx, db, "SELECT redshiftd.forget_scoped("+quoteLiteral(name)+"); REASSIGN OWNED BY "+who+" TO "+roleUnknown+"; DROP OWNED BY "+who); e != nil {
			err = errors.Join(err, e)
		}
	}
	return err
}
