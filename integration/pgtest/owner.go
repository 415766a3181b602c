package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// owner is the account that runs the server when we are root, since PostgreSQL refuses to run as root.
// A nil owner means: run as ourselves.
type owner struct{ uid, gid int }

func serverOwner() (*owner, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup(Superuser)
	if err != nil {
		return nil, fmt.Errorf("starting PostgreSQL as root needs an account %q to run it: %w", Superuser, err)
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return nil, fmt.Errorf("reading the account %q: %w", Superuser, err)
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return nil, fmt.Errorf("reading the account %q: %w", Superuser, err)
	}
	return &owner{uid: uid, gid: gid}, nil
}

func (o *owner) chown(path string) error {
	if o == nil {
		return nil
	}
	return os.Chown(path, o.uid, o.gid)
}

func (o *owner) credential() *syscall.Credential {
	if o == nil {
		return nil
	}
	return &syscall.Credential{Uid: uint32(o.uid), Gid: uint32(o.gid)} //nolint:gosec // account ids fit
}

const (
	dirPrefix = "scrim-pg-"
	lockName  = "lock"
	// A unix socket's whole path has some 104 bytes; leave room for "/.s.PGSQL.65535".
	maxSocketDir = 85
)

// makeDir makes the server's directory and takes the lock in it. The lock is inherited by the server, so that it is
// held while either lives; see sweep.
func makeDir(own *owner) (string, *os.File, error) {
	base := os.TempDir()
	if len(base)+len(dirPrefix)+12 > maxSocketDir {
		base = "/tmp"
	}
	dir, err := os.MkdirTemp(base, dirPrefix)
	if err != nil {
		return "", nil, fmt.Errorf("making the server's directory: %w", err)
	}
	lock, err := newLock(dir)
	if err == nil {
		err = own.chown(dir)
	}
	if err != nil {
		return "", nil, errors.Join(fmt.Errorf("making the server's directory: %w", err), os.RemoveAll(dir))
	}
	return dir, lock, nil
}

// newLock makes the lock file and takes it before it has its name: a sweep in another process must never find it free.
func newLock(dir string) (*os.File, error) {
	const unnamed = lockName + ".new"
	f, err := lockFile(filepath.Join(dir, unnamed), os.O_CREATE)
	if err != nil {
		return nil, err
	}
	if err := os.Rename(filepath.Join(dir, unnamed), filepath.Join(dir, lockName)); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

func lockFile(path string, more int) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|more, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// sweep removes directories of servers whose process and whose starter are both gone: what a killed test leaves behind.
// It never waits and reports nothing, because nobody depends on it.
func sweep(base string) {
	entries, err := os.ReadDir(base)
	if err != nil {
		return
	}
	for _, e := range entries {
		if !e.IsDir() || !strings.HasPrefix(e.Name(), dirPrefix) {
			continue
		}
		dir := filepath.Join(base, e.Name())
		// A directory without a lock file is being made, or removed, this moment.
		lock, err := lockFile(filepath.Join(dir, lockName), 0)
		if err != nil {
			continue
		}
		_ = os.RemoveAll(dir)
		_ = lock.Close()
	}
}
