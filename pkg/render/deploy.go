package render

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/view"
)

// deploy makes or replaces a view at its own name, grants it and records it,
// in one transaction. A row of the source under another name is set aside: its
// view is no longer the source's, and goes.
func (s *scripter) deploy(w *writer, d plan.Deployment, replace bool) ([][]plan.Action, error) {
	text, err := View(s.d, d.View, s.options(d, replace, ""))
	if err != nil {
		return nil, err
	}
	group := []plan.Action{
		s.sql(text, nil),
		s.sql(fmt.Sprintf("GRANT SELECT ON %s TO PUBLIC", w.named(d.View.Name)), nil),
	}
	return [][]plan.Action{append(group, s.record(w, d)...)}, nil
}

func (s *scripter) options(d plan.Deployment, replace bool, as string) Options {
	return Options{Cluster: s.cluster, Admission: d.Admission, Barrier: d.Barrier, Replace: replace, As: as}
}

// swap builds the new view beside the old one, exchanges the names and drops
// the old one, in three transactions: readers of Redshift fail on a view that
// is dropped and made again in one (DESIGN §5). Where a reader can still be
// about to open what the name meant before, the old one lingers, with its
// grants and shut by its gate, until package warehouse is told to tidy. Its
// name is none that another one lingers under: a view that goes back and forth
// must not wait for a reader.
// Whatever stands aside is in the catalogue first, so that nothing is left over
// unknown.
func (s *scripter) swap(w *writer, step plan.SwapView) ([][]plan.Action, error) {
	d, name := step.Deployment, step.View.Name
	next := catalog.ViewName{Schema: name.Schema, Name: s.aside(name.Name, "__new_", d.Admission)}
	old := catalog.ViewName{Schema: name.Schema, Name: s.aside(name.Name, "__old_", d.Admission)}
	for n := 2; slices.Contains(step.Taken, old); n++ {
		old.Name = s.aside(name.Name, fmt.Sprintf("__old%d_", n), d.Admission)
	}
	text, err := View(s.d, d.View, s.options(d, s.d.lingers(), next.Name)) // the same view may be left over from a crash
	if err != nil {
		return nil, err
	}
	build := append(s.note(w, d.View.Source, next),
		s.sql(text, nil),
		s.sql(fmt.Sprintf("GRANT SELECT ON %s TO PUBLIC", w.named(next)), nil))
	exchange := append(s.note(w, d.View.Source, old),
		s.sql(fmt.Sprintf("ALTER TABLE %s RENAME TO %s", w.named(name), w.ident(old.Name)), nil),
		s.sql(fmt.Sprintf("ALTER TABLE %s RENAME TO %s", w.named(next), w.ident(name.Name)), nil),
		s.unnote(w, d.View.Source, next))
	exchange = append(exchange, s.record(w, d)...)
	if s.d.lingers() {
		return [][]plan.Action{build, exchange}, nil
	}
	exchange = append(exchange, s.sql(fmt.Sprintf("REVOKE ALL ON %s FROM PUBLIC", w.named(old)), nil))
	drop := s.sql("DROP VIEW "+w.named(old), nil)
	drop.Optional = true
	return [][]plan.Action{build, exchange, {drop, s.unnote(w, d.View.Source, old)}}, nil
}

// aside is a name for a view that stands beside another for a while. It is
// shortened by a hash where the dialect's limit asks for it.
func (s *scripter) aside(name, suffix string, a view.Admission) string {
	suffix += string(a)[:min(8, len(a))]
	if s.d.CheckName(name+suffix) == nil {
		return name + suffix
	}
	sum := sha256.Sum256([]byte(name))
	suffix = "_" + hex.EncodeToString(sum[:4]) + suffix
	cut := len(name)
	for cut > 0 && s.d.CheckName(name[:cut]+suffix) != nil { // nor is half a character a name
		cut--
	}
	return name[:cut] + suffix
}

// note records a view that stands aside, before it does.
func (s *scripter) note(w *writer, source string, name catalog.ViewName) []plan.Action {
	return []plan.Action{
		s.unnote(w, source, name),
		s.sql(fmt.Sprintf(`INSERT INTO %s ("source", "view_schema", "view_name", "aside", "admission", "identity", "witness", "revision") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(128)), CAST($3 AS character varying(128)), TRUE, '', '', '', CAST($4 AS bigint))`, w.own("managed_view")),
			s.key(source, name), s.revision()),
	}
}

