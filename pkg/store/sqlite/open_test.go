package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3/driver"

	"scrim/pkg/store"
	"scrim/pkg/store/sqlite"
)

func TestOpenAgain(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a b?c#d%20.db")
	first := open(t, path)
	receipt := acceptOne(t, first, "d1", 1)
	if err := first.Close(); err != nil {
		t.Fatalf("closing: %v", err)
	}
	second := open(t, path)
	defer closing(t, second)
	if first.Identity() != second.Identity() || len(first.Identity()) < 20 {
		t.Errorf("identities %q and %q", first.Identity(), second.Identity())
	}
	again := acceptOne(t, second, "d1", 1)
	if !again.Repeated || again.Revision != receipt.Revision {
		t.Errorf("receipt %+v, then %+v", receipt, again)
	}
	if next := acceptOne(t, second, "d2", 2); next.Revision != 2 {
		t.Errorf("the revision went on with %d", next.Revision)
	}
}

// Each opening is a line of its own, and ends the one before where it stood.
func TestLines(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lines.db")
	var lines []string
	for i := range 3 {
		s := open(t, path)
		acceptOne(t, s, fmt.Sprint("d", i), uint64(i+1))
		err := s.Read(t.Context(), func(snap store.Snapshot) error {
			line, err := snap.Line()
			lines = append(lines, line)
			for n, one := range lines {
				if end, known, err := snap.LineEnd(one); end != uint64(n+1) || !known || err != nil {
					t.Errorf("opened %d times, line %d ends at %d, %v, %v", i+1, n, end, known, err)
				}
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
		closing(t, s)
	}
	if lines[0] == lines[1] || lines[1] == lines[2] {
		t.Errorf("lines %q", lines)
	}
}

func TestIdentitiesDiffer(t *testing.T) {
	t.Parallel()
	a, b := open(t, filepath.Join(t.TempDir(), "a.db")), open(t, filepath.Join(t.TempDir(), "b.db"))
	defer closing(t, a)
	defer closing(t, b)
	if a.Identity() == b.Identity() {
		t.Errorf("two stores are %q", a.Identity())
	}
}

func TestOpenRefusesANewerSchema(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "scrim.db")
	closing(t, open(t, path))
	raw := rawly(t, path)
	if _, err := raw.ExecContext(context.Background(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)"); err != nil {
		t.Fatal(err)
	}
	if err := raw.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := sqlite.Open(context.Background(), path)
	if !errors.Is(err, store.ErrNewerSchema) || !strings.Contains(err.Error(), "9999") || !strings.Contains(err.Error(), path) {
		t.Errorf("error is %v", err)
	}
}

func TestOpenRefusesWhatIsNoDatabase(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "scrim.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.Open(context.Background(), path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("error is %v", err)
	}
	if _, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "no", "such", "folder")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error is %v", err)
	}
}

// TestFilesArePrivate: documents hold people's attributes.
func TestFilesArePrivate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "scrim.db"))
	defer closing(t, s)
	acceptOne(t, s, "d1", 1)
	for _, name := range []string{"scrim.db", "scrim.db-wal"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
	}
}

// TestDurability reads the settings that law 6 rests on from the connection
// that writes.
func TestDurability(t *testing.T) {
	t.Parallel()
	s := open(t, filepath.Join(t.TempDir(), "scrim.db"))
	defer closing(t, s)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"} {
		if got := s.Pragma(t, pragma); got != want {
			t.Errorf("%s is %s, not %s", pragma, got, want)
		}
	}
}

// rawly opens the file without scrim.
func rawly(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := driver.Open("file:" + path)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func closing(t testing.TB, s *sqlite.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Errorf("closing: %v", err)
	}
}
