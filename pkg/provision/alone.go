package provision

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"scrim/pkg/store"
)

// alone runs do under the connector's lease: nobody else, in this process or
// another, is at work on it meanwhile. When the lease is lost, do's context
// ends. Somebody else's work is waited for that long: a look takes a moment, and
// whoever adds a connector and applies it at once meets one.
func (p *Provisioner) alone(ctx context.Context, id string, wait time.Duration, do func(context.Context) error) error {
	lease, err := p.acquire(ctx, id, wait)
	if err != nil {
		return fmt.Errorf("connector %q: %w", id, err)
	}
	working, cancel := context.WithCancelCause(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.keep(working, cancel, lease)
	}()
	err = do(working)
	if cause := context.Cause(working); errors.Is(cause, store.ErrLeaseLost) {
		err = errors.Join(cause, err)
	}
	cancel(nil)
	<-done
	return errors.Join(err, p.Store.Release(context.WithoutCancel(ctx), lease))
}

// patience is how long a person's command waits for work that is going on.
const patience = 10 * time.Second

func (p *Provisioner) acquire(ctx context.Context, id string, wait time.Duration) (store.Lease, error) {
	over, again := time.NewTimer(wait), time.NewTicker(50*time.Millisecond)
	defer over.Stop()
	defer again.Stop()
	for {
		lease, ok, err := p.Store.Acquire(ctx, "connector/"+id, p.Holder+"/"+rand.Text(), p.Lease, p.Now())
		if ok || err != nil {
			return lease, err
		}
		select {
		case <-ctx.Done():
			return lease, ctx.Err()
		case <-over.C:
			return lease, ErrBusy
		case <-again.C:
		}
	}
}

// keep renews a lease until ctx ends. What could not be renewed before it ran
// out may be somebody else's by now: the work ends then, whatever the reason.
func (p *Provisioner) keep(ctx context.Context, cancel context.CancelCauseFunc, lease store.Lease) {
	tick := time.NewTicker(p.Lease / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		renewed, err := p.Store.Renew(ctx, lease, p.Lease, p.Now())
		switch {
		case err == nil:
			lease = renewed
		case errors.Is(err, store.ErrLeaseLost), !p.Now().Before(lease.Expires):
			cancel(fmt.Errorf("keeping the lease: %w", err))
			return
		}
	}
}