func (s *scripter) unnote(w *writer, source string, name catalog.ViewName) plan.SQL {
	return s.sql(fmt.Sprintf(`DELETE FROM %s WHERE "source" = $1 AND "view_schema" = $2 AND "view_name" = $3`, w.own("managed_view")), s.key(source, name))
}

func (s *scripter) key(source string, name catalog.ViewName) []plan.Arg {
	return []plan.Arg{value(source), value(name.Schema), value(name.Name)}
}

func (s *scripter) revision() plan.Arg {
	return value(int64(s.claim.Revision)) //nolint:gosec // a counter far below 2^63
}

// record writes the view's row of the catalogue and its columns'. The witness
// stays empty until the definition has been read back.
func (s *scripter) record(w *writer, d plan.Deployment) []plan.Action {
	source, name := d.View.Source, d.View.Name
	out := []plan.Action{
		s.unnote(w, source, name),
		s.sql(fmt.Sprintf(`UPDATE %s SET "aside" = TRUE WHERE "source" = $1 AND NOT "aside"`, w.own("managed_view")), []plan.Arg{value(source)}),
		s.sql(fmt.Sprintf(`INSERT INTO %s ("source", "view_schema", "view_name", "aside", "admission", "identity", "witness", "revision") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(128)), CAST($3 AS character varying(128)), FALSE, CAST($4 AS character varying(64)), CAST($5 AS character varying(128)), '', CAST($6 AS bigint))`, w.own("managed_view")),
			append(s.key(source, name), value(string(d.Admission)), value(d.Identity)), s.revision()),
	}
	return append(out, s.list(w, d)...)
}

// list replaces what the catalogue tells readers of a view: its columns, and
// on what terms it lets them in. Terms that cannot be written let nobody see
// them (compile says so of the source).
func (s *scripter) list(w *writer, d plan.Deployment) []plan.Action {
	source, name := d.View.Source, d.View.Name
	rows := make([][]plan.Arg, len(d.View.Columns))
	for i, c := range d.View.Columns {
		rows[i] = append(s.key(source, name), value(int64(i+1)), value(c.Name), value(c.Type.String()), value(state(c)))
	}
	columns := []typed{
		{"source", "character varying(256)"}, {"view_schema", "character varying(128)"}, {"view_name", "character varying(128)"},
		{"ordinal", "integer"}, {"column_name", "character varying(128)"}, {"column_type", "character varying(256)"}, {"state", "character varying(16)"},
	}
	out := []plan.Action{s.sql(fmt.Sprintf(`DELETE FROM %s WHERE "source" = $1`, w.own("view_columns")), []plan.Arg{value(source)})}
	out = append(out, s.insert(w.own("view_columns"), columns, rows)...)
	return append(out, s.terms(w, d)...)
}

// terms writes each test of a view's terms as one row.
func (s *scripter) terms(w *writer, d plan.Deployment) []plan.Action {
	source := d.View.Source
	terms, _ := view.TermsOf(d.View.Admit)
	var rows [][]plan.Arg
	for i, term := range terms {
		for j, alternative := range term {
			for k, test := range alternative {
				rows = append(rows, []plan.Arg{
					value(source), value(string(d.Admission)), value(int64(i + 1)), value(int64(j + 1)), value(int64(k + 1)),
					value(string(test.Kind)), value(test.Name), value(test.Value), value(test.Any), value(test.Absent),
				})
			}
		}
	}
	columns := []typed{
		{"source", "character varying(256)"}, {"admission", "character varying(64)"},
		{"term", "integer"}, {"alternative", "integer"}, {"test", "integer"},
		{"kind", "character varying(16)"}, {"name", "character varying(256)"}, {"value", "character varying(1024)"},
		{"any_value", "boolean"}, {"absent", "boolean"},
	}
	out := []plan.Action{s.sql(fmt.Sprintf(`DELETE FROM %s WHERE "source" = $1`, w.own("view_terms")), []plan.Arg{value(source)})}
	return append(out, s.insert(w.own("view_terms"), columns, rows)...)
}

