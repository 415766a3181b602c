package redshiftd

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// lateView is a late-binding view of the session's database. It is a real view of PostgreSQL, so that its grants, its
// owner and its name are PostgreSQL's; before each statement that reads it, the front looks whether what the text names
// still has the shape that the view was bound to, and binds it again if not.
type lateView struct {
	oid, schema, name, owner string
	query, columns, bound    string
}

// maxNesting bounds late-binding views that read each other.
const maxNesting = 16

// resolve makes a statement's relations readable: other databases through foreign tables, late-binding views bound.
func (s *session) resolve(ctx context.Context, st *statement) *Error {
	if s.tx == 'E' {
		return nil // the server says that the transaction has failed
	}
	var local []ref
	for _, r := range st.rels {
		switch {
		case r.system():
		case r.database() != "" && r.database() != s.database:
			if err := s.foreign(ctx, st, r); err != nil {
				return err
			}
		default:
			local = append(local, ref{s.database, r.schema(), r.name()})
		}
	}
	if err := s.standing(ctx, local); err != nil {
		return err
	}
	for try := 1; ; try++ {
		err := s.refresh(ctx, local)
		if err == nil || err.Code != codeRaced || try == maxRaces || s.ddl && s.tx == 'T' {
			return err
		}
	}
}

// refresh binds the late-binding views among these names again, where they need it.
func (s *session) refresh(ctx context.Context, names []ref) *Error {
	views, err := s.lateViews(ctx, names)
	if err != nil {
		return clientError(err)
	}
	for _, v := range views {
		if err := s.freshen(ctx, v, 0); err != nil {
			return err
		}
	}
	return nil
}

// codeRaced is the front's own: a view was made otherwise, renamed or dropped while the front was about to bind it again,
// which Redshift never does. It looks at the names once more then.
const (
	codeRaced = "RD001"
	maxRaces  = 100
)

// look asks about the session's own database: the keeper, or the session itself once its transaction has changed definitions.
func (s *session) look(ctx context.Context, sql string) ([][]string, error) {
	if s.ddl && s.tx == 'T' {
		return s.inside(sql)
	}
	return s.server.keeper.rows(ctx, s.database, sql)
}

// lateViews returns those of the names that are late-binding views. A name without a schema is looked for in the search path.
func (s *session) lateViews(ctx context.Context, names []ref) ([]lateView, error) {
	if len(names) == 0 {
		return nil, nil
	}
	var in []string
	unqualified := false
	for _, n := range names {
		in = append(in, quoteLiteral(n.name))
		unqualified = unqualified || n.schema == ""
	}
	rows, err := s.look(ctx, `SELECT c.oid, n.nspname, c.relname, pg_get_userbyid(c.relowner), l.query, l.columns, l.bound
		FROM redshiftd.late_views() AS l JOIN pg_catalog.pg_class AS c ON c.oid = l.oid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE n.nspname <> 'redshiftd_frozen' AND c.relname IN (`+strings.Join(in, ", ")+`) ORDER BY c.oid`)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	path := map[string]bool{}
	if unqualified {
		schemas, err := s.inside("SELECT unnest(current_schemas(false))")
		if err != nil {
			return nil, err
		}
		for _, p := range schemas {
			path[p[0]] = true
		}
	}
	var out []lateView
	for _, r := range rows {
		v := lateView{oid: r[0], schema: r[1], name: r[2], owner: r[3], query: r[4], columns: r[5], bound: r[6]}
		if slices.ContainsFunc(names, func(n ref) bool {
			return n.name == v.name && (n.schema == v.schema || n.schema == "" && path[v.schema])
		}) {
			out = append(out, v)
		}
	}
	return out, nil
}

