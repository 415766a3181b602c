// Package stack is scrim with everything around it on one machine: a
// Redshift-shaped warehouse, a plain PostgreSQL, NATS with JetStream, sample
// data, and scrim serve itself.
//
// It promises that all of it listens on free ports of the loopback, keeps its
// data in a folder of its own, touches no server that it did not start, and is
// gone after Stop, or when the process ends. It is for development alone:
// everybody on the loopback is trusted.
package stack

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/nats-io/nats.go"
	"golang.org/x/sync/errgroup"

	"scrim/cmd/scrim-dev/sample"
	"scrim/cmd/scrim/config"
	"scrim/cmd/scrim/service"
	"scrim/integration/pgtest"
	"scrim/integration/redshiftd"
	"scrim/pkg/catalog"
	"scrim/pkg/server/api"
	"scrim/webhooks"
)

// Names in the stack.
const (
	ViewDatabase = "analytics"  // on the Redshift-shaped warehouse
	Sender       = "governance" // who posts webhooks and publishes messages
	Account      = "scrim"      // scrim's account on both warehouses
)

// Stack is the running development stack.
type Stack struct {
	Redshift *redshiftd.Server
	Postgres *pgtest.Server
	Address  string // of scrim: "http://127.0.0.1:…"
	Token    string // of its admin API
	Secret   string // of the sender, "whsec_…"
	API      *api.Client

	dir    string
	broker *broker
	cancel context.CancelFunc // of scrim
	done   chan error
}

// Start starts the warehouses with their data and NATS; scrim itself starts
// with Serve. ctx bounds the start only.
func Start(ctx context.Context) (_ *Stack, err error) {
	dir, err := os.MkdirTemp("", "scrim-dev-")
	if err != nil {
		return nil, fmt.Errorf("making a folder: %w", err)
	}
	s := &Stack{dir: dir, Token: rand.Text(), Secret: "whsec_" + base64.StdEncoding.EncodeToString([]byte(rand.Text() + rand.Text()))[:44]}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Stop())
		}
	}()
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.startRedshift(ctx) })
	group.Go(func() error { return s.startPostgres(ctx) })
	group.Go(func() (err error) {
		s.broker, err = startBroker(ctx, filepath.Join(dir, "nats"))
		return err
	})
	return s, group.Wait()
}

func (s *Stack) startRedshift(ctx context.Context) (err error) {
	databases := []string{ViewDatabase}
	for _, database := range sample.Redshift() {
		databases = append(databases, database.Name)
	}
	if s.Redshift, err = redshiftd.Start(ctx, redshiftd.Config{Databases: databases}); err != nil {
		return err
	}
	return sample.Load(ctx, s.RedshiftAdmin, sample.Redshift())
}

func (s *Stack) startPostgres(ctx context.Context) (err error) {
	if s.Postgres, err = pgtest.Start(ctx, pgtest.Config{}); err != nil {
		return err
	}
	conn, err := s.PostgresAdmin(ctx, "postgres")
	if err != nil {
		return err
	}
	for _, database := range sample.Postgres() {
		if _, err := conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{database.Name}.Sanitize()); err != nil {
			return errors.Join(fmt.Errorf("creating database %s: %w", database.Name, err), conn.Close(ctx))
		}
	}
	if err := conn.Close(ctx); err != nil {
		return fmt.Errorf("closing a connection: %w", err)
	}
	return sample.Load(ctx, s.PostgresAdmin, sample.Postgres())
}

// RedshiftAdmin connects to a database of the Redshift-shaped warehouse as its
// superuser.
func (s *Stack) RedshiftAdmin(ctx context.Context, database string) (*pgx.Conn, error) {
	return connect(ctx, s.Redshift.DSN(s.Redshift.Admin(), database))
}

// PostgresAdmin connects to a database of the plain PostgreSQL as its
// superuser.
func (s *Stack) PostgresAdmin(ctx context.Context, database string) (*pgx.Conn, error) {
	return connect(ctx, s.Postgres.DSN(pgtest.Superuser, database))
}

// Reader connects to the views of a cluster as somebody who reads them.
func (s *Stack) Reader(ctx context.Context, cluster, user string) (*pgx.Conn, error) {
	if cluster == "finance" {
		return connect(ctx, s.Postgres.DSN(user, "finance"))
	}
	return connect(ctx, s.Redshift.DSN(user, ViewDatabase))
}

func connect(ctx context.Context, dsn string) (*pgx.Conn, error) {
	c, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("reading an address: %w", err)
	}
	c.DefaultQueryExecMode = pgx.QueryExecModeExec // views change under us
	conn, err := pgx.ConnectConfig(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("connecting: %w", err)
	}
	return conn, nil
}