// state says of a column whether readers see it as it is: "clear" all of
// them, "masked" none, "conditional" some, or some rows.
func state(c view.Column) string {
	raw, other := false, false
	for _, choice := range c.Choices {
		if choice.Show != (view.Raw{}) {
			other = true
			continue
		}
		raw = true
		if view.Same(choice.When, view.Always{}) && !other && len(c.Choices) == 1 {
			return "clear"
		}
	}
	if raw {
		return "conditional"
	}
	return "masked"
}

// drop never cascades: somebody else's object that depends on the view makes
// it fail. It asks first whose the view is, since the owner of a schema may
// drop what others made in it (law 7).
func (s *scripter) drop(w *writer, step plan.DropView) []plan.Action {
	ours := s.sql(fmt.Sprintf("SELECT 1 FROM pg_catalog.pg_views WHERE schemaname = %s AND viewname = %s AND viewowner = CURRENT_USER",
		w.literal(s.d.fold(step.Name.Schema)), w.literal(s.d.fold(step.Name.Name))), nil)
	ours.Rows = 1
	return []plan.Action{
		ours,
		s.sql("DROP VIEW "+w.named(step.Name), nil),
		s.unnote(w, step.Source, step.Name),
		s.sql(fmt.Sprintf(`DELETE FROM %s WHERE "source" = $1 AND "view_schema" = $2 AND "view_name" = $3`, w.own("view_columns")), s.key(step.Source, step.Name)),
		s.sql(fmt.Sprintf(`DELETE FROM %s WHERE "source" = $1 AND NOT EXISTS (SELECT 1 FROM %s AS m WHERE m."source" = $1 AND NOT m."aside")`,
			w.own("view_terms"), w.own("managed_view")), []plan.Arg{value(step.Source)}), // unless it has a view of another name
	}
}

func (s *scripter) forget(w *writer, step plan.Forget) []plan.Action {
	source := []plan.Arg{value(step.Source)}
	return []plan.Action{
		s.sql(fmt.Sprintf(`DELETE FROM %s WHERE "source" = $1 AND NOT "aside"`, w.own("managed_view")), source),
		s.sql(fmt.Sprintf(`DELETE FROM %s WHERE "source" = $1`, w.own("view_columns")), []plan.Arg{value(step.Source)}),
		s.sql(fmt.Sprintf(`DELETE FROM %s WHERE "source" = $1`, w.own("view_terms")), []plan.Arg{value(step.Source)}),
	}
}

// Tidy is the transaction that forgets a view that stands aside; one that
// stands there still, and is ours, is dropped first.
func Tidy(d Dialect, c catalog.Cluster, source string, name catalog.ViewName, stands bool) ([]plan.Action, error) {
	s := &scripter{d: d, cluster: c, hash: sha256.New()}
	w := newWriter(d, c)
	var out []plan.Action
	if stands {
		out = append(out, s.sql("DROP VIEW "+w.named(name), nil))
	}
	return append(out, s.unnote(w, source, name)), w.err
}

// Witnesses records, by source, the hash of what was read back, where there is
// none: a view that somebody changed, and that could not be made again, must
// not become the one that is expected.
func Witnesses(d Dialect, c catalog.Cluster, bySource map[string]string) []plan.SQL {
	s := &scripter{d: d, cluster: c, hash: sha256.New()}
	w := newWriter(d, c)
	var out []plan.SQL
	const chunk = 500
	for sources := range slices.Chunk(slices.Sorted(maps.Keys(bySource)), chunk) {
		var cases strings.Builder
		var args []plan.Arg
		for _, source := range sources {
			args = append(args, value(source), value(bySource[source]))
			fmt.Fprintf(&cases, " WHEN $%d THEN CAST($%d AS character varying(64))", len(args)-1, len(args))
		}
		list, keys := listed(sources, value, len(args)+1)
		out = append(out, s.sql(fmt.Sprintf(`UPDATE %s SET "witness" = CASE "source"%s ELSE "witness" END WHERE NOT "aside" AND "witness" = '' AND "source" IN (%s)`,
			w.own("managed_view"), cases.String(), list), append(args, keys...)))
	}
	return out
}
