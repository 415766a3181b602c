package connector

import (
	"strings"

	"scrim/pkg/catalog"
)

// Thing is something that an account needs, and that is there or not. It is a
// sealed union: on Redshift and PostgreSQL Database, Schema, Role, Login,
// Settings, Member, Grant and Owned; on BigQuery ServiceAccount, CustomRole, Dataset and Binding.
type Thing interface {
	// Key tells things apart, and sorts them by what they are about. It is for
	// keeping and comparing, not for people and not for a warehouse.
	Key() Key
	thing()
}

// Key is a thing's identity: words joined by slashes, with the slashes in them
// escaped.
type Key string

func key(words ...string) Key {
	escape := strings.NewReplacer("%", "%25", "/", "%2F")
	for i, w := range words {
		words[i] = escape.Replace(w)
	}
	return Key(strings.Join(words, "/"))
}

// Principal is to whom something is granted.
type Principal struct {
	Kind PrincipalKind `json:"kind"`
	Name string        `json:"name"`
}

// PrincipalKind says what a principal is.
type PrincipalKind string

// The kinds of principals on Redshift and PostgreSQL.
const (
	IsUser PrincipalKind = "user"
	IsRole PrincipalKind = "role"

	IsPublic PrincipalKind = "public" // everybody: nothing is granted to it here
)

// Database is a database of its own.
type Database struct {
	Name string `json:"name"`
}

// Schema is a schema of its own.
type Schema struct {
	Database string `json:"database"`
	Name     string `json:"name"`
}

// Role is what grants are given to; users get it.
type Role struct {
	Name string `json:"name"`
}

// Login is a user that may log in.
type Login struct {
	Name string `json:"name"`
	IAM  bool   `json:"iam,omitempty"` // without a password
}

// Settings is what a login is limited to: no power over databases or users,
// and so many connections.
type Settings struct {
	Login       string `json:"login"`
	Connections int    `json:"connections"`
}

// Member is a login that has a role.
type Member struct {
	Role   string `json:"role"`
	Login  string `json:"login"`
	Nested bool   `json:"nested,omitempty"` // Login is a role that has the other: never wanted, others gave it
}

// Grant is one privilege on one object.
type Grant struct {
	Privilege Privilege `json:"privilege"`
	On        Object    `json:"on"`
	To        Principal `json:"to"`
}

// Privilege is one of a warehouse's words.
type Privilege string

// The privileges that recipes use.
const (
	Select     Privilege = "SELECT"
	Insert     Privilege = "INSERT"
	Update     Privilege = "UPDATE"
	DeleteRows Privilege = "DELETE"
	Usage      Privilege = "USAGE"
	Create     Privilege = "CREATE"
	Connect    Privilege = "CONNECT" // PostgreSQL alone
)

// Object is what a grant is on.
type Object struct {
	Kind     ObjectKind `json:"kind"`
	Database string     `json:"database"`
	Schema   string     `json:"schema,omitempty"`  // of all kinds but OnDatabase; empty is every schema, which no recipe asks for
	Table    string     `json:"table,omitempty"`   // of OnTable
	Creator  string     `json:"creator,omitempty"` // of OnFuture: whose tables
}

// ObjectKind says what an object is.
type ObjectKind string

// The kinds of objects.
const (
	OnDatabase ObjectKind = "database"
	OnSchema   ObjectKind = "schema"
	OnTable    ObjectKind = "table"   // one that there is
	OnTables   ObjectKind = "tables"  // all of a schema, whoever makes them and whenever: Redshift's scoped permission
	OnFuture   ObjectKind = "future"  // those that one user will make in a schema: default privileges
	OnRoutine  ObjectKind = "routine" // a function or procedure, Table with the types of its arguments: nothing is granted on it here
	OnSystem   ObjectKind = "system"  // Redshift's permissions on no object: CREATE USER. No recipe asks for them
)

// Name is the table as catalogues name it.
func (o Object) Name() catalog.Table {
	return catalog.Table{Database: o.Database, Schema: o.Schema, Name: o.Table}
}

// Owned is an object that a login owns. It is never wanted and never made: a
// login that goes leaves it to somebody else.
type Owned struct {
	On Object `json:"on"`
	By string `json:"by"`
}

// ServiceAccount is an account of a Google project.
type ServiceAccount struct {
	Project     string `json:"project"`
	ID          string `json:"id"` // what stands before the @
	DisplayName string `json:"display_name,omitempty"`
	Description string `json:"description,omitempty"`
}

// Email is how Google names it.
func (a ServiceAccount) Email() string { return a.ID + "@" + a.Project + ".iam.gserviceaccount.com" }

// CustomRole is a role of a Google project with these permissions, sorted.
type CustomRole struct {
	Project     string   `json:"project"`
	ID          string   `json:"id"`
	Permissions []string `json:"permissions"`
}

// Dataset is a dataset of BigQuery.
type Dataset struct {
	Project  string `json:"project"`
	Name     string `json:"name"`
	Location string `json:"location,omitempty"`
}

// Binding is one role of one member on a project, a dataset or a table.
type Binding struct {
	Role    string `json:"role"` // "roles/bigquery.user", "projects/P/roles/R"
	Project string `json:"project"`
	Dataset string `json:"dataset,omitempty"` // empty: on the project
	Table   string `json:"table,omitempty"`   // empty: on the dataset
	Member  string `json:"member"`            // "serviceAccount:…"
}

// Key is a Database's identity.
func (d Database) Key() Key { return key("database", d.Name) }

// Key is a Schema's identity.
func (s Schema) Key() Key { return key("schema", s.Database, s.Name) }

// Key is a Role's identity.
func (r Role) Key() Key { return key("role", r.Name) }

// Key is a Login's identity.
func (l Login) Key() Key { return key("login", l.Name) }

// Key is the identity of a login's Settings.
func (s Settings) Key() Key { return key("settings", s.Login) }

// Key is a Member's identity.
func (m Member) Key() Key { return key("member", m.Role, m.Login) }

// Key is a Grant's identity.
func (g Grant) Key() Key {
	o := g.On
	return key("grant", string(o.Kind), o.Database, o.Schema, o.Table, o.Creator, string(g.Privilege), string(g.To.Kind), g.To.Name)
}

// Key is an owned object's identity.
func (o Owned) Key() Key {
	return key("owned", string(o.On.Kind), o.On.Database, o.On.Schema, o.On.Table, o.By)
}

// Key is a ServiceAccount's identity.
func (a ServiceAccount) Key() Key { return key("service-account", a.Project, a.ID) }

// Key is a CustomRole's identity.
func (r CustomRole) Key() Key { return key("custom-role", r.Project, r.ID) }

// Key is a Dataset's identity.
func (d Dataset) Key() Key { return key("dataset", d.Project, d.Name) }

// Key is a Binding's identity.
func (b Binding) Key() Key { return key("binding", b.Project, b.Dataset, b.Table, b.Role, b.Member) }

func (Database) thing()       {}
func (Schema) thing()         {}
func (Role) thing()           {}
func (Login) thing()          {}
func (Settings) thing()       {}
func (Member) thing()         {}
func (Grant) thing()          {}
func (Owned) thing()          {}
func (ServiceAccount) thing() {}
func (CustomRole) thing()     {}
func (Dataset) thing()        {}
func (Binding) thing()        {}
