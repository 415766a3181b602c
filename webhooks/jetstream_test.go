package webhooks_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"scrim/pkg/store"
	"scrim/webhooks"
)

// broker is a NATS server of the test's own.
type broker struct {
	t       *testing.T
	options natsserver.Options
	server  *natsserver.Server
}

func newBroker(t *testing.T) *broker {
	t.Helper()
	if testing.Short() {
		t.Skip("needs servers: make test")
	}
	b := &broker{t: t, options: natsserver.Options{Host: "127.0.0.1", Port: natsserver.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true}}
	b.start()
	t.Cleanup(b.stop)
	return b
}

func (b *broker) start() {
	b.t.Helper()
	options := b.options
	var err error
	if b.server, err = natsserver.NewServer(&options); err != nil {
		b.t.Fatal(err)
	}
	b.server.Start()
	if !b.server.ReadyForConnections(20 * time.Second) {
		b.t.Fatal("the NATS server does not come up")
	}
	b.options.Port = options.Port // a restarted one is found again
}

func (b *broker) stop() {
	b.server.Shutdown()
	b.server.WaitForShutdown()
}

func (b *broker) url() string { return fmt.Sprintf("nats://127.0.0.1:%d", b.options.Port) }

// publish puts one message into the stream.
func (b *broker) publish(header map[string][]string, body string) {
	b.t.Helper()
	conn, err := nats.Connect(b.url())
	if err != nil {
		b.t.Fatal(err)
	}
	defer conn.Close()
	js, err := jetstream.New(conn)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := js.PublishMsg(b.t.Context(), &nats.Msg{Subject: "scrim.events", Header: header, Data: []byte(body)}); err != nil {
		b.t.Fatal(err)
	}
}

