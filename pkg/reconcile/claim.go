package reconcile

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"scrim/pkg/plan"
	"scrim/pkg/store"
)

// errForeignStore means that another scrim writes this warehouse.
var errForeignStore = errors.New("another scrim store writes this warehouse; scrim resync --take-over makes this one the writer")

// claim is what this term writes under: the store and its line, which the
// warehouse remembers, the lease and the snapshot's revision.
func (t *term) claim(s store.Snapshot) (plan.Claim, error) {
	line, err := s.Line()
	if err != nil {
		return plan.Claim{}, fmt.Errorf("reading the store's line: %w", err)
	}
	return plan.Claim{Store: t.Store.Identity() + "/" + line, Lease: t.lease.Token, Revision: s.Revision()}, nil
}

// fence keeps everybody with an older lease of this store from writing. A row
// that is not ours is left as it is: the first look says so.
func (t *term) fence(ctx context.Context) error {
	observed, err := t.warehouse.Observe(ctx, plan.Ask{})
	if err != nil {
		return err
	}
	p := &pass{observed: observed}
	err = t.Store.Read(ctx, func(s store.Snapshot) (err error) {
		p.claim, err = t.claim(s)
		return err
	})
	if err != nil {
		return err
	}
	switch err := t.mine(ctx, p); {
	case errors.Is(err, errForeignStore):
		return nil
	case err != nil:
		return err
	}
	return t.warehouse.Fence(ctx, p.claim)
}

// mine refuses a warehouse that another store wrote last, or this one after the
// copy was made from which it was restored: both need an operator's word. A
// copy has another line than the original from its first moment, and the line
// that it shares with it has an end; so that it is refused for good, however
// much it is sent afterwards.
func (t *term) mine(ctx context.Context, p *pass) error {
	have := p.observed.Claim
	if p.takeOver || have.Store == "" {
		return nil
	}
	identity, line, _ := strings.Cut(have.Store, "/")
	if identity != t.Store.Identity() {
		return errForeignStore
	}
	end := p.claim.Revision
	if have.Store != p.claim.Store {
		var known bool
		err := t.Store.Read(ctx, func(s store.Snapshot) (err error) {
			end, known, err = s.LineEnd(line)
			return err
		})
		if err != nil {
			return fmt.Errorf("reading a line's end: %w", err)
		}
		if !known {
			return fmt.Errorf("this store is a copy, and the original wrote the warehouse since: %w", errForeignStore)
		}
	}
	if have.Revision > end {
		return fmt.Errorf("the warehouse is at revision %d and the store was at %d: %w", have.Revision, end, errForeignStore)
	}
	return nil
}
