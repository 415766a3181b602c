package warehouse

import (
	"context"
	"errors"
	"sync"

	"github.com/jackc/pgx/v5"
)

// ErrElsewhere means that the address led to another warehouse than the
// connections before it.
var ErrElsewhere = errors.New("the address leads to another warehouse than before")

// recognition is the warehouse that all connections lead to: the first one says
// which, and none that leads to another is ever used.
type recognition struct {
	mu    sync.Mutex
	known string
	err   error // why it is not known
}

// Identity names the physical warehouse: two registered clusters with one
// identity are one warehouse (SEMANTICS S11). The error wraps ErrDenied where
// the account may not ask.
func (w *Warehouse) Identity() (string, error) {
	w.identity.mu.Lock()
	defer w.identity.mu.Unlock()
	return w.identity.known, w.identity.err
}

// recognise asks a new connection which warehouse it leads to. An account that
// may not ask gets its connection, so that Check can say what to grant.
func (w *Warehouse) recognise(ctx context.Context, conn *pgx.Conn) error {
	var now string
	err := classify("asking which warehouse this is", conn.QueryRow(ctx, w.queries.text["identity"]).Scan(&now))
	if err != nil && !errors.Is(err, ErrDenied) {
		return err
	}
	w.identity.mu.Lock()
	defer w.identity.mu.Unlock()
	if w.identity.known != "" && w.identity.known != now {
		return &Error{Doing: "connecting", Kind: ErrElsewhere, cause: ErrElsewhere}
	}
	w.identity.known, w.identity.err = now, err
	return nil
}
