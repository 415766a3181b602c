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
// ends.
func (p *Provisioner) alone(ctx context.Context, id string, do func(context.Context) error) error {
	lease, ok, err := p.Store.Acquire(ctx, "connector/"+id, p.Holder+"/"+rand.Text(), p.Lease, p.Now())
	if err != nil {
		return fmt.Errorf("connector %q: %w", id, err)
	}
	if !ok {
		return fmt.Errorf("connector %q: %w", id, ErrBusy)
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

// keep renews a lease until ctx ends.
func (p *Provisioner) keep(ctx context.Context, cancel context.CancelCauseFunc, lease store.Lease) {
	tick := time.NewTicker(p.Lease / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if _, err := p.Store.Renew(ctx, lease, p.Lease, p.Now()); errors.Is(err, store.ErrLeaseLost) {
			cancel(err)
			return
		}
	}
}
