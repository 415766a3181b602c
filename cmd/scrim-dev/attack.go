package main

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"scrim/cmd/scrim-dev/story"
)

// attack lets Ira ask questions whose answer is an error or a message, of a
// view that somebody wrote by hand and of scrim's own.
func (s *stage) attack(ctx context.Context) error {
	secret, theirs, err := s.handWritten(ctx)
	if err != nil {
		return err
	}
	heard := &listener{}
	conn, err := s.attacker(ctx, heard)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	division := fmt.Sprintf("SELECT count(*) FROM %%s WHERE 1 / (amount - %s) <> 0", secret)
	sneaky := "SELECT count(*) FROM %s WHERE pg_temp.peek(region)"
	var tries []story.Attempt
	var wrong []error
	for _, try := range []struct {
		query string
		tells func(outcome) (string, bool)
	}{
		{division, func(o outcome) (string, bool) {
			if o.failed != "" {
				return o.failed + ": so somebody outside the US was paid exactly that", true
			}
			return fmt.Sprintf("%s rows, all of the US, and no error: nothing learned", story.Count(o.rows)), false
		}},
		{sneaky, func(o outcome) (string, bool) {
			if o.foreign > 0 {
				return fmt.Sprintf("the function printed %s rows of other regions", story.Count(o.foreign)), true
			}
			return fmt.Sprintf("the function met %s rows, all of the US: nothing learned", story.Count(o.own)), false
		}},
	} {
		naive, err := tryOut(ctx, conn, heard, fmt.Sprintf(try.query, "by_hand.payouts"))
		if err != nil {
			return err
		}
		ours, err := tryOut(ctx, conn, heard, fmt.Sprintf(try.query, "governed.payouts"))
		if err != nil {
			return err
		}
		attempt := story.Attempt{What: fmt.Sprintf(try.query, "…")}
		var works bool
		attempt.Naive, works = try.tells(naive)
		attempt.Fenced, attempt.Learned = try.tells(ours)
		tries = append(tries, attempt)
		wrong = append(wrong,
			must(works, "the attack %s does not work on a hand-written view, so that it proves nothing of scrim's", attempt.What),
			must(!attempt.Learned, "the attack %s works on scrim's view", attempt.What),
			must(ours.failed == "" && ours.rows == theirs, "ira sees %d payouts and should see %d", ours.rows, theirs))
	}
	s.say(story.Attack(s.next(), "An attack on the payouts, on PostgreSQL, where views are fenced",
		"Ira may see those of the US. She asks what only an error or a message would answer.", tries, s.ink))
	return errors.Join(wrong...)
}

// handWritten makes the view that people write without scrim, and returns an
// amount that stands in no row of the US, and how many rows are of the US.
func (s *stage) handWritten(ctx context.Context) (amount string, rows int, err error) {
	admin, err := s.PostgresAdmin(ctx, "finance")
	if err != nil {
		return "", 0, err
	}
	defer func() { _ = admin.Close(ctx) }()
	for _, sql := range []string{
		"CREATE SCHEMA by_hand",
		"CREATE TABLE by_hand.entitlements AS SELECT 'ira'::text AS userid, 'US'::varchar(8) AS region",
		"CREATE VIEW by_hand.payouts AS SELECT * FROM public.payouts WHERE region IN (SELECT e.region FROM by_hand.entitlements e WHERE e.userid = CURRENT_USER)",
		"GRANT USAGE ON SCHEMA by_hand TO ira",
		"GRANT SELECT ON by_hand.payouts TO ira",
	} {
		if _, err := admin.Exec(ctx, sql); err != nil {
			return "", 0, fmt.Errorf("writing a view by hand: %w", err)
		}
	}
	err = admin.QueryRow(ctx, `SELECT max(amount)::text, (SELECT count(*) FROM public.payouts WHERE region = 'US') FROM public.payouts p
		WHERE region <> 'US' AND NOT EXISTS (SELECT 1 FROM public.payouts u WHERE u.region = 'US' AND u.amount = p.amount)`).Scan(&amount, &rows)
	if err != nil {
		return "", 0, fmt.Errorf("choosing a secret: %w", err)
	}
	return amount, rows, nil
}

// attacker is a connection of Ira's with a function of her own that prints
// what it is given and costs nothing, so that the planner calls it first.
func (s *stage) attacker(ctx context.Context, heard *listener) (*pgx.Conn, error) {
	config, err := pgx.ParseConfig(s.Postgres.DSN("ira", "finance"))
	if err != nil {
		return nil, fmt.Errorf("reading an address: %w", err)
	}
	config.OnNotice = heard.notice
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("connecting as ira: %w", err)
	}
	_, err = conn.Exec(ctx, `CREATE FUNCTION pg_temp.peek(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001
		AS $$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$`)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("making the function: %w", err), conn.Close(ctx))
	}
	return conn, nil
}

// listener counts what the function printed.
type listener struct {
	mu           sync.Mutex
	own, foreign int
}

func (l *listener) notice(_ *pgconn.PgConn, n *pgconn.Notice) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if n.Message == "US" {
		l.own++
	} else {
		l.foreign++
	}
}

func (l *listener) take() (own, foreign int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	own, foreign = l.own, l.foreign
	l.own, l.foreign = 0, 0
	return own, foreign
}

// outcome is everything that an attacker can learn from one query.
type outcome struct {
	rows         int
	failed       string
	own, foreign int
}

func tryOut(ctx context.Context, conn *pgx.Conn, heard *listener, query string) (outcome, error) {
	heard.take()
	var o outcome
	err := conn.QueryRow(ctx, query).Scan(&o.rows)
	var refused *pgconn.PgError
	switch {
	case errors.As(err, &refused):
		o.failed = refused.Message
	case err != nil:
		return o, fmt.Errorf("attacking: %w", err)
	}
	o.own, o.foreign = heard.take()
	return o, nil
}
