package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"scrim/cmd/scrim-dev/stack"
	"scrim/examples"
	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/render"
	"scrim/pkg/server/api"
)

// prepare does what an administrator does once: accounts and scrim's schemas
// on both warehouses, the clusters registered; and then what a platform does:
// it sends all it has.
func (s *stage) prepare(ctx context.Context) error {
	clusters, documents, err := s.documents()
	if err != nil {
		return err
	}
	for _, c := range clusters {
		if err := s.bootstrap(ctx, c, documents); err != nil {
			return fmt.Errorf("preparing cluster %s: %w", c.ID, err)
		}
	}
	if err := s.Serve(ctx, s.log); err != nil {
		return err
	}
	text, err := s.example("documents/cluster.yaml")
	if err != nil {
		return err
	}
	if _, err := s.API.Submit(ctx, api.Submission{Name: "cluster.yaml", Body: text}); err != nil {
		return fmt.Errorf("registering the clusters: %w", err)
	}
	var events []event.Body
	for _, d := range documents {
		events = append(events, event.Put{Document: d})
	}
	if err := s.post(ctx, append(events, event.Synced{})...); err != nil {
		return err
	}
	return s.applied(ctx)
}

// example is a file of examples with this machine's addresses in it.
func (s *stage) example(path string) ([]byte, error) {
	text, err := fs.ReadFile(examples.Files, path)
	if err != nil {
		return nil, fmt.Errorf("reading an example: %w", err)
	}
	here := strings.NewReplacer(
		"warehouse.example.com", "127.0.0.1", "5439", strconv.Itoa(s.RedshiftPort()),
		"finance.example.com", "127.0.0.1", "5432", strconv.Itoa(s.Postgres.Port()),
		`, password: "env:WAREHOUSE_PASSWORD"`, "", `, password: "env:FINANCE_PASSWORD"`, "",
	)
	return []byte(here.Replace(string(text))), nil
}

// documents are those of the examples that the story begins with: the
// clusters, and what a platform sends.
func (s *stage) documents() (clusters []catalog.Cluster, rest []event.Document, err error) {
	for _, path := range []string{
		"documents/cluster.yaml", "documents/sources.yaml", "documents/users.yaml",
		"policies/people.yaml", "policies/rows.yaml", "policies/subscription.yaml",
	} {
		text, err := s.example(path)
		if err != nil {
			return nil, nil, err
		}
		found, issues := event.DecodeDocuments(text, path)
		if err := issues.Err(); err != nil {
			return nil, nil, err
		}
		for _, d := range found {
			if c, ok := d.Noun.(event.Cluster); ok {
				clusters = append(clusters, c.Cluster)
			} else {
				rest = append(rest, d)
			}
		}
	}
	return clusters, rest, nil
}

// bootstrap runs what "scrim cluster bootstrap --print" prints, as the
// administrator who was given it, and makes the readers' accounts.
func (s *stage) bootstrap(ctx context.Context, c catalog.Cluster, documents []event.Document) error {
	var tables []catalog.Table
	for _, d := range documents {
		if source, ok := d.Noun.(event.Source); ok && c.Serves(source.Source) {
			tables = append(tables, source.Table)
		}
	}
	dialect, err := render.For(c)
	if err != nil {
		return fmt.Errorf("choosing a dialect: %w", err)
	}
	scripts, err := render.Bootstrap(dialect, c, tables...)
	if err != nil {
		return fmt.Errorf("rendering the bootstrap: %w", err)
	}
	admin := s.RedshiftAdmin
	if c.Kind == catalog.Postgres {
		admin = s.PostgresAdmin
	}
	if err := accounts(ctx, admin, c); err != nil {
		return err
	}
	for _, script := range scripts {
		database := script.Database
		if database == "" {
			database = c.ViewDatabase
		}
		if err := runLines(ctx, admin, database, script.Admin, c.Kind.IsRedshift()); err != nil {
			return err
		}
	}
	return nil
}

// admin connects to a database as its superuser.
type admin func(ctx context.Context, database string) (*pgx.Conn, error)

// accounts makes the readers' accounts. On Redshift they share a role, which
// the optional lines of the bootstrap let into the schemas of the bases.
func accounts(ctx context.Context, as admin, c catalog.Cluster) error {
	conn, err := as(ctx, c.ViewDatabase)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	statements := []string{"CREATE ROLE ana LOGIN", "CREATE ROLE sam LOGIN", "CREATE ROLE ira LOGIN"}
	if c.Kind.IsRedshift() {
		statements = []string{
			"CREATE ROLE scrim_readers",
			"CREATE USER ana PASSWORD DISABLE", "CREATE USER sam PASSWORD DISABLE", "CREATE USER ira PASSWORD DISABLE",
			"GRANT ROLE scrim_readers TO ana", "GRANT ROLE scrim_readers TO sam", "GRANT ROLE scrim_readers TO ira",
		}
	}
	for _, sql := range statements {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return fmt.Errorf("making accounts: %w", err)
		}
	}
	return nil
}

