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
