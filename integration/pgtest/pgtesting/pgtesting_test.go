package pgtesting_test

import (
	"context"
	"testing"

	"scrim/integration/pgtest/pgtesting"
)

func TestMain(m *testing.M) { pgtesting.Main(m) }

func TestDatabasesAreSeparateAndServersShared(t *testing.T) {
	a, b := pgtesting.NewDatabase(t), pgtesting.NewDatabase(t)
	if a.Server != b.Server {
		t.Error("two servers were started")
	}
	alice := pgtesting.Role(t, "LOGIN")
	a.Exec(t, "CREATE TABLE only_here ()", "GRANT SELECT ON only_here TO "+alice)
	if _, err := a.Connect(t, alice).Exec(context.Background(), "SELECT FROM only_here"); err != nil {
		t.Error(err)
	}
	if _, err := b.Connect(t, alice).Exec(context.Background(), "SELECT FROM only_here"); err == nil {
		t.Error("the table of one database is in the other")
	}
}
