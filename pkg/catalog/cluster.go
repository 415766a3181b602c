package catalog

import (
	"regexp"
	"strings"
)

// ClusterKind says which warehouse a cluster is.
type ClusterKind string

// The kinds of warehouse.
const (
	Redshift           ClusterKind = "redshift"
	RedshiftServerless ClusterKind = "redshift-serverless"
	Postgres           ClusterKind = "postgres"
	BigQuery           ClusterKind = "bigquery"
)

// IsRedshift reports whether the cluster speaks Redshift's SQL.
func (k ClusterKind) IsRedshift() bool { return k == Redshift || k == RedshiftServerless }

// Fold is a name in the form in which the warehouse keeps and compares it.
// Redshift lowers ASCII letters, in double quotes too, while
// enable_case_sensitive_identifier is off, and a reader can switch it on.
func (k ClusterKind) Fold(name string) string {
	if !k.IsRedshift() {
		return name
	}
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, name)
}

// Enforcement says what stands between a reader's own predicate and the rows
// that a view hides (DESIGN §5).
type Enforcement string

const (
	// Fast is a plain view: a reader's predicate may run first and learn
	// something through an error. It is Redshift's default and is shown as
	// unfenced.
	Fast Enforcement = "fast"
	// Fenced is PostgreSQL's security_barrier, the default there.
	Fenced Enforcement = "fenced"
)

// ApplyMode says whether a change that shows more waits for a person.
type ApplyMode string

const (
	// Auto applies every change at once.
	Auto ApplyMode = "auto"
	// Review applies facts, tightenings and quarantines at once; widenings
	// wait for "scrim apply".
	Review ApplyMode = "review"
)

// Reference says where a secret is kept, never what it is: "env:NAME" or
// "file:/path".
type Reference string

// Credentials is the account a connection uses. It has a password that is
// kept somewhere, or gets temporary ones from AWS, or neither where the
// warehouse trusts it.
type Credentials struct {
	User     string    `json:"user"`
	Password Reference `json:"password,omitempty"`
	IAM      *IAM      `json:"iam,omitempty"`
}

// Cluster is one registered warehouse.
type Cluster struct {
	ID          string       `json:"id"`
	Kind        ClusterKind  `json:"warehouse"` // a document says "kind: cluster", so this field has another name
	Host        string       `json:"host"`
	Port        int          `json:"port"`
	Credentials Credentials  `json:"credentials"`
	Provisioner *Credentials `json:"provisioner,omitempty"` // the account that makes accounts for connectors; without one, and none given per call, they are only looked at
	TLS         string       `json:"tls,omitempty"`         // a libpq sslmode; empty is verify-full, except on loopback
	TLSRoots    string       `json:"tls_roots,omitempty"`   // a file of trusted certificates (PEM); empty is the system's

	ViewDatabase string   `json:"view_database"`
	Databases    []string `json:"databases,omitempty"`   // governed here; empty is the view database alone
	ViewSchema   string   `json:"view_schema,omitempty"` // template: {database} {schema} {table} {source}; empty is "governed"
	ViewName     string   `json:"view_name,omitempty"`   // template; empty is "{schema}_{table}"
	Prefix       string   `json:"prefix,omitempty"`      // of the system schemas; empty is "scrim"

	Usernames   map[string]string `json:"usernames,omitempty"` // user id → warehouse name, the operator's word; "" is none
	Enforcement Enforcement       `json:"enforcement,omitempty"`
	Apply       ApplyMode         `json:"apply,omitempty"`
	Open        bool              `json:"open,omitempty"`            // the operator opens the gates without waiting for scrim.sync.completed (SEMANTICS S12)
	Unpoliced   string            `json:"unpoliced,omitempty"`       // sources without a subscription policy: "nobody" (default) or "everyone"
	Strict      bool              `json:"strict,omitempty"`          // what policies say against each other is an error that closes the source, not a warning
	Accept      []string          `json:"accept_unfenced,omitempty"` // sensitive sources accepted by name in fast mode
	AcceptUsage []string          `json:"accept_usage,omitempty"`    // tables and routines, as database.schema.name, that giving readers USAGE on their schema may make effective (SEMANTICS S15)
	Inbox       string            `json:"inbox,omitempty"`           // how often readers' wishes are looked for: a duration, or "off"; empty is scrim's default
	Proven      string            `json:"proven,omitempty"`          // the operator's word that the live suite passed here, and when: a date
}

// Mode is the enforcement in force: the one given, or the kind's default.
func (c Cluster) Mode() Enforcement {
	if c.Enforcement != "" {
		return c.Enforcement
	}
	if c.Kind == Postgres {
		return Fenced
	}
	return Fast
}

// IsProven reports whether what scrim says of this warehouse was seen on one
// of its kind: PostgreSQL is run by scrim's own tests, a Redshift cluster only
// by its owner (docs/live-cluster-checklist.md).
func (c Cluster) IsProven() bool { return c.Kind == Postgres || c.Proven != "" }

// SystemPrefix is the prefix of the system schemas, "scrim" by default.
func (c Cluster) SystemPrefix() string {
	if c.Prefix == "" {
		return "scrim"
	}
	return c.Prefix
}

// Reserves reports whether a schema is scrim's own or the warehouse's: no view and
// no governed table may lie in one (SEMANTICS S11).
func (c Cluster) Reserves(schema string) bool {
	folded := strings.ToLower(schema)
	return folded == "information_schema" || strings.HasPrefix(folded, "pg_") ||
		strings.HasPrefix(folded, "scrim_") || strings.HasPrefix(folded, c.SystemPrefix()+"_")
}

// Governs reports whether views over tables of that database are made here.
func (c Cluster) Governs(database string) bool {
	if len(c.Databases) == 0 {
		return database == c.ViewDatabase
	}
	for _, d := range c.Databases {
		if d == database {
			return true
		}
	}
	return false
}

// Username is a user's name on this cluster: the operator's word, else the
// platform's, which is given by cluster, else the id. Empty is none.
func (c Cluster) Username(id string, given map[string]string) string {
	if name, ok := c.Usernames[id]; ok {
		return name
	}
	if name, ok := given[c.ID]; ok {
		return name
	}
	return id
}

// Serves reports whether a source's host is this cluster's: hosts compare
// without case and trailing dot, ports when both are given (DESIGN §4).
func (c Cluster) Serves(s Source) bool {
	return FoldHost(c.Host) == FoldHost(s.Host) && (s.Port == 0 || c.Port == 0 || s.Port == c.Port)
}

// FoldHost is a host name in the form in which two of them compare.
func FoldHost(host string) string { return strings.ToLower(strings.TrimSuffix(host, ".")) }

var templateField = regexp.MustCompile(`\{(database|schema|table|source)\}`)

// Place is the view name of a source here: given parts as they are, the rest
// from the cluster's templates. explicit reports that both parts were given,
// which beats a template in a collision (SEMANTICS S11).
func (c Cluster) Place(s Source) (name ViewName, explicit bool) {
	fill := func(template, fallback string) string {
		if template == "" {
			template = fallback
		}
		return templateField.ReplaceAllStringFunc(template, func(field string) string {
			switch field {
			case "{database}":
				return s.Table.Database
			case "{schema}":
				return s.Table.Schema
			case "{table}":
				return s.Table.Name
			default:
				return s.ID
			}
		})
	}
	name = s.View
	explicit = name.Schema != "" && name.Name != ""
	if name.Schema == "" {
		name.Schema = fill(c.ViewSchema, "governed")
	}
	if name.Name == "" {
		name.Name = fill(c.ViewName, "{schema}_{table}")
	}
	return name, explicit
}
