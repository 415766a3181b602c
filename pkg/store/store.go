// Package store is the port behind which scrim keeps what it knows: the
// journal of accepted events, the objects that they made, what each cluster
// has yet to look at, and what scrim remembers of each cluster.
//
// It promises, of every implementation that passes storetest.Exercise:
//
//   - what Accept returned without an error survives the end of the process at
//     any point (law 6);
//   - a delivery takes effect once, however often it comes;
//   - objects are what state.Fold makes of the events, whatever their order;
//   - a Snapshot sees one revision from beginning to end;
//   - a mark on a dirty target that is made while a worker looks at it
//     outlives that look.
//
// A store reads no clock: every moment comes from the caller and is kept to
// the microsecond, in UTC. It never logs, decides nothing about access and
// holds no secret. All methods may be called from several goroutines.
package store

import (
	"context"
	"errors"
	"time"

	"scrim/pkg/event"
	"scrim/pkg/state"
)

// Errors that callers tell apart with errors.Is.
var (
	// ErrDifferentBytes means that this sender used this delivery id before,
	// for another body. Nothing changed.
	ErrDifferentBytes = errors.New("this delivery id came before with another body")
	// ErrNotFound means that there is no such thing.
	ErrNotFound = errors.New("not found")
	// ErrLeaseLost means that the lease has another holder, or a newer token.
	ErrLeaseLost = errors.New("the lease is lost")
	// ErrNewerSchema means that a newer scrim wrote this database.
	ErrNewerSchema = errors.New("the database was written by a newer scrim")
	// ErrClosed means that the store was closed.
	ErrClosed = errors.New("the store is closed")
)

// Store is everything. Consumers declare the part that they need, or embed
// the roles below.
type Store interface {
	Intake
	Reader
	Journal
	Work
	Leases
	Statuses
	Deployments
	Warehouses
	Connectors

	// Identity is made once, at random, and stays with the data wherever it is
	// restored.
	Identity() string
	// Close waits for what is being written and read. It may be called twice,
	// not from within Read.
	Close() error
}

// Intake is where events come in.
type Intake interface {
	// Accept takes all the events of one delivery in one transaction and is
	// durable when it returns. A delivery that came before, with the same
	// bytes, changes nothing and gets its first receipt with Repeated set.
	//
	// Errors: ErrDifferentBytes; the context's, after which the delivery may
	// or may not be accepted and can safely be made again; any other means
	// that nothing was accepted.
	Accept(ctx context.Context, d Delivery, events []event.Event) (Receipt, error)

	// Reject keeps what could never be read and returns its number. Of the
	// body MaxRejectedBody bytes are kept.
	Reject(ctx context.Context, r Rejection) (int64, error)

	// Rejections returns at most limit of them with numbers greater than
	// after, the oldest first.
	Rejections(ctx context.Context, after int64, limit int) ([]Rejection, error)

	// Prune forgets deliveries and rejections that are older than before.
	// A forgotten delivery that comes once more is folded once more, which
	// changes nothing: its versions are stale. It returns how many it forgot.
	Prune(ctx context.Context, before time.Time) (int64, error)
}

// Reader reads objects.
type Reader interface {
	// Read calls f with a snapshot that is good until f returns, and returns
	// f's error as it is. Writers do not wait for it. f must not write to the
	// store and wait for what it wrote to show.
	Read(ctx context.Context, f func(Snapshot) error) error
}

// Snapshot is the store at one revision.
type Snapshot interface {
	// Revision is of the last event in it; 0 before the first.
	Revision() uint64

	// Line names the stretch of the store's life that the snapshot is of. Each
	// opening begins another, so that a copy which is opened has another line
	// than the original, from its first moment on.
	Line() (string, error)
	// LineEnd is the last revision of a line that this store lived, which for the
	// present one is the snapshot's; known is false for the line of a copy, or of
	// an original after the copy was made. The empty line is all that was before
	// the first.
	LineEnd(line string) (end uint64, known bool, err error)

	// Objects returns every sender's objects of a kind that changed after the
	// revision since, by id and sender, ids in byte order. Tombstones are
	// among them only when since > 0.
	Objects(kind event.Kind, since uint64) ([]state.Stored, error)

	// Object returns every sender's object of that kind and id, tombstones
	// too, by sender.
	Object(kind event.Kind, id string) ([]state.Stored, error)

	// Referring returns the objects of a kind whose document names the
	// target (state.References), by id and sender. Its cost does not grow
	// with the number of other objects.
	Referring(kind event.Kind, target state.Target) ([]state.Stored, error)

	// Disputed returns every live object of each kind and id of which an object
	// is in conflict or which several senders claim, by kind, id and sender.
	// Whether the claims settle all the same is state.Settle's to say. Its cost
	// grows with the number of objects, not with their size.
	Disputed() ([]state.Stored, error)

	// IDs returns at most limit ids greater than after, in byte order, of the
	// objects of a kind that are not tombstones. An id that two senders claim
	// comes once.
	IDs(kind event.Kind, after string, limit int) ([]string, error)

	// Dirty returns what a cluster has yet to look at, the oldest revision
	// first.
	Dirty(cluster string) ([]Dirty, error)

	// DirtyClusters names the clusters that have dirty targets, registered or
	// no longer, in byte order.
	DirtyClusters() ([]string, error)

	// Synced says, by sender, at which revision it last said that everything
	// was sent.
	Synced() (map[string]uint64, error)
}

