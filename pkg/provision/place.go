package provision

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// The kinds of places, before their names.
const (
	onCluster = "cluster "
	onProject = "project "
)

// placeOf is where a connector's account is, in words that are kept.
func placeOf(c connector.Connector) string {
	if c.Project != "" {
		return onProject + c.Project
	}
	return onCluster + c.Cluster
}

// known is what the store knows of one connector.
type known struct {
	connector connector.Connector
	revision  uint64
	deleted   bool // there is no document, and things are held
	place     string
	cluster   catalog.Cluster // of a place that is one
	views     []string        // the schemas of scrim's views there
	held      []connector.Thing
	before    map[connector.Key]bool // found there, and not scrim's
}

// know reads a connector's document, its place and what is held for it.
func (p *Provisioner) know(ctx context.Context, id string) (known, error) {
	held, err := p.Store.Held(ctx, id)
	if err != nil {
		return known{}, fmt.Errorf("reading what is held for connector %q: %w", id, err)
	}
	k := known{before: map[connector.Key]bool{}}
	err = p.Store.Read(ctx, func(s store.Snapshot) error {
		if err := k.document(s, id, held); err != nil {
			return err
		}
		if name, ok := strings.CutPrefix(k.place, onCluster); ok {
			return k.ground(s, name)
		}
		return nil
	})
	if err != nil {
		return known{}, fmt.Errorf("connector %q: %w", id, err)
	}
	for _, h := range held {
		if h.Place != k.place {
			continue
		}
		t, err := connector.DecodeThing(h.Thing)
		if err != nil {
			return known{}, fmt.Errorf("connector %q: %w", id, err)
		}
		if h.Before {
			k.before[t.Key()] = true
		} else {
			k.held = append(k.held, t)
		}
	}
	return k, nil
}

// document reads the document, or what is left without one.
func (k *known) document(s store.Snapshot, id string, held []store.Held) error {
	objects, err := s.Object(event.KindConnector, id)
	if err != nil {
		return err
	}
	if issues := state.Dispute(objects); len(issues) > 0 {
		return issues.Err()
	}
	places := placesOf(held)
	object, settled := state.Settle(objects)
	if !settled || object.Deleted || object.Data == nil {
		if len(places) == 0 {
			return ErrNotFound
		}
		k.deleted, k.place = true, places[0]
		k.connector = connector.Connector{ID: id}
		if name, ok := strings.CutPrefix(k.place, onCluster); ok {
			k.connector.Cluster = name
		} else {
			k.connector.Project = strings.TrimPrefix(k.place, onProject)
		}
		return nil
	}
	d, issues := event.DecodeDocument(event.KindConnector, object.Data)
	if err := issues.Err(); err != nil {
		return err
	}
	noun, ok := d.Noun.(event.Connector)
	if !ok {
		return ErrNotFound
	}
	k.connector, k.place = noun.Connector, placeOf(noun.Connector)
	for _, o := range objects {
		k.revision = max(k.revision, o.Revision)
	}
	for _, place := range places {
		if place != k.place {
			return moved(id, place, k.place)
		}
	}
	return nil
}

// placesOf is where scrim made something that is not known to be gone.
func placesOf(held []store.Held) []string {
	var out []string
	for _, h := range held {
		if !h.Before && !slices.Contains(out, h.Place) {
			out = append(out, h.Place)
		}
	}
	return out
}

func moved(id, from, to string) error {
	var l issue.List
	l.Add(issue.Place{Input: "connector " + id}, "connector-moved", "send the document as it was, remove the connector (scrim connector remove "+id+"), then send this one",
		"what scrim made for it is on %s, and the document is about %s", from, to)
	return l.Err()
}

// ground reads the cluster and which schemas have views of scrim's.
func (k *known) ground(s store.Snapshot, id string) error {
	objects, err := s.Object(event.KindCluster, id)
	if err != nil {
		return err
	}
	object, settled := state.Settle(objects)
	d, issues := event.DecodeDocument(event.KindCluster, object.Data)
	noun, ok := d.Noun.(event.Cluster)
	if !settled || object.Deleted || object.Data == nil || issues.HasErrors() || !ok {
		return fmt.Errorf("cluster %q: %w", id, ErrNotFound)
	}
	k.cluster = noun.Cluster
	sources, err := s.Objects(event.KindSource, 0)
	if err != nil {
		return err
	}
	for _, o := range sources {
		d, issues := event.DecodeDocument(event.KindSource, o.Data)
		if n, ok := d.Noun.(event.Source); ok && !issues.HasErrors() && k.cluster.Serves(n.Source) && k.cluster.Governs(n.Table.Database) {
			name, _ := k.cluster.Place(n.Source)
			k.views = append(k.views, name.Schema)
		}
	}
	slices.Sort(k.views)
	k.views = slices.Compact(k.views)
	return nil
}

// open connects to where the account is, and says as whom, and whether that
// account may change something.
func (p *Provisioner) open(ctx context.Context, k known, as *Account) (site Site, who string, able bool, err error) {
	switch {
	case strings.HasPrefix(k.place, onProject):
		site, err = p.Sites.Project(ctx, strings.TrimPrefix(k.place, onProject))
		return site, "application-default credentials", true, err
	case as != nil:
		who, able = as.User, true
	case k.cluster.Provisioner != nil:
		who, able = k.cluster.Provisioner.User, true
	default:
		who = k.cluster.Credentials.User
	}
	site, err = p.Sites.Cluster(ctx, k.cluster, as)
	return site, who, able, err
}

// all is every connector that there is, by document or by what is left of it.
func (p *Provisioner) all(ctx context.Context) ([]string, error) {
	held, err := p.Store.Held(ctx, "")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, h := range held {
		if !h.Before {
			out = append(out, h.Connector)
		}
	}
	err = p.Store.Read(ctx, func(s store.Snapshot) error {
		ids, err := s.IDs(event.KindConnector, "", 10000)
		out = append(out, ids...)
		return err
	})
	slices.Sort(out)
	return slices.Compact(out), errors.Join(err)
}
