package render

import (
	"fmt"
	"io/fs"
	"strings"

	"scrim/pkg/catalog"
)

// ProceduresSchema is the schema of what readers may call on a cluster.
func ProceduresSchema(c catalog.Cluster) string { return c.SystemPrefix() + "_procedures" }

// Procedures is what the service account makes for readers to call. Views and
// facts do without: where it may make none, readers ask elsewhere. Where nobody
// looks for what they ask, nobody may call what is there.
func Procedures(d Dialect, c catalog.Cluster) ([]BootstrapLine, error) {
	w := newWriter(d, c)
	if c.Inbox == catalog.InboxOff {
		return []BootstrapLine{{
			Comment: "Nobody looks for what readers ask for here.",
			SQL:     fmt.Sprintf("REVOKE USAGE ON SCHEMA %s FROM PUBLIC", w.ident(ProceduresSchema(c))),
		}}, w.err
	}
	return w.blocks("procedures.sql")
}

// Routine is a procedure by its name and the types of what it is given, as
// warehouses tell them apart.
type Routine struct {
	Schema, Name string
	Takes        []string
}

// Routines is every procedure that Procedures makes, those for readers first.
func Routines(c catalog.Cluster) []Routine {
	const text, number = "character varying", "integer"
	return []Routine{
		{ProceduresSchema(c), "use_project", []string{text}},
		{ProceduresSchema(c), "leave_project", nil},
		{ProceduresSchema(c), "acknowledge", []string{text}},
		{ProceduresSchema(c), "acknowledge", []string{text, number}},
		{ProceduresSchema(c), "request_access", []string{text, text}},
		{SystemSchema(c), "wish", []string{text, text, text, number}},
	}
}

// blocks is an embedded file cut into statements, each with its comment and
// with the cluster's own schemas in it.
func (w *writer) blocks(file string) ([]BootstrapLine, error) {
	text, err := fs.ReadFile(w.d.files(), file)
	if err != nil {
		return nil, fmt.Errorf("reading the system's SQL: %w", err)
	}
	own := strings.NewReplacer(`"scrim_system"."`, w.ident(SystemSchema(w.cluster))+`."`+w.d.prefix(), `"scrim_procedures"`, w.ident(ProceduresSchema(w.cluster)))
	var out []BootstrapLine
	for _, block := range strings.Split(string(text), "\n\n") {
		var line BootstrapLine
		var sql []string
		for _, row := range strings.Split(block, "\n") {
			if comment, ok := strings.CutPrefix(row, "-- "); ok {
				line.Comment = strings.TrimSpace(line.Comment + " " + comment)
			} else {
				sql = append(sql, row)
			}
		}
		line.SQL = own.Replace(strings.TrimSuffix(strings.TrimSpace(strings.Join(sql, "\n")), ";"))
		if line.SQL != "" {
			out = append(out, line)
		}
	}
	return out, w.err
}

// unmakeProcedures drops what readers may call: it reads the tables, which go
// after it. Redshift has no IF EXISTS here.
func (w *writer) unmakeProcedures() []BootstrapLine {
	var out []BootstrapLine
	for _, r := range Routines(w.cluster) {
		out = append(out, BootstrapLine{
			Comment: "What readers could call.", SQL: fmt.Sprintf("DROP PROCEDURE %s.%s(%s)", w.ident(r.Schema), w.ident(r.Name), strings.Join(r.Takes, ", ")),
			Unless: fmt.Sprintf("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname = %s AND p.proname = %s AND p.pronargs = %d)",
				w.literal(w.d.fold(r.Schema)), w.literal(r.Name), len(r.Takes)),
		})
	}
	return out
}