// freshen checks the reader's USAGE on every schema that the view names, and binds the view again when a base changed.
func (s *session) freshen(ctx context.Context, v lateView, depth int) *Error {
	if depth > maxNesting {
		return &Error{Code: "54001", Message: "late-binding views are nested too deep"}
	}
	if quoteIdent(v.owner) == roleUnknown {
		return &Error{Code: codeDenied, Message: "permission denied for relation " + v.name, Detail: "The view's owner was dropped."}
	}
	b, err := s.bind(ctx, v.query, v.owner, s.database)
	if err != nil {
		return err
	}
	if err := b.readable(!s.server.cfg.NoReaderUsage); err != nil {
		return err
	}
	if err := s.shadowed(b.st); err != nil {
		return err
	}
	inner, e := s.lateViews(ctx, b.local())
	if e != nil {
		return clientError(e)
	}
	for _, in := range inner {
		if err := s.freshen(ctx, in, depth+1); err != nil {
			return err
		}
	}
	if b.text() == v.bound {
		return nil
	}
	return s.rebuild(ctx, v, b)
}

// shadowed refuses a view with a built-in function without schema when the reader's search_path has another of that name
// before it: Redshift reads the text again as the reader (as far as is known), so the reader's would be called.
func (s *session) shadowed(st *statement) *Error {
	var bare []string
	for i, t := range st.tokens {
		if t.ident() && s.translator.grammar.functions[t.name] && st.at(i+1).is("(") && !st.at(i-1).is(".") {
			bare = append(bare, quoteLiteral(t.name))
		}
	}
	if len(bare) == 0 {
		return nil
	}
	rows, err := s.inside(`SELECT n.nspname, p.proname FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
		WHERE p.proname IN (` + strings.Join(bare, ", ") + `) AND array_position(current_schemas(true), n.nspname) < array_position(current_schemas(true), 'pg_catalog')`)
	if err != nil {
		return clientError(err)
	}
	if len(rows) == 0 {
		return nil
	}
	return &Error{
		Code: codeNotSupported, Message: fmt.Sprintf("redshiftd: %s.%s would take the place of pg_catalog.%[2]s in a late-binding view", rows[0][0], rows[0][1]),
		Hint: "Write pg_catalog before the function's name in the view.",
	}
}

// rebuild gives the view its new definition: at once for everybody, or in the session's transaction when that is where
// the definitions changed.
func (s *session) rebuild(ctx context.Context, v lateView, b *binding) *Error {
	sql, err := b.sql(ctx, s)
	if err != nil {
		return err
	}
	step := fmt.Sprintf("SELECT redshiftd.rebuild(%s, %s, %s, $redshiftd_sql$%s$redshiftd_sql$, $redshiftd_sql$%s$redshiftd_sql$, %s)",
		quoteLiteral(s.server.token), v.oid, quoteLiteral(v.columns), v.query, sql, quoteLiteral(b.text()))
	if s.ddl && s.tx == 'T' {
		if _, err := s.inside(step); err != nil {
			return clientError(err)
		}
		return nil
	}
	if _, err := s.server.keeper.rows(ctx, s.database, "BEGIN; SELECT pg_advisory_xact_lock("+v.oid+"); "+step+"; COMMIT"); err != nil {
		return clientError(err)
	}
	return nil
}

// binding is a late-binding view's text and what its names stand for now.
type binding struct {
	st       *statement
	database string // where it is bound
	owner    string
	found    map[ref]shape
	// caseSensitive is the reader's enable_case_sensitive_identifier: the text is read again with it.
	caseSensitive bool
}

// bind looks at everything that a late-binding view's text names. here is the database in which two-part names are resolved.
func (s *session) bind(ctx context.Context, query, owner, here string) (*binding, *Error) {
	t := s.translator
	t.database = here
	list, err := t.parse(query)
	if err != nil {
		return nil, err
	}
	if len(list) != 1 {
		return nil, syntaxError("a view has one query")
	}
	b := &binding{st: list[0], database: here, owner: owner, found: map[ref]shape{}, caseSensitive: t.caseSensitive}
	if err := t.translate(b.st); err != nil {
		return nil, err
	}
	byDatabase := map[string][]ref{}
	for _, r := range b.st.rels {
		full := b.full(r)
		if !slices.Contains(byDatabase[full.database], full) {
			byDatabase[full.database] = append(byDatabase[full.database], full)
		}
	}
	for db, refs := range byDatabase {
		look := s.look
		if db != s.database {
			look = func(ctx context.Context, sql string) ([][]string, error) { return s.server.keeper.rows(ctx, db, sql) }
		}
		found, e := shapes(ctx, look, refs, s.viewer)
		if e != nil {
			return nil, databaseError(e, db)
		}
		maps.Copy(b.found, found)
	}
	return b, nil
}

