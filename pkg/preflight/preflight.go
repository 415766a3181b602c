// Package preflight says what may keep scrim from doing its work on a cluster,
// or let readers do more than they should: the findings of scrim cluster check,
// and how facts of a warehouse's catalogue are judged.
//
// It promises that a finding's name means the same for ever, and that what
// cannot be seen is never called passed. It reads nothing itself: package
// warehouse does, and package render writes the repairs.
package preflight

import (
	"errors"
	"slices"
	"strings"

	"scrim/pkg/catalog"
)

// Status is what came of one check.
type Status string

// The outcomes of a check. The zero value says that nothing was looked at.
const (
	Passed  Status = "passed"
	Failed  Status = "failed"  // scrim cannot do this, or part of this, work
	Warning Status = "warning" // it works, and somebody should know
	Skipped Status = "skipped" // it does not apply here, or cannot be seen
)

// The checks, in kebab case. docs/operations.md says what each means.
const (
	Reachable     = "reachable"
	TLS           = "tls"
	Identity      = "identity"
	Platform      = "platform"
	Serverless    = "serverless"
	CaseMode      = "case-sensitivity"
	Bootstrap     = "bootstrap"
	SecureView    = "secure-view"
	Procedures    = "procedures"
	Privileges    = "base-privileges"
	OldReaders    = "old-transactions"
	AccountNames  = "account-names"
	MissingUsers  = "missing-users"
	SharedLogins  = "shared-logins"
	SetRole       = "set-role"
	Shadows       = "shadowed-functions"
	Hardening     = "hardening"
	Fence         = "fence"
	Interleaved   = "interleaved-sort-key"
	ColumnGrants  = "column-grants"
	RowSecurity   = "row-level-security"
	ColumnNames   = "column-names"
	ExternalTable = "external-table"
	Datashare     = "datashare"
	ReadersUsage  = "readers-usage"
	ViewSchemas   = "view-schemas"
	Canaries      = "canaries"
)

// Names lists every check.
func Names() []string {
	return []string{
		Reachable, TLS, Identity, Platform, Serverless, CaseMode, Bootstrap, SecureView, Procedures, Privileges, OldReaders, AccountNames, MissingUsers, SharedLogins,
		SetRole, Shadows, Hardening, Fence, Interleaved, ColumnGrants, RowSecurity, ColumnNames, ExternalTable, Datashare, ReadersUsage, ViewSchemas, Canaries,
	}
}

// Finding is what came of one check.
type Finding struct {
	Check    string   `json:"check"` // one of Names
	Status   Status   `json:"status"`
	Database string   `json:"database,omitempty"` // where Repair runs; empty is any database of the cluster
	Source   string   `json:"source,omitempty"`   // the data source that it is about; a failed one keeps it from being governed
	Means    string   `json:"means"`              // one sentence without a full stop, and without data
	Next     string   `json:"next,omitempty"`     // what to do, in words
	Repair   []string `json:"repair,omitempty"`   // statements that do it, as an administrator runs them
}

// Ask is what the checks are about besides the cluster itself.
type Ask struct {
	Sources   []catalog.Source // the ones that the cluster governs
	Usernames []string         // the warehouse names of the users that scrim knows
	Probe     bool             // make, read and drop a view, to see that reading across databases works
	// Recognise says what is wrong with a warehouse of that identity; nil asks
	// nobody.
	Recognise func(identity string) error
}

// Unreached is the findings that a database does not answer. An error that says
// what to do about TLS is one of TLS, too.
func Unreached(database string, err error) []Finding {
	f := Finding{
		Check: Reachable, Status: Failed, Database: database, Means: "database " + database + ": " + err.Error(),
		Next: "see that host, port, account, password and the database's name are right",
	}
	var untrusted interface{ Untrusted() string }
	if !errors.As(err, &untrusted) || untrusted.Untrusted() == "" {
		return []Finding{f}
	}
	f.Next = "see what the check " + TLS + " says"
	return []Finding{f, {Check: TLS, Status: Failed, Database: database, Means: f.Means, Next: untrusted.Untrusted()}}
}

// OK reports whether no check failed.
func OK(all []Finding) bool {
	return !slices.ContainsFunc(all, func(f Finding) bool { return f.Status == Failed })
}

// Open is the findings that somebody should do something about.
func Open(all []Finding) []Finding {
	out := []Finding{}
	for _, f := range all {
		if f.Status == Failed || f.Status == Warning {
			out = append(out, f)
		}
	}
	return out
}

// Blocked is the failed findings by the source that they keep from being
// governed, the first of each.
func Blocked(all []Finding) map[string]Finding {
	out := map[string]Finding{}
	for _, f := range all {
		if _, known := out[f.Source]; f.Source != "" && f.Status == Failed && !known {
			out[f.Source] = f
		}
	}
	return out
}

// Broken names the failed checks of the cluster as a whole, without those that
// concern one source; empty is none.
func Broken(all []Finding) string {
	var names []string
	for _, f := range all {
		if f.Status == Failed && f.Source == "" && !slices.Contains(names, f.Check) {
			names = append(names, f.Check)
		}
	}
	return strings.Join(names, ", ")
}
