package redshiftd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgproto3"

	"scrim/integration/pgtest"
)

// Redshift's catalogues are not read as of the transaction's snapshot, but as they are (D c_serial_isolation). PostgreSQL
// has one snapshot for all, so that inside a transaction block what reads nothing but catalogues is answered by a
// connection of its own, which ends with the statement. Once the transaction may have changed definitions itself,
// everything stays in it: nobody else sees them. So does what a session with temporary tables asks.

// note remembers whether the open transaction may have changed what catalogues show.
func (s *session) note(st *statement) {
	switch st.kind {
	case "BEGIN", "COMMIT", "ROLLBACK", "SHOW", "SET", "RESET", "DECLARE", "FETCH", "CLOSE", "LOCK", "INSERT", "UPDATE", "DELETE", "MERGE", "EXPLAIN":
		s.defined = s.defined || st.callsOthers()
	case "SELECT":
		into := slices.ContainsFunc(st.rels, func(r relation) bool { return r.target })
		s.defined = s.defined || into || st.callsOthers()
	default:
		s.defined = true
	}
	temporary := slices.ContainsFunc(st.tokens, func(t token) bool { return t.is("temp", "temporary") })
	s.temporary = s.temporary || s.defined && temporary
}

// callsOthers reports whether a function is called that is not the system's, and may do anything.
func (s *statement) callsOthers() bool {
	for i := range s.tokens {
		if s.at(i).ident() && s.at(i+1).is("(") && s.at(i-1).is(".") && !s.at(i-2).is("pg_catalog") && callPosition(s, i) {
			return true
		}
	}
	return false
}

// goesAside reports whether these statements of one round are a question to the catalogues that Redshift answers outside the snapshot.
func (s *session) goesAside(list []*statement) bool {
	if s.tx != 'T' || s.midway || s.defined || s.temporary || len(list) != 1 {
		return false
	}
	st := list[0]
	return st.kind == "SELECT" && st.catalogue && len(st.rels) > 0 && !st.ofThisSession()
}

// ofThisSession reports whether the answer is about the very session or its transaction, or about what has no snapshot anyway.
func (s *statement) ofThisSession() bool {
	for _, t := range s.tokens {
		if t.is("current_setting", "set_config", "pg_backend_pid", "pg_my_temp_schema", "now", "sysdate", "current_timestamp") {
			return true
		}
	}
	live := set("svv_transactions pg_locks pg_stat_activity stv_sessions stv_locks pg_cursors pg_prepared_statements")
	return slices.ContainsFunc(s.rels, func(r relation) bool { return live[r.name()] })
}

// oneRound reports whether the messages parse one unnamed statement, run it and end. Others may name what the session keeps.
func oneRound(messages []pgproto3.FrontendMessage) bool {
	executes := false
	for i, msg := range messages {
		switch m := msg.(type) {
		case *pgproto3.Parse:
			if i > 0 || m.Name != "" {
				return false
			}
		case *pgproto3.Bind:
			if i == 0 || m.PreparedStatement != "" || m.DestinationPortal != "" {
				return false
			}
		case *pgproto3.Describe:
			if i == 0 || m.Name != "" {
				return false
			}
		case *pgproto3.Execute:
			executes = m.Portal == "" && m.MaxRows == 0
			if !executes {
				return false
			}
		case *pgproto3.Sync:
			return executes
		default:
			return false
		}
	}
	return false
}

// aside runs messages that end in one answer of readiness on a connection of their own, and passes the answers on. Any
// error fails the client's transaction.
func (s *session) aside(ctx context.Context, messages ...pgproto3.FrontendMessage) error {
	told, err := s.askAside(ctx, messages)
	var failed *Error
	if err != nil && !errors.As(err, &failed) {
		return err
	}
	if failed != nil && !told {
		s.client.Send(failed.message())
	}
	if failed != nil && s.tx != 'E' {
		if _, err := s.inside("redshiftd_failed_aside"); s.tx != 'E' {
			return fmt.Errorf("failing a transaction: %w", err)
		}
	}
	s.forward(&pgproto3.ReadyForQuery{TxStatus: s.tx})
	return s.client.Flush()
}

