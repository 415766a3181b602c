// Package service puts the parts of a running scrim together.
//
// It promises that one readable function says what is connected to what, and
// that Run returns only when every part has stopped. It holds no logic of its
// own.
package service

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"golang.org/x/sync/errgroup"

	"scrim/cmd/scrim/config"
	"scrim/pkg/control"
	"scrim/pkg/provision"
	"scrim/pkg/reconcile"
	"scrim/pkg/server"
	"scrim/pkg/server/api"
	"scrim/pkg/store"
	"scrim/pkg/store/sqlite"
	"scrim/pkg/warehouse/bigquery"
	"scrim/webhooks"
)

// Options is what Run needs besides the configuration.
type Options struct {
	Env      func(string) string // looks up environment variables
	Log      *slog.Logger
	Now      func() time.Time
	Listener net.Listener            // nil listens on the configured address
	Google   bigquery.Options        // how Google is reached; the zero value is Google, with application-default credentials
	Engine   func(*reconcile.Config) // nil, or changes intervals: for tests and benchmarks
	Started  func(addr string)       // nil, or called once the doors are open
}

// Run serves until ctx ends. An error is one of configuration, or of a part
// that cannot go on.
func Run(ctx context.Context, c config.Config, o Options) (err error) {
	known, err := readKeys(c, o.Env)
	if err != nil {
		return err
	}
	state, err := sqlite.Open(ctx, c.Store.Path)
	if err != nil {
		return fmt.Errorf("opening the store: %w", err)
	}
	defer func() {
		if bad := state.Close(); bad != nil {
			err = errors.Join(err, fmt.Errorf("closing the store: %w", bad))
		}
	}()
	parts, err := assemble(c, o, known, state)
	if err != nil {
		return err
	}
	listener := o.Listener
	if listener == nil {
		if listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen); err != nil {
			return fmt.Errorf("listening: %w", err)
		}
	}
	if err := parts.registerClusters(ctx, c); err != nil {
		return errors.Join(err, listener.Close())
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return parts.engine.Run(ctx) })
	group.Go(func() error { return parts.made.Run(ctx) })
	group.Go(func() error { return parts.server.Run(ctx, listener) })
	if parts.stream != nil {
		group.Go(func() error { return parts.stream.Run(ctx) })
	}
	group.Go(func() error { return forget(ctx, o, state) })
	if o.Started != nil {
		o.Started(listener.Addr().String())
	}
	return group.Wait()
}

// parts is a scrim that is put together and does not run yet.
type parts struct {
	engine  *reconcile.Engine
	made    *provision.Provisioner
	control *control.Control
	server  *server.Server
	stream  *webhooks.StreamDoor
}

func assemble(c config.Config, o Options, known keys, state store.Store) (*parts, error) {
	hands := &hands{env: o.Env, salts: known.salts, google: o.Google}
	registry := prometheus.NewRegistry()
	for _, one := range []prometheus.Collector{collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{})} {
		if err := registry.Register(one); err != nil {
			return nil, fmt.Errorf("declaring the metrics: %w", err)
		}
	}
	meter, err := server.NewMetrics(registry, server.Labels{
		Doors: []string{string(webhooks.DoorHTTP), string(webhooks.DoorStream)}, Verdicts: verdicts(), Outcomes: reconcile.Outcomes(),
	})
	if err != nil {
		return nil, err
	}
	settings := reconcile.Config{Store: state, Open: hands.open, Log: o.Log, Now: o.Now, Holder: holder(), Meter: meter}
	if o.Engine != nil {
		o.Engine(&settings)
	}
	p := &parts{}
	if p.engine, err = reconcile.New(settings); err != nil {
		return nil, err
	}
	p.made = provision.New(provision.Config{Store: state, Sites: hands, Log: o.Log, Now: o.Now, Holder: settings.Holder, Meter: meter, Every: settings.Every})
	p.control = &control.Control{Store: state, Engine: p.engine, Tools: hands, Made: p.made, Prover: prover{hands}, Now: o.Now, NewID: rand.Text}
	receiver, err := webhooks.NewReceiver(webhooks.Options{Store: state, Senders: known.senders, Observe: meter, Log: o.Log, Clock: o.Now})
	if err != nil {
		return nil, err
	}
	if p.stream, err = stream(c, receiver); err != nil {
		return nil, err
	}
	p.server, err = server.New(server.Options{
		Control: p.control.Server(), Tokens: []string{known.token}, Log: o.Log,
		Events: webhooks.Handler(receiver, webhooks.Limits{}), Metrics: meter.Handler(), Grace: config.ShutdownGrace,
	})
	return p, err
}

func verdicts() []string {
	var out []string
	for _, v := range webhooks.Verdicts() {
		out = append(out, string(v))
	}
	return out
}

// holder names this process in leases.
func holder() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown-host"
	}
	return fmt.Sprintf("%s/%d/%s", host, os.Getpid(), rand.Text()[:8])
}

func stream(c config.Config, receiver *webhooks.Receiver) (*webhooks.StreamDoor, error) {
	if c.NATS == nil {
		return nil, nil
	}
	n := c.NATS
	door, err := webhooks.NewStreamDoor(receiver, webhooks.StreamOptions{
		URL: n.URL, Credentials: string(n.Credentials), Stream: n.Stream, Subject: n.Subject, Durable: n.Durable, Trusted: n.TrustedSender,
	})
	if err != nil {
		return nil, fmt.Errorf("opening the NATS door: %w", err)
	}
	return door, nil
}

// registerClusters sends the configured clusters through the admin door.
func (p *parts) registerClusters(ctx context.Context, c config.Config) error {
	for i, document := range c.Clusters {
		if _, err := p.control.Submit(ctx, api.Submission{Name: fmt.Sprintf("clusters[%d]", i), Body: document.JSON}); err != nil {
			return fmt.Errorf("registering the configured clusters: %w", err)
		}
	}
	return nil
}

// How long deliveries and rejections are kept, and how often the older ones
// are looked for. A platform's retries end within days.
const (
	keepDeliveries = 30 * 24 * time.Hour
	forgetEvery    = time.Hour
)

// forget removes deliveries and rejections that nobody asks for any more, now
// and then. That it could not is no reason to stop serving.
func forget(ctx context.Context, o Options, state store.Intake) error {
	tick := time.NewTicker(forgetEvery)
	defer tick.Stop()
	for {
		switch n, err := state.Prune(ctx, o.Now().Add(-keepDeliveries)); {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			o.Log.WarnContext(ctx, "old deliveries could not be forgotten", "error", err)
		case n > 0:
			o.Log.InfoContext(ctx, "forgot old deliveries and rejections", "count", n)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
