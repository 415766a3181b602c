package doors_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/integration/doors/served"
	"scrim/integration/pgtest"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
)

// kills is how many processes TestKilledServer kills while they serve, and
// budget after how long it lets the next one live.
const (
	kills  = 8
	budget = 25 * time.Second
)

// killing is a scrim that dies again and again, with two warehouses and two
// senders who do not care. Each of them says in every delivery at once that the
// mask is lifted for another group, and that the reader is in the one that it
// was lifted for before: no state shows the reader an e-mail, new facts under
// the old policy or old facts under the new one would.
type killing struct {
	*served.Scrim
	t      *testing.T
	draw   *rand.Rand
	broker *served.Broker
	sites  map[string]*served.Warehouse // by cluster

	posted    int               // webhooks begun
	waiting   string            // the body of one that was not answered; sent again as it was
	answered  map[string]uint64 // revisions, by the id of the delivery
	published int               // messages that the stream has
	reads     atomic.Int64
}

// Law 6 and S10 for the whole server: kill -9 at any point while webhooks and
// messages come in and two clusters are written. What was acknowledged is
// there, nobody ever sees what no state shows, and the next process ends where
// one that never died would.
func TestKilledServer(t *testing.T) {
	broker := served.NewBroker(t)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	k := &killing{
		Scrim: served.New(t, served.Stream(broker.URL(), "")), t: t, draw: rand.New(rand.NewPCG(seed, 0)), broker: broker,
		sites:    map[string]*served.Warehouse{"one": served.NewWarehouse(t, pgtest.Config{}), "two": served.NewWarehouse(t, pgtest.Config{})},
		answered: map[string]uint64{},
	}
	binary := served.Build(t)
	p := k.Spawn(binary)
	k.Ready(p)
	k.begin()
	stop := sync.OnceFunc(k.read())
	defer stop()
	killed := 0
	for begin := time.Now(); killed < kills && time.Since(begin) < budget; killed++ {
		k.serve(p)
		if k.draw.IntN(2) == 0 { // one that hardly begins
			k.after(k.Spawn(binary), 400)
		}
		p = k.Spawn(binary)
		k.Ready(p)
		k.Expire("one", "two")
		k.kept()
	}
	k.rest()
	stop()
	k.end()
	t.Logf("%d webhooks and %d messages over %d kills, %d reads meanwhile", len(k.answered), k.published, killed, k.reads.Load())
}

// begin registers the clusters and sends what there is before the first kill.
func (k *killing) begin() {
	one, two := k.sites["one"], k.sites["two"]
	k.Submit(one.Cluster("one"))
	k.Submit(two.ClusterAt("two", "localhost", two.Port()))
	events := []string{served.Event("policy.updated", served.Everyone)}
	for id, w := range k.sites {
		w.Exec("CREATE TABLE hr.others AS SELECT * FROM hr.people")
		w.Reader("ana")
		w.Reader("bea")
		host := map[string]string{"one": "127.0.0.1", "two": "localhost"}[id]
		for _, table := range []string{"people", "others"} {
			const columns = `{"name":"id"},{"name":"region"},{"name":"email","tags":["PII.Email"]}`
			events = append(events, served.Event("source.updated", served.Table(table+"-"+id, host, w.Port(), 1, table, columns)))
		}
	}
	events = append(append(events, flipped("people", "ana", 1)...), flipped("others", "bea", 1)...)
	k.Applied(k.Accept(append(events, served.Synced())...), "one", "two")
	k.look("ana", "people")
	k.look("bea", "others")
}

// flipped lifts a table's mask for one group and puts the reader into another.
func flipped(table, reader string, version int) []string {
	lifted, member := "hr", "eu"
	if version%2 == 0 {
		lifted, member = member, lifted
	}
	return []string{mask(table, version, lifted), served.Event("user.updated", served.User(reader, version, member))}
}

func mask(table string, version int, lifted string) string {
	return served.Event("policy.updated", fmt.Sprintf(`{"id":"mask-%s","version":%d,"applies_to":{"sources":["%s-one","%s-two"],"column_tags":["PII"]},"unless":"user.in_group(\"%s\")","rules":[{"mask":{"null":{}}}]}`,
		table, version, table, table, lifted))
}

// serve sends webhooks and messages until the process is dead.
func (k *killing) serve(p *served.Process) {
	timer := time.AfterFunc(k.moment(1500), p.Kill)
	defer timer.Stop()
	pause := time.NewTicker(5 * time.Millisecond)
	defer pause.Stop()
	for {
		select {
		case <-p.Dead:
			k.murdered(p)
			return
		case <-pause.C:
		}
		if k.draw.IntN(2) == 0 {
			k.publish()
		}
		k.post()
	}
}

// after kills a process a moment after it began.
func (k *killing) after(p *served.Process, milliseconds int) {
	time.AfterFunc(k.moment(milliseconds), p.Kill)
	<-p.Dead
	k.murdered(p)
}

func (k *killing) moment(milliseconds int) time.Duration {
	return time.Duration(k.draw.IntN(milliseconds*1000)) * time.Microsecond
}

func (k *killing) murdered(p *served.Process) {
	k.t.Helper()
	if killed, said := p.Killed(); !killed {
		k.t.Fatalf("scrim serve ended by itself:\n%s", said)
	}
}

