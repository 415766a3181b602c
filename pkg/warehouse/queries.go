package warehouse

import (
	"fmt"
	"io/fs"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/render"
	sqlfiles "scrim/sql"
)

// queries is the embedded SQL of one dialect, with the cluster's own schema
// names in it. What Redshift asks as PostgreSQL does is in PostgreSQL's
// folder.
type queries struct{ text map[string]string }

func loadQueries(c catalog.Cluster, d render.Dialect) (*queries, error) {
	q := &queries{text: map[string]string{}}
	if err := q.load(sqlfiles.Postgres, "postgres", c, d); err != nil {
		return nil, err
	}
	if d.Name() == "redshift" {
		if err := q.load(sqlfiles.Redshift, "redshift", c, d); err != nil {
			return nil, err
		}
		for _, name := range []string{"set_role", "tick", "untouched", "access_parties", "access_reads", "analyze", "views_read", "calls_read"} {
			delete(q.text, name) // PostgreSQL's alone: SET ROLE, versions of catalogue rows, attributes of roles, inheritance, who runs what a view or an index calls; Redshift analyzes by itself
		}
	}
	return q, nil
}

func (q *queries) load(files fs.FS, folder string, c catalog.Cluster, d render.Dialect) error {
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		return fmt.Errorf("reading the embedded SQL: %w", err)
	}
	schema, err := render.Identifier(d, render.SystemSchema(c))
	if err != nil {
		return err
	}
	for _, e := range entries {
		text, err := fs.ReadFile(files, folder+"/"+e.Name())
		if err != nil {
			return fmt.Errorf("reading the embedded SQL: %w", err)
		}
		q.text[strings.TrimSuffix(e.Name(), ".sql")] = strings.ReplaceAll(string(text), `"scrim_system"`, schema)
	}
	return nil
}

// Queries is what a warehouse of this cluster is asked, by the name of the file
// in package sql, with two arguments where a query takes as many as there are
// values. It is for people and judges: nothing is run.
func Queries(c catalog.Cluster, d render.Dialect) (map[string]string, error) {
	q, err := loadQueries(c, d)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for name := range q.text {
		if name != "system" && name != "procedures" { // package render cuts them into statements
			out[name] = q.list(name, 2)
		}
	}
	return out, nil
}

// list is a query with as many arguments as values in the place of :list.
func (q *queries) list(name string, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", i+1)
	}
	return strings.Replace(q.text[name], ":list", b.String(), 1)
}
