package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/cmd/scrim-dev/story"
	"scrim/pkg/event"
	"scrim/pkg/server/api"
)

const (
	warehouse = "warehouse" // the cluster behind the Redshift-shaped front
	finance   = "finance"   // the cluster on plain PostgreSQL
)

// opening shows the same query as three readers see it.
func (s *stage) opening(ctx context.Context) error {
	c := story.Comparison{
		Query:   "SELECT id, email, tax_id FROM governed.people WHERE id <= 6 ORDER BY id",
		Columns: []string{"email", "tax_id"},
		Table:   "crm.people",
	}
	admin, err := s.RedshiftAdmin(ctx, "crm")
	if err != nil {
		return err
	}
	defer func() { _ = admin.Close(ctx) }()
	raw, err := people(ctx, admin, strings.Replace(c.Query, "governed", "public", 1))
	if err != nil {
		return err
	}
	if c.Keys, err = keys(ctx, admin); err != nil {
		return err
	}
	if err := admin.QueryRow(ctx, "SELECT count(*) FROM public.people").Scan(&c.Total); err != nil {
		return fmt.Errorf("counting people: %w", err)
	}
	for _, r := range []story.Reader{
		{Name: "ana", About: "analyst, EU", Rule: "own-region"},
		{Name: "sam", About: "support, all regions", Rule: "own-region"},
		{Name: "ira", About: "intern, US", Rule: "own-region"},
	} {
		conn, err := s.as(ctx, warehouse, r.Name)
		if err != nil {
			return err
		}
		if r.Rows, err = people(ctx, conn, c.Query); err != nil {
			return fmt.Errorf("reading as %s: %w", r.Name, err)
		}
		for id, row := range r.Rows {
			for i := range row {
				row[i].Masked = row[i].Text != raw[id][i].Text
			}
		}
		if err := conn.QueryRow(ctx, "SELECT count(*) FROM governed.people").Scan(&r.Seen); err != nil {
			return fmt.Errorf("counting as %s: %w", r.Name, err)
		}
		c.Readers = append(c.Readers, r)
	}
	s.say("One view, one query, three readers:\n")
	s.say(story.Compare(c, s.ink))
	s.say(s.ink.Strong("Now one change at a time.") + "\n")
	return nil
}

