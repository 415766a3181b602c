package stack

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// The stream that the development stack has.
const (
	Stream  = "SCRIM"
	Subject = "scrim.events"
)

// broker is NATS with JetStream inside this process, on a port of the
// loopback.
type broker struct {
	server *server.Server
	conn   *nats.Conn
	stream jetstream.JetStream
}

func startBroker(ctx context.Context, dir string) (_ *broker, err error) {
	s, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: dir, NoSigs: true, NoLog: true,
	})
	if err != nil {
		return nil, fmt.Errorf("preparing NATS: %w", err)
	}
	b := &broker{server: s}
	defer func() {
		if err != nil {
			b.stop()
		}
	}()
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		return nil, errors.New("starting NATS: it does not answer")
	}
	if b.conn, err = nats.Connect(s.ClientURL(), nats.Name("scrim-dev")); err != nil {
		return nil, fmt.Errorf("connecting to NATS: %w", err)
	}
	if b.stream, err = jetstream.New(b.conn); err != nil {
		return nil, fmt.Errorf("opening JetStream: %w", err)
	}
	_, err = b.stream.CreateStream(ctx, jetstream.StreamConfig{Name: Stream, Subjects: []string{Subject}})
	if err != nil {
		return nil, fmt.Errorf("making the stream: %w", err)
	}
	return b, nil
}

func (b *broker) stop() {
	if b.conn != nil {
		b.conn.Close()
	}
	b.server.Shutdown()
	b.server.WaitForShutdown()
}
