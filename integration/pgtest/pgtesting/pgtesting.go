// Package pgtesting lends the tests of one package a shared private PostgreSQL.
//
//	func TestMain(m *testing.M) { pgtesting.Main(m) }
//
//	func TestSomething(t *testing.T) {
//		db := pgtesting.NewDatabase(t)
//		alice := pgtesting.Role(t, "LOGIN")
//		conn := db.Connect(t, alice)
//		…
//	}
//
// The server starts with the first test that asks for it and stops in Main. Databases and roles have unique names, so
// tests may run in parallel. In short mode such tests are skipped: they need a server.
package pgtesting

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/integration/pgtest"
)

// lent is the one server of this test process. It is a package variable because testing gives tests no other common place.
var lent struct {
	once   sync.Once
	server *pgtest.Server
	err    error
	names  atomic.Int64
}

// Main runs the tests and stops the shared server: func TestMain(m *testing.M) { pgtesting.Main(m) }.
func Main(m *testing.M) {
	os.Exit(Run(m))
}

// Run is Main without the exit, for a TestMain with more to tear down. It returns the exit code.
func Run(m *testing.M) int {
	code := m.Run()
	if lent.server == nil {
		return code
	}
	if err := lent.server.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return max(code, 1)
	}
	return code
}

// NeedServers skips the test in short mode.
func NeedServers(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("needs servers: make test")
	}
}

// Start returns the shared server.
func Start(t testing.TB) *pgtest.Server {
	t.Helper()
	NeedServers(t)
	lent.once.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		lent.server, lent.err = pgtest.Start(ctx, pgtest.Config{})
	})
	if lent.err != nil {
		t.Fatal(lent.err)
	}
	return lent.server
}

// Database is a fresh database on the shared server.
type Database struct {
	Server *pgtest.Server
	Name   string
}

// NewDatabase makes a database with a unique name and drops it after the test.
func NewDatabase(t testing.TB) Database {
	t.Helper()
	db := Database{Server: Start(t), Name: unique(t)}
	quoted := pgx.Identifier{db.Name}.Sanitize()
	admin(t, "CREATE DATABASE "+quoted)
	t.Cleanup(func() { admin(t, "DROP DATABASE "+quoted+" WITH (FORCE)") })
	return db
}

// DSN returns a URL for a user of the database; "" is the superuser.
func (d Database) DSN(user string) string {
	if user == "" {
		user = pgtest.Superuser
	}
	return d.Server.DSN(user, d.Name)
}

// Connect connects a user ("" is the superuser) and closes the connection after the test.
func (d Database) Connect(t testing.TB, user string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), d.DSN(user))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// Exec runs statements as the superuser and fails the test at the first that fails.
func (d Database) Exec(t testing.TB, statements ...string) {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), d.DSN(""))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	for _, sql := range statements {
		if _, err := conn.Exec(context.Background(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
}

// Role makes a role with a unique name and the given options ("LOGIN", "LOGIN PASSWORD 'x'", "" for none).
// It stays until the server stops: roles are shared by all databases, and its name is used once.
func Role(t testing.TB, options string) string {
	t.Helper()
	Start(t)
	name := unique(t)
	admin(t, "CREATE ROLE "+pgx.Identifier{name}.Sanitize()+" "+options)
	return name
}

// admin runs one statement as the superuser in the postgres database.
func admin(t testing.TB, sql string) {
	t.Helper()
	Database{Server: lent.server, Name: "postgres"}.Exec(t, sql)
}

// unique makes a name of at most 63 bytes from the test's name and a number.
func unique(t testing.TB) string {
	var b strings.Builder
	for _, r := range strings.ToLower(t.Name()) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		} else {
			b.WriteByte('_')
		}
	}
	name := b.String()
	if len(name) > 50 {
		name = name[:50]
	}
	return fmt.Sprintf("%s_%d", name, lent.names.Add(1))
}