// runLines runs those lines that are still needed.
func runLines(ctx context.Context, as admin, database string, lines []render.BootstrapLine, optional bool) error {
	conn, err := as(ctx, database)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	for _, line := range lines {
		if line.Optional && !optional {
			continue
		}
		if needed, err := stillNeeded(ctx, conn, line.Unless); err != nil || !needed {
			if err != nil {
				return err
			}
			continue
		}
		if _, err := conn.Exec(ctx, strings.ReplaceAll(line.SQL, render.PasswordHole, "For-this-Machine-0nly")); err != nil {
			return fmt.Errorf("running %s: %w", line.SQL, err)
		}
	}
	return nil
}

func stillNeeded(ctx context.Context, conn *pgx.Conn, unless string) (bool, error) {
	if unless == "" {
		return true, nil
	}
	var one int
	err := conn.QueryRow(ctx, unless).Scan(&one)
	if errors.Is(err, pgx.ErrNoRows) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("asking %s: %w", unless, err)
	}
	return false, nil
}

// post sends events through the HTTP door and remembers their revision.
func (s *stage) post(ctx context.Context, bodies ...event.Body) error {
	batch, err := encode(bodies)
	if err != nil {
		return err
	}
	answer, err := s.Post(ctx, list(batch))
	if err != nil {
		return err
	}
	s.revision = max(s.revision, answer.Revision)
	return nil
}

// publish sends one event through the JetStream door. Its revision is known
// when the journal has it.
func (s *stage) publish(ctx context.Context, body event.Body) error {
	batch, err := encode([]event.Body{body})
	if err != nil {
		return err
	}
	return s.Publish(ctx, batch[0])
}

// heard waits until the journal has an event after the last one known.
func (s *stage) heard(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		entries, err := s.API.Events(ctx, api.Page{After: s.revision, Limit: 1})
		if err != nil {
			return fmt.Errorf("reading the journal: %w", err)
		}
		if len(entries.Events) > 0 {
			s.revision = entries.Events[0].Revision
			return nil
		}
	}
}

func encode(bodies []event.Body) ([][]byte, error) {
	var out [][]byte
	for i, body := range bodies {
		id := fmt.Sprintf("synced/%d", i)
		if put, ok := body.(event.Put); ok {
			id = fmt.Sprintf("%s/%s/%d", put.Document.Kind, put.Document.ID, put.Document.Version)
		}
		text, err := event.Encode(event.Event{ID: id, Sender: stack.Sender, Body: body})
		if err != nil {
			return nil, fmt.Errorf("writing an event: %w", err)
		}
		out = append(out, text)
	}
	return out, nil
}

// list is a JSON list of texts that are JSON.
func list(texts [][]byte) []byte {
	return slices.Concat([]byte("["), bytes.Join(texts, []byte(",")), []byte("]"))
}

// applied waits until the newest revision is applied on both clusters.
func (s *stage) applied(ctx context.Context) error {
	answer, err := s.API.Wait(ctx, api.WaitQuery{Revision: s.revision, Timeout: patience})
	if err != nil {
		return fmt.Errorf("waiting for revision %d: %w", s.revision, err)
	}
	if !answer.Reached {
		return fmt.Errorf("revision %d is not applied after %s: %+v", s.revision, patience, answer.Clusters)
	}
	return nil
}

// ddl is how many definitions scrim has changed so far, on all clusters, by
// its own metrics.
func (s *stage) ddl(ctx context.Context) (int, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.Address+"/metrics", http.NoBody)
	if err != nil {
		return 0, fmt.Errorf("asking for metrics: %w", err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, fmt.Errorf("asking for metrics: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return 0, fmt.Errorf("reading metrics: %w", err)
	}
	total := 0
	for _, line := range strings.Split(string(body), "\n") {
		if strings.HasPrefix(line, "scrim_ddl_statements_total{") {
			n, err := strconv.ParseFloat(line[strings.LastIndexByte(line, ' ')+1:], 64)
			if err != nil {
				return 0, fmt.Errorf("reading metrics: %w", err)
			}
			total += int(n)
		}
	}
	return total, nil
}
