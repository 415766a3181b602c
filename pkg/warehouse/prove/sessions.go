package prove

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"scrim/pkg/catalog"
	"scrim/pkg/warehouse"
)

// sessions is one account's connections, one for each database, made when it
// is first needed. What could not be connected to is not tried again.
type sessions struct {
	cluster catalog.Cluster // with the account's credentials
	secrets warehouse.Secrets
	open    map[string]*pgx.Conn
	failed  map[string]error
	warned  []string // SQLSTATEs of warnings, since they were last looked at
}

func newSessions(c catalog.Cluster, as catalog.Credentials, secrets warehouse.Secrets) *sessions {
	c.Credentials = as
	return &sessions{cluster: c, secrets: secrets, open: map[string]*pgx.Conn{}, failed: map[string]error{}}
}

// in is the connection to a database.
func (s *sessions) in(ctx context.Context, database string) (*pgx.Conn, error) {
	if conn := s.open[database]; conn != nil && !conn.IsClosed() {
		return conn, nil
	}
	if err := s.failed[database]; err != nil {
		return nil, err
	}
	conn, err := warehouse.Connect(ctx, s.cluster, database, s.secrets, func(n *pgconn.Notice) { s.warned = append(s.warned, n.Code) })
	if err == nil {
		err = settle(ctx, conn, s.cluster.Kind)
	}
	if err != nil {
		if ctx.Err() == nil {
			s.failed[database] = err
		}
		return nil, err
	}
	s.open[database] = conn
	return conn, nil
}

// settle gives the session the limits that scrim's own have, so that no
// attempt waits long for anybody's lock.
func settle(ctx context.Context, conn *pgx.Conn, kind catalog.ClusterKind) error {
	for _, text := range warehouse.Settings(kind) {
		if _, err := conn.Exec(ctx, text); err != nil {
			_ = conn.Close(ctx)
			return fmt.Errorf("preparing the session: %w", err)
		}
	}
	return nil
}

// leave ends the connection to a database: what a session became is not
// trusted for the next attempt.
func (s *sessions) leave(ctx context.Context, database string) {
	if conn := s.open[database]; conn != nil {
		_ = conn.Close(ctx)
		delete(s.open, database)
	}
}

func (s *sessions) close(ctx context.Context) {
	for database := range s.open {
		s.leave(ctx, database)
	}
}

// rows is what a query says, as texts.
func (s *sessions) rows(ctx context.Context, database, query string, args ...any) ([][]string, error) {
	conn, err := s.in(ctx, database)
	if err != nil {
		return nil, err
	}
	rows, err := conn.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) ([]string, error) {
		out := make([]string, len(row.FieldDescriptions()))
		for i, raw := range row.RawValues() {
			out[i] = string(raw)
		}
		return out, nil
	})
}
