// Package pgtest runs private PostgreSQL servers: one data directory, one free loopback port and one unix socket each.
//
// It promises that a server it started never outlives the process that started it (on Linux, even when that process is
// killed), that nothing outside the server's own directory is touched, and that a start costs a fraction of a second:
// an initialised data directory is kept in the user's cache and copied. It is used by tests (see pgtesting) and by
// cmd/scrim-dev.
//
// It will not manage a server that it did not start, and it is no place for production data: by default fsync is off
// and everybody on the loopback is trusted.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Superuser is the name of the role that owns every server of this package.
const Superuser = "postgres"

// Config says what server to start. The zero value is a fast, trusting server for tests.
type Config struct {
	// Durable keeps fsync, synchronous_commit and full_page_writes on, so that Crash followed by Restart shows what
	// a real crash would. Off by default, which makes commits some ten times faster.
	Durable bool

	// Auth is how roles on the loopback prove who they are: trust (default), md5 or scram-sha-256. With md5 a role
	// whose stored password is a SCRAM verifier is asked for SCRAM. The unix socket always trusts: only the owner of
	// the directory can reach it.
	Auth string

	// PasswordRoles are roles that must prove who they are with scram-sha-256 (or md5, by their stored password)
	// although everybody else is trusted.
	PasswordRoles []string

	// Settings are written to postgresql.conf after the defaults of this package, which they override.
	Settings map[string]string

	// Log receives the server's log lines at debug level. Nil discards them; the last ones are in start errors anyway.
	Log *slog.Logger
}

// Server is a running PostgreSQL. Its methods may be called from several goroutines.
type Server struct {
	cfg   Config
	bin   string
	dir   string
	port  int
	owner *owner
	lock  *os.File

	mu   sync.Mutex
	proc *process // nil when stopped
}

// Start starts a server and returns when it accepts connections. ctx bounds the start only; Stop ends the server.
func Start(ctx context.Context, cfg Config) (*Server, error) {
	bin, err := findBin()
	if err != nil {
		return nil, err
	}
	own, err := serverOwner()
	if err != nil {
		return nil, err
	}
	sweep(os.TempDir())
	dir, lock, err := makeDir(own)
	if err != nil {
		return nil, err
	}
	s := &Server{cfg: cfg, bin: bin, dir: dir, owner: own, lock: lock}
	if err := s.prepareAndStart(ctx); err != nil {
		return nil, errors.Join(err, s.remove())
	}
	return s, nil
}

func (s *Server) prepareAndStart(ctx context.Context) error {
	if err := layTemplate(ctx, s.bin, s.dataDir(), s.owner); err != nil {
		return err
	}
	if err := s.writeHBA(); err != nil {
		return err
	}
	// A port that was free a moment ago may be taken by the time PostgreSQL binds it.
	const tries = 5
	for try := 1; ; try++ {
		port, err := freePort(ctx)
		if err != nil {
			return err
		}
		s.port = port
		err = s.run(ctx)
		if err == nil || try == tries || !errors.Is(err, errPortTaken) {
			return err
		}
	}
}

// Restart starts the server again on the same data, port and socket after Crash.
func (s *Server) Restart(ctx context.Context) error {
	return s.run(ctx)
}

func (s *Server) run(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.proc != nil {
		return errors.New("starting PostgreSQL: it is running already")
	}
	if err := s.writeConf(); err != nil {
		return err
	}
	proc, err := spawn(s.bin, s.dataDir(), s.owner, s.lock, s.cfg.Log)
	if err != nil {
		return err
	}
	if err := proc.ready(ctx); err != nil {
		proc.kill(syscall.SIGKILL)
		return err
	}
	s.proc = proc
	return nil
}

// Crash ends the server at once, as a failing machine would: nothing is flushed, connections break. The data stays for Restart.
func (s *Server) Crash() error {
	return s.end(syscall.SIGKILL)
}

// Stop ends the server and removes its directory. Stopping twice does nothing.
func (s *Server) Stop() error {
	// The directory goes away, so there is nothing to flush: SIGQUIT is PostgreSQL's immediate shutdown.
	if err := s.end(syscall.SIGQUIT); err != nil {
		return err
	}
	return s.remove()
}

func (s *Server) end(sig syscall.Signal) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.proc == nil {
		return nil
	}
	err := s.proc.end(sig, 10*time.Second)
	s.proc = nil
	return err
}

func (s *Server) remove() error {
	err := os.RemoveAll(s.dir)
	if s.lock != nil {
		err = errors.Join(err, s.lock.Close())
		s.lock = nil
	}
	if err != nil {
		return fmt.Errorf("removing the server's directory: %w", err)
	}
	return nil
}

// Port returns the TCP port on 127.0.0.1.
func (s *Server) Port() int { return s.port }

// Addr returns host and port for a dialer: "127.0.0.1:54321".
func (s *Server) Addr() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// SocketDir returns the directory of the unix socket, where every role is trusted. Only the server's owner and root reach it.
func (s *Server) SocketDir() string { return s.dir }

// DSN returns a URL for pgx over the loopback: DSN("alice", "sales"). It holds no password.
func (s *Server) DSN(user, db string) string {
	u := url.URL{Scheme: "postgres", User: url.User(user), Host: s.Addr(), Path: "/" + db, RawQuery: "sslmode=disable"}
	return u.String()
}

// SocketDSN returns a key/value string for pgx over the unix socket, where every role is trusted.
func (s *Server) SocketDSN(user, db string) string {
	return fmt.Sprintf("host=%s port=%d user=%s dbname=%s", quoteDSN(s.dir), s.port, quoteDSN(user), quoteDSN(db))
}

func quoteDSN(v string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(v) + "'"
}

func (s *Server) dataDir() string { return filepath.Join(s.dir, "data") }

func freePort(ctx context.Context) (int, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("looking for a free port: %w", err)
	}
	addr, ok := l.Addr().(*net.TCPAddr)
	if err := l.Close(); err != nil {
		return 0, fmt.Errorf("looking for a free port: %w", err)
	}
	if !ok {
		return 0, errors.New("looking for a free port: not a TCP address")
	}
	return addr.Port, nil
}
