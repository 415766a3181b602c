// Package sqlfiles holds the SQL that scrim has written by hand, one folder
// for each database that reads it.
//
// It promises only text. Statements made from documents are not here: package
// render makes those.
package sqlfiles

import "embed"

// Store holds the migrations of scrim's own state, as goose reads them:
// store/0001_store.sql and so on.
//
//go:embed store/*.sql
var Store embed.FS

// Postgres holds what scrim keeps in a warehouse (system.sql) and
// what it asks a warehouse's catalogues, for PostgreSQL.
//
//go:embed postgres/*.sql
var Postgres embed.FS

// Redshift is the same for Redshift.
//
//go:embed redshift/*.sql
var Redshift embed.FS

// Probe is what a throw-away reader tries on a canary (probe/postgres/*.sql,
// probe/redshift/*.sql, where that differs) and the canary itself. Statements
// are parted by empty lines.
//
//go:embed probe
var Probe embed.FS

// BigQuery is what is asked of BigQuery.
//
//go:embed bigquery/*.sql
var BigQuery embed.FS
