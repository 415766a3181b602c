package served

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// The stream of every test.
const (
	StreamName = "SCRIM"
	Subject    = "scrim.events"
	Durable    = "scrim"
)

// Broker is a NATS server of the test's own, with JetStream and the stream.
type Broker struct {
	t    testing.TB
	port int
	js   jetstream.JetStream
}

// NewBroker starts one.
func NewBroker(t testing.TB) *Broker {
	t.Helper()
	if testing.Short() {
		t.Skip("needs servers: make test")
	}
	options := natsserver.Options{Host: "127.0.0.1", Port: natsserver.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true}
	server, err := natsserver.NewServer(&options)
	if err != nil {
		t.Fatal(err)
	}
	server.Start()
	t.Cleanup(func() { server.Shutdown(); server.WaitForShutdown() })
	if !server.ReadyForConnections(20 * time.Second) {
		t.Fatal("the NATS server does not come up")
	}
	b := &Broker{t: t, port: options.Port}
	conn, err := nats.Connect(b.URL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	if b.js, err = jetstream.New(conn); err != nil {
		t.Fatal(err)
	}
	if _, err := b.js.CreateStream(t.Context(), jetstream.StreamConfig{Name: StreamName, Subjects: []string{Subject}}); err != nil {
		t.Fatal(err)
	}
	return b
}

// URL is where the broker listens.
func (b *Broker) URL() string { return fmt.Sprintf("nats://127.0.0.1:%d", b.port) }

// Addr is its host and port.
func (b *Broker) Addr() string { return fmt.Sprintf("127.0.0.1:%d", b.port) }

// Publish puts a message into the stream; header may be nil.
func (b *Broker) Publish(header http.Header, body string) {
	b.t.Helper()
	if _, err := b.js.PublishMsg(b.t.Context(), &nats.Msg{Subject: Subject, Header: nats.Header(header), Data: []byte(body)}); err != nil {
		b.t.Fatal(err)
	}
}

// Consumer is how scrim's consumer stands.
func (b *Broker) Consumer() *jetstream.ConsumerInfo {
	b.t.Helper()
	consumer, err := b.js.Consumer(b.t.Context(), StreamName, Durable)
	if err != nil {
		b.t.Fatal(err)
	}
	info, err := consumer.Info(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return info
}

// Impatient makes the broker deliver again what is not answered at once.
func (b *Broker) Impatient() {
	b.t.Helper()
	c := b.Consumer().Config
	c.AckWait = 50 * time.Millisecond
	if _, err := b.js.UpdateConsumer(b.t.Context(), StreamName, c); err != nil {
		b.t.Fatal(err)
	}
}

// URLThrough is where the broker is reached through a proxy.
func (b *Broker) URLThrough(p *Proxy) string { return fmt.Sprintf("nats://127.0.0.1:%d", p.Port()) }
