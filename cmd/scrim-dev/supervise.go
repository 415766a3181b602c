package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// supervised is set in the environment of the process that does the work.
const supervised = "SCRIM_DEV_SUPERVISED"

// farewell is how long servers may take to notice that whoever started them
// has gone.
const farewell = 15 * time.Second

// supervise runs this program again, with a folder for all its files, and
// takes the folder away when it has ended: in order, by a signal, or because
// it crashed. Signals reach it through ctx. The exit code is the program's.
//
// The servers that it starts end with it (package pgtest); each keeps a lock
// in its folder for as long as one of its processes lives, and that is what is
// waited for.
func supervise(ctx context.Context, args []string, stdout, stderr io.Writer) (code int, err error) {
	self, err := os.Executable()
	if err != nil {
		return exitError, fmt.Errorf("finding this program: %w", err)
	}
	dir, err := os.MkdirTemp("", "scrim-dev-")
	if err != nil {
		return exitError, fmt.Errorf("making a folder: %w", err)
	}
	defer func() {
		if bad := cleanUp(dir); bad != nil {
			code, err = exitError, errors.Join(err, bad)
		}
	}()
	if err := os.Chmod(dir, 0o711); err != nil { // as root, PostgreSQL's own account must find its part of it
		return exitError, fmt.Errorf("making a folder: %w", err)
	}
	work := exec.CommandContext(ctx, self, args...)
	work.Env = append(os.Environ(), supervised+"=1", "TMPDIR="+dir)
	work.Stdin, work.Stdout, work.Stderr = os.Stdin, stdout, stderr
	work.Cancel = func() error { return work.Process.Signal(syscall.SIGTERM) }
	work.WaitDelay = farewell
	err = work.Run()
	switch ended := work.ProcessState; {
	case ended != nil && ended.Exited(): // in order, also when somebody asked for it
		return ended.ExitCode(), nil
	case err != nil && ctx.Err() == nil:
		return exitError, fmt.Errorf("the demo ended early: %w", err)
	case err != nil:
		return exitError, nil //nolint:nilerr // somebody asked it to end, and it has
	}
	return exitDone, nil
}

// cleanUp removes a folder once no server uses it any more.
func cleanUp(dir string) error {
	locks, err := filepath.Glob(filepath.Join(dir, "*", "lock"))
	if err != nil {
		return fmt.Errorf("looking for servers: %w", err)
	}
	gone := make(chan error, 1)
	go func() {
		var problems []error
		for _, path := range locks {
			problems = append(problems, await(path))
		}
		gone <- errors.Join(problems...)
	}()
	timer := time.NewTimer(farewell)
	defer timer.Stop()
	select {
	case err := <-gone:
		if err != nil {
			return err
		}
	case <-timer.C:
		return fmt.Errorf("a server does not end; its files are in %s", dir)
	}
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("removing the folder: %w", err)
	}
	return nil
}

// await returns when nobody holds the lock.
func await(path string) error {
	lock, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("waiting for a server: %w", err)
	}
	defer func() { _ = lock.Close() }()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return fmt.Errorf("waiting for a server: %w", err)
	}
	return nil
}
