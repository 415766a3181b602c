package redshiftd

import (
	"context"
	"crypto/rand"
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"scrim/integration/pgtest"
)

//go:embed sql/*.sql
var sqlFiles embed.FS

// firstDatabase is the database that every Redshift cluster begins with.
const firstDatabase = "dev"

// clusterSettings are PostgreSQL's settings for the cluster. Parameters that only Redshift has live under redshiftd.
func clusterSettings() map[string]string {
	settings := map[string]string{
		"max_connections":           "400",
		"max_locks_per_transaction": "128",
		"password_encryption":       "md5",
		"deadlock_timeout":          "200ms",

		// SNAPSHOT, which new clusters have; ALTER DATABASE … ISOLATION LEVEL chooses another for one database.
		"default_transaction_isolation": "repeatable read",

		"redshiftd.query_group":                     "default",
		"redshiftd.enable_result_cache_for_session": "on",
		"redshiftd.wlm_query_slot_count":            "1",
	}
	for name, native := range parameters() {
		if _, set := settings["redshiftd."+name]; !native && !set {
			settings["redshiftd."+name] = "off"
		}
	}
	return settings
}

// install puts what Redshift has into template1, from which every database is made, and creates the first ones.
func (s *Server) install(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, s.pg.SocketDSN(pgtest.Superuser, "template1"))
	if err != nil {
		return fmt.Errorf("installing the catalogues: %w", err)
	}
	names, err := fs.Glob(sqlFiles, "sql/*.sql")
	if err != nil {
		return fmt.Errorf("installing the catalogues: %w", err)
	}
	statements := []string{"SET allow_system_table_mods = on"}
	for _, name := range names {
		text, err := sqlFiles.ReadFile(name)
		if err != nil {
			return fmt.Errorf("installing the catalogues: %w", err)
		}
		statements = append(statements, string(text))
	}
	statements = append(statements, "INSERT INTO redshiftd.config VALUES ("+strings.Join([]string{
		quoteLiteral(s.token), quoteLiteral(s.pg.SocketDir()), strconv.Itoa(s.pg.Port()), quoteLiteral(s.namespace),
	}, ", ")+")")
	statements = append(statements, "CREATE ROLE "+quoteIdent(s.cfg.Admin)+" SUPERUSER CREATEDB CREATEROLE LOGIN")
	for name := range systemPermissions() {
		statements = append(statements, "CREATE ROLE "+quoteIdent("redshiftd:permission:"+name))
	}
	for i, sql := range statements {
		if _, err := conn.Exec(ctx, sql); err != nil {
			_ = conn.Close(ctx)
			return fmt.Errorf("installing the catalogues: step %d: %w", i, err)
		}
	}
	if err := conn.Close(ctx); err != nil { // a template in use cannot be copied
		return fmt.Errorf("installing the catalogues: %w", err)
	}
	return s.createDatabases(ctx)
}

func (s *Server) createDatabases(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, s.pg.SocketDSN(pgtest.Superuser, "postgres"))
	if err != nil {
		return fmt.Errorf("creating the databases: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	for _, db := range append([]string{firstDatabase}, s.cfg.Databases...) {
		if _, err := conn.Exec(ctx, "CREATE DATABASE "+quoteIdent(db)+" OWNER "+quoteIdent(s.cfg.Admin)); err != nil {
			return fmt.Errorf("creating the databases: %w", err)
		}
	}
	return nil
}

// randomGUID returns a GUID as current_namespace shows it.
func randomGUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:])
}
