package webhooks

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// StreamOptions is where the JetStream door reads. A zero field has its
// default.
type StreamOptions struct {
	URL         string // "nats://host:4222"; required, without a password
	Credentials string // where a NATS credentials file is: "file:/path", or the path alone; empty is none
	Stream      string // default "SCRIM"
	Subject     string // wildcards allowed; default "scrim.events"
	Durable     string // the consumer, one for each scrim; default "scrim"
	Create      bool   // make the stream when it is not there: for development

	// Trusted is the Sender in whose name unsigned messages are accepted: the
	// operator's word that nobody else can publish on the subject. Its
	// allow-list holds. Empty: messages must be signed.
	Trusted string

	MaxBody    int           // bytes; default DefaultMaxBody
	MaxPending int           // messages in flight; default 64
	AckWait    time.Duration // after which an unanswered message comes again; default 30 s
	MaxDelay   time.Duration // the longest pause before another try; default 1 min
}

func (o StreamOptions) filled() StreamOptions {
	text := func(field *string, value string) {
		if *field == "" {
			*field = value
		}
	}
	text(&o.Stream, "SCRIM")
	text(&o.Subject, "scrim.events")
	text(&o.Durable, "scrim")
	if o.MaxBody <= 0 {
		o.MaxBody = DefaultMaxBody
	}
	if o.MaxPending <= 0 {
		o.MaxPending = 64
	}
	if o.AckWait <= 0 {
		o.AckWait = 30 * time.Second
	}
	if o.MaxDelay <= 0 {
		o.MaxDelay = time.Minute
	}
	return o
}

// fetched is how many messages are asked for at once; few, since each is
// committed by itself and what is fetched waits for those before it.
const fetched = 16

// StreamDoor is the JetStream door.
type StreamDoor struct {
	receiver *Receiver
	options  StreamOptions
}

// NewStreamDoor returns a door that Run opens.
func NewStreamDoor(r *Receiver, o StreamOptions) (*StreamDoor, error) {
	u, err := url.Parse(o.URL)
	switch {
	case err != nil || u.Host == "":
		return nil, errors.New("the NATS server's address should be nats://host:4222")
	case u.User != nil:
		return nil, errors.New("a secret is written into the NATS server's address; use a credentials file")
	}
	if _, known := r.senders.byName[o.Trusted]; o.Trusted != "" && !known {
		return nil, fmt.Errorf("the trusted sender %q is none of the senders", o.Trusted)
	}
	return &StreamDoor{receiver: r, options: o.filled()}, nil
}

// Run takes messages in until ctx ends; then it finishes those it has and
// returns nil. Whatever happens to the server, the stream or the consumer, it
// goes on trying. An error is one of configuration: credentials that cannot be
// read.
func (d *StreamDoor) Run(ctx context.Context) error {
	conn, err := d.connect()
	if err != nil {
		return fmt.Errorf("connecting to NATS: %w", err)
	}
	defer conn.Close()
	js, err := jetstream.New(conn)
	if err != nil {
		return fmt.Errorf("opening JetStream: %w", err)
	}
	pause := backoff.NewExponentialBackOff()
	pause.InitialInterval, pause.MaxInterval = 100*time.Millisecond, d.options.MaxDelay
	for ctx.Err() == nil {
		err := d.consume(ctx, js, pause.Reset)
		if ctx.Err() != nil {
			break
		}
		d.log().WarnContext(ctx, "the stream is interrupted", slog.String("stream", d.options.Stream), slog.Any("error", err))
		rest(ctx, pause.NextBackOff())
	}
	if conn.IsConnected() {
		flush, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		_ = conn.FlushWithContext(flush) // the last acknowledgements; without them the messages come again and are recognised
	}
	return nil
}

func (d *StreamDoor) log() *slog.Logger { return d.receiver.log }

func (d *StreamDoor) connect() (*nats.Conn, error) {
	options := []nats.Option{
		nats.Name("scrim"),
		nats.RetryOnFailedConnect(true),
		nats.MaxReconnects(-1),
		nats.ReconnectWait(250 * time.Millisecond),
		nats.ReconnectJitter(250*time.Millisecond, time.Second),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			d.log().Warn("disconnected from NATS", slog.Any("error", err))
		}),
		nats.ReconnectHandler(func(*nats.Conn) { d.log().Info("connected to NATS again") }),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			d.log().Warn("NATS reports", slog.Any("error", err))
		}),
	}
	if d.options.Credentials != "" {
		options = append(options, nats.UserCredentials(strings.TrimPrefix(d.options.Credentials, "file:")))
	}
	return nats.Connect(d.options.URL, options...)
}

// consume takes messages from the durable consumer until something breaks or
// ctx ends. It calls steady once messages can flow.
func (d *StreamDoor) consume(ctx context.Context, js jetstream.JetStream, steady func()) error {
	consumer, err := d.prepare(ctx, js)
	if err != nil {
		return err
	}
	messages, err := consumer.Messages(jetstream.PullMaxMessages(fetched))
	if err != nil {
		return fmt.Errorf("asking for messages: %w", err)
	}
	defer messages.Stop()
	steady()
	for {
		msg, err := messages.Next(jetstream.NextContext(ctx))
		if err != nil && ctx.Err() != nil {
			if js.Conn().IsConnected() {
				d.drain(ctx, messages)
			}
			return nil
		}
		if err != nil {
			return fmt.Errorf("waiting for a message: %w", err)
		}
		d.handle(ctx, msg)
	}
}

