package pgtest

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// settings are the defaults of this package; Config.Settings override them.
func (s *Server) settings() map[string]string {
	set := map[string]string{
		"listen_addresses":           "127.0.0.1",
		"port":                       strconv.Itoa(s.port),
		"unix_socket_directories":    s.dir,
		"max_connections":            "200",
		"shared_buffers":             "32MB",
		"dynamic_shared_memory_type": "posix",
		"lc_messages":                "C", // readiness is read from the log
		"log_line_prefix":            "[%p] %u@%d ",
		"log_checkpoints":            "off",
		"timezone":                   "UTC",
		"max_wal_size":               "512MB",
		"autovacuum_naptime":         "1h",
		"max_prepared_transactions":  "10",
	}
	if !s.cfg.Durable {
		set["fsync"] = "off"
		set["synchronous_commit"] = "off"
		set["full_page_writes"] = "off"
	}
	maps.Copy(set, s.cfg.Settings)
	return set
}

func (s *Server) writeConf() error {
	var b strings.Builder
	set := s.settings()
	for _, name := range slices.Sorted(maps.Keys(set)) {
		fmt.Fprintf(&b, "%s = '%s'\n", name, strings.ReplaceAll(set[name], "'", "''"))
	}
	return s.writeFile("postgresql.conf", b.String())
}

func (s *Server) writeHBA() error {
	auth := s.cfg.Auth
	if auth == "" {
		auth = "trust"
	}
	if !slices.Contains([]string{"trust", "md5", "scram-sha-256"}, auth) {
		return fmt.Errorf("starting PostgreSQL: unknown authentication %q: want trust, md5 or scram-sha-256", auth)
	}
	var b strings.Builder
	b.WriteString("local all all trust\n")
	for _, role := range s.cfg.PasswordRoles {
		fmt.Fprintf(&b, "host all \"%s\" 127.0.0.1/32 md5\n", strings.ReplaceAll(role, `"`, `""`))
	}
	fmt.Fprintf(&b, "host all all 127.0.0.1/32 %s\n", auth)
	return s.writeFile("pg_hba.conf", b.String())
}

// writeFile writes a configuration file that the server's owner can read.
func (s *Server) writeFile(name, text string) error {
	path := filepath.Join(s.dataDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	if err := s.owner.chown(path); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}
