package render

import (
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/plan"
	"scrim/pkg/profile"
)

// Limits of one statement. Redshift takes 32,767 arguments; a planner takes
// long over very many alternatives.
const (
	maxInsertArgs   = 30000
	maxListed       = 1000
	maxAlternatives = 100
)

// win locks the cluster's one control row for the rest of the transaction,
// and affects no row when another writer is ahead, or is another than the one
// whose writing the pass observed. Another store takes the cluster over, and so
// does one that was restored from a backup and counts from lower revisions, when
// an operator says so (DESIGN §5).
func (s *scripter) win(w *writer) plan.SQL {
	text := fmt.Sprintf(`UPDATE %s SET "store" = CAST($1 AS character varying(64)), "lease" = CAST($2 AS bigint), "revision" = CAST($3 AS bigint), "written_at" = %s`, w.own("control"), s.d.now())
	args := []plan.Arg{value(s.claim.Store), value(int64(s.claim.Lease)), value(int64(s.claim.Revision))} //nolint:gosec // counters far below 2^63
	if !s.claim.TakeOver {
		text += "\nWHERE \"store\" IN (CAST($1 AS character varying(64)), CAST($4 AS character varying(64))) AND \"lease\" <= CAST($2 AS bigint) AND \"revision\" <= CAST($3 AS bigint)"
		args = append(args, value(s.claim.Over))
	}
	claim := s.sql(text, nil, args...)
	claim.Rows = 1
	return claim
}

// facts withdraws before it gives, and says last what state that leaves.
func (s *scripter) facts(w *writer, f plan.WriteFacts) []plan.Action {
	var out []plan.Action
	table := w.own("profile")
	for chunk := range slices.Chunk(slices.Sorted(slices.Values(f.Wipe)), maxListed) {
		list, args := listed(chunk, personal, 1)
		out = append(out,
			s.sql(fmt.Sprintf(`DELETE FROM %s WHERE "userid" IN (%s)`, table, list), args),
			s.sql(fmt.Sprintf(`DELETE FROM %s WHERE "userid" IN (%s)`, w.own("profile_state"), list), slices.Clone(args)))
	}
	for chunk := range slices.Chunk(families(f.Delete), maxAlternatives) {
		where, args := alternatives(chunk)
		out = append(out, s.sql("DELETE FROM "+table+"\nWHERE "+where, args))
	}
	rows := make([][]plan.Arg, 0, len(f.Insert))
	for _, r := range sortedRows(f.Insert) {
		rows = append(rows, []plan.Arg{personal(r.UserID), value(string(r.Kind)), personal(r.Name), personal(r.Value), personal(r.ValidUntil.UTC())})
	}
	out = append(out, s.insert(table, profileColumns(), rows)...)
	return append(out, s.states(w, f.States)...)
}

// states replaces what profile_state says of these users.
func (s *scripter) states(w *writer, states []plan.UserState) []plan.Action {
	var out []plan.Action
	table := w.own("profile_state")
	names := make([]string, len(states))
	rows := make([][]plan.Arg, len(states))
	for i, u := range states {
		names[i] = u.UserID
		rows[i] = []plan.Arg{personal(u.UserID), value(u.Pending)}
	}
	for chunk := range slices.Chunk(names, maxListed) {
		list, args := listed(chunk, personal, 1)
		out = append(out, s.sql(fmt.Sprintf(`DELETE FROM %s WHERE "userid" IN (%s)`, table, list), args))
	}
	columns := []typed{{"userid", "character varying(128)"}, {"pending", "boolean"}}
	return append(out, s.insert(table, columns, rows)...)
}

// gates replaces the whole set of each source.
func (s *scripter) gates(w *writer, g plan.SetGates) []plan.Action {
	var out []plan.Action
	var rows [][]plan.Arg
	table := w.own("gate")
	sources := make([]string, len(g.Gates))
	for i, gate := range g.Gates {
		sources[i] = gate.Source
		for _, admission := range gate.Admit {
			rows = append(rows, []plan.Arg{value(gate.Source), value(string(admission))})
		}
	}
	for chunk := range slices.Chunk(sources, maxListed) {
		list, args := listed(chunk, value, 1)
		out = append(out, s.sql(fmt.Sprintf(`DELETE FROM %s WHERE "source" IN (%s)`, table, list), args))
	}
	columns := []typed{{"source", "character varying(256)"}, {"admission", "character varying(64)"}}
	return append(out, s.insert(table, columns, rows)...)
}

