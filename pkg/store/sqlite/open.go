// Package sqlite keeps scrim's state in one SQLite file, and is the store that
// scrim uses when nothing else is configured.
//
// It promises what package store asks of every implementation. All writes go
// through one connection in one goroutine, which puts the callers that wait at
// the same moment into one transaction and one sync of the disk (writer.go);
// readers have connections of their own, see the last committed revision and
// wait for nobody. The file is readable by its owner alone. It does not back
// itself up: a copy of the file and its -wal, or SQLite's own backup, is one.
package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	sq "github.com/Masterminds/squirrel"
	"github.com/ncruces/go-sqlite3/driver"
	"github.com/pressly/goose/v3"

	"scrim/pkg/store"
	sqlfiles "scrim/sql"
)

// mostReaders is how many snapshots can be open at once; the next one waits.
const mostReaders = 4

// Store is one SQLite file. It implements store.Store.
type Store struct {
	identity string
	writing  *sql.DB // one connection, the writer's
	writer   *writer
	readers  *readers
	wake     *wake
	closing  sync.Once
}

var _ store.Store = (*Store)(nil)

// Open opens the file, makes it when it is not there, and brings its tables up
// to date. ErrNewerSchema means that a newer scrim wrote it; it is then left as
// it is.
func Open(ctx context.Context, path string) (*Store, error) {
	s, err := open(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("opening the store %s: %w", path, err)
	}
	return s, nil
}

func open(ctx context.Context, path string) (_ *Store, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := makePrivate(path); err != nil {
		return nil, err
	}
	s := &Store{wake: newWake()}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
		}
	}()
	s.writing, err = driver.Open(address(path, "busy_timeout(10000)", "journal_mode(wal)", "synchronous(full)",
		"foreign_keys(on)", "journal_size_limit(67108864)"))
	if err != nil {
		return nil, err
	}
	s.writing.SetMaxOpenConns(1)
	if err := migrate(ctx, s.writing); err != nil {
		return nil, err
	}
	if s.identity, err = identify(ctx, s.writing); err != nil {
		return nil, err
	}
	if err := begin(ctx, s.writing); err != nil {
		return nil, err
	}
	reading, err := driver.Open(address(path, "busy_timeout(10000)", "query_only(on)"))
	if err != nil {
		return nil, err
	}
	s.readers = newReaders(reading, mostReaders)
	s.writer, err = startWriter(ctx, s.writing, s.wake.all)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// makePrivate makes the file, so that it is never there with wider rights; the
// log beside it takes its rights from it (modeof).
func makePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func address(path string, pragmas ...string) string {
	query := url.Values{"_pragma": pragmas, "modeof": {path}}.Encode()
	u := url.URL{Scheme: "file", Path: path, RawQuery: strings.ReplaceAll(query, "+", "%20")} // SQLite knows no other blank
	return u.String()
}

// migrate brings the tables to what this scrim knows. goose takes no lock on
// SQLite: the single writing connection of the one process is the lock.
func migrate(ctx context.Context, db *sql.DB) error {
	files, err := fs.Sub(sqlfiles.Store, "store")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files,
		goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	has, knows, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("reading the schema version: %w", err)
	}
	if has > knows {
		return fmt.Errorf("%w: it has schema %d, this scrim knows %d; start the newer scrim, or restore a backup from before it ran",
			store.ErrNewerSchema, has, knows)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrating to schema %d: %w", knows, err)
	}
	return nil
}

// identify makes the identity on first use.
func identify(ctx context.Context, db *sql.DB) (string, error) {
	make := sq.Insert("store").Columns("one", "identity").Values(1, rand.Text()).Suffix("ON CONFLICT (one) DO NOTHING")
	if _, err := sq.ExecContextWith(ctx, db, make); err != nil {
		return "", fmt.Errorf("making the store's identity: %w", err)
	}
	var identity string
	err := sq.Select("identity").From("store").RunWith(db).QueryRowContext(ctx).Scan(&identity)
	if err != nil {
		return "", fmt.Errorf("reading the store's identity: %w", err)
	}
	return identity, nil
}

// Identity is made once, at random, and stays with the file wherever it is
// restored.
func (s *Store) Identity() string { return s.identity }

// Close waits for what is being written and read and closes the file. What has
// not begun gets ErrClosed.
func (s *Store) Close() error {
	var errs []error
	s.closing.Do(func() {
		if s.writer != nil {
			errs = append(errs, s.writer.stop())
		}
		if s.readers != nil {
			errs = append(errs, s.readers.stop())
		}
		if s.writing != nil { // last, so that SQLite folds the log into the file
			errs = append(errs, s.writing.Close())
		}
	})
	return errors.Join(errs...)
}
