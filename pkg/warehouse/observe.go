package warehouse

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/render"
	"scrim/pkg/view"
)

// Ask is what a pass wants to know.
type Ask = plan.Ask

// reader is what differs between dialects in observing.
type reader interface {
	// bases fills in what the tables of these sources are.
	bases(ctx context.Context, ask []plan.AskSource) (map[catalog.Table]base, error)
	// relations is what stands at these names in the view database.
	relations(ctx context.Context, names []catalog.ViewName) (map[catalog.ViewName]plan.Relation, error)
	// shape corrects what relations could not know of a view's columns.
	shape(rel *plan.Relation, m *plan.Managed)
	// untouched is which of these sources' views nobody changed since the
	// transaction that made them, as far as anybody can tell.
	untouched(ctx context.Context, sources []string) (map[string]bool, error)
	// tick is another text after every change of a definition or a grant; ""
	// where nobody tells.
	tick(ctx context.Context) (string, error)
	// oldestSnapshot is since when the oldest other transaction reads, the
	// time there, and whether this account is told of all of them.
	oldestSnapshot(ctx context.Context) (told bool, oldest *time.Time, asked time.Time, err error)
}

func newReader(w *Warehouse) reader {
	if w.cluster.Kind.IsRedshift() {
		return redshiftReader{w}
	}
	return postgresReader{w}
}

// base is one table as observed.
type base struct {
	signature catalog.Signature
	problem   plan.Problem
	detail    string
}

// Tick is another text after every change of a table's or a view's definition
// or grants; "" where the warehouse does not tell, as Redshift.
func (w *Warehouse) Tick(ctx context.Context) (string, error) {
	text, err := w.reader.tick(ctx)
	return text, classify("looking for changes", err)
}

// Observe reads what is there for the sources and users of ask, and with
// Everything all that scrim made and wrote besides. It writes nothing.
func (w *Warehouse) Observe(ctx context.Context, ask Ask) (plan.Observed, error) {
	o := observation{w: w, ask: ask, out: plan.Observed{
		Sources: map[string]plan.ObservedSource{}, Users: map[string]plan.ObservedUser{},
	}}
	for _, part := range []func(context.Context) error{o.claim, o.sources, o.users, o.secrets} {
		if err := part(ctx); err != nil {
			return plan.Observed{}, fmt.Errorf("observing cluster %s: %w", w.cluster.ID, err)
		}
	}
	return o.out, nil
}

type observation struct {
	w   *Warehouse
	ask Ask
	out plan.Observed
}

func (o *observation) claim(ctx context.Context) error {
	have, err := o.w.control(ctx)
	o.out.Claim = have.claim
	return err
}

// control is the control row.
type control struct {
	claim            plan.Claim
	version, witness string
}

func (w *Warehouse) control(ctx context.Context) (control, error) {
	var c control
	pool, err := w.own(ctx)
	if err != nil {
		return c, err
	}
	var lease, revision int64
	err = pool.QueryRow(ctx, w.queries.text["control"]).Scan(&c.claim.Store, &lease, &revision, &c.version, &c.witness)
	if errors.Is(err, pgx.ErrNoRows) {
		return c, nil
	}
	c.claim.Lease, c.claim.Revision = uint64(max(lease, 0)), uint64(max(revision, 0))
	return c, classify("reading the control row", err)
}

func (o *observation) sources(ctx context.Context) error {
	if len(o.ask.Sources) == 0 && !o.ask.Everything {
		return nil
	}
	managed, err := o.managed(ctx)
	if err != nil {
		return err
	}
	gates, err := o.gates(ctx)
	if err != nil {
		return err
	}
	bases, err := o.w.reader.bases(ctx, o.ask.Sources)
	if err != nil {
		return err
	}
	relations, err := o.w.reader.relations(ctx, o.names(managed))
	if err != nil {
		return err
	}
	schemas, err := o.schemas(ctx)
	if err != nil {
		return err
	}
	aside, err := o.w.aside(ctx)
	if err != nil {
		return err
	}
	counted, err := o.countings(ctx)
	if err != nil {
		return err
	}
	for _, s := range o.ask.Sources {
		one := o.observed(s, managed, gates, bases[s.Table], relations)
		one.Aside = aside[s.ID]
		if c, ok := counted[s.ID]; ok {
			one.Counted = &c
		}
		one.NoSchema = s.Wanted.Schema != "" && !schemas[render.Fold(o.w.dialect, s.Wanted.Schema)]
		o.out.Sources[s.ID] = one
		delete(managed, s.ID)
	}
	if !o.ask.Everything {
		return nil
	}
	for id, m := range managed {
		o.out.Strays = append(o.out.Strays, m)
		o.out.Sources[id] = o.observed(plan.AskSource{ID: id}, managed, gates, base{}, relations)
	}
	for id, admit := range gates {
		if _, known := o.out.Sources[id]; !known { // a gate and nothing else: a stray that only has to be shut
			o.out.Strays = append(o.out.Strays, plan.Managed{Source: id})
			o.out.Sources[id] = plan.ObservedSource{Gate: admit}
		}
	}
	slices.SortFunc(o.out.Strays, func(a, b plan.Managed) int { return strings.Compare(a.Source, b.Source) })
	return nil
}

