package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/cmd/scrim/config"
	"scrim/cmd/scrim/service"
	"scrim/integration/pgtest"
	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/reconcile"
	"scrim/pkg/server/api"
)

// Names in a house.
const (
	database = "bench"
	account  = "scrim" // scrim's on the warehouse
	sender   = "platform"
)

// house is a private PostgreSQL with one database, and on request a whole
// scrim that governs it.
type house struct {
	server *pgtest.Server
	admin  *pgx.Conn // of the superuser
	dir    string    // of scrim's store

	api    *api.Client
	url    string // of scrim
	secret string // of the sender
	ran    ledger

	cancel context.CancelFunc // of scrim
	done   chan error
}

// newHouse starts a warehouse. A durable one syncs its commits to the disk, as
// a real one does.
func newHouse(ctx context.Context, durable bool) (_ *house, err error) {
	h := &house{}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.close())
		}
	}()
	if h.dir, err = os.MkdirTemp("", "scrim-bench-"); err != nil {
		return nil, fmt.Errorf("making a folder: %w", err)
	}
	h.server, err = pgtest.Start(ctx, pgtest.Config{Durable: durable, Settings: map[string]string{
		"shared_buffers": "1GB", "max_wal_size": "4GB", "work_mem": "64MB", "max_parallel_workers_per_gather": "0", "jit": "off",
	}})
	if err != nil {
		return nil, err
	}
	first, err := connect(ctx, h.server.DSN(pgtest.Superuser, "postgres"))
	if err != nil {
		return nil, err
	}
	err = execute(ctx, first, "CREATE DATABASE "+database, "CREATE ROLE "+account+" LOGIN", "GRANT pg_read_all_stats TO "+account,
		"GRANT CREATE ON DATABASE "+database+" TO "+account)
	if err = errors.Join(err, first.Close(ctx)); err != nil {
		return nil, err
	}
	h.admin, err = h.connect(ctx, pgtest.Superuser)
	return h, err
}

// connect is a connection to the warehouse as somebody.
func (h *house) connect(ctx context.Context, user string) (*pgx.Conn, error) {
	return connect(ctx, h.server.DSN(user, database))
}

func connect(ctx context.Context, dsn string) (*pgx.Conn, error) {
	c, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("reading an address: %w", err)
	}
	c.DefaultQueryExecMode = pgx.QueryExecModeExec // views change under us, and scrim's own connections do likewise
	conn, err := pgx.ConnectConfig(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("connecting: %w", err)
	}
	return conn, nil
}

// execute runs statements one by one.
func execute(ctx context.Context, conn *pgx.Conn, statements ...string) error {
	for _, s := range statements {
		if _, err := conn.Exec(ctx, s); err != nil {
			return fmt.Errorf("running %.60q: %w", s, err)
		}
	}
	return nil
}

// cluster is the house as scrim knows it.
func (h *house) cluster(enforcement catalog.Enforcement) string {
	return fmt.Sprintf(`kind: cluster
id: main
warehouse: postgres
host: 127.0.0.1
port: %d
view_database: %s
view_name: "{table}"
credentials: {user: %s}
enforcement: %s
open: true
`, h.server.Port(), database, account, enforcement)
}

// serve starts scrim, as scrim serve does, and returns when its doors are open.
func (h *house) serve(ctx context.Context) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	token := rand.Text()
	h.url = "http://" + listener.Addr().String()
	h.secret = "whsec_" + base64.StdEncoding.EncodeToString([]byte(rand.Text()+rand.Text()))
	if h.api, err = api.NewClient(h.url, token, nil); err != nil {
		return err
	}
	env := map[string]string{"TOKEN": token, "SECRET": h.secret, "KEY": masterKey}
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	h.cancel, h.done = cancel, make(chan error, 1)
	started := make(chan struct{})
	go func() {
		h.done <- service.Run(running, h.config(), service.Options{
			Env: func(name string) string { return env[name] }, Now: time.Now, Listener: listener,
			Log:     slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
			Engine:  func(c *reconcile.Config) { c.Open = h.ran.watch(c.Open) },
			Started: func(string) { close(started) },
		})
	}()
	select {
	case <-started:
		return nil
	case err := <-h.done:
		h.done <- err // close reads it again
		return errors.Join(errors.New("scrim ended at once"), err)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// masterKey is what salts are made from here.
const masterKey = "a master key for measurements, long enough"

func (h *house) config() config.Config {
	return config.Config{
		Admin: config.Admin{Token: "env:TOKEN"}, MasterKey: "env:KEY",
		Store:   config.Store{Path: filepath.Join(h.dir, "scrim.db")},
		Senders: []config.Sender{{Name: sender, Sources: []string{sender}, Allow: []string{"scrim.*"}, Secrets: []catalog.Reference{"env:SECRET"}}},
	}
}

// put sends documents through the admin door and waits until the warehouse
// shows them.
func (h *house) put(ctx context.Context, documents string) error {
	receipt, err := h.api.Submit(ctx, api.Submission{Body: []byte(documents)})
	if err != nil {
		return fmt.Errorf("sending documents: %w", err)
	}
	return h.wait(ctx, receipt.Revision)
}

func (h *house) wait(ctx context.Context, revision uint64) error {
	if _, err := h.api.Wait(ctx, api.WaitQuery{Revision: revision, Timeout: api.MaxWait}); err != nil {
		return fmt.Errorf("waiting for revision %d: %w", revision, err)
	}
	return nil
}

// close ends what newHouse and serve began.
func (h *house) close() error {
	var problems []error
	if h.cancel != nil {
		h.cancel()
		problems = append(problems, <-h.done)
	}
	if h.admin != nil {
		problems = append(problems, h.admin.Close(context.Background()))
	}
	if h.server != nil {
		problems = append(problems, h.server.Stop())
	}
	return errors.Join(append(problems, os.RemoveAll(h.dir))...)
}

// ledger counts what scrim runs on the warehouse.
type ledger struct{ transactions, ddl atomic.Int64 }

func (l *ledger) watch(open reconcile.Opener) reconcile.Opener {
	return func(ctx context.Context, c catalog.Cluster) (reconcile.Warehouse, error) {
		w, err := open(ctx, c)
		if err != nil {
			return nil, err
		}
		return watched{w, l}, nil
	}
}

// watched is a warehouse whose transactions are counted as they begin.
type watched struct {
	reconcile.Warehouse
	ledger *ledger
}

// Apply counts the groups of a script, each a transaction, and what became of
// definitions.
func (w watched) Apply(ctx context.Context, script plan.Script) ([]plan.Outcome, error) {
	for _, u := range script.Units {
		w.ledger.transactions.Add(int64(len(u.Groups)))
	}
	outcomes, err := w.Warehouse.Apply(ctx, script)
	for _, o := range outcomes {
		w.ledger.ddl.Add(int64(o.DDL))
	}
	return outcomes, err
}
