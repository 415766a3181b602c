package redshiftd

import (
	"context"
	"fmt"
	"net"
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

	tx      byte // I idle, T in a transaction, E in a failed one
	ddl     bool // the open transaction has changed definitions, which only this session sees
	defined bool // the open transaction may have changed what catalogues show (see aside.go)
	// temporary says that the session may have temporary tables, which catalogues show to nobody else.
	temporary bool
	prepared  map[string][]*statement
	refusals  []*Error
	tag       string // what the next DO reports to the client
	midway    bool   // a pipeline was flushed but not ended
	skipping  bool   // the pipeline has failed: the server is silent until its end
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
			s.server.cancel(ctx, &s.key)
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
	text, list, refusal := s.prepare(ctx, sql)
	if refusal != nil {
		if refusal.Cut {
			return errDone
		}
		text = s.refuse(refusal)
	} else if s.goesAside(list) {
		return s.aside(ctx, &pgproto3.Query{String: text})
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
			for _, st := range s.prepared[m.PreparedStatement] {
				s.note(st)
			}
			s.askedInArguments(m)
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
	}
	if len(s.refusals) == 0 && oneRound(messages) && s.goesAside(s.prepared[""]) {
		if err := s.forgetUnnamed(); err != nil {
			return err
		}
		return s.aside(ctx, messages...)
	}
	for _, msg := range messages { // now that all are prepared: preparing asks the server too
		s.upstream.Send(msg)
	}
	s.midway = expected >= 0
	if s.midway && s.skipping {
		expected = 0
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

// askedInArguments shortens long names among the arguments of a question to the catalogues.
func (s *session) askedInArguments(m *pgproto3.Bind) {
	for _, st := range s.prepared[m.PreparedStatement] {
		if !st.catalogue {
			return
		}
	}
	for i, p := range m.Parameters {
		if len(p) > maxName {
			m.Parameters[i] = []byte(s.server.long.asked(string(p)))
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
		if st.kind == "TRUNCATE" && len(list) > 1 {
			texts = append(texts, "COMMIT")
		}
	}
	return strings.Join(texts, "; "), list, nil
}

// one translates a statement and does what must be done before it.
func (s *session) one(ctx context.Context, st *statement) *Error {
	if err := s.translator.translate(st); err != nil {
		return err
	}
	if err := s.server.cfg.Platform.visible(st); err != nil {
		return err
	}
	if err := s.server.cfg.Platform.reach(st, s.database); err != nil {
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
	case st.kind == "GRANT":
		err = s.columnGrant(ctx, st)
	case st.kind == "TRUNCATE":
		err = s.truncate(st)
	case st.kind == "ALTER TABLE":
		err = s.outsideBlocks(st)
	case len(st.rels) > 0:
		err = s.resolve(ctx, st)
	}
	if verb, _, _ := strings.Cut(st.kind, " "); verb == "CREATE" || verb == "ALTER" || verb == "DROP" {
		s.ddl = true
	}
	s.note(st)
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
