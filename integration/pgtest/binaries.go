package pgtest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// minVersion is the oldest major version that the product's SQL is written for.
const minVersion = 15

// findBin returns the directory of the PostgreSQL programs: $PGBIN, else the newest installed version from 15 on.
func findBin() (string, error) {
	if bin := os.Getenv("PGBIN"); bin != "" {
		if !executable(filepath.Join(bin, "postgres")) {
			return "", fmt.Errorf("looking for PostgreSQL: PGBIN=%s holds no postgres", bin)
		}
		return bin, nil
	}
	best, bestVersion := "", 0
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin",          // Debian, Ubuntu
		"/usr/pgsql-*/bin",                   // Red Hat
		"/opt/homebrew/opt/postgresql@*/bin", // macOS
		"/usr/local/opt/postgresql@*/bin",    // macOS, Intel
		"/Applications/Postgres.app/Contents/Versions/*/bin",
	} {
		dirs, err := filepath.Glob(pattern)
		if err != nil {
			return "", fmt.Errorf("looking for PostgreSQL: %w", err)
		}
		for _, dir := range dirs {
			if v := versionOf(dir); v >= minVersion && v > bestVersion && executable(filepath.Join(dir, "postgres")) {
				best, bestVersion = dir, v
			}
		}
	}
	if best == "" {
		return "", errors.New("looking for PostgreSQL: no version 15 or later found; install it or set PGBIN to its bin directory")
	}
	return best, nil
}

// versionOf reads the major version at the end of the parent's name: .../15/bin, .../pgsql-15/bin, .../postgresql@15/bin.
func versionOf(bin string) int {
	name := filepath.Base(filepath.Dir(bin))
	end := len(name)
	for end > 0 && name[end-1] >= '0' && name[end-1] <= '9' {
		end--
	}
	v, err := strconv.Atoi(name[end:])
	if err != nil {
		return 0
	}
	return v
}

func executable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir() && info.Mode()&0o111 != 0
}
