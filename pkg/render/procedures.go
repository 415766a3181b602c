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
// facts do without: where it may make none, readers ask elsewhere.
func Procedures(d Dialect, c catalog.Cluster) ([]BootstrapLine, error) {
	w := newWriter(d, c)
	return w.blocks("procedures.sql")
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
// after it.
func (w *writer) unmakeProcedures() []BootstrapLine {
	const comment = "What readers could call."
	const text = "character varying"
	var out []BootstrapLine
	for _, one := range [][3]string{
		{ProceduresSchema(w.cluster), "use_project", "(" + text + ")"}, {ProceduresSchema(w.cluster), "leave_project", "()"},
		{ProceduresSchema(w.cluster), "acknowledge", "(" + text + ")"}, {ProceduresSchema(w.cluster), "acknowledge", "(" + text + ", integer)"},
		{ProceduresSchema(w.cluster), "request_access", "(" + text + ", " + text + ")"},
		{SystemSchema(w.cluster), "wish", "(" + text + ", " + text + ", " + text + ", integer)"},
	} {
		out = append(out, BootstrapLine{
			Comment: comment, SQL: "DROP PROCEDURE " + w.ident(one[0]) + "." + w.ident(one[1]) + one[2], // Redshift has no IF EXISTS here
			Unless: fmt.Sprintf("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname = %s AND p.proname = %s)",
				w.literal(w.d.fold(one[0])), w.literal(one[1])),
		})
	}
	return out
}
