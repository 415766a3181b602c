package redshiftd

import (
	"context"
	"fmt"
	"strings"
)

// viewParts are the places in CREATE [OR REPLACE] VIEW name [(columns)] AS query [WITH NO SCHEMA BINDING].
type viewParts struct {
	replace bool
	name    relation
	columns string
	body    [2]int // the query's tokens
	late    bool
}

func (s *session) createView(ctx context.Context, st *statement) *Error {
	v, err := readView(s.translator.grammar, st)
	if err != nil {
		return err
	}
	if db := v.name.database(); db != "" && db != s.database {
		return crossDatabase(strings.Join(v.name.parts, "."))
	}
	if v.late {
		return s.createLateView(ctx, st, v)
	}
	return s.createBoundView(ctx, st, v)
}

func readView(g grammar, st *statement) (viewParts, *Error) {
	v := viewParts{replace: st.words(1, "or", "replace")}
	i := st.find(0, "view") + 1
	if st.at(i).is("if") || !st.at(i).ident() {
		return v, near(st.at(i))
	}
	parts, end := st.chain(i)
	v.name = relation{parts: parts, from: i, to: end}
	if err := g.newName(st.at(i)); len(parts) == 1 && err != nil {
		return v, err
	}
	if st.at(end).is("(") {
		closing := st.closing(end)
		for _, item := range splitItems(st, end+1, closing) {
			if err := g.newColumn(st.at(item[0])); err != nil {
				return v, err
			}
		}
		v.columns = " " + st.span(end, closing+1)
		end = closing + 1
	}
	if !st.at(end).is("as") { // WITH (security_barrier), SECURITY INVOKER, …
		return v, near(st.at(end))
	}
	v.body = [2]int{end + 1, len(st.tokens)}
	n := len(st.tokens)
	if st.words(n-4, "with", "no", "schema", "binding") {
		v.late, v.body[1] = true, n-4
	}
	if v.body[0] >= v.body[1] {
		return v, syntaxError("syntax error at end of input")
	}
	if st.at(n-1).is("option") && st.at(n-2).is("check") {
		return v, near(st.at(n - 2))
	}
	if st.words(v.body[0], "with", "recursive") && v.late {
		return v, refused("a recursive common table expression in a late-binding view")
	}
	return v, nil
}

// quotedName returns the view's name as the session resolves it.
func (v viewParts) quotedName() string {
	return quotedChain(v.name.parts)
}

// createLateView records the text and binds it as far as its bases are there.
func (s *session) createLateView(ctx context.Context, st *statement, v viewParts) *Error {
	for _, r := range st.rels {
		if len(r.parts) < 2 {
			return syntaxError("All the relation names inside should be qualified when creating VIEW WITH NO SCHEMA BINDING.")
		}
		if r.system() {
			return unknown("late-binding views over catalogues")
		}
	}
	query := st.src[st.at(v.body[0]).start:st.at(v.body[1]-1).end]
	b, err := s.bind(ctx, query, s.viewer, s.database)
	if err != nil {
		return err
	}
	name := v.quotedName()
	var create, bound string
	if b.absent() {
		// Columns are not known yet; a view that is replaced keeps those that it has.
		create = "EXECUTE " + quoteLiteral(v.verb()+name+" AS SELECT ") + " || coalesce(redshiftd.null_columns(" + quoteLiteral(name) + "), '') || ' WHERE redshiftd.unbound()'"
	} else {
		sql, err := b.sql(ctx, s)
		if err != nil {
			return err
		}
		create, bound = run(v.verb()+name+v.columns+" AS "+sql), b.text()
	}
	ddl := "create view " + st.src[st.at(v.name.from).start:st.tokens[len(st.tokens)-1].end]
	st.whole = block("CREATE VIEW",
		"was := redshiftd.signature("+quoteLiteral(name)+")", create,
		"PERFORM redshiftd.same_signature("+quoteLiteral(name)+", was)",
		fmt.Sprintf("PERFORM redshiftd.register(%s, %s, $redshiftd_ddl$%s$redshiftd_ddl$, %s, $redshiftd_sql$%s$redshiftd_sql$, current_setting('search_path'), %s)",
			quoteLiteral(s.server.token), quoteLiteral(name), ddl, quoteLiteral(v.columns), query, quoteLiteral(bound)))
	return nil
}

func (v viewParts) verb() string {
	if v.replace {
		return "CREATE OR REPLACE VIEW "
	}
	return "CREATE VIEW "
}

// createBoundView creates an ordinary view. Late-binding views in it are frozen: it reads copies of them as they are now.
func (s *session) createBoundView(ctx context.Context, st *statement, v viewParts) *Error {
	var local []ref
	for _, r := range st.rels {
		if db := r.database(); db != "" && db != s.database {
			return &Error{
				Code: codeNotSupported, Message: fmt.Sprintf("a view on objects of another database (%s) must be created WITH NO SCHEMA BINDING", strings.Join(r.parts, ".")),
			}
		}
		if !r.system() {
			local = append(local, ref{s.database, r.schema(), r.name()})
		}
	}
	if s.tx == 'E' {
		return nil
	}
	views, e := s.lateViews(ctx, local)
	if e != nil {
		return clientError(e)
	}
	var steps []string
	for _, lv := range views {
		if err := s.freshen(ctx, lv, 0); err != nil {
			return err
		}
		copyName := quoteIdent("f_" + lv.oid + "_" + randomGUID()[:8])
		steps = append(steps, fmt.Sprintf("PERFORM redshiftd.freeze(%s, %s::regclass, %s)", quoteLiteral(s.server.token), quoteLiteral(quoteIdent(lv.schema)+"."+quoteIdent(lv.name)), quoteLiteral(copyName)))
		for _, r := range st.rels {
			if r.name() == lv.name && (r.schema() == lv.schema || r.schema() == "") {
				st.pointTo(r, "redshiftd_frozen."+copyName)
			}
		}
	}
	name := v.quotedName()
	head := v.verb() + name + v.columns + " AS "
	steps = append([]string{"was := redshiftd.signature(" + quoteLiteral(name) + ")"}, steps...)
	steps = append(steps, run(head+st.span(v.body[0], v.body[1])),
		"PERFORM redshiftd.same_signature("+quoteLiteral(name)+", was)",
		fmt.Sprintf("PERFORM redshiftd.register(%s, %s, NULL, NULL, NULL, NULL, NULL)", quoteLiteral(s.server.token), quoteLiteral(name)))
	st.whole = block("CREATE VIEW", steps...)
	return nil
}

// columnGrant refuses grants on columns of late-binding views, which have no columns to speak of.
func (s *session) columnGrant(ctx context.Context, st *statement) *Error {
	on := st.find(1, "on")
	if on < 0 || !st.at(on-1).is(")") || s.tx == 'E' {
		return nil
	}
	i := on + 1
	if st.at(i).is("table") {
		i++
	}
	parts, _ := st.chain(i)
	if len(parts) == 0 {
		return nil
	}
	r := relation{parts: parts}
	views, err := s.lateViews(ctx, []ref{{s.database, r.schema(), r.name()}})
	if err != nil {
		return clientError(err)
	}
	if len(views) > 0 {
		return refused("a grant on columns of a late-binding view")
	}
	return nil
}