// askAside reports whether the client was told the error already.
func (s *session) askAside(ctx context.Context, messages []pgproto3.FrontendMessage) (told bool, err error) {
	settings, err := s.settings()
	if err != nil {
		return false, err
	}
	conn, up, key, err := s.server.open(ctx, s.database, settings)
	if err != nil {
		return false, err
	}
	defer s.server.closeAside(conn, up, &s.key)
	up.Send(&pgproto3.Query{String: "SET SESSION AUTHORIZATION " + quoteIdent(s.viewer) + "; SET default_transaction_read_only TO on"})
	if err := until(up, nil); err != nil {
		return false, err
	}
	s.server.asides.Store(cancelName(&s.key), key)
	for _, msg := range messages {
		up.Send(msg)
	}
	return true, until(up, func(msg pgproto3.BackendMessage) {
		if _, ready := msg.(*pgproto3.ReadyForQuery); !ready { // that is the transaction's to say
			s.forward(msg)
		}
	})
}

// forgetUnnamed lets the session forget its unnamed statement, which the client has replaced by one that goes aside.
func (s *session) forgetUnnamed() error {
	s.upstream.Send(&pgproto3.Close{ObjectType: 'S'})
	s.upstream.Send(&pgproto3.Sync{})
	return until(s.upstream, nil)
}

// until sends what waits and hands over each answer to the one that says ready. The first error among them is returned.
func until(up *pgproto3.Frontend, each func(pgproto3.BackendMessage)) error {
	if err := up.Flush(); err != nil {
		return err
	}
	var failed error
	for {
		msg, err := up.Receive()
		if err != nil {
			return err
		}
		if each != nil {
			each(msg)
		}
		switch m := msg.(type) {
		case *pgproto3.ErrorResponse:
			if failed == nil {
				failed = &Error{Code: m.Code, Message: m.Message, Detail: m.Detail}
			}
		case *pgproto3.ReadyForQuery:
			return failed
		}
	}
}

// settings returns what the session has set, as startup parameters. The server must be ready.
func (s *session) settings() (map[string]string, error) {
	var names []string
	for name, native := range parameters() {
		switch name {
		case "session_authorization", "server_version", "max_index_keys", "is_superuser", "seed", "client_encoding", "default_transaction_read_only":
			continue
		}
		if !native {
			name = "redshiftd." + name
		}
		names = append(names, quoteLiteral(name))
	}
	rows, err := s.inside("SELECT n, current_setting(n, true) FROM unnest(ARRAY[" + strings.Join(names, ", ") + "]) AS n WHERE current_setting(n, true) IS NOT NULL")
	if err != nil {
		return nil, err
	}
	out := map[string]string{"client_encoding": "UTF8", "standard_conforming_strings": "off", "escape_string_warning": "off"}
	for _, r := range rows {
		out[r[0]] = r[1]
	}
	return out, nil
}

// open connects as the superuser, who has no limit of connections.
func (s *Server) open(ctx context.Context, database string, settings map[string]string) (net.Conn, *pgproto3.Frontend, *pgproto3.CancelRequest, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", fmt.Sprintf("%s/.s.PGSQL.%d", s.pg.SocketDir(), s.pg.Port()))
	if err != nil {
		return nil, nil, nil, fmt.Errorf("reading catalogues: %w", err)
	}
	settings["user"], settings["database"] = pgtest.Superuser, database
	up := pgproto3.NewFrontend(conn, conn)
	up.Send(&pgproto3.StartupMessage{ProtocolVersion: pgproto3.ProtocolVersion30, Parameters: settings})
	var key *pgproto3.CancelRequest
	err = until(up, func(msg pgproto3.BackendMessage) {
		if m, ok := msg.(*pgproto3.BackendKeyData); ok {
			key = &pgproto3.CancelRequest{ProcessID: m.ProcessID, SecretKey: m.SecretKey}
		}
	})
	if err != nil {
		return nil, nil, nil, errors.Join(fmt.Errorf("reading catalogues: %w", err), conn.Close())
	}
	return conn, up, key, nil
}

// closeAside ends such a connection, and waits until the server has.
func (s *Server) closeAside(conn net.Conn, up *pgproto3.Frontend, of *pgproto3.CancelRequest) {
	s.asides.Delete(cancelName(of))
	up.Send(&pgproto3.Terminate{})
	if up.Flush() == nil {
		_, _ = io.Copy(io.Discard, conn)
	}
	_ = conn.Close()
}

// cancelName is what only who may cancel a session knows.
func cancelName(m *pgproto3.CancelRequest) string {
	return fmt.Sprintf("%d:%x", m.ProcessID, m.SecretKey)
}

// cancel ends what runs for a session: in it, and aside.
func (s *Server) cancel(ctx context.Context, m *pgproto3.CancelRequest) {
	s.forwardCancel(ctx, m)
	if key, ok := s.asides.Load(cancelName(m)); ok {
		s.forwardCancel(ctx, key.(*pgproto3.CancelRequest))
	}
}
