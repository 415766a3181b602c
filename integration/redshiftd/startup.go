package redshiftd

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"
)

// errDone ends a connection that needs nothing more said: a cancel request, a refused login.
var errDone = errors.New("done")

// handle serves one connection.
func (s *Server) handle(conn net.Conn) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	client := pgproto3.NewBackend(conn, conn)
	startup, err := s.greet(ctx, conn, client)
	if err != nil {
		return
	}
	sess := &session{server: s, client: client, user: startup["user"], database: startup["database"]}
	if err := sess.connect(ctx, startup); err != nil {
		if !errors.Is(err, errDone) {
			s.log.Debug("refusing a connection", "err", err)
		}
		return
	}
	defer func() { _ = sess.conn.Close() }()
	if err := sess.serve(ctx); err != nil && !errors.Is(err, errDone) && !errors.Is(err, io.EOF) && !errors.Is(err, net.ErrClosed) {
		s.log.Debug("ending a session", "user", sess.user, "database", sess.database, "err", err)
	}
}

// greet answers until the client names itself, and returns the startup parameters.
func (s *Server) greet(ctx context.Context, conn net.Conn, client *pgproto3.Backend) (map[string]string, error) {
	for {
		msg, err := client.ReceiveStartupMessage()
		if err != nil {
			return nil, err
		}
		switch m := msg.(type) {
		case *pgproto3.SSLRequest, *pgproto3.GSSEncRequest:
			if _, err := conn.Write([]byte("N")); err != nil {
				return nil, err
			}
		case *pgproto3.CancelRequest:
			s.cancel(ctx, m)
			return nil, errDone
		case *pgproto3.StartupMessage:
			params := map[string]string{}
			for k, v := range m.Parameters {
				params[k] = v
			}
			if params["database"] == "" {
				params["database"] = params["user"]
			}
			if e := startupError(params); e != nil {
				return nil, fatal(client, e)
			}
			if err := s.loginAllowed(ctx, conn, params["user"]); err != nil {
				return nil, err
			}
			return params, nil
		default:
			return nil, fmt.Errorf("greeting a client: unexpected %T", msg)
		}
	}
}

// startupError refuses what a cluster refuses: parameters that it does not know are fatal.
func startupError(params map[string]string) *Error {
	known := set("user database client_encoding application_name datestyle timezone extra_float_digits default_transaction_read_only options " +
		"client_protocol_version driver_version os_version plugin_name")
	for name := range params {
		if !known[strings.ToLower(name)] {
			return &Error{Code: codeUndefined, Message: fmt.Sprintf("unrecognized configuration parameter %q", name)}
		}
	}
	switch db := params["database"]; {
	case db == "postgres", strings.HasPrefix(db, "template"):
		return &Error{Code: codeNoDatabase, Message: fmt.Sprintf("database %q does not exist", db)}
	case strings.HasPrefix(params["user"], "redshiftd"):
		return &Error{Code: "28000", Message: fmt.Sprintf("user %q does not exist", params["user"])}
	}
	return nil
}

func fatal(client *pgproto3.Backend, e *Error) error {
	m := e.message()
	m.Severity, m.SeverityUnlocalized = "FATAL", "FATAL"
	client.Send(m)
	if err := client.Flush(); err != nil {
		return err
	}
	return errDone
}

// loginAllowed asks users with a SHA-256 password for Redshift's own digest, which no PostgreSQL driver knows.
func (s *Server) loginAllowed(ctx context.Context, conn net.Conn, user string) error {
	rows, err := s.keeper.rows(ctx, "postgres", "SELECT FROM pg_auth_members AS m WHERE m.roleid = 'redshiftd:sha256'::regrole AND m.member = (SELECT r.oid FROM pg_roles AS r WHERE r.rolname = "+quoteLiteral(user)+")")
	if err != nil || len(rows) == 0 {
		return err
	}
	const digest = 13
	msg := append([]byte{'R'}, binary.BigEndian.AppendUint32(nil, 8)...)
	if _, err := conn.Write(binary.BigEndian.AppendUint32(msg, digest)); err != nil {
		return err
	}
	return errDone
}