// observed puts together what was read about one source.
func (o *observation) observed(s plan.AskSource, managed map[string]plan.Managed, gates map[string][]view.Admission, b base, relations map[catalog.ViewName]plan.Relation) plan.ObservedSource {
	out := plan.ObservedSource{Base: b.signature, Problem: b.problem, Detail: b.detail, Gate: gates[s.ID]}
	at := s.Wanted
	if m, ok := managed[s.ID]; ok {
		out.Managed = &m
		at = m.Name
	}
	if r, ok := relations[at]; ok {
		o.w.reader.shape(&r, out.Managed)
		out.Relation = &r
	}
	if r, ok := relations[s.Wanted]; ok && at != s.Wanted {
		out.Wanted = &r
	}
	return out
}

// schemas is which of the wanted views' schemas exist.
func (o *observation) schemas(ctx context.Context) (map[string]bool, error) {
	var names []string
	for _, s := range o.ask.Sources {
		if s.Wanted.Schema != "" {
			names = append(names, render.Fold(o.w.dialect, s.Wanted.Schema))
		}
	}
	slices.Sort(names)
	exists := map[string]bool{}
	err := o.w.listed(ctx, "schemas", slices.Compact(names), false, func(rows pgx.Rows) error {
		var name string
		var may, own bool
		if err := rows.Scan(&name, &may, &own); err != nil {
			return err
		}
		exists[name] = true
		return nil
	})
	return exists, classify("looking at schemas", err)
}

// names is every place that matters.
func (o *observation) names(managed map[string]plan.Managed) []catalog.ViewName {
	var out []catalog.ViewName
	for _, s := range o.ask.Sources {
		if s.Wanted != (catalog.ViewName{}) {
			out = append(out, s.Wanted)
		}
	}
	for _, m := range managed {
		out = append(out, m.Name)
	}
	slices.SortFunc(out, compareNames)
	return slices.Compact(out)
}

func compareNames(a, b catalog.ViewName) int {
	if c := strings.Compare(a.Schema, b.Schema); c != 0 {
		return c
	}
	return strings.Compare(a.Name, b.Name)
}

func (o *observation) ids() []string {
	out := make([]string, len(o.ask.Sources))
	for i, s := range o.ask.Sources {
		out[i] = s.ID
	}
	return out
}

func (o *observation) managed(ctx context.Context) (map[string]plan.Managed, error) {
	out := map[string]plan.Managed{}
	err := o.w.listed(ctx, "managed", o.ids(), o.ask.Everything, func(rows pgx.Rows) error {
		var m plan.Managed
		var revision int64
		if err := rows.Scan(&m.Source, &m.Name.Schema, &m.Name.Name, &m.Admission, &m.Witness, &m.Identity, &revision, &m.Listed); err != nil {
			return err
		}
		m.Revision = uint64(max(revision, 0))
		out[m.Source] = m
		return nil
	})
	return out, classify("reading the catalogue of views", err)
}

func (o *observation) gates(ctx context.Context) (map[string][]view.Admission, error) {
	out := map[string][]view.Admission{}
	err := o.w.listed(ctx, "gates", o.ids(), o.ask.Everything, func(rows pgx.Rows) error {
		var source string
		var admission view.Admission
		err := rows.Scan(&source, &admission)
		out[source] = append(out[source], admission)
		return err
	})
	for source := range out {
		slices.Sort(out[source])
	}
	return out, classify("reading gates", err)
}