// people reads id and two texts.
func people(ctx context.Context, conn *pgx.Conn, query string) (map[int][]story.Cell, error) {
	rows, err := conn.Query(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("asking: %w", err)
	}
	out := map[int][]story.Cell{}
	var id int
	var email, taxID *string
	_, err = pgx.ForEachRow(rows, []any{&id, &email, &taxID}, func() error {
		out[id] = []story.Cell{cellOf(email), cellOf(taxID)}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading people: %w", err)
	}
	return out, nil
}

func cellOf(text *string) story.Cell {
	if text == nil {
		return story.Cell{Text: "NULL"}
	}
	return story.Cell{Text: *text}
}

// keys names the rows by what the table itself has.
func keys(ctx context.Context, admin *pgx.Conn) ([]story.Key, error) {
	rows, err := admin.Query(ctx, "SELECT id, name, region FROM public.people WHERE id <= 6 ORDER BY id")
	if err != nil {
		return nil, fmt.Errorf("asking: %w", err)
	}
	var out []story.Key
	var id int
	var name, region string
	_, err = pgx.ForEachRow(rows, []any{&id, &name, &region}, func() error {
		out = append(out, story.Key{ID: id, Label: fmt.Sprintf("%d %s, %s", id, name, region)})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading people: %w", err)
	}
	return out, nil
}

// scene is one change: what is done, and whose cell shows it.
type scene struct {
	change  story.Change
	cluster string
	user    string
	what    string
	query   string
	do      func(ctx context.Context) error
	message bool              // the revision is learned from the journal
	quiet   bool              // no event at all: time passes
	shown   func(string) bool // what the cell must be afterwards; nil is: another
	began   func() time.Time  // when the change took effect; nil is when it was sent
}

// play does it, waits until the reader sees it, and tells it.
func (s *stage) play(ctx context.Context, p scene) error {
	before, err := s.cell(ctx, p.cluster, p.user, p.query)
	if err != nil {
		return err
	}
	definitions, err := s.ddl(ctx)
	if err != nil {
		return err
	}
	began := time.Now()
	if p.do != nil {
		if err := p.do(ctx); err != nil {
			return err
		}
	}
	if p.began != nil {
		began = p.began()
	}
	if p.shown == nil {
		p.shown = func(now string) bool { return now != before }
	}
	after, took, err := s.until(ctx, began, p.cluster, p.user, p.query, p.shown)
	if err != nil {
		return err
	}
	if p.message {
		if err := s.heard(ctx); err != nil {
			return err
		}
	}
	if err := s.applied(ctx); err != nil {
		return err
	}
	changed, err := s.ddl(ctx)
	if err != nil {
		return err
	}
	if !p.quiet {
		p.change.Revision = s.revision
	}
	p.change.Took, p.change.DDL = took, changed-definitions
	p.change.Seen = []story.Difference{{Reader: p.user, What: p.what, Before: number(before), After: number(after)}}
	s.say(story.Tell(s.next(), p.change, s.ink))
	return nil
}

// number is a count with commas; other text stays as it is.
func number(text string) string {
	n, err := strconv.Atoi(text)
	if err != nil {
		return text
	}
	return story.Count(n)
}

// stricterPolicy changes what a view does.
func (s *stage) stricterPolicy(ctx context.Context) error {
	policy, err := decodeOne(`
kind: policy
id: mask-email
version: 2
applies_to: {column_tags: [PII.Email]}
unless: 'user.in_group("support")'
rules:
  - mask: {"null": {}}
`)
	if err != nil {
		return err
	}
	return s.play(ctx, scene{
		change: story.Change{
			Title: "The policy for e-mail gets stricter: nobody but support sees anything of it",
			Door:  "signed webhook",
			Why: "The gate of the view closes, the view is replaced, the gate admits the new one. Names and types of " +
				"columns stay, so grants stay and no query of a reader ever fails.",
		},
		cluster: warehouse, user: "ana", what: "e-mail of 1", query: "SELECT email FROM governed.people WHERE id = 1",
		do:    func(ctx context.Context) error { return s.post(ctx, event.Put{Document: policy}) },
		shown: func(now string) bool { return now == "NULL" },
	})
}

// newGroup changes who somebody is.
func (s *stage) newGroup(ctx context.Context) error {
	user, err := decodeOne(`
kind: user
id: ira
version: 2
groups: [{name: staff}, {name: support}]
attributes: {region: [US]}
`)
	if err != nil {
		return err
	}
	return s.play(ctx, scene{
		change: story.Change{
			Title: "Ira joins support",
			Door:  "message on NATS JetStream",
			Why:   "A group is a row in the profile table, which every view reads: no view changes.",
		},
		cluster: warehouse, user: "ira", what: "e-mail of 2", query: "SELECT email FROM governed.people WHERE id = 2",
		do:      func(ctx context.Context) error { return s.publish(ctx, event.Put{Document: user}) },
		message: true,
		shown:   func(now string) bool { return strings.Contains(now, "@") && !strings.Contains(now, "*") },
	})
}

// revocation takes a source from somebody.
func (s *stage) revocation(ctx context.Context) error {
	access, err := decodeOne(`
kind: access
user: ana
source: sales.sales
version: 1
decision: revoked
`)
	if err != nil {
		return err
	}
	return s.play(ctx, scene{
		change: story.Change{
			Title: "Somebody revokes Ana's access to the sales",
			Door:  "signed webhook",
			Why:   "A revocation is a row too, and wins over every policy that would let her in.",
		},
		cluster: warehouse, user: "ana", what: "sales seen", query: countOf("sales"),
		do:    func(ctx context.Context) error { return s.post(ctx, event.Put{Document: access}) },
		shown: func(now string) bool { return now == "0" },
	})
}

// expiry lets somebody in for a moment, and waits.
func (s *stage) expiry(ctx context.Context) error {
	until := time.Now().Add(4 * time.Second)
	access, err := decodeOne(fmt.Sprintf(`
kind: access
user: ira
source: sales.listings
version: 1
decision: approved
until: %s
`, until.UTC().Format(time.RFC3339Nano)))
	if err != nil {
		return err
	}
	if err := s.post(ctx, event.Put{Document: access}); err != nil {
		return err
	}
	if _, _, err := s.until(ctx, time.Now(), warehouse, "ira", countOf("listings"), func(now string) bool { return now != "0" }); err != nil {
		return err
	}
	return s.play(ctx, scene{
		change: story.Change{
			Title: "Ira was let in to the listings for four seconds",
			Door:  "no message: time passed",
			Why:   "Every fact says until when it holds, and the view itself looks at the clock: this works even while scrim is down.",
		},
		cluster: warehouse, user: "ira", what: "listings seen", query: countOf("listings"), quiet: true,
		began: func() time.Time { return until },
		shown: func(now string) bool { return now == "0" },
	})
}

func countOf(view string) string {
	return "SELECT CAST(count(*) AS varchar) FROM governed." + view
}

// explanation says why one cell is what it is.
func (s *stage) explanation(ctx context.Context) error {
	said, err := s.API.Explain(ctx, api.ExplainQuery{User: "ana", Source: "crm.people", Cluster: warehouse})
	if err != nil {
		return fmt.Errorf("explaining: %w", err)
	}
	cell, ok := find(said.Tree, "email")
	if !ok {
		return fmt.Errorf("the explanation says nothing of the column email: %+v", said.Tree)
	}
	s.say(story.Explain(s.next(), "Why does Ana see no e-mail?  scrim explain --user ana --source crm.people", cell, s.ink))
	return nil
}

// find looks for the node that speaks of a column.
func find(n api.Node, column string) (story.Node, bool) {
	if strings.HasPrefix(n.Text, column+":") || strings.HasPrefix(n.Text, column+" ") {
		return storyNode(n), true
	}
	for _, child := range n.Children {
		if found, ok := find(child, column); ok {
			return found, true
		}
	}
	return story.Node{}, false
}

func storyNode(n api.Node) story.Node {
	out := story.Node{Text: n.Text, Because: n.Because}
	for _, child := range n.Children {
		out.Children = append(out.Children, storyNode(child))
	}
	return out
}

// resync compares everything there is.
func (s *stage) resync(ctx context.Context) error {
	began := time.Now()
	found, err := s.API.Resync(ctx, api.ResyncRequest{Prune: true})
	if err != nil {
		return fmt.Errorf("resyncing: %w", err)
	}
	var lines []string
	for _, one := range found.Clusters {
		if one.Error != "" {
			return fmt.Errorf("resyncing %s: %s", one.Cluster, one.Error)
		}
		lines = append(lines, fmt.Sprintf("%s: %d changes at revision %d", one.Cluster, len(one.Units), one.Revision))
	}
	s.say(story.Lines(s.next(), "Everything compared with everything: scrim resync", append(lines, "in "+story.Milliseconds(time.Since(began))), s.ink))
	return nil
}

// decodeOne reads a document of ours.
func decodeOne(text string) (event.Document, error) {
	documents, issues := event.DecodeDocuments([]byte(text), "demo")
	if err := issues.Err(); err != nil {
		return event.Document{}, err
	}
	return documents[0], nil
}
