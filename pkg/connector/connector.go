// Package connector says what an account of a data tool needs, and what is to
// be done about it: a document names a recipe, the recipe gives the things that
// should be there, and Diff compares them with what is there.
//
// It promises that each thing has its reason, so that every grant can be
// explained; that planning again after applying is empty; that nothing is
// taken away which scrim did not give, unless it was asked to be authoritative;
// and that no value here is a secret. It runs nothing and knows neither SQL nor
// HTTP: package render and the adapters write what is said to a warehouse.
package connector

import "scrim/pkg/catalog"

// Recipe names a way in which an account is set up.
type Recipe string

// The recipes. Each is named after what it is for; their presets have the
// names that the tools' own guides use.
const (
	SegmentDataGraph Recipe = "segment-data-graph" // one or two databases: Profiles Sync and the Data Graph
	SegmentEntities  Recipe = "segment-entities"   // Linked Events: a role that reads, and keeps its books in one database
	SegmentLinked    Recipe = "segment-linked"     // the Data Graph with a database of its own for its books
	SegmentBigQuery  Recipe = "segment-bigquery"   // a service account on BigQuery
	WhalyBI          Recipe = "whaly-bi"           // a user that reads schemas
	ReadOnly         Recipe = "read-only"          // a role and a user that read
	ReadWrite        Recipe = "read-write"         // a role and a user that read and write
	GovernedViews    Recipe = "governed-views"     // a user that reads scrim's views, and no table
)

// Recipes lists every recipe.
func Recipes() []Recipe {
	return []Recipe{GovernedViews, ReadOnly, ReadWrite, SegmentDataGraph, SegmentEntities, SegmentLinked, SegmentBigQuery, WhalyBI}
}

// Connector is the account of one data tool, as a document describes it. What
// is empty is the recipe's default; which fields a recipe has is said by its
// preset.
type Connector struct {
	ID     string `json:"id"`
	Recipe Recipe `json:"recipe"`
	Owner  string `json:"owner,omitempty"` // who answers for it: a person or a team

	// Of a cluster, on Redshift and PostgreSQL.
	Cluster     string            `json:"cluster,omitempty"`
	User        string            `json:"user,omitempty"`
	Role        string            `json:"role,omitempty"`        // what reads, and keeps the tool's books
	SyncRole    string            `json:"sync_role,omitempty"`   // segment-data-graph: what writes the profiles
	Password    catalog.Reference `json:"password,omitempty"`    // empty: made when the user is, and shown once
	IAM         bool              `json:"iam,omitempty"`         // no password: whoever logs in shows AWS who they are
	Connections int               `json:"connections,omitempty"` // how many at once; 0 is 10
	Workspace   string            `json:"workspace,omitempty"`   // the database that it connects to, and the only one that it may write to
	Profiles    string            `json:"profiles,omitempty"`    // segment-data-graph: the schema that Profiles Sync writes
	Books       string            `json:"books,omitempty"`       // the schema, or BigQuery's dataset, in which the tool keeps its books
	UsedBefore  bool              `json:"used_before,omitempty"` // another account kept its books there before (Segment Reverse ETL)
	Reads       []Extent          `json:"reads,omitempty"`
	Writes      []Extent          `json:"writes,omitempty"`     // read-write
	AllowFrom   []string          `json:"allow_from,omitempty"` // networks the tool comes from, as 192.0.2.0/28: for the security group

	// Of a project, on BigQuery.
	Project     string `json:"project,omitempty"`
	Account     string `json:"account,omitempty"` // the service account's id, before its @
	DisplayName string `json:"display_name,omitempty"`
	Description string `json:"description,omitempty"`
	Location    string `json:"location,omitempty"`   // where the books are kept: as the data, EU
	Beforehand  bool   `json:"beforehand,omitempty"` // scrim makes the dataset of the books, so that the tool need not be allowed to
	Exact       bool   `json:"exact,omitempty"`      // a custom role with the exact permissions in place of predefined roles
}

// Extent is what is read, or written: a schema, or tables of it. On BigQuery
// it is a dataset, or tables of it, or with Everything the whole project.
type Extent struct {
	Database   string   `json:"database,omitempty"` // empty is the workspace, or the view database where there is none
	Schema     string   `json:"schema,omitempty"`
	Dataset    string   `json:"dataset,omitempty"`
	Everything bool     `json:"everything,omitempty"`
	Tables     []string `json:"tables,omitempty"`   // empty is all
	Future     Future   `json:"future,omitempty"`   // tables that are made later; empty is the best the warehouse has
	Creators   []string `json:"creators,omitempty"` // who makes them, where that must be said
}

// Future says how tables that do not exist yet are covered.
type Future string

const (
	// Scoped covers whoever makes them; Redshift has it.
	Scoped Future = "scoped"
	// ByCreator covers those that named users make: default privileges.
	ByCreator Future = "creators"
	// NotCovered leaves them out.
	NotCovered Future = "none"
)
