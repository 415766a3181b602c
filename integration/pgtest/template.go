package pgtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// templateArgs make the cluster that every server starts from: byte order, UTF-8, small log segments to copy less.
func templateArgs() []string {
	return []string{
		"--username=" + Superuser, "--encoding=UTF8", "--lc-collate=C", "--lc-ctype=C.UTF-8", "--auth=trust",
		"--no-sync", "--no-instructions", "--wal-segsize=1",
	}
}

// layTemplate fills data with a copy of the cached, initialised data directory; the first caller ever makes it.
func layTemplate(ctx context.Context, bin, data string, own *owner) error {
	cached, err := templatePath(ctx, bin)
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(cached, "PG_VERSION")); err == nil {
		if err := copyTree(cached, data, own); err != nil {
			return err
		}
		return newIdentity(data)
	}
	if err := initdb(ctx, bin, data, own); err != nil {
		return err
	}
	return keepTemplate(data, cached)
}

// templatePath names the cache entry after everything that shapes it.
func templatePath(ctx context.Context, bin string) (string, error) {
	version, err := exec.CommandContext(ctx, filepath.Join(bin, "postgres"), "--version").Output()
	if err != nil {
		return "", fmt.Errorf("asking PostgreSQL for its version: %w", err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir() // no home: the cache lives as long as the machine
	}
	sum := sha256.Sum256([]byte(string(version) + "\x00" + strings.Join(templateArgs(), "\x00")))
	return filepath.Join(cache, "scrim", "pgtest", hex.EncodeToString(sum[:8])), nil
}

func initdb(ctx context.Context, bin, data string, own *owner) error {
	cmd := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), append(templateArgs(), "--pgdata="+data)...)
	cmd.Dir = filepath.Dir(data)
	cmd.Env = serverEnv()
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: own.credential()}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initialising a data directory: %w: %s", err, strings.TrimSpace(string(out)))
	}
	return nil
}

// keepTemplate publishes a copy of data under cached by rename, so that nobody ever sees half of it.
func keepTemplate(data, cached string) error {
	if err := os.MkdirAll(filepath.Dir(cached), 0o700); err != nil {
		return fmt.Errorf("keeping the data directory template: %w", err)
	}
	tmp, err := os.MkdirTemp(filepath.Dir(cached), "new-")
	if err != nil {
		return fmt.Errorf("keeping the data directory template: %w", err)
	}
	if err := copyTree(data, filepath.Join(tmp, "data"), nil); err != nil {
		return errors.Join(err, os.RemoveAll(tmp))
	}
	// Losing the race against another process is fine: its template is as good.
	if err := os.Rename(filepath.Join(tmp, "data"), cached); err != nil && !errors.Is(err, fs.ErrExist) && !errors.Is(err, syscall.ENOTEMPTY) {
		return errors.Join(fmt.Errorf("keeping the data directory template: %w", err), os.RemoveAll(tmp))
	}
	return os.RemoveAll(tmp)
}

// copyTree copies directories and regular files, which is all that a data directory has before its first start.
func copyTree(from, to string, own *owner) error {
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if d.IsDir() {
			if err := os.MkdirAll(target, 0o700); err != nil {
				return err
			}
			return own.chown(target)
		}
		return copyFile(path, target, own)
	})
	if err != nil {
		return fmt.Errorf("copying the data directory template: %w", err)
	}
	return nil
}

func copyFile(from, to string, own *owner) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // only read
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return errors.Join(err, out.Close())
	}
	if err := out.Close(); err != nil {
		return err
	}
	return own.chown(to)
}

// serverEnv is the environment of the server's programs: nothing of ours but the path, so that PG* variables of the
// developer's shell change nothing.
func serverEnv() []string {
	return []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8", "TZ=UTC"}
}