// Serve starts scrim and returns when it answers, at the same address each
// time. It logs to log.
func (s *Stack) Serve(ctx context.Context, log io.Writer) error {
	where := "127.0.0.1:0"
	if s.Address != "" {
		where = strings.TrimPrefix(s.Address, "http://")
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", where)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	s.Address = "http://" + listener.Addr().String()
	if s.API, err = api.NewClient(s.Address, s.Token, nil); err != nil {
		return err
	}
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	s.cancel, s.done = cancel, make(chan error, 1)
	started := make(chan struct{})
	go func() {
		s.done <- service.Run(running, s.config(), service.Options{
			Env: s.env, Now: time.Now, Listener: listener,
			Log:     slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelInfo})),
			Started: func(string) { close(started) },
		})
	}()
	select {
	case <-started:
		return nil
	case err := <-s.done:
		s.done <- err // Stop reads it again
		return fmt.Errorf("starting scrim: %w", errors.Join(err, errors.New("it ended at once")))
	case <-ctx.Done():
		return ctx.Err()
	}
}

// StopServing ends scrim and leaves everything else running. Serve starts it
// again, on the same store.
func (s *Stack) StopServing() error {
	if s.cancel == nil {
		return nil
	}
	s.cancel()
	err := <-s.done
	s.cancel = nil
	if err != nil {
		return fmt.Errorf("stopping scrim: %w", err)
	}
	return nil
}

// config is what scrim.yaml would say.
func (s *Stack) config() config.Config {
	return config.Config{
		Admin: config.Admin{Token: "env:SCRIM_TOKEN"},
		Store: config.Store{Path: filepath.Join(s.dir, "scrim.db")}, MasterKey: "env:SCRIM_MASTER_KEY",
		Senders: []config.Sender{{
			Name: Sender, Sources: []string{Sender}, Allow: []string{"scrim.*"},
			Secrets: []catalog.Reference{"env:SCRIM_WEBHOOK_SECRET"},
		}},
		NATS: &config.NATS{URL: s.broker.server.ClientURL(), Stream: Stream, Subject: Subject, Durable: "scrim", TrustedSender: Sender},
	}
}

// env is the environment in which scrim runs here. The master key is fixed, so
// that hashes are the same on every run.
func (s *Stack) env(name string) string {
	switch name {
	case "SCRIM_TOKEN":
		return s.Token
	case "SCRIM_WEBHOOK_SECRET":
		return s.Secret
	case "SCRIM_MASTER_KEY":
		return "a master key for the demo, and for nothing else"
	}
	return ""
}

// Post sends a body of CloudEvents, signed, through the HTTP door.
func (s *Stack) Post(ctx context.Context, body []byte) (webhooks.Answer, error) {
	header, err := webhooks.Sign(s.Secret, rand.Text(), time.Now(), body)
	if err != nil {
		return webhooks.Answer{}, fmt.Errorf("signing: %w", err)
	}
	return post(ctx, s.Address+webhooks.Path, header, body)
}

// Publish sends a CloudEvent through the JetStream door.
func (s *Stack) Publish(ctx context.Context, event []byte) error {
	message := nats.NewMsg(Subject)
	message.Data = event
	message.Header.Set("Nats-Msg-Id", rand.Text())
	message.Header.Set("Content-Type", "application/cloudevents+json")
	if _, err := s.broker.stream.PublishMsg(ctx, message); err != nil {
		return fmt.Errorf("publishing: %w", err)
	}
	return nil
}

// Environment is what a shell needs for the scrim command to talk to this
// stack, as NAME=value.
func (s *Stack) Environment() []string {
	return []string{"SCRIM_SERVER=" + s.Address, "SCRIM_TOKEN=" + s.Token, "SCRIM_WEBHOOK_SECRET=" + s.Secret, "SCRIM_SOURCE=" + Sender}
}

// RedshiftPort is the port of the Redshift-shaped warehouse on 127.0.0.1.
func (s *Stack) RedshiftPort() int { return port(s.Redshift.Addr()) }

func port(address string) int {
	_, text, _ := net.SplitHostPort(address)
	n, _ := strconv.Atoi(text)
	return n
}

// Stop ends everything, in the opposite order, and removes the folder. It may
// be called when Start failed half way.
func (s *Stack) Stop() error {
	problems := []error{s.StopServing()}
	if s.broker != nil {
		s.broker.stop()
	}
	if s.Redshift != nil {
		problems = append(problems, s.Redshift.Stop())
	}
	if s.Postgres != nil {
		problems = append(problems, s.Postgres.Stop())
	}
	problems = append(problems, os.RemoveAll(s.dir))
	return errors.Join(problems...)
}