func databaseError(err error, database string) *Error {
	e := clientError(err)
	if e.Code == codeNoDatabase {
		return e
	}
	if strings.Contains(err.Error(), codeNoDatabase) {
		return &Error{Code: codeNoDatabase, Message: fmt.Sprintf("database %q does not exist", database)}
	}
	return e
}

// full returns a relation's three parts.
func (b *binding) full(r relation) ref {
	return ref{cmp.Or(r.database(), b.database), r.schema(), r.name()}
}

// local returns the names in the database where the view is bound.
func (b *binding) local() []ref {
	var out []ref
	for _, r := range sortedRefs(slices.Collect(maps.Keys(b.found))) {
		if r.database == b.database {
			out = append(out, r)
		}
	}
	return out
}

func sortedRefs(refs []ref) []ref {
	out := slices.Clone(refs)
	slices.SortFunc(out, func(a, b ref) int {
		return cmp.Or(strings.Compare(a.database, b.database), strings.Compare(a.schema, b.schema), strings.Compare(a.name, b.name))
	})
	return out
}

// readable reports what hinders reading: USAGE that the reader lacks, relations that are not there, tables that other databases cannot read.
func (b *binding) readable(usage bool) *Error {
	for _, r := range sortedRefs(slices.Collect(maps.Keys(b.found))) {
		f := b.found[r]
		switch {
		case f.Schema && usage && !f.Usage:
			return &Error{Code: codeDenied, Message: "permission denied for schema " + r.schema}
		case !f.Exists:
			return noRelation(r, r.database == b.database)
		case r.database != b.database:
			if err := crossReadable(r, f); err != nil {
				return err
			}
		}
	}
	return nil
}

func noRelation(r ref, local bool) *Error {
	name := r.String()
	if local {
		name = r.schema + "." + r.name
	}
	return &Error{Code: codeNoTable, Message: fmt.Sprintf("relation %q does not exist", name)}
}

// crossReadable refuses tables that cannot be read from another database.
func crossReadable(r ref, f shape) *Error {
	switch {
	case f.ColumnGrants:
		return &Error{Code: codeNotSupported, Message: fmt.Sprintf("cross-database query on %s is not supported: it has column-level privileges", r)}
	case f.Interleaved:
		return &Error{Code: codeNotSupported, Message: fmt.Sprintf("cross-database query on %s is not supported: it has an interleaved sort key", r)}
	case f.RowLevel:
		return &Error{Code: codeNotSupported, Message: fmt.Sprintf("cross-database query on %s is not supported: it is protected by row-level security", r)}
	}
	return nil
}

// absent reports whether a relation is not there.
func (b *binding) absent() bool {
	for _, f := range b.found {
		if !f.Exists {
			return true
		}
	}
	return false
}

// text says what the view is bound to: which relations with which columns. A local table that was dropped and made
// again is another one; in other databases the name is what counts.
func (b *binding) text() string {
	var out []string
	for _, r := range sortedRefs(slices.Collect(maps.Keys(b.found))) {
		f := b.found[r]
		oid := ""
		if r.database == b.database {
			oid = f.OID
		}
		out = append(out, r.String()+" "+oid+" "+f.columnText())
	}
	mode := ""
	if b.caseSensitive {
		mode = " case-sensitive"
	}
	return b.owner + mode + "\n" + strings.Join(out, "\n")
}

// sql lays the foreign tables and returns the text for PostgreSQL.
func (b *binding) sql(ctx context.Context, s *session) (string, *Error) {
	for _, r := range b.st.rels {
		full := b.full(r)
		if full.database == b.database {
			continue
		}
		f := b.found[full]
		if f.Late {
			if err := s.thirdDatabase(full, f); err != nil {
				return "", err
			}
		}
		if err := crossReadable(full, f); err != nil {
			return "", err
		}
		name, err := s.server.keeper.layFar(ctx, b.database, full, f)
		if err == nil {
			err = s.server.keeper.layMapping(ctx, b.database, full.database, b.owner)
		}
		if err != nil {
			return "", clientError(err)
		}
		b.st.pointTo(r, name)
	}
	return b.st.text(), nil
}