func (o *observation) users(ctx context.Context) error {
	if len(o.ask.Users) == 0 && !o.ask.Everything {
		return nil
	}
	users := map[string]plan.ObservedUser{}
	err := o.w.listed(ctx, "facts", o.ask.Users, o.ask.Everything, func(rows pgx.Rows) error {
		var r profile.Row
		if err := rows.Scan(&r.UserID, &r.Kind, &r.Name, &r.Value, &r.ValidUntil); err != nil {
			return err
		}
		r.ValidUntil = r.ValidUntil.UTC()
		u := users[r.UserID]
		u.Rows = append(u.Rows, r)
		users[r.UserID] = u
		return nil
	})
	if err != nil {
		return discreet("reading facts", err)
	}
	err = o.w.listed(ctx, "states", o.ask.Users, o.ask.Everything, func(rows pgx.Rows) error {
		var name string
		err := rows.Scan(&name)
		u := users[name]
		u.Pending = true
		users[name] = u
		return err
	})
	if err != nil {
		return discreet("reading the states of profiles", err)
	}
	o.place(users)
	return o.logins(ctx)
}

// place tells apart who was asked for and who was not.
func (o *observation) place(users map[string]plan.ObservedUser) {
	for _, name := range o.ask.Users {
		u := users[name]
		slices.SortFunc(u.Rows, profile.Compare)
		o.out.Users[name] = u
		delete(users, name)
	}
	if !o.ask.Everything {
		return
	}
	for name := range users {
		o.out.Ghosts = append(o.out.Ghosts, name)
	}
	slices.Sort(o.out.Ghosts)
}

func (o *observation) logins(ctx context.Context) error {
	o.out.Roles = map[string]bool{}
	for _, name := range o.ask.Users {
		o.out.Roles[name] = false
	}
	err := o.w.listed(ctx, "logins", o.ask.Users, false, func(rows pgx.Rows) error {
		var name string
		err := rows.Scan(&name)
		o.out.Roles[name] = true
		return err
	})
	return discreet("reading accounts", err)
}

// Fingerprint is what Observe tells of a salt: Observed.Secrets has it by
// name.
func Fingerprint(salt string) string {
	sum := sha256.Sum256([]byte(salt))
	return hex.EncodeToString(sum[:])
}

func (o *observation) secrets(ctx context.Context) error {
	if len(o.ask.Sources) == 0 && !o.ask.Everything {
		return nil
	}
	o.out.Secrets = map[string]string{}
	err := o.w.listed(ctx, "secrets", []string{}, true, func(rows pgx.Rows) error {
		var name, digest string
		err := rows.Scan(&name, &digest)
		o.out.Secrets[name] = digest
		return err
	})
	return discreet("reading which salts there are", err)
}

// Lists longer than maxAsked are read whole and filtered here, since every
// name is an argument.
const (
	chunkAsked = 1000
	maxAsked   = 20 * chunkAsked
)

// listed runs a query over rows of the view database for each chunk of keys,
// or the query NAME_all when all of them are wanted.
func (w *Warehouse) listed(ctx context.Context, query string, keys []string, all bool, row func(pgx.Rows) error) error {
	pool, err := w.own(ctx)
	if err != nil {
		return err
	}
	if everything, ok := w.queries.text[query+"_all"]; all || ok && len(keys) > maxAsked {
		if !ok {
			everything = w.queries.text[query]
		}
		return each(ctx, pool, everything, nil, row)
	}
	for chunk := range slices.Chunk(keys, chunkAsked) {
		err := about(chunk, func(part []string) error {
			return each(ctx, pool, w.queries.list(query, len(part)), anys(part), row)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// about asks about names. One that the database's encoding cannot write is the
// name of nothing there, so nobody else's answer may depend on it: where it
// makes the question fail, halves are asked about, down to that name, which has
// no answer. Nothing is answered twice, since such a question fails before its
// first row.
func about[K any](names []K, ask func([]K) error) error {
	err := ask(names)
	switch {
	case !unwritable(err):
		return err
	case len(names) == 1:
		return nil
	}
	half := len(names) / 2
	if err := about(names[:half], ask); err != nil {
		return err
	}
	return about(names[half:], ask)
}

type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

// each calls row for every row of a query.
func each(ctx context.Context, q querier, sql string, args []any, row func(pgx.Rows) error) error {
	rows, err := q.Query(ctx, sql, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