// pending is how many messages the consumer has yet to be rid of.
func (b *broker) pending() (waiting, unanswered int) {
	b.t.Helper()
	conn, err := nats.Connect(b.url())
	if err != nil {
		b.t.Fatal(err)
	}
	defer conn.Close()
	js, err := jetstream.New(conn)
	if err != nil {
		b.t.Fatal(err)
	}
	consumer, err := js.Consumer(b.t.Context(), "SCRIM", "scrim")
	if err != nil {
		b.t.Fatal(err)
	}
	info, err := consumer.Info(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return int(info.NumPending), info.NumAckPending
}

// create makes the stream before any door is open.
func (b *broker) create() {
	b.t.Helper()
	conn, err := nats.Connect(b.url())
	if err != nil {
		b.t.Fatal(err)
	}
	defer conn.Close()
	js, err := jetstream.New(conn)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := js.CreateStream(b.t.Context(), jetstream.StreamConfig{Name: "SCRIM", Subjects: []string{"scrim.events"}}); err != nil {
		b.t.Fatal(err)
	}
}

// open runs a door and returns what closes it.
func (b *bench) open(o webhooks.StreamOptions) (shut func() error) {
	b.t.Helper()
	door, err := webhooks.NewStreamDoor(b.receiver, o)
	if err != nil {
		b.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- door.Run(ctx) }()
	shut = sync.OnceValue(func() error { cancel(); return <-done })
	b.t.Cleanup(func() {
		if err := shut(); err != nil {
			b.t.Error(err)
		}
	})
	return shut
}

// next is the verdict of the next answer.
func (b *bench) next() string {
	b.t.Helper()
	select {
	case said := <-b.answers:
		return said
	case <-time.After(30 * time.Second):
		b.t.Fatalf("no answer; the log says\n%s", b.log)
		return ""
	}
}

func (b *bench) expect(verdicts ...string) {
	b.t.Helper()
	for _, want := range verdicts {
		if got := b.next(); got != "jetstream "+want {
			b.t.Fatalf("the answer is %q, want %q; the log says\n%s", got, want, b.log)
		}
	}
}

// nowReal makes the bench's signatures those of this minute: the stream's
// clock is the real one.
func nowReal(b *bench) *bench {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = time.Now()
	return b
}

func TestStreamVerdicts(t *testing.T) {
	broker, b := newBroker(t), nowReal(newBench(t))
	broker.create()
	long := strings.Repeat("x", 3000)
	for _, one := range []struct{ secret, id, body string }{
		{"immuta-new", "m1", user("ann", 2, "hr")},
		{"immuta-old", "m2", user("ann", 1, "hr")},
		{"immuta-new", "m1", user("ann", 2, "hr")},
		{"immuta-new", "m1", user("ann", 3, "hr")},
		{"immuta-new", "m3", user("ann", 2, "other")},
		{"immuta-new", "m4", `{"poison":`},
		{"immuta-new", "m5", strings.ReplaceAll(user("ann", 9, "hr"), `"immuta"`, `"scrim"`)},
		{"stranger", "m6", user("ann", 9, "hr")},
		{"immuta-new", "m7", user("ann", 9, long)},
		{"immuta-new", "m8", "[" + user("bob", 1, "hr") + "," + strings.ReplaceAll(user("eve", 1, "hr"), `"immuta"`, `"scrim"`) + "]"},
		{"hr", "m1", strings.ReplaceAll(user("cyd", 1, "hr"), "immuta", "hr")},
	} {
		broker.publish(b.signed(one.secret, one.id, one.body), one.body)
	}
	broker.publish(nil, user("ann", 9, "hr"))
	shut := b.open(webhooks.StreamOptions{URL: broker.url(), MaxBody: 2000})
	b.expect("accepted", "stale", "repeated", "different-bytes", "accepted", "malformed", "forbidden", "unauthenticated", "too-large", "accepted", "accepted", "unauthenticated")
	if err := shut(); err != nil {
		t.Fatal(err)
	}
	if waiting, unanswered := broker.pending(); waiting != 0 || unanswered != 0 {
		t.Errorf("%d waiting, %d unanswered: nothing should come again", waiting, unanswered)
	}
	var kept []string
	for _, one := range b.rejected() {
		kept = append(kept, one.Sender+"/"+one.Delivery+" "+string(one.Issues[0].Code))
		if one.Door != "SCRIM" || len(one.Digest) != 64 || len(one.Body) == 0 {
			t.Errorf("rejection %+v", one)
		}
	}
	want := "immuta/m1 different-bytes, immuta/m4 not-json, immuta/m5 not-allowed, / bad-signature, / too-large, immuta/m8 not-allowed, / bad-signature"
	if got := strings.Join(kept, ", "); got != want {
		t.Errorf("rejected:\n%s want\n%s", got, want)
	}
	if n := len(b.journal()); n != 4 {
		t.Errorf("%d journal entries", n)
	}
}

// TestOneDeliveryThroughBothDoors counts once.
func TestOneDeliveryThroughBothDoors(t *testing.T) {
	broker, b := newBroker(t), nowReal(newBench(t))
	broker.create()
	body := user("ann", 1, "hr")
	if got := b.send(b.door(webhooks.Limits{}).URL, "immuta-new", "m1", body); got.status != 202 {
		t.Fatalf("%d %s", got.status, got.text)
	}
	if got := b.next(); got != "http accepted" {
		t.Fatal(got)
	}
	broker.publish(b.signed("immuta-old", "m1", body), body)
	b.open(webhooks.StreamOptions{URL: broker.url()})
	b.expect("repeated")
	if n := len(b.journal()); n != 1 {
		t.Errorf("%d journal entries", n)
	}
}

// TestTrustedSubject takes unsigned messages in the operator's chosen name,
// whose allow-list holds, and still checks the signed.
func TestTrustedSubject(t *testing.T) {
	broker, b := newBroker(t), nowReal(newBench(t))
	broker.create()
	as := func(source, body string) string { return strings.ReplaceAll(body, `"immuta"`, `"`+source+`"`) }
	broker.publish(map[string][]string{"Nats-Msg-Id": {"n1"}}, as("hr", user("ann", 1, "a")))
	broker.publish(map[string][]string{"webhook-id": {"n1"}}, as("hr", user("ann", 2, "a")))
	broker.publish(nil, as("hr", user("ann", 3, "a")))
	broker.publish(nil, user("ann", 4, "a"))
	broker.publish(b.signed("immuta-new", "s1", user("ann", 5, "a")), user("ann", 5, "a"))
	broker.publish(map[string][]string{"webhook-id": {"s2"}, "webhook-timestamp": {fmt.Sprint(time.Now().Unix())}, "webhook-signature": {"v1,AAAA"}}, as("hr", user("ann", 6, "a")))
	broker.publish(map[string][]string{"ce-type": {"scrim.user.updated"}}, as("hr", user("ann", 7, "a")))
	b.open(webhooks.StreamOptions{URL: broker.url(), Trusted: "hr"})
	b.expect("accepted", "different-bytes", "accepted", "forbidden", "accepted", "unauthenticated", "malformed")
	entries := b.journal()
	if entries[0].Principal != "hr" || entries[0].Delivery != "n1" || !strings.HasPrefix(entries[1].Delivery, "SCRIM:3:") || entries[2].Principal != "immuta" {
		t.Errorf("%+v", entries)
	}
}

// TestKilledBetweenCommitAndAck loses the connection after the commit and
// before the acknowledgement. The message comes again to the next process,
// which answers with the first receipt.
func TestKilledBetweenCommitAndAck(t *testing.T) {
	broker, b := newBroker(t), nowReal(newBench(t))
	broker.create()
	broker.publish(b.signed("immuta-new", "m1", user("ann", 1, "hr")), user("ann", 1, "hr"))
	var once sync.Once
	var first store.Receipt
	b.store.set(func(f *faulty) {
		f.after = func(r store.Receipt) {
			once.Do(func() { first = r; broker.stop() })
		}
	})
	shut := b.open(webhooks.StreamOptions{URL: broker.url(), AckWait: time.Second})
	b.expect("accepted")
	if err := shut(); err != nil {
		t.Fatal(err)
	}
	broker.start()
	var second store.Receipt
	b.store.set(func(f *faulty) { f.after = func(r store.Receipt) { second = r } })
	b.open(webhooks.StreamOptions{URL: broker.url(), AckWait: time.Second})
	b.expect("repeated")
	if first.Revision != 1 || second.Revision != 1 || !second.Repeated || len(second.Results) != 1 || second.Results[0] != first.Results[0] {
		t.Errorf("first %+v, then %+v", first, second)
	}
	if n := len(b.journal()); n != 1 {
		t.Errorf("%d journal entries", n)
	}
}

// TestServerRestarts takes the server away while the door waits; the same Run
// goes on with what is published afterwards.
func TestServerRestarts(t *testing.T) {
	broker, b := newBroker(t), nowReal(newBench(t))
	b.open(webhooks.StreamOptions{URL: broker.url(), Create: true, AckWait: time.Second})
	publish := func(i int) {
		body := user("ann", i, "hr")
		broker.publish(b.signed("immuta-new", fmt.Sprint("m", i), body), body)
	}
	eventually(t, broker)
	for i := 1; i <= 3; i++ {
		publish(i)
		b.expect("accepted")
		broker.stop()
		broker.start()
	}
	publish(4)
	b.expect("accepted")
}

// eventually waits for the door to have made its stream, by asking the server
// for it: the requests themselves are the clock.
func eventually(t *testing.T, b *broker) {
	t.Helper()
	conn, err := nats.Connect(b.url())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	js, err := jetstream.New(conn)
	if err != nil {
		t.Fatal(err)
	}
	limit, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for limit.Err() == nil {
		if _, err := js.Stream(limit, "SCRIM"); err == nil {
			return
		}
	}
	t.Fatal("the stream was not made")
}

// TestServerComesLater starts the door before there is a server, and the
// stream later still.
func TestServerComesLater(t *testing.T) {
	broker, b := newBroker(t), nowReal(newBench(t))
	broker.stop()
	b.open(webhooks.StreamOptions{URL: broker.url(), MaxDelay: 100 * time.Millisecond})
	broker.start()
	broker.create()
	body := user("ann", 1, "hr")
	broker.publish(b.signed("immuta-new", "m1", body), body)
	b.expect("accepted")
}

// TestConsumerIsDeleted lets an administrator delete the consumer under the
// running door: it is made again, and what comes twice is recognised.
func TestConsumerIsDeleted(t *testing.T) {
	broker, b := newBroker(t), nowReal(newBench(t))
	broker.create()
	b.open(webhooks.StreamOptions{URL: broker.url(), MaxDelay: 100 * time.Millisecond})
	first, second := user("ann", 1, "hr"), user("ann", 2, "hr")
	broker.publish(b.signed("immuta-new", "m1", first), first)
	b.expect("accepted")
	conn, err := nats.Connect(broker.url())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	js, err := jetstream.New(conn)
	if err != nil {
		t.Fatal(err)
	}
	if err := js.DeleteConsumer(t.Context(), "SCRIM", "scrim"); err != nil {
		t.Fatal(err)
	}
	broker.publish(b.signed("immuta-new", "m2", second), second)
	b.expect("repeated", "accepted")
}

// TestStreamStoreUnavailable lets the store fail three times: the message
// comes again until it is kept, and so does one that has to be rejected.
func TestStreamStoreUnavailable(t *testing.T) {
	broker, b := newBroker(t), nowReal(newBench(t))
	broker.create()
	failing := func(times int) func() error {
		return func() error {
			if times--; times >= 0 {
				return errors.New("the disk is full")
			}
			return nil
		}
	}
	b.store.set(func(f *faulty) { f.before, f.reject = failing(3), failing(2) })
	body := user("ann", 1, "hr")
	broker.publish(b.signed("immuta-new", "m1", body), body)
	b.open(webhooks.StreamOptions{URL: broker.url(), MaxDelay: 20 * time.Millisecond})
	b.expect("unavailable", "unavailable", "unavailable", "accepted")
	broker.publish(b.signed("immuta-new", "m2", "poison"), "poison")
	b.expect("unavailable", "unavailable", "malformed")
	if n := len(b.rejected()); n != 1 {
		t.Errorf("%d rejections", n)
	}
}

// TestOldSignature reads what was signed long before the service looked: the
// window counts from when the stream took the message.
func TestOldSignature(t *testing.T) {
	broker, b := newBroker(t), nowReal(newBench(t))
	broker.create()
	body := user("ann", 1, "hr")
	broker.publish(b.signed("immuta-new", "m1", body), body)
	stale := b.clock().Add(-6 * time.Minute)
	header, err := webhooks.Sign(secretOf("immuta-new"), "m2", stale, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	broker.publish(header, body)
	b.mu.Lock()
	b.now = b.now.Add(24 * time.Hour)
	b.mu.Unlock()
	b.open(webhooks.StreamOptions{URL: broker.url()})
	b.expect("accepted", "unauthenticated")
}

// TestStopFinishesWhatItHas stops the door while a message is being
// committed, with others fetched behind it: all are answered.
func TestStopFinishesWhatItHas(t *testing.T) {
	broker, b := newBroker(t), nowReal(newBench(t))
	broker.create()
	entered, leave := make(chan struct{}), make(chan struct{})
	var once sync.Once
	b.store.set(func(f *faulty) {
		f.before = func() error { once.Do(func() { close(entered); <-leave }); return nil }
	})
	for i := 1; i <= 5; i++ {
		body := user("ann", i, "hr")
		broker.publish(b.signed("immuta-new", fmt.Sprint("m", i), body), body)
	}
	shut := b.open(webhooks.StreamOptions{URL: broker.url()})
	<-entered
	ended := make(chan error, 1)
	go func() { ended <- shut() }()
	close(leave)
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	waiting, unanswered := broker.pending()
	if unanswered != 0 || waiting+len(b.answers) != 5 || len(b.answers) == 0 {
		t.Errorf("%d answered, %d waiting, %d fetched and left", len(b.answers), waiting, unanswered)
	}
}

func TestStreamOptionsRefused(t *testing.T) {
	b := newBench(t)
	for want, o := range map[string]webhooks.StreamOptions{
		"nats://host":      {URL: "here"},
		"credentials file": {URL: "nats://u:hunter2@host:4222"},
		"none of the":      {URL: "nats://host:4222", Trusted: "nobody"},
	} {
		_, err := webhooks.NewStreamDoor(b.receiver, o)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%+v: %v", o, err)
		}
	}
	door, err := webhooks.NewStreamDoor(b.receiver, webhooks.StreamOptions{URL: "nats://127.0.0.1:1", Credentials: "/no/such/file"})
	if err != nil {
		t.Fatal(err)
	}
	if err := door.Run(t.Context()); err == nil {
		t.Error("credentials that are not there")
	}
}
