package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
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
	var wrong []error
	for _, one := range cast() {
		r := one.Reader
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
		wrong = append(wrong, one.check(ctx, admin, r, raw))
	}
	s.say("One view, one query, three readers:\n")
	s.say(story.Compare(c, s.ink))
	return errors.Join(append(wrong, s.fences(ctx))...)
}

// part is one of the readers, and what the policies promise about them.
type part struct {
	story.Reader
	regions []string // whose rows they may see
	email   *regexp.Regexp
	taxID   *regexp.Regexp
}

func cast() []part {
	hash, domain := regexp.MustCompile(`^[0-9a-f]{16}$`), regexp.MustCompile(`^\*\*\*@mail\.test$`)
	null, last4 := regexp.MustCompile(`^NULL$`), regexp.MustCompile(`^\*\*\*[0-9]{4}$`)
	clear := regexp.MustCompile(`^[a-z]+\.[a-z]+@mail\.test$`)
	return []part{
		{story.Reader{Name: "ana", About: "analyst, EU", Rule: "own-region"}, []string{"EU"}, hash, null},
		{story.Reader{Name: "sam", About: "support, all regions", Rule: "own-region"}, []string{"EU", "US", "APAC"}, clear, last4},
		{story.Reader{Name: "ira", About: "intern, US", Rule: "own-region"}, []string{"US"}, domain, null},
	}
}

// check compares what a reader saw with the table itself.
func (p part) check(ctx context.Context, admin *pgx.Conn, r story.Reader, raw map[int][]story.Cell) error {
	var total, here int
	for _, region := range p.regions {
		var all, first int
		err := admin.QueryRow(ctx, "SELECT count(*), count(CASE WHEN id <= 6 THEN 1 END) FROM public.people WHERE region = $1", region).Scan(&all, &first)
		if err != nil {
			return fmt.Errorf("counting the rows of %s: %w", region, err)
		}
		total, here = total+all, here+first
	}
	found := []error{
		must(r.Seen == total, "%s sees %d people and should see %d", r.Name, r.Seen, total),
		must(len(r.Rows) == here, "%s sees %d of the first rows and should see %d", r.Name, len(r.Rows), here),
	}
	for id, row := range r.Rows {
		found = append(found,
			must(p.email.MatchString(row[0].Text) && row[0].Masked == (row[0].Text != raw[id][0].Text), "%s sees an e-mail that should look like %v", r.Name, p.email),
			must(p.taxID.MatchString(row[1].Text), "%s sees a tax id that should look like %v", r.Name, p.taxID))
	}
	return errors.Join(found...)
}

// fences says what stands between a reader's own predicate and hidden rows,
// as scrim itself says it.
func (s *stage) fences(ctx context.Context) error {
	known, err := s.API.Clusters(ctx)
	if err != nil {
		return fmt.Errorf("asking for the clusters: %w", err)
	}
	how := map[string]string{}
	for _, one := range known.Clusters {
		how[one.Cluster.ID] = one.Status.Enforcement
	}
	s.say(story.Note("These people are on the Redshift-shaped warehouse, where views are *unfenced*: a predicate that a reader "+
		"writes may run before the view's own filter, and tell of hidden rows by an error. On the PostgreSQL of scene 5 views "+
		"are *fenced*: it may not. scrim status says which is which.", s.ink))
	s.say(s.ink.Strong("Now one change at a time.") + "\n")
	return errors.Join(
		must(how[warehouse] == "fast", "the warehouse is %q and should be unfenced", how[warehouse]),
		must(how[finance] == "fenced", "the PostgreSQL is %q and should be fenced", how[finance]),
	)
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
	probe   string            // asked again and again instead of query, when that takes long
	was     string            // what the cell must be before
	shown   func(string) bool // what the cell must be afterwards
	ddl     int               // definitions that must change, no more and no less
}

