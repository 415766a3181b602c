package redshiftd

import (
	"fmt"
	"strings"
)

// Platform is what kind of warehouse the stand-in is taken for, as far as SQL can tell (reference redshift.md §2).
type Platform int

const (
	// RA3 is a provisioned cluster of ra3 or rg nodes: SYS_SERVERLESS_USAGE is denied, databases read each other.
	RA3 Platform = iota
	// Serverless is a workgroup: SYS_SERVERLESS_USAGE answers, the views of provisioned clusters are denied.
	Serverless
	// DC2 is a provisioned cluster of older nodes: like RA3, but no database reads another.
	DC2
)

// String returns the platform's name in lower case.
func (p Platform) String() string { return [...]string{"ra3", "serverless", "dc2"}[p] }

// visible refuses the system relations that the platform does not show.
func (p Platform) visible(s *statement) *Error {
	for _, r := range s.rels {
		if !r.system() {
			continue
		}
		name := r.name()
		provisioned := strings.HasPrefix(name, "svl_") || strings.HasPrefix(name, "stl_") || strings.HasPrefix(name, "stv_") || strings.HasPrefix(name, "svcs_")
		if p == Serverless && provisioned || p != Serverless && name == "sys_serverless_usage" {
			return &Error{Code: codeDenied, Message: "permission denied for relation " + name}
		}
	}
	return nil
}

// reach refuses names of other databases on platforms where none reads another.
func (p Platform) reach(s *statement, database string) *Error {
	if p != DC2 {
		return nil
	}
	for _, r := range s.rels {
		if db := r.database(); db != "" && db != database {
			return &Error{Code: codeNotSupported, Message: fmt.Sprintf("cross-database references are not implemented: %q", strings.Join(r.parts, "."))}
		}
	}
	return nil
}