// letters reports whether a user's sessions tell names apart by case when they set nothing.
func (s *Server) letters(ctx context.Context, user string) (bool, error) {
	const setting = "'redshiftd.enable_case_sensitive_identifier="
	rows, err := s.keeper.rows(ctx, "postgres", "SELECT FROM pg_user WHERE usename = "+quoteLiteral(user)+" AND ("+setting+"true' = ANY (useconfig) OR "+setting+"on' = ANY (useconfig))")
	return len(rows) > 0, err
}

func (s *Server) forwardCancel(ctx context.Context, m *pgproto3.CancelRequest) {
	var d net.Dialer
	up, err := d.DialContext(ctx, "tcp", s.pg.Addr())
	if err != nil {
		return
	}
	defer func() { _ = up.Close() }()
	if b, err := m.Encode(nil); err == nil {
		_, _ = up.Write(b)
		_ = up.SetReadDeadline(time.Now().Add(5 * time.Second))
		_, _ = up.Read(make([]byte, 1)) // PostgreSQL closes when it has passed the signal on
	}
}

// connect opens the session at the private PostgreSQL as the same user, and passes the proof of who that is through.
func (s *session) connect(ctx context.Context, params map[string]string) error {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", s.server.pg.Addr())
	if err != nil {
		return err
	}
	s.conn, s.upstream = conn, pgproto3.NewFrontend(conn, conn)
	up := map[string]string{
		"user": s.user, "database": s.database, "client_encoding": "UTF8", "standard_conforming_strings": "off", "escape_string_warning": "off",
	}
	for name, value := range params {
		switch strings.ToLower(name) {
		case "application_name", "datestyle", "timezone", "extra_float_digits", "default_transaction_read_only":
			up[strings.ToLower(name)] = value
		}
	}
	s.upstream.Send(&pgproto3.StartupMessage{ProtocolVersion: pgproto3.ProtocolVersion30, Parameters: up})
	if err := s.upstream.Flush(); err != nil {
		return errors.Join(err, conn.Close())
	}
	if err := s.authenticate(); err != nil {
		return errors.Join(err, conn.Close())
	}
	letters, err := s.server.letters(ctx, s.user)
	if err != nil {
		return errors.Join(err, conn.Close())
	}
	s.translator = translator{grammar: s.server.grammar, database: s.database, token: s.server.token, long: &s.server.long, caseSensitive: letters, caseDefault: letters}
	s.prepared = map[string][]*statement{}
	s.viewer = s.user
	return nil
}

// authenticate relays until the server is ready for the first statement.
func (s *session) authenticate() error {
	for {
		msg, err := s.upstream.Receive()
		if err != nil {
			return err
		}
		reply := false
		switch m := msg.(type) {
		case *pgproto3.AuthenticationCleartextPassword, *pgproto3.AuthenticationMD5Password, *pgproto3.AuthenticationSASL, *pgproto3.AuthenticationSASLContinue:
			reply = true
			s.client.Send(m)
		case *pgproto3.ParameterStatus:
			s.status(m)
		case *pgproto3.BackendKeyData:
			s.key = pgproto3.CancelRequest{ProcessID: m.ProcessID, SecretKey: m.SecretKey}
			s.client.Send(m)
		case *pgproto3.ErrorResponse:
			s.client.Send(m)
			return errors.Join(s.client.Flush(), errDone)
		case *pgproto3.ReadyForQuery:
			s.client.Send(m)
			s.tx = m.TxStatus
			return s.client.Flush()
		default:
			s.client.Send(m)
		}
		if reply {
			if err := s.relayPassword(); err != nil {
				return err
			}
		}
	}
}

func (s *session) relayPassword() error {
	if err := s.client.Flush(); err != nil {
		return err
	}
	if err := s.client.SetAuthType(s.upstream.GetAuthType()); err != nil {
		return err
	}
	answer, err := s.client.Receive()
	if err != nil {
		return err
	}
	s.upstream.Send(answer)
	return s.upstream.Flush()
}

// status passes a parameter on as a cluster reports it. Redshift has no standard_conforming_strings, and calls UTF-8 UNICODE.
func (s *session) status(m *pgproto3.ParameterStatus) {
	out := *m
	switch m.Name {
	case "standard_conforming_strings", "application_name", "IntervalStyle", "default_transaction_read_only", "in_hot_standby":
		return
	case "server_version":
		out.Value = serverVersion
	case "client_encoding":
		out.Value = "UNICODE"
	case "session_authorization":
		s.viewer = m.Value
	}
	s.client.Send(&out)
}