func (s *scripter) secrets(w *writer, p plan.PutSecrets) []plan.Action {
	var out []plan.Action
	table := w.own("mask_secret")
	rows := make([][]plan.Arg, len(p.Names))
	for i, name := range p.Names {
		rows[i] = []plan.Arg{value(name), plan.Secret{Name: name}}
	}
	for chunk := range slices.Chunk(p.Names, maxListed) {
		list, args := listed(chunk, value, 1)
		out = append(out, s.sql(fmt.Sprintf(`DELETE FROM %s WHERE "name" IN (%s)`, table, list), args))
	}
	columns := []typed{{"name", "character varying(256)"}, {"value", "character varying(256)"}}
	return append(out, s.insert(table, columns, rows)...)
}

// typed is a column of an INSERT.
type typed struct{ name, sqlType string }

func profileColumns() []typed {
	return []typed{
		{"userid", "character varying(128)"}, {"kind", "character varying(16)"}, {"name", "character varying(256)"},
		{"value", "character varying(1024)"}, {"valid_until", "timestamp with time zone"},
	}
}

// insert is multi-row INSERTs. The first row casts its arguments, so that the
// types do not depend on how a driver describes them.
func (s *scripter) insert(table string, columns []typed, rows [][]plan.Arg) []plan.Action {
	var out []plan.Action
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = doubleQuoted(c.name)
	}
	head := fmt.Sprintf("INSERT INTO %s (%s) VALUES\n  ", table, strings.Join(names, ", "))
	for chunk := range slices.Chunk(rows, maxInsertArgs/len(columns)) {
		var b strings.Builder
		b.WriteString(head)
		args := make([]plan.Arg, 0, len(chunk)*len(columns))
		for r, row := range chunk {
			for i, a := range row {
				args = append(args, a)
				if i == 0 {
					b.WriteString("(")
				} else {
					b.WriteString(", ")
				}
				if r == 0 {
					fmt.Fprintf(&b, "CAST($%d AS %s)", len(args), columns[i].sqlType)
				} else {
					fmt.Fprintf(&b, "$%d", len(args))
				}
			}
			b.WriteString(")")
			if r+1 < len(chunk) {
				b.WriteString(",\n  ")
			}
		}
		out = append(out, s.sql(b.String(), args))
	}
	return out
}

// listed is "$1, $2, …" with its arguments.
func listed(values []string, arg func(any) plan.Arg, first int) (string, []plan.Arg) {
	marks := make([]string, len(values))
	args := make([]plan.Arg, len(values))
	for i, v := range values {
		marks[i] = fmt.Sprintf("$%d", first+i)
		args[i] = arg(v)
	}
	return strings.Join(marks, ", "), args
}

// family is rows that differ in their value alone.
type family struct {
	user, name string
	kind       profile.Kind
	values     []string
}

func sortedRows(rows []profile.Row) []profile.Row {
	out := slices.Clone(rows)
	slices.SortFunc(out, profile.Compare)
	return out
}

func families(rows []profile.Row) []family {
	var out []family
	for _, r := range sortedRows(rows) {
		last := len(out) - 1
		if last >= 0 && out[last].user == r.UserID && out[last].kind == r.Kind && out[last].name == r.Name && len(out[last].values) < maxListed/maxAlternatives {
			out[last].values = append(out[last].values, r.Value)
			continue
		}
		out = append(out, family{user: r.UserID, kind: r.Kind, name: r.Name, values: []string{r.Value}})
	}
	return out
}

// alternatives is a condition that holds for the rows of these families: ANDs
// under ORs, which both planners turn into look-ups.
func alternatives(families []family) (string, []plan.Arg) {
	parts := make([]string, len(families))
	var args []plan.Arg
	for i, f := range families {
		n := len(args)
		args = append(args, personal(f.user), value(string(f.kind)), personal(f.name))
		list, values := listed(f.values, personal, n+4)
		args = append(args, values...)
		parts[i] = fmt.Sprintf(`("userid" = $%d AND "kind" = $%d AND "name" = $%d AND "value" IN (%s))`, n+1, n+2, n+3, list)
	}
	return strings.Join(parts, "\n  OR "), args
}
