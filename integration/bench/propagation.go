package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/webhooks"
)

// changes is how often the user's groups change. Each change goes one way, a
// group given or a group taken, so that one transaction is enough.
const changes = 300

// propagating is a scrim of a thousand sources and a few hundred users, one of
// whom reads while somebody changes their groups.
type propagating struct {
	house   *house
	reader  *pgx.Conn
	bare    *pgx.Conn // as scrim's account
	version int       // of the reader's document
	given   bool      // the reader is in the group
}

// measurePropagation measures the time from sending a signed webhook that
// changes a user's groups until a query of that user sees it, beside the
// transaction that such a change comes to, sent by hand.
func measurePropagation(ctx context.Context, b *bench) (err error) {
	h, err := newHouse(ctx, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	if err := governThousand(ctx, b, h, sourceDocuments(), thousandPolicies); err != nil {
		return err
	}
	p := &propagating{house: h}
	if err := p.people(ctx); err != nil {
		return err
	}
	b.say("changing a user's groups %d times", changes)
	took, err := pairs(ctx, changes, p.byHand, p.change)
	if err != nil {
		return err
	}
	const of = "the profile transaction by pgx on one connection"
	middle, tail := quantile(took.ours, 0.5), quantile(took.ours, 0.99)
	if b.wants("propagation-p50") {
		err = b.report("propagation-p50", middle, took.ratio(), of)
	}
	if b.wants("propagation-p99") {
		typical := quantile(took.baseline, 0.5)
		err = errors.Join(err, b.report("propagation-p99", tail, tail.Seconds()/typical.Seconds(), of+", its median"))
	}
	return err
}

// people makes the users and connects the one who reads.
func (p *propagating) people(ctx context.Context) (err error) {
	h := p.house
	if err := execute(ctx, h.admin, "CREATE ROLE reader LOGIN"); err != nil {
		return err
	}
	var events []string
	for i := range 200 {
		events = append(events, userEvent(fmt.Sprintf("user_%03d", i), 1, fmt.Sprintf("team_%d", i%20)))
	}
	p.version = 1
	answer, err := h.post(ctx, append(events, userEvent("reader", p.version)))
	if err != nil {
		return err
	}
	if err := h.wait(ctx, answer.Revision); err != nil {
		return err
	}
	if p.reader, err = h.connect(ctx, "reader"); err != nil {
		return err
	}
	p.bare, err = h.connect(ctx, account)
	return err
}

// userEvent says what a user now is.
func userEvent(id string, version int, groups ...string) string {
	named := make([]string, len(groups))
	for i, g := range groups {
		named[i] = fmt.Sprintf(`{"name":%q}`, g)
	}
	return fmt.Sprintf(`{"specversion":"1.0","id":"%s-%d","source":%q,"type":"scrim.user.updated","data":{"id":%q,"version":%d,"groups":[%s],"attributes":{"region":["eu"]}}}`,
		id, version, sender, id, version, strings.Join(named, ","))
}

// post sends events as a platform does: signed, in one batch.
func (h *house) post(ctx context.Context, events []string) (webhooks.Answer, error) {
	var answer webhooks.Answer
	body := []byte("[" + strings.Join(events, ",") + "]")
	header, err := webhooks.Sign(h.secret, rand.Text(), time.Now(), body)
	if err != nil {
		return answer, fmt.Errorf("signing: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url+webhooks.Path, bytes.NewReader(body))
	if err != nil {
		return answer, fmt.Errorf("building the request: %w", err)
	}
	request.Header = header
	request.Header.Set("Content-Type", "application/cloudevents-batch+json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return answer, fmt.Errorf("posting events: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return answer, fmt.Errorf("reading the answer: %w", err)
	}
	if response.StatusCode != http.StatusAccepted {
		return answer, fmt.Errorf("the events were answered with %s", response.Status)
	}
	return answer, nil
}

// change gives the reader the group, or takes it, and asks as the reader until
// that shows. It fails unless scrim did it in one transaction without DDL.
func (p *propagating) change(ctx context.Context) (time.Duration, error) {
	p.version++
	p.given = !p.given
	event := userEvent("reader", p.version)
	if p.given {
		event = userEvent("reader", p.version, "hr")
	}
	ran := &p.house.ran
	transactions, ddl := ran.transactions.Load(), ran.ddl.Load()
	var answer webhooks.Answer
	took, err := timed(func() (err error) {
		if answer, err = p.house.post(ctx, []string{event}); err != nil {
			return err
		}
		return p.sees(ctx, p.given)
	})
	if err != nil {
		return 0, err
	}
	if err := p.house.wait(ctx, answer.Revision); err != nil { // so that the next one meets a scrim at rest
		return 0, err
	}
	if n, d := ran.transactions.Load()-transactions, ran.ddl.Load()-ddl; n != 1 || d != 0 {
		return 0, fmt.Errorf("change %d took %d transactions and %d DDL statements", p.version, n, d)
	}
	return took, nil
}

// sees asks until the e-mail is clear, or is not. The question is prepared once,
// as drivers do, so that asking takes little from what is measured.
func (p *propagating) sees(ctx context.Context, given bool) error {
	const patience = 30 * time.Second
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		var email string
		if err := p.reader.QueryRow(ctx, "SELECT email FROM governed."+table(7), pgx.QueryExecModeCacheStatement).Scan(&email); err != nil {
			return fmt.Errorf("reading: %w", err)
		}
		if given == strings.Contains(email, "@") {
			return nil
		}
	}
}

// byHand is the transaction that such a change comes to, for somebody whom no
// document names.
func (p *propagating) byHand(ctx context.Context) (time.Duration, error) {
	return timed(func() error {
		return pgx.BeginFunc(ctx, p.bare, func(tx pgx.Tx) error {
			if _, err := tx.Exec(ctx, "DELETE FROM scrim_system.profile WHERE userid = 'byhand' AND kind = 'group'"); err != nil {
				return err
			}
			_, err := tx.Exec(ctx, `INSERT INTO scrim_system.profile (userid, kind, name, value, valid_until)
VALUES ('byhand', 'group', '', 'hr', '9999-12-31 00:00:00+00')`)
			return err
		})
	})
}
