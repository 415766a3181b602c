package warehouse

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"scrim/pkg/plan"
)

// inboxTimeout bounds each look into the inbox: on Redshift a reader who asked
// in a transaction that is still open keeps everybody from writing there.
const inboxTimeout = 5 * time.Second

// Wishes is what readers asked for and nobody took yet: of each account the
// first, so that nobody's wishes keep others waiting. Those asked first come
// first.
func (w *Warehouse) Wishes(ctx context.Context) ([]plan.Wish, error) {
	ctx, cancel := context.WithTimeout(ctx, inboxTimeout)
	defer cancel()
	pool, err := w.own(ctx)
	if err != nil {
		return nil, err
	}
	var out []plan.Wish
	err = each(ctx, pool, w.queries.text["inbox"], nil, func(rows pgx.Rows) error {
		var one plan.Wish
		err := rows.Scan(&one.ID, &one.Account, &one.Reader, &one.Kind, &one.Subject, &one.Words, &one.Statement, &one.At)
		out = append(out, one)
		return err
	})
	return out, discreet("reading what readers ask for", err)
}

// Took takes wishes out of the inbox. It may be repeated.
func (w *Warehouse) Took(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, inboxTimeout)
	defer cancel()
	pool, err := w.own(ctx)
	if err != nil {
		return err
	}
	args := make([]plan.Arg, len(ids))
	for i, id := range ids {
		args[i] = plan.Value{V: id}
	}
	_, err = w.group(ctx, pool, []plan.Action{plan.SQL{Text: w.queries.list("inbox_done", len(ids)), Args: args, Rows: plan.AnyRows}}, pgx.Tx.Commit)
	return err
}

// remembered is how many wishes a reader is told about, and longestDetail how
// many bytes are said of each: the column has a few more.
const (
	remembered    = 20
	longestDetail = 8000
)

// Tell tells a user, by their id, what became of wishes, each in the place of
// what was said of the same one before. Only the newest are kept. There is one
// writer, so what stands there is read first and written whole. Whose id the
// warehouse cannot store has no facts there either, and is told nothing.
func (w *Warehouse) Tell(ctx context.Context, user string, said []plan.Said) error {
	ctx, cancel := context.WithTimeout(ctx, inboxTimeout)
	defer cancel()
	pool, err := w.own(ctx)
	if err != nil {
		return err
	}
	have, err := w.replies(ctx, pool, user)
	if unwritable(err) {
		return nil
	}
	if err != nil {
		return discreet("reading what readers were told", err)
	}
	next := merge(have, said)
	if slices.EqualFunc(have, next, alike) {
		return nil
	}
	_, err = w.group(ctx, pool, w.telling(user, next), pgx.Tx.Commit)
	if dataException(err) != "" { // the database's encoding has no such letters
		for i := range next {
			next[i].Subject, next[i].Detail = ascii(next[i].Subject), ascii(next[i].Detail)
		}
		_, err = w.group(ctx, pool, w.telling(user, next), pgx.Tx.Commit)
	}
	return err
}

func (w *Warehouse) replies(ctx context.Context, pool *pgxpool.Pool, user string) (out []plan.Said, err error) {
	err = each(ctx, pool, w.queries.text["replies"], []any{user}, func(rows pgx.Rows) error {
		var one plan.Said
		var until *time.Time
		err := rows.Scan(&one.Kind, &one.Subject, &one.Outcome, &one.Detail, &one.At, &until)
		if until != nil {
			one.Until = *until
		}
		out = append(out, one)
		return err
	})
	return out, err
}

// Forget forgets what users were told who are no more: another of the same id
// is another.
func (w *Warehouse) Forget(ctx context.Context, users []string) error {
	pool, err := w.own(ctx)
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(users, chunkAsked) {
		err := about(chunk, func(part []string) error {
			ctx, cancel := context.WithTimeout(ctx, inboxTimeout)
			defer cancel()
			_, err := w.group(ctx, pool, []plan.Action{w.forgetting(part...)}, pgx.Tx.Commit)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *Warehouse) forgetting(users ...string) plan.SQL {
	args := make([]plan.Arg, len(users))
	for i, user := range users {
		args[i] = plan.Value{V: user}
	}
	return plan.SQL{Text: w.queries.list("reply_forget", len(users)), Args: args, Rows: plan.AnyRows}
}

func (w *Warehouse) telling(user string, all []plan.Said) []plan.Action {
	group := []plan.Action{w.forgetting(user)}
	for _, one := range all {
		var until any
		if !one.Until.IsZero() {
			until = one.Until
		}
		args := []plan.Arg{
			plan.Value{V: user}, plan.Value{V: string(one.Kind)}, plan.Value{V: one.Subject}, plan.Value{V: one.Outcome},
			plan.Value{V: cut(one.Detail)}, plan.Value{V: one.At}, plan.Value{V: until},
		}
		group = append(group, plan.SQL{Text: w.queries.text["reply_say"], Args: args, Rows: 1})
	}
	return group
}

// merge puts what is new in the place of what was said of the same wish. A
// wish is known by its kind and subject; of the project there is one.
func merge(have, said []plan.Said) []plan.Said {
	same := func(a, b plan.Said) bool {
		return a.Kind == b.Kind && (a.Subject == b.Subject || a.Kind == plan.WishProject)
	}
	var out []plan.Said
	for i, one := range slices.Concat(have, said) {
		later := slices.Concat(have, said)[i+1:]
		if !slices.ContainsFunc(later, func(other plan.Said) bool { return same(one, other) }) {
			out = append(out, one)
		}
	}
	slices.SortStableFunc(out, func(a, b plan.Said) int { return a.At.Compare(b.At) })
	return out[max(len(out)-remembered, 0):]
}

func alike(a, b plan.Said) bool {
	return a.Kind == b.Kind && a.Subject == b.Subject && a.Outcome == b.Outcome && a.Detail == b.Detail && a.At.Equal(b.At) && a.Until.Equal(b.Until)
}

// cut is as much of a text as is said.
func cut(text string) string {
	if len(text) <= longestDetail {
		return text
	}
	at := longestDetail - len("…")
	for !utf8.RuneStart(text[at]) {
		at--
	}
	return text[:at] + "…"
}

func ascii(text string) string {
	return strings.Map(func(r rune) rune {
		if r > '~' {
			return '?'
		}
		return r
	}, text)
}