// post sends the next webhook, or the one that was not answered once more.
func (k *killing) post() {
	if k.waiting == "" {
		k.posted++
		k.waiting = served.Batch(flipped("people", "ana", k.posted+1)...)
	}
	id := fmt.Sprintf("webhook-%d", k.posted)
	answer, err := k.TryPost(served.Signed(k.t, served.Platform, id, k.waiting), k.waiting)
	if err != nil {
		return // dead, or dying
	}
	if answer.Status != http.StatusAccepted && answer.Status != http.StatusOK {
		k.t.Fatalf("delivery %s is answered with %d %s", id, answer.Status, answer.Text)
	}
	k.answered[id], k.waiting = answer.Revision, ""
}

// publish puts the next message into the stream, with a user of its own.
func (k *killing) publish() {
	k.published++
	id := fmt.Sprintf("message-%d", k.published)
	body := served.Batch(append(flipped("others", "bea", k.published+1), served.Event("user.updated", served.User(id, 1)))...)
	k.broker.Publish(served.Signed(k.t, served.Platform, id, body), body)
}

// kept sees that every webhook that was answered is in the journal, once, at
// the revision that the answer said.
func (k *killing) kept() {
	k.t.Helper()
	journal := k.journal()
	for id, revision := range k.answered {
		if entries := journal[id]; len(entries) != 2 || entries[1].Revision != revision {
			k.t.Fatalf("delivery %s was acknowledged as revision %d, and the journal has %+v", id, revision, entries)
		}
	}
}

// journal is every event that was accepted, by its delivery.
func (k *killing) journal() map[string][]api.Entry {
	k.t.Helper()
	out := map[string][]api.Entry{}
	page := api.Page{Limit: api.MaxPage}
	for {
		all, err := k.API.Events(k.t.Context(), page)
		if err != nil {
			k.t.Fatal(err)
		}
		for _, e := range all.Events {
			out[e.Delivery] = append(out[e.Delivery], e)
			page.After = e.Revision
		}
		if len(all.Events) < api.MaxPage {
			return out
		}
	}
}

// rest lets the senders end, and sees that all of it is in the journal.
func (k *killing) rest() {
	for k.waiting != "" {
		k.post()
	}
	k.Until("the stream is read", func(map[string]state.ClusterStatus) bool {
		k.broker.Impatient()
		at := k.broker.Consumer()
		return at.NumPending == 0 && at.NumAckPending == 0
	})
	k.kept()
	journal := k.journal()
	for n := range k.published {
		id, users := fmt.Sprintf("message-%d", n+1), 0
		for _, e := range journal[id] {
			if e.ID == id {
				users++
			}
		}
		if users != 1 {
			k.t.Errorf("the journal has the user of %s %d times", id, users)
		}
	}
}

// end gives ana back her e-mails, for something to see, and compares: nothing
// is left to do, and readers see what the documents say.
func (k *killing) end() {
	last := k.Accept(served.Event("user.updated", served.User("ana", 1<<40, "hr", "eu")))
	k.Applied(last, "one", "two")
	resync, err := k.API.Resync(k.t.Context(), api.ResyncRequest{})
	if err != nil || len(resync.Clusters) != 2 {
		k.t.Fatalf("a resync says %+v, %v", resync, err)
	}
	for _, c := range resync.Clusters {
		if len(c.Units) != 0 || c.Error != "" {
			k.t.Errorf("comparing %s again is not empty: %+v", c.Cluster, c)
		}
		w := k.sites[c.Cluster]
		w.Sees("ana", served.Clear)
		if got := strings.Join(w.Read("bea", query("others")), " "); got != served.Masked {
			k.t.Errorf("bea sees %q on %s", got, c.Cluster)
		}
		groups := map[bool]string{true: "eu", false: "hr"}[(k.published+1)%2 == 1]
		if got := w.Read("postgres", "SELECT value FROM scrim_system.profile WHERE userid = 'bea' AND kind = 'group'"); len(got) != 1 || got[0] != groups {
			k.t.Errorf("the last message put bea into %s, and the profile of %s says %v", groups, c.Cluster, got)
		}
	}
}

func query(table string) string {
	return "SELECT id, region, email FROM governed.hr_" + table + " ORDER BY id"
}

// read asks as both readers on both clusters, until stopped.
func (k *killing) read() (stop func()) {
	ctx, cancel := context.WithCancel(k.t.Context())
	var group sync.WaitGroup
	for id, w := range k.sites {
		for reader, table := range map[string]string{"ana": "people", "bea": "others"} {
			group.Go(func() {
				if err := k.watch(ctx, w, reader, table); err != nil && ctx.Err() == nil {
					k.t.Errorf("%s on %s: %v", reader, id, err)
				}
			})
		}
	}
	return func() { cancel(); group.Wait() }
}

// watch reads on one connection until the context ends or an e-mail shows.
func (k *killing) watch(ctx context.Context, w *served.Warehouse, reader, table string) error {
	conn, err := pgx.Connect(ctx, w.DSN(reader, served.Database))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	for ctx.Err() == nil {
		results, err := conn.PgConn().Exec(ctx, query(table)).ReadAll()
		if err != nil {
			return err
		}
		k.reads.Add(1)
		for _, row := range results[0].Rows {
			if len(row[2]) > 0 {
				return errors.New("an e-mail that no state shows")
			}
		}
	}
	return nil
}

// look sees that a reader is masked on both clusters.
func (k *killing) look(reader, table string) {
	k.t.Helper()
	for id, w := range k.sites {
		if got := strings.Join(w.Read(reader, query(table)), " "); got != served.Masked {
			k.t.Fatalf("%s sees %q of %s on %s", reader, got, table, id)
		}
	}
}
