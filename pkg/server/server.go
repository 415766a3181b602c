// Package server is scrim's admin API with health and metrics: HTTP on one
// side, a Control of small interfaces on the other.
//
// It promises that nothing but health, metrics and the mounted webhook door
// answers without the token, which is compared in constant time and on every
// route by itself; that every route has a bound on body, rate and time; that
// every refusal is JSON with a message, and with issues when a person made a
// mistake; that Run returns only when no request is left. It logs who asked
// for what and how it ended, never a body, a query or a token. It decides
// nothing about documents, clusters or access.
package server

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// MinToken is the shortest token that is accepted, in bytes.
const MinToken = 16

// Options is what a Server needs.
type Options struct {
	// Control does the work. Required, every role.
	Control Control

	// Tokens are the bearer tokens; any of them opens the admin API, so that
	// they can be rotated. At least one, each of at least MinToken bytes.
	Tokens []string

	// Events answers POST /v1/events, the webhook door, which has a signature
	// of its own. Nil leaves the route out.
	Events http.Handler

	// Metrics answers GET /metrics. Nil leaves the route out.
	Metrics http.Handler

	// Log gets one line for each request. Nil is slog.Default.
	Log *slog.Logger

	// PerSecond and Burst bound the admin API's requests. Default 100 and 200.
	PerSecond float64
	Burst     int

	// ReadTimeout is how long a request may take to arrive. Default 30 s.
	ReadTimeout time.Duration

	// Grace is how long requests may take to end once Run is told to stop.
	// Default 15 s.
	Grace time.Duration
}

// Server is the admin API.
type Server struct {
	options  Options
	log      *slog.Logger
	tokens   [][sha256.Size]byte
	requests *rate.Limiter // those with a token
	failures *rate.Limiter // those without: they never use up the others' share
	running  sync.WaitGroup
	stopping context.Context // ends when Run begins to stop: nobody starts waiting then
	stop     context.CancelFunc
	handler  http.Handler
}

// New returns a server. It refuses a Control with a role that nobody fills,
// and tokens that are missing or too short.
func New(o Options) (*Server, error) {
	if missing := o.Control.missing(); missing != nil {
		return nil, fmt.Errorf("the admin API has nobody for %s", strings.Join(missing, ", "))
	}
	if len(o.Tokens) == 0 {
		return nil, errors.New("the admin API has no token")
	}
	s := &Server{options: o, log: o.Log}
	for _, token := range o.Tokens {
		if len(token) < MinToken {
			return nil, fmt.Errorf("a token of the admin API is shorter than %d bytes", MinToken)
		}
		s.tokens = append(s.tokens, sha256.Sum256([]byte(token)))
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	if s.options.PerSecond <= 0 {
		s.options.PerSecond = 100
	}
	if s.options.Burst <= 0 {
		s.options.Burst = 200
	}
	if s.options.ReadTimeout <= 0 {
		s.options.ReadTimeout = 30 * time.Second
	}
	if s.options.Grace <= 0 {
		s.options.Grace = 15 * time.Second
	}
	s.requests = rate.NewLimiter(rate.Limit(s.options.PerSecond), s.options.Burst)
	s.failures = rate.NewLimiter(5, 20)
	s.stopping, s.stop = context.WithCancel(context.Background())
	s.handler = s.mount()
	return s, nil
}

// Handler is the whole API, for a listener of the caller's.
func (s *Server) Handler() http.Handler { return s.handler }

// Run serves until ctx ends, then lets running requests end (those that only
// wait end at once), and returns when none is left. It closes the listener.
// The error is nil after an orderly stop. A Server runs once.
func (s *Server) Run(ctx context.Context, listener net.Listener) error {
	defer s.stop()
	base, abort := context.WithCancel(context.WithoutCancel(ctx))
	defer abort()
	web := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: s.options.ReadTimeout,
		ReadTimeout:       s.options.ReadTimeout,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		BaseContext:       func(net.Listener) context.Context { return base },
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	served := make(chan error, 1)
	go func() { served <- web.Serve(listener) }()
	select {
	case err := <-served:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	s.stop()
	grace, cancel := context.WithTimeout(base, s.options.Grace)
	defer cancel()
	err := web.Shutdown(grace)
	if err != nil {
		abort()
		err = errors.Join(fmt.Errorf("requests were still running after %s: %w", s.options.Grace, err), web.Close())
	}
	if ended := <-served; !errors.Is(ended, http.ErrServerClosed) {
		err = errors.Join(err, fmt.Errorf("serving: %w", ended))
	}
	s.running.Wait()
	return err
}
