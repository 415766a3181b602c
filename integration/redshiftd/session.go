package redshiftd

import (
	"context"
	"errors"
	"fmt"
	"net"
	"regexp"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgproto3"
)

// session is one client's connection and the connection to the private PostgreSQL behind it. One goroutine serves it;
// another only reads the client, so that a client that goes away ends what runs for it.
type session struct {
	server   *Server
	client   *pgproto3.Backend
	conn     net.Conn
	upstream *pgproto3.Frontend
	key      pgproto3.CancelRequest

	user, database string
	viewer         string // whom CURRENT_USER names
	translator     translator

	tx       byte // I idle, T in a transaction, E in a failed one
	ddl      bool // the open transaction has changed definitions, which only this session sees
	prepared map[string][]*statement
	refusals []*Error
	tag      string // what the next DO reports to the client
}

// serve answers the client's messages until it goes.
func (s *session) serve(ctx context.Context) error {
	messages := make(chan pgproto3.FrontendMessage, 16)
	stop := make(chan struct{})
	defer close(stop)
	s.server.wait.Go(func() { s.read(ctx, messages, stop) })
	var pending []pgproto3.FrontendMessage
	for msg := range messages {
		var err error
		switch m := msg.(type) {
		case *pgproto3.Query:
			err = s.simple(ctx, m.String)
		case *pgproto3.Parse, *pgproto3.Bind, *pgproto3.Describe, *pgproto3.Execute, *pgproto3.Close:
			pending = append(pending, m)
		case *pgproto3.Sync, *pgproto3.Flush:
			err = s.extended(ctx, append(pending, m))
			pending = nil
		case *pgproto3.Terminate:
			s.upstream.Send(m)
			return s.upstream.Flush()
		default:
			err = fmt.Errorf("unexpected message %T", msg)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// read copies messages for serve. When the client goes, it ends what the server is doing for it.
func (s *session) read(ctx context.Context, out chan<- pgproto3.FrontendMessage, stop <-chan struct{}) {
	defer close(out)
	for {
		msg, err := s.client.Receive()
		if err != nil {
			s.server.forwardCancel(ctx, &s.key)
			_ = s.conn.Close()
			return
		}
		select {
		case out <- copyMessage(msg):
		case <-stop:
			return
		}
	}
}

// copyMessage makes a message outlive the next one.
func copyMessage(msg pgproto3.FrontendMessage) pgproto3.FrontendMessage {
	switch m := msg.(type) {
	case *pgproto3.Query:
		c := *m
		return &c
	case *pgproto3.Parse:
		c := *m
		return &c
	case *pgproto3.Bind:
		c := *m
		c.Parameters = make([][]byte, len(m.Parameters))
		for i, p := range m.Parameters {
			if p != nil {
				c.Parameters[i] = append([]byte{}, p...)
			}
		}
		return &c
	case *pgproto3.Describe:
		c := *m
		return &c
	case *pgproto3.Execute:
		c := *m
		return &c
	case *pgproto3.Close:
		c := *m
		return &c
	}
	return msg
}

// simple answers a Query.
func (s *session) simple(ctx context.Context, sql string) error {
	text, _, refusal := s.prepare(ctx, sql)
	if refusal != nil {
		if refusal.Cut {
			return errDone
		}
		text = s.refuse(refusal)
	}
	s.upstream.Send(&pgproto3.Query{String: text})
	return s.relay(-1)
}

// extended answers what came before a Sync or Flush. Statements are prepared first, while the server is idle.
func (s *session) extended(ctx context.Context, messages []pgproto3.FrontendMessage) error {
	expected := 0
	for _, msg := range messages {
		var refusal *Error
		switch m := msg.(type) {
		case *pgproto3.Parse:
			var list []*statement
			m.Query, list, refusal = s.prepare(ctx, m.Query)
			if refusal == nil {
				refusal = unknownParameterTypes(m.ParameterOIDs)
			}
			if refusal != nil {
				m.Query = s.refuse(refusal)
			}
			s.prepared[m.Name] = list
			expected++
		case *pgproto3.Bind:
			if m.PreparedStatement != "" {
				s.prebound(ctx, m.PreparedStatement)
			}
			expected++
		case *pgproto3.Describe:
			expected++
			if m.ObjectType == 'S' {
				expected++
			}
		case *pgproto3.Execute, *pgproto3.Close:
			expected++
		case *pgproto3.Sync:
			expected = -1
		}
		if refusal != nil && refusal.Cut {
			return errDone
		}
		s.upstream.Send(msg)
	}
	return s.relay(expected)
}

// prebound looks again at what a prepared statement reads. What is wrong shows when it runs.
func (s *session) prebound(ctx context.Context, name string) {
	for _, st := range s.prepared[name] {
		if err := s.resolve(ctx, st); err != nil {
			s.server.log.Debug("binding a prepared statement", "err", err)
		}
	}
}

// unknownParameterTypes refuses arguments of types that Redshift does not have.
func unknownParameterTypes(oids []uint32) *Error {
	names := map[uint32]string{
		17: "bytea", 114: "json", 3802: "jsonb", 2950: "uuid", 650: "cidr", 869: "inet", 1000: "boolean[]", 1001: "bytea[]", 1005: "smallint[]",
		1007: "integer[]", 1009: "text[]", 1015: "varchar[]", 1016: "bigint[]", 1021: "real[]", 1022: "double precision[]", 1115: "timestamp[]",
		1182: "date[]", 1185: "timestamptz[]", 1231: "numeric[]", 2951: "uuid[]",
	}
	if len(oids) > maxParams {
		return &Error{Code: "42P02", Message: "there is no parameter $-32768"}
	}
	for _, oid := range oids {
		if name, ok := names[oid]; ok {
			return &Error{Code: codeUndefined, Message: fmt.Sprintf("type %q does not exist", name)}
		}
	}
	return nil
}

// prepare turns a client's text into PostgreSQL's.
func (s *session) prepare(ctx context.Context, sql string) (string, []*statement, *Error) {
	list, err := s.translator.parse(sql)
	if err != nil {
		return "", nil, err
	}
	var texts []string
	for _, st := range list {
		if err := s.fault(st); err != nil {
			return "", nil, err
		}
		if err := s.one(ctx, st); err != nil {
			return "", nil, err
		}
		texts = append(texts, st.text())
	}
	return strings.Join(texts, "; "), list, nil
}

// one translates a statement and does what must be done before it.
func (s *session) one(ctx context.Context, st *statement) *Error {
	if err := s.translator.translate(st); err != nil {
		return err
	}
	var err *Error
	switch {
	case st.kind == "CREATE VIEW":
		err = s.createView(ctx, st)
	case st.kind == "DROP DATABASE":
		err = s.dropDatabase(ctx, st)
	case st.kind == "DROP USER" || st.kind == "DROP ROLE":
		err = s.clearIdentities(ctx, st)
	case len(st.rels) > 0:
		err = s.resolve(ctx, st)
	}
	if verb, _, _ := strings.Cut(st.kind, " "); verb == "CREATE" || verb == "ALTER" || verb == "DROP" {
		s.ddl = true
	}
	return err
}

// fault asks Config.Fault. A commit that fails has rolled back.
func (s *session) fault(st *statement) *Error {
	if s.server.cfg.Fault == nil {
		return nil
	}
	err := s.server.cfg.Fault(Statement{User: s.user, Database: s.database, Kind: st.kind, Text: st.src})
	if err != nil && !err.Cut && st.kind == "COMMIT" && s.tx != 'I' {
		if _, e := s.inside("ROLLBACK"); e != nil {
			return clientError(e)
		}
	}
	return err
}

// refuse returns a text that the server rejects at the right place in the pipeline, so that the transaction fails as
// with any error; relay then tells the client the refusal instead.
func (s *session) refuse(e *Error) string {
	s.refusals = append(s.refusals, e)
	return refusalMark + strconv.Itoa(len(s.refusals)-1)
}

const refusalMark = "redshiftd_refusal_"

// relay passes the server's answers on: until it is ready when expected is negative, else that many.
func (s *session) relay(expected int) error {
	sent := make(chan error, 1)
	go func() { sent <- s.upstream.Flush() }() // a long pipeline blocks if nobody reads
	unflushed := 0
	for expected != 0 {
		msg, err := s.upstream.Receive()
		if err != nil {
			<-sent
			return err
		}
		if done, counts := s.forward(msg); done {
			expected = 0
		} else if counts {
			expected--
		}
		if unflushed++; unflushed >= 64 {
			unflushed = 0
			if err := s.client.Flush(); err != nil {
				<-sent
				return err
			}
		}
	}
	if err := <-sent; err != nil {
		return err
	}
	return s.client.Flush()
}

// forward passes one answer on. It reports whether the server waits now, and whether the answer ends one of the client's messages.
func (s *session) forward(msg pgproto3.BackendMessage) (done, counts bool) {
	switch m := msg.(type) {
	case *pgproto3.ErrorResponse:
		s.client.Send(s.translateError(m))
		return false, true
	case *pgproto3.NoticeResponse:
		if tag, ok := strings.CutPrefix(m.Message, tagPrefix); ok && m.Severity == "INFO" {
			s.tag = tag
			return false, false
		}
	case *pgproto3.CommandComplete:
		if string(m.CommandTag) == "DO" {
			s.client.Send(&pgproto3.CommandComplete{CommandTag: []byte(s.tag)})
			return false, true
		}
	case *pgproto3.ParameterStatus:
		s.status(m)
		return false, false
	case *pgproto3.ReadyForQuery:
		s.ready(m.TxStatus)
		s.client.Send(m)
		return true, false
	case *pgproto3.DataRow:
		s.client.Send(m)
		return false, false
	}
	s.client.Send(msg)
	return false, true
}

func (s *session) ready(status byte) {
	s.tx = status
	if status == 'I' {
		s.ddl = false
	}
	s.refusals = nil
}

var (
	deniedFor    = regexp.MustCompile(`^permission denied for (table|view|foreign table|sequence) `)
	refusalError = regexp.MustCompile(`"` + refusalMark + `(\d+)"`)
)

// translateError says an error as Redshift says it.
func (s *session) translateError(m *pgproto3.ErrorResponse) *pgproto3.ErrorResponse {
	if hit := refusalError.FindStringSubmatch(m.Message); hit != nil {
		if n, err := strconv.Atoi(hit[1]); err == nil && n < len(s.refusals) {
			return s.refusals[n].message()
		}
	}
	out := *m
	out.Where, out.InternalQuery, out.InternalPosition, out.Position = "", "", 0, 0 // they point into text that the client did not write
	out.File, out.Line, out.Routine = "", 0, ""
	out.Message = deniedFor.ReplaceAllString(m.Message, "permission denied for relation ")
	if m.Code == "40001" {
		e := Serialization(1023)
		out.Code, out.Message, out.Detail, out.Hint = e.Code, e.Message, e.Detail, ""
	}
	return &out
}

// inside runs a statement of the front in the session, whose answers the client does not see. The server must be ready.
func (s *session) inside(sql string) ([][]string, error) {
	s.upstream.Send(&pgproto3.Query{String: sql})
	if err := s.upstream.Flush(); err != nil {
		return nil, err
	}
	var rows [][]string
	var failed *Error
	for {
		msg, err := s.upstream.Receive()
		if err != nil {
			return nil, err
		}
		switch m := msg.(type) {
		case *pgproto3.DataRow:
			row := make([]string, len(m.Values))
			for i, v := range m.Values {
				row[i] = string(v)
			}
			rows = append(rows, row)
		case *pgproto3.ErrorResponse:
			failed = &Error{Code: m.Code, Message: m.Message, Detail: m.Detail}
		case *pgproto3.ReadyForQuery:
			s.tx = m.TxStatus
			if failed != nil {
				return nil, failed
			}
			return rows, nil
		}
	}
}

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
		"AND d.refclassid = 'pg_authid'::regclass AND d.refobjid = (SELECT r.oid FROM pg_catalog.pg_roles AS r WHERE r.rolname = " + quoteLiteral(name) + ")")
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
		if _, e := k.rows(ctx, db, "REASSIGN OWNED BY "+who+" TO "+roleUnknown+"; DROP OWNED BY "+who); e != nil {
			err = errors.Join(err, e)
		}
	}
	return err
}
