package render

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
)

// Aside is a dialect in which scrim's own relations have other names, which
// begin with prefix: what is tried there stands beside what is in force. A
// moment that is not zero is what time it is for conditions on age.
func Aside(d Dialect, prefix string, now time.Time) Dialect { return aside{d, prefix, now} }

type aside struct {
	Dialect
	named string
	at    time.Time
}

func (a aside) prefix() string { return a.named }

func (a aside) moment(early bool) string {
	if a.at.IsZero() {
		return a.Dialect.moment(early)
	}
	return "TIMESTAMP " + a.quote(a.at.UTC().Format(catalog.TimestampLayout))
}

// Own is a relation of scrim's own, as the catalogue has it.
func Own(d Dialect, c catalog.Cluster, name string) catalog.Table {
	return catalog.Table{Database: c.ViewDatabase, Schema: SystemSchema(c), Name: d.prefix() + name}
}

// ReadByViews is the statements of Service that make what views read, and what
// is written together with it.
func ReadByViews(d Dialect, c catalog.Cluster) ([]plan.SQL, error) {
	lines, err := Service(d, c)
	if err != nil {
		return nil, err
	}
	w := newWriter(d, c)
	made := func(l BootstrapLine) bool {
		for _, name := range []string{"profile", "profile_state", "gate", "mask_secret", "counting", "common_combination", "user_profile", "valid_counting"} {
			own := w.own(name)
			if strings.HasPrefix(l.SQL, "CREATE TABLE IF NOT EXISTS "+own+" ") || strings.HasPrefix(l.SQL, "CREATE OR REPLACE VIEW "+own+" ") {
				return true
			}
		}
		return false
	}
	var out []plan.SQL
	for _, l := range lines {
		if made(l) {
			out = append(out, plan.SQL{Text: l.SQL, Rows: plan.AnyRows})
		}
	}
	return out, w.err
}

// Data is the statements of steps that write rows, without a claim: nobody
// else sees them.
func Data(d Dialect, c catalog.Cluster, steps ...plan.Step) ([]plan.SQL, error) {
	s, w := &scripter{d: d, cluster: c, hash: sha256.New()}, newWriter(d, c)
	var out []plan.SQL
	for _, step := range steps {
		actions, ok := s.data(w, step)
		if !ok {
			return nil, fmt.Errorf("rendering rows: a step of kind %T writes none", step)
		}
		for _, a := range actions {
			statement, ok := a.(plan.SQL)
			if !ok {
				return nil, fmt.Errorf("rendering rows: an action of kind %T", a)
			}
			out = append(out, statement)
		}
	}
	return out, w.err
}

// Table is the statement that makes a table in the view database.
func Table(d Dialect, c catalog.Cluster, at catalog.Table, columns []catalog.Observed) (plan.SQL, error) {
	w := newWriter(d, c)
	parts := make([]string, len(columns))
	for i, o := range columns {
		parts[i] = "  " + w.ident(o.Name) + " " + w.d.typeName(o.Type) + w.collation(o.Type)
	}
	text := "CREATE TABLE " + w.beside(at) + " (\n" + strings.Join(parts, ",\n") + "\n)"
	if w.err != nil {
		return plan.SQL{}, fmt.Errorf("rendering table %s: %w", at, w.err)
	}
	return plan.SQL{Text: text, Rows: plan.AnyRows}, nil
}

// beside is a table as a statement names it that runs in its database.
func (w *writer) beside(t catalog.Table) string { return w.ident(t.Schema) + "." + w.ident(t.Name) }

// Rows is the statements that fill a table. A value is nil, a bool or text as
// the warehouse prints it; it is bound. Text is not cast to its column's type,
// which would cut it: what is too long is refused.
func Rows(d Dialect, c catalog.Cluster, at catalog.Table, columns []catalog.Observed, rows [][]any) ([]plan.SQL, error) {
	w := newWriter(d, c)
	names, types := make([]string, len(columns)), make([]string, len(columns))
	for i, o := range columns {
		if o.Type.IsText() {
			o.Type = catalog.Type{Kind: catalog.Text}
		}
		names[i], types[i] = w.ident(o.Name), w.d.typeName(o.Type)
	}
	head := "INSERT INTO " + w.beside(at) + " (" + strings.Join(names, ", ") + ") VALUES\n  "
	var out []plan.SQL
	for chunk := range slices.Chunk(rows, max(1, maxInsertArgs/max(1, len(columns)))) {
		var args []plan.Arg
		lines := make([]string, len(chunk))
		for r, row := range chunk {
			cells := make([]string, len(types))
			for i, v := range row {
				cells[i] = "CAST(NULL AS " + types[i] + ")"
				if v != nil {
					args = append(args, personal(v))
					cells[i] = fmt.Sprintf("CAST($%d AS %s)", len(args), types[i])
				}
			}
			lines[r] = "(" + strings.Join(cells, ", ") + ")"
		}
		out = append(out, plan.SQL{Text: head + strings.Join(lines, ",\n  "), Args: args, Rows: len(chunk)})
	}
	if w.err != nil {
		return nil, fmt.Errorf("rendering rows of %s: %w", at, w.err)
	}
	return out, nil
}

// Look is the query of some columns of a relation in the view database, of so
// many rows at most.
func Look(d Dialect, c catalog.Cluster, at catalog.Table, columns []string, most int) (string, error) {
	w := newWriter(d, c)
	names := make([]string, len(columns))
	for i, name := range columns {
		names[i] = "v." + w.ident(name)
	}
	text := fmt.Sprintf("SELECT %s FROM %s AS v LIMIT %d", strings.Join(names, ", "), w.beside(at), most)
	if w.err != nil {
		return "", fmt.Errorf("rendering a look at %s: %w", at, w.err)
	}
	return text, nil
}