// Journal reads accepted events back.
type Journal interface {
	// Journal returns at most limit entries with revisions greater than
	// after, in order.
	Journal(ctx context.Context, after uint64, limit int) ([]Entry, error)
	// Entry returns one, or ErrNotFound.
	Entry(ctx context.Context, revision uint64) (Entry, error)
}

// Work is what makes workers look and what they have looked at.
type Work interface {
	// MarkDirty asks a cluster to look at the targets again, at the current
	// revision. The cluster need not be registered.
	MarkDirty(ctx context.Context, cluster string, targets []state.Target, now time.Time) error

	// Done takes targets off the list, each as Snapshot.Dirty gave it. One
	// that was marked again since then stays.
	Done(ctx context.Context, cluster string, done []Dirty) error

	// Due marks dirty, on every registered cluster, what touches an object
	// that time alone has changed by now, and says when the next one is due;
	// zero is never. The map is by cluster and empty when nothing was due.
	Due(ctx context.Context, now time.Time) (marked map[string][]state.Target, next time.Time, err error)

	// DropCluster forgets the dirty targets, the statuses, the identity and
	// what was deployed of a cluster that is gone. Its lease's token is kept.
	DropCluster(ctx context.Context, cluster string) error

	// Subscribe returns a channel that holds a value when something became
	// dirty since the last receive, and a function that ends the
	// subscription. Several wakes may arrive as one, none is lost, and a
	// subscriber that looks before its first receive misses nothing. The
	// channel is never closed.
	Subscribe() (wake <-chan struct{}, cancel func())
}

// Leases let one writer at a time work on a cluster.
type Leases interface {
	// Acquire takes the lease of a cluster when it is free, has expired at
	// now or is the holder's already, and returns it; otherwise it returns
	// the lease of the one who has it, and false. A holder's name must be one
	// process's own.
	Acquire(ctx context.Context, cluster, holder string, ttl time.Duration, now time.Time) (Lease, bool, error)
	// Renew moves the end of a lease to now + ttl, or returns ErrLeaseLost.
	// An expired lease that nobody took is still its holder's.
	Renew(ctx context.Context, l Lease, ttl time.Duration, now time.Time) (Lease, error)
	// Release gives a lease back. It does nothing when the lease is lost.
	Release(ctx context.Context, l Lease) error
}

// Statuses is what people are told.
type Statuses interface {
	// PutStatus keeps the statuses, each in place of an older one of the same
	// cluster and target.
	PutStatus(ctx context.Context, all []state.Status) error
	// Statuses returns those of one cluster, or of all when cluster is empty,
	// by cluster, kind and id.
	Statuses(ctx context.Context, cluster string, f StatusFilter) ([]state.Status, error)
	// DropStatus forgets the statuses of targets that are no more.
	DropStatus(ctx context.Context, cluster string, targets []state.Target) error
	// PutClusterStatus keeps the status of a cluster as a whole.
	PutClusterStatus(ctx context.Context, s state.ClusterStatus) error
	// ClusterStatuses returns them by cluster.
	ClusterStatuses(ctx context.Context) ([]state.ClusterStatus, error)
}

// Warehouses remembers which physical warehouse each cluster is, so that none
// is registered twice (SEMANTICS S11). An identity is compared byte for byte.
type Warehouses interface {
	// Claim remembers that a cluster is the warehouse of that identity, unless
	// another cluster is it or this cluster is remembered to be another one.
	// It returns what is remembered of all clusters then.
	Claim(ctx context.Context, cluster, identity string) (Identities, error)
	// Identities returns what is remembered.
	Identities(ctx context.Context) (Identities, error)
}

// Deployments is what scrim remembers of what it put on a cluster.
type Deployments interface {
	// PutDeployed keeps each, in place of an older one of the same source.
	PutDeployed(ctx context.Context, cluster string, all []Deployed) error
	// Deployed returns those of a cluster by source.
	Deployed(ctx context.Context, cluster string) (map[string]Deployed, error)
	// DropDeployed forgets what was deployed of these sources.
	DropDeployed(ctx context.Context, cluster string, sources []string) error
}

// Connectors is what scrim made for the accounts of data tools. It outlives
// their documents, so that what was made can be taken away.
type Connectors interface {
	// Hold notes things that are about to be made, after those that are held
	// already. One that is held keeps its place in the order and is replaced.
	Hold(ctx context.Context, things []Held) error
	// Held returns those of one connector, or of all when connector is empty,
	// by connector and in the order in which they were held.
	Held(ctx context.Context, connector string) ([]Held, error)
	// LetGo forgets things of a connector that are there no longer.
	LetGo(ctx context.Context, connector, place string, keys []string) error
}