// drain finishes the messages that are here already.
func (d *StreamDoor) drain(ctx context.Context, messages jetstream.MessagesContext) {
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	messages.Drain()
	for {
		msg, err := messages.Next(jetstream.NextContext(limit))
		if err != nil {
			return
		}
		d.handle(ctx, msg)
	}
}

// prepare finds or makes the stream and the consumer.
func (d *StreamDoor) prepare(ctx context.Context, js jetstream.JetStream) (jetstream.Consumer, error) {
	limit, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	o := d.options
	if o.Create {
		_, err := js.Stream(limit, o.Stream)
		if errors.Is(err, jetstream.ErrStreamNotFound) {
			_, err = js.CreateStream(limit, jetstream.StreamConfig{
				Name: o.Stream, Subjects: []string{o.Subject}, Storage: jetstream.FileStorage,
				Description: "Events for scrim",
			})
		}
		if err != nil {
			return nil, fmt.Errorf("making the stream %s: %w", o.Stream, err)
		}
	}
	consumer, err := js.CreateOrUpdateConsumer(limit, o.Stream, jetstream.ConsumerConfig{
		Durable: o.Durable, FilterSubject: o.Subject,
		AckPolicy: jetstream.AckExplicitPolicy, AckWait: o.AckWait, MaxAckPending: o.MaxPending,
		MaxDeliver: -1, DeliverPolicy: jetstream.DeliverAllPolicy,
	})
	if err != nil {
		return nil, fmt.Errorf("making the consumer %s of the stream %s: %w", o.Durable, o.Stream, err)
	}
	return consumer, nil
}

// handle takes one message in and answers it: ack after the commit, nak with
// a delay when the store is not available, term when it can never be accepted
// and is in the rejected list. A message that has begun is finished whatever
// ctx says; when an answer is lost, the message comes again and is recognised.
func (d *StreamDoor) handle(ctx context.Context, msg jetstream.Msg) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.options.AckWait)
	defer cancel()
	meta, err := msg.Metadata()
	if err != nil {
		d.log().ErrorContext(ctx, "a message without JetStream's reply subject", slog.Any("error", err))
		return
	}
	m := Message{Door: DoorStream, At: d.receiver.now(), Body: msg.Data()}
	a := d.receive(ctx, &m, headerOf(msg.Headers()), meta)
	refused := a.problems()
	if len(refused) > 0 && !a.Verdict.Transient() {
		// Refused in whole or in part: kept before it leaves the stream.
		if err := d.receiver.reject(ctx, d.options.Stream, m, refused); err != nil {
			d.log().ErrorContext(ctx, "rejecting a message", slog.Any("error", err))
			a = unavailable()
		}
	}
	d.receiver.done(ctx, m, a)
	switch {
	case a.Verdict.Committed():
		err = msg.Ack()
	case a.Verdict.Transient():
		err = msg.NakWithDelay(d.delay(meta.NumDelivered))
	default:
		err = msg.TermWithReason(string(a.Verdict))
	}
	if err != nil {
		d.log().WarnContext(ctx, "answering a message; it will come again", slog.Any("error", err))
	}
}

// receive finds out whose message it is and lets it in.
func (d *StreamDoor) receive(ctx context.Context, m *Message, header http.Header, meta *jetstream.MsgMetadata) Answer {
	if len(m.Body) > d.options.MaxBody {
		return tooLarge(int64(d.options.MaxBody))
	}
	for name := range header {
		if strings.HasPrefix(strings.ToLower(name), "ce-") {
			return refuseWith(Malformed, "binary-mode", "CloudEvents in binary mode are not read: their type would be outside the signature",
				"publish the whole event as the message's body")
		}
	}
	if d.options.Trusted != "" && !signed(header) {
		m.Sender, m.Delivery = d.options.Trusted, deliveryID(header, meta)
		return d.receiver.Receive(ctx, *m)
	}
	// The window counts from when the stream took the message: a service that
	// was down for a day still reads what was signed yesterday.
	sender, id, err := d.receiver.authenticate(header, m.Body, meta.Timestamp)
	if err != nil {
		d.log().WarnContext(ctx, "signature refused", slog.String("door", string(m.Door)), slog.Any("reason", err))
		return notSigned()
	}
	m.Sender, m.Delivery = sender, id // the signed id; Nats-Msg-Id is outside the signature
	return d.receiver.Receive(ctx, *m)
}

// deliveryID names an unsigned message. Without an id of the publisher's it is
// the message's place in the stream; the time tells a stream that was deleted
// and made again from the old one.
func deliveryID(header http.Header, meta *jetstream.MsgMetadata) string {
	for _, name := range []string{nats.MsgIdHdr, "webhook-id"} {
		if id := header.Get(name); validID(id) {
			return id
		}
	}
	return meta.Stream + ":" + strconv.FormatUint(meta.Sequence.Stream, 10) + ":" + strconv.FormatInt(meta.Timestamp.UnixNano(), 10)
}

// delay doubles with each delivery, from a second.
func (d *StreamDoor) delay(delivered uint64) time.Duration {
	return min(time.Second<<min(max(delivered, 1)-1, 16), d.options.MaxDelay)
}

// headerOf makes NATS headers, which know upper case from lower, HTTP's.
func headerOf(from nats.Header) http.Header {
	header := http.Header{}
	for name, values := range from {
		for _, value := range values {
			header.Add(name, value)
		}
	}
	return header
}

// rest waits, or until ctx ends.
func rest(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
