package canary

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"scrim/pkg/verify"
	"scrim/pkg/warehouse"
	sqlfiles "scrim/sql"
)

// tryTime bounds one session of a probe.
const tryTime = 2 * time.Minute

// try makes one probe, in a session for each of its variants, and judges it.
func (k *canary) try(ctx context.Context, p verify.Probe, at verify.Setting) (verify.Result, error) {
	text, err := k.text(p)
	if err != nil {
		return verify.Result{}, err
	}
	variants := p.Variants
	if len(variants) == 0 {
		variants = []string{""}
	}
	var runs []verify.Run
	for _, variant := range variants {
		if err := k.scrim.hold(ctx, at.Mode, false); err != nil {
			return verify.Result{}, err
		}
		run, err := k.session(ctx, strings.ReplaceAll(text, ":variant", variant), at)
		if err != nil {
			return verify.Result{}, err
		}
		run.Variant = variant
		runs = append(runs, run)
	}
	tokens, err := k.tokens(ctx)
	if err != nil {
		return verify.Result{}, err
	}
	return p.Judge(at, tokens, runs), nil
}

// shown checks that the reader sees his rows of the view before anything is
// tried: of a view that shows nothing, nothing is learned either.
func (k *canary) shown(ctx context.Context, at verify.Setting) error {
	if err := k.scrim.hold(ctx, at.Mode, false); err != nil {
		return err
	}
	run, err := k.session(ctx, k.fills.Replace(`SELECT "id" FROM :view ORDER BY "id"`), at)
	if err != nil {
		return err
	}
	if got := run.Replies[0]; got.Error != "" || !slices.EqualFunc(got.Rows, [][]string{{"1"}, {"2"}}, slices.Equal) {
		return fmt.Errorf("the reader does not see the rows that are his: %d rows, %s", len(got.Rows), got.Error)
	}
	return nil
}

// text is what the reader says. What Redshift is asked as PostgreSQL is, is in
// PostgreSQL's folder.
func (k *canary) text(p verify.Probe) (string, error) {
	if k.cluster.Kind.IsRedshift() {
		if text, err := sqlfiles.Probe.ReadFile("probe/redshift/" + p.Name + ".sql"); err == nil {
			return k.fills.Replace(string(text)), nil
		}
	}
	text, err := sqlfiles.Probe.ReadFile("probe/postgres/" + p.Name + ".sql")
	if err != nil {
		return "", fmt.Errorf("reading the probe: %w", err)
	}
	return k.fills.Replace(string(text)), nil
}

// session is one login of the reader's, and what it is answered.
func (k *canary) session(ctx context.Context, text string, at verify.Setting) (verify.Run, error) {
	ctx, cancel := context.WithTimeout(ctx, tryTime)
	defer cancel()
	var run verify.Run
	var heard []string
	conn, err := warehouse.Session(ctx, k.cluster, k.cluster.ViewDatabase, k.reader, func(n *pgconn.Notice) { heard = append(heard, n.Message) })
	if err != nil {
		return run, err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	for _, s := range statements(text) {
		if s == tightens {
			run.Tightened = len(run.Replies)
			if err := k.scrim.tighten(ctx, at.Mode); err != nil {
				return run, err
			}
			continue
		}
		heard = nil
		reply, err := say(ctx, conn, s)
		if err != nil {
			return run, err
		}
		reply.Notices = heard
		run.Replies = append(run.Replies, reply)
	}
	return run, nil
}

// say asks one thing. What the warehouse refuses is an answer.
func say(ctx context.Context, conn *pgx.Conn, statement string) (verify.Reply, error) {
	var out verify.Reply
	results, err := conn.PgConn().Exec(ctx, statement).ReadAll()
	var refused *pgconn.PgError
	switch {
	case errors.As(err, &refused):
		out.Error = strings.TrimSpace(strings.Join([]string{refused.Code + ":", refused.Message, refused.Detail, refused.Hint, refused.Where}, " "))
	case err != nil:
		return out, fmt.Errorf("asking as the reader: %w", err)
	}
	for _, result := range results {
		for _, row := range result.Rows {
			cells := make([]string, len(row))
			for i, cell := range row {
				cells[i] = "NULL"
				if cell != nil {
					cells[i] = string(cell)
				}
			}
			out.Rows = append(out.Rows, cells)
		}
	}
	return out, nil
}

// tokens is what stands for the canary's secrets: see sql/probe/canary.sql.
func (k *canary) tokens(ctx context.Context) ([]verify.Token, error) {
	out := []verify.Token{
		{Text: "canary-hidden", Secret: verify.HiddenRow},
		{Text: "canary-masked", Secret: verify.MaskedValue},
		{Text: "canary-clearance", Secret: verify.OthersFacts},
		{Text: "canary-literal", Secret: verify.Literal},
		{Text: "canary-withdrawn", Secret: verify.Withdrawn, Later: true},
		{Text: "canary_hidden_column", Secret: verify.HiddenColumn},
		{Text: "1024", Secret: verify.RowCount, Cell: true},
	}
	for _, name := range k.scrim.salts {
		salt, err := k.secrets.Salt(ctx, name)
		if err != nil {
			return nil, fmt.Errorf("making a salt: %w", err)
		}
		out = append(out, verify.Token{Text: salt, Secret: verify.Salt})
	}
	return out, nil
}
