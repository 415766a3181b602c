// Package redshiftd is a stand-in for an Amazon Redshift cluster: a front that speaks PostgreSQL's wire protocol and
// Redshift's SQL over a private PostgreSQL. scrim's tests and its development stack connect to it exactly as to Redshift.
//
//	rs, err := redshiftd.Start(ctx, redshiftd.Config{Databases: []string{"sales", "governed"}})
//	…
//	defer rs.Stop()
//	conn, err := pgx.Connect(ctx, rs.DSN("awsuser", "sales"))
//
// It promises to accept the Redshift text that scrim writes, to refuse what Redshift refuses (Cannot lists what it
// cannot show), and to name whatever it does not know in a clear error instead of doing something like it. There is one
// PostgreSQL database per Redshift database, users and roles are the cluster's. Late-binding views, reads across
// databases, owner and reader checks, and Redshift's catalogues behave as documented or observed there; see docs/redshiftd.md.
//
// It will not plan or store as Redshift does, so it says nothing about speed.
package redshiftd

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"sync"

	"scrim/integration/pgtest"
)

// Config says what cluster to start. The zero value is a cluster with the database dev and the superuser awsuser,
// listening on a free port of the loopback, that trusts everybody.
type Config struct {
	Addr      string   // where to listen; "127.0.0.1:0" when empty
	Admin     string   // the superuser to create; "awsuser" when empty
	Databases []string // databases to create besides dev

	// Auth is how users prove who they are: trust (default), or md5, which also takes SCRAM passwords.
	Auth string

	// Durable makes the private PostgreSQL survive its own crash.
	Durable bool

	Platform Platform // which kind of warehouse to be taken for; RA3 when zero

	// NoReaderUsage lets readers of a late-binding view do without USAGE on the schemas that the view names. Whether a
	// live cluster demands it across databases is open (live-cluster checklist, point 1); the default demands it.
	NoReaderUsage bool

	// Fault is asked before each statement. What it returns is what the client gets instead of the statement's outcome:
	// Serialization(1023), or an Error with Cut set. Nil means no fault. It is called from many goroutines.
	Fault func(Statement) *Error

	Log *slog.Logger // nil discards
}

// Statement is what Config.Fault is asked about.
type Statement struct {
	User, Database string
	Kind           string // "SELECT", "CREATE VIEW", "COMMIT", …
	Text           string // as the client sent it
}

// Server is a running stand-in.
type Server struct {
	cfg       Config
	pg        *pgtest.Server
	listener  net.Listener
	namespace string
	token     string
	grammar   grammar
	keeper    *keeper
	long      longNames
	asides    sync.Map // of sessions' cancel keys: those of the connections that read catalogues for them (see aside.go)
	log       *slog.Logger

	wait   sync.WaitGroup
	mu     sync.Mutex
	conns  map[net.Conn]bool
	closed bool
}

// Start starts a cluster and returns when it accepts connections. ctx bounds the start only; Stop ends the cluster.
func Start(ctx context.Context, cfg Config) (*Server, error) {
	if cfg.Admin == "" {
		cfg.Admin = "awsuser"
	}
	if cfg.Addr == "" {
		cfg.Addr = "127.0.0.1:0"
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	pg, err := pgtest.Start(ctx, pgtest.Config{Auth: cfg.Auth, Durable: cfg.Durable, Settings: clusterSettings(), Log: cfg.Log})
	if err != nil {
		return nil, fmt.Errorf("starting redshiftd: %w", err)
	}
	s := &Server{cfg: cfg, pg: pg, grammar: newGrammar(), log: cfg.Log, conns: map[net.Conn]bool{}}
	if err := s.begin(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("starting redshiftd: %w", err), s.Stop())
	}
	return s, nil
}

func (s *Server) begin(ctx context.Context) error {
	s.namespace, s.token = randomGUID(), randomGUID()
	s.keeper = newKeeper(s.pg)
	if err := s.install(ctx); err != nil {
		return err
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", s.cfg.Addr)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	s.listener = l
	s.wait.Go(s.serve)
	return nil
}

func (s *Server) serve() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return // Stop closed it
		}
		if !s.track(conn) {
			_ = conn.Close()
			return
		}
		s.wait.Go(func() {
			defer s.untrack(conn)
			s.handle(conn)
		})
	}
}

func (s *Server) track(conn net.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.conns[conn] = true
	return true
}

func (s *Server) untrack(conn net.Conn) {
	s.mu.Lock()
	delete(s.conns, conn)
	s.mu.Unlock()
	_ = conn.Close()
}

// Stop ends all connections and the private PostgreSQL, and removes its data. Stopping twice does nothing.
func (s *Server) Stop() error {
	s.mu.Lock()
	s.closed = true
	if s.listener != nil {
		_ = s.listener.Close()
	}
	for conn := range s.conns {
		_ = conn.Close()
	}
	s.mu.Unlock()
	s.wait.Wait()
	if s.keeper != nil {
		s.keeper.close()
	}
	return s.pg.Stop()
}

// CutConnections closes every client's connection without a word, as a network failure or a cluster's restart does.
func (s *Server) CutConnections() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for conn := range s.conns {
		_ = conn.Close()
	}
}

// Addr returns host and port that clients connect to.
func (s *Server) Addr() string { return s.listener.Addr().String() }

// DSN returns a URL for pgx, without a password: DSN("awsuser", "dev"). It asks for the mode of execution that works on Redshift.
func (s *Server) DSN(user, database string) string {
	u := url.URL{Scheme: "postgres", User: url.User(user), Host: s.Addr(), Path: "/" + database, RawQuery: "sslmode=disable&default_query_exec_mode=exec"}
	return u.String()
}

// Admin returns the name of the superuser.
func (s *Server) Admin() string { return s.cfg.Admin }

// Namespace returns the cluster's GUID, which current_namespace shows.
func (s *Server) Namespace() string { return s.namespace }

// Postgres returns the private PostgreSQL, for tests that look behind the front.
func (s *Server) Postgres() *pgtest.Server { return s.pg }