// play does it, waits until the reader sees it, and tells it.
func (s *stage) play(ctx context.Context, p scene) error {
	before, err := s.cell(ctx, p.cluster, p.user, p.query)
	if err != nil {
		return err
	}
	if err := must(before == p.was, "%s reads %q before the change and should read %q", p.user, before, p.was); err != nil {
		return err
	}
	definitions, err := s.ddl(ctx)
	if err != nil {
		return err
	}
	began := time.Now()
	if err := p.do(ctx); err != nil {
		return err
	}
	probe := p.probe
	if probe == "" {
		probe = p.query
	}
	_, took, err := s.until(ctx, began, p.cluster, p.user, probe, p.shown)
	if err != nil {
		return err
	}
	after, err := s.cell(ctx, p.cluster, p.user, p.query)
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
	p.change.Revision, p.change.Took, p.change.DDL = s.revision, took, changed-definitions
	p.change.Seen = []story.Difference{{Reader: p.user, What: p.what, Before: number(before), After: number(after)}}
	s.say(story.Tell(s.next(), p.change, s.ink))
	if err := must(p.shown(after), "%s reads %q after the change", p.user, after); err != nil {
		return err
	}
	return must(p.change.DDL == p.ddl, "%d definitions changed and %d should have", p.change.DDL, p.ddl)
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
		was: "3fbff4bb2bb1dc7c", ddl: 1,
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
		was:     "NULL",
		do:      func(ctx context.Context) error { return s.publish(ctx, event.Put{Document: user}) },
		message: true,
		shown:   func(now string) bool { return now == "tom.kaur@mail.test" },
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
		was:   "80000",
		probe: "SELECT CAST(count(*) AS varchar) FROM (SELECT id FROM governed.sales LIMIT 1) AS any_row",
		do:    func(ctx context.Context) error { return s.post(ctx, event.Put{Document: access}) },
		shown: func(now string) bool { return now == "0" },
	})
}

// lease is how long the access of the scene about time lasts: long enough for
// it to be seen on a busy machine.
const lease = 4 * time.Second

// expiry lets somebody in for a moment, stops scrim, and waits.
func (s *stage) expiry(ctx context.Context) error {
	until := time.Now().Add(lease)
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
	before, _, err := s.until(ctx, time.Now(), warehouse, "ira", countOf("listings"), func(now string) bool { return now != "0" })
	if err != nil {
		return err
	}
	if err := s.StopServing(); err != nil {
		return err
	}
	after, took, err := s.until(ctx, until, warehouse, "ira", countOf("listings"), func(now string) bool { return now == "0" })
	if err != nil {
		return err
	}
	s.say(story.Tell(s.next(), story.Change{
		Title: "Ira was let in to the listings for four seconds, and scrim is stopped meanwhile",
		Door:  "no message: time passed",
		Took:  took,
		Why: "Every fact says until when it holds, and the view itself looks at the clock, so nobody has to be there to " +
			"take the access away. Then scrim starts again.",
		Seen: []story.Difference{{Reader: "ira", What: "listings seen", Before: number(before), After: number(after)}},
	}, s.ink))
	if err := must(before == "60000" && took >= 0, "ira saw %s listings, and none %s after the end", before, took); err != nil {
		return err
	}
	if err := s.Serve(ctx, s.log); err != nil {
		return err
	}
	return s.applied(ctx)
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
	return must(strings.HasPrefix(cell.Text, "email: NULL") && strings.Contains(fmt.Sprint(cell), "mask-email"), "the explanation is %+v", cell)
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

// storyNode says once what an only child says again.
func storyNode(n api.Node) story.Node {
	if len(n.Children) == 1 && n.Because == "" && strings.HasSuffix(n.Text, ": "+n.Children[0].Text) {
		n.Because, n.Children = n.Children[0].Because, n.Children[0].Children
	}
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
	changes := 0
	for _, one := range found.Clusters {
		changes += len(one.Units)
		if one.Error != "" {
			return fmt.Errorf("resyncing %s: %s", one.Cluster, one.Error)
		}
		lines = append(lines, fmt.Sprintf("%s: %d changes at revision %d", one.Cluster, len(one.Units), one.Revision))
	}
	s.say(story.Lines(s.next(), "Everything compared with everything: scrim resync", append(lines, "in "+story.Milliseconds(time.Since(began))), s.ink))
	return must(changes == 0 && len(lines) == 2, "%d clusters were compared and differ in %d places", len(lines), changes)
}

// decodeOne reads a document of ours.
func decodeOne(text string) (event.Document, error) {
	documents, issues := event.DecodeDocuments([]byte(text), "demo")
	if err := issues.Err(); err != nil {
		return event.Document{}, err
	}
	return documents[0], nil
}
