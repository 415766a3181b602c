package sqlite

import (
	"context"
	"fmt"
	"time"

	sq "github.com/Masterminds/squirrel"

	"scrim/pkg/event"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// marking is what a dirty row says of its cause.
type marking struct {
	revision, mark uint64
	now            time.Time
}

// clustersFor names the clusters that must look at a target. A cluster looks
// at itself, registered or not: one that is deleted has views to take down.
func clustersFor(target state.Target, registered []string) []string {
	if target.Kind == event.KindCluster {
		return []string{target.ID}
	}
	return registered
}

// mark makes a target dirty. A row that is dirty already keeps its age.
func (t *tx) mark(clusters []string, target state.Target, m marking) error {
	for _, cluster := range clusters {
		_, err := t.exec(sq.Insert("dirty").Columns("cluster", "kind", "id", "revision", "mark", "since").
			Values(cluster, string(target.Kind), target.ID, m.revision, m.mark, micros(m.now)).
			Suffix("ON CONFLICT (cluster, kind, id) DO UPDATE SET revision = excluded.revision, mark = excluded.mark"))
		if err != nil {
			return fmt.Errorf("marking %s %q dirty: %w", target.Kind, target.ID, err)
		}
		t.dirtied = true
	}
	return nil
}

// MarkDirty asks a cluster to look at the targets again.
func (s *Store) MarkDirty(ctx context.Context, cluster string, targets []state.Target, now time.Time) error {
	if len(targets) == 0 {
		return nil
	}
	return s.writer.write(ctx, func(t *tx) error {
		c, err := t.counters()
		if err != nil {
			return err
		}
		c.mark++
		for _, target := range targets {
			if err := t.mark([]string{cluster}, target, marking{c.revision, c.mark, now}); err != nil {
				return err
			}
		}
		return t.putCounters(c)
	})
}

// Done takes targets off the list unless they were marked again.
func (s *Store) Done(ctx context.Context, cluster string, done []store.Dirty) error {
	if len(done) == 0 {
		return nil
	}
	err := s.writer.write(ctx, func(t *tx) error {
		for _, d := range done {
			_, err := t.exec(sq.Delete("dirty").
				Where("cluster = ? AND kind = ? AND id = ? AND revision <= ? AND mark <= ?",
					cluster, string(d.Kind), d.ID, d.Revision, d.Mark))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("taking what is done off the list: %w", err)
	}
	return nil
}

// Due marks dirty what touches an object that time alone has changed by now.
func (s *Store) Due(ctx context.Context, now time.Time) (marked map[string][]state.Target, next time.Time, err error) {
	// Most often nothing is due, which costs no write.
	err = s.read(ctx, func(snap *snapshot) (err error) {
		next, err = nextDue(ctx, snap.conn)
		return err
	})
	if err == nil && !next.IsZero() && !now.Before(next) {
		err = s.writer.write(ctx, func(t *tx) (err error) {
			marked, next, err = t.due(now)
			return err
		})
	}
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("finding what is due: %w", err)
	}
	return marked, next, nil
}

func nextDue(ctx context.Context, on sq.QueryerContext) (time.Time, error) {
	q := sq.Select("due").From("object").Where("due > 0").OrderBy("due").Limit(1)
	found, err := collect(ctx, on, q, scanNumber)
	if err != nil || len(found) == 0 {
		return time.Time{}, err
	}
	return moment(found[0]), nil
}

func (t *tx) due(now time.Time) (map[string][]state.Target, time.Time, error) {
	due, err := selectObjects(t.ctx, t.conn,
		objects().Where("o.due > 0 AND o.due <= ?", micros(now)).OrderBy("o.kind", "o.id", "o.sender"))
	if err != nil {
		return nil, time.Time{}, err
	}
	c, err := t.counters()
	if err != nil {
		return nil, time.Time{}, err
	}
	clusters, err := t.clusters()
	if err != nil {
		return nil, time.Time{}, err
	}
	c.mark++
	marked := map[string][]state.Target{}
	seen := map[state.Target]bool{}
	for _, o := range due {
		for _, target := range state.Touches(state.Object{}, o.Object) {
			if seen[target] {
				continue
			}
			seen[target] = true
			on := clustersFor(target, clusters)
			if err := t.mark(on, target, marking{c.revision, c.mark, now}); err != nil {
				return nil, time.Time{}, err
			}
			for _, cluster := range on {
				marked[cluster] = append(marked[cluster], target)
			}
		}
		_, err := t.exec(sq.Update("object").Set("due", dueAt(o.Object, now)).
			Where("kind = ? AND id = ? AND sender = ?", string(o.Kind), o.ID, o.Sender))
		if err != nil {
			return nil, time.Time{}, fmt.Errorf("setting when %s %q is due next: %w", o.Kind, o.ID, err)
		}
	}
	if err := t.putCounters(c); err != nil {
		return nil, time.Time{}, err
	}
	next, err := nextDue(t.ctx, t.conn)
	return marked, next, err
}

// DropCluster forgets a cluster that is gone.
func (s *Store) DropCluster(ctx context.Context, cluster string) error {
	err := s.writer.write(ctx, func(t *tx) error {
		for _, table := range []string{"dirty", "status", "cluster_status", "deployed", "warehouse"} {
			if _, err := t.exec(sq.Delete(table).Where("cluster = ?", cluster)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("forgetting cluster %q: %w", cluster, err)
	}
	return nil
}
