package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/pkg/server/api"
)

// measureResync measures a resync that finds nothing to do, over HTTP, beside
// one query that reads the definitions of all views, each hashed in Go.
func measureResync(ctx context.Context, b *bench) (err error) {
	h, err := newHouse(ctx, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	if err := governThousand(ctx, b, h, sourceDocuments(), thousandPolicies); err != nil {
		return err
	}
	conn, err := h.connect(ctx, account)
	if err != nil {
		return err
	}
	b.say("comparing %d views, 15 pairs", thousand)
	p, err := pairs(ctx, 15,
		func(ctx context.Context) (time.Duration, error) {
			return timed(func() error { return readDefinitions(ctx, conn) })
		},
		func(ctx context.Context) (time.Duration, error) {
			return timed(func() error { return h.resync(ctx) })
		})
	if err != nil {
		return err
	}
	return b.report("resync-noop-1000-views", quantile(p.ours, 0.5), p.ratio(), "reading and hashing the definitions by one query")
}

// readDefinitions reads and hashes what every view is.
func readDefinitions(ctx context.Context, conn *pgx.Conn) error {
	rows, err := conn.Query(ctx, `SELECT n.nspname, c.relname, pg_get_viewdef(c.oid)
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = 'governed' AND c.relkind = 'v'`)
	if err != nil {
		return err
	}
	hashes := map[string][sha256.Size]byte{}
	var schema, name, definition string
	_, err = pgx.ForEachRow(rows, []any{&schema, &name, &definition}, func() error {
		hashes[schema+"."+name] = sha256.Sum256([]byte(definition))
		return nil
	})
	if err == nil && len(hashes) != thousand {
		err = fmt.Errorf("there are %d views", len(hashes))
	}
	return err
}

// resync compares everything and fails when that changed anything.
func (h *house) resync(ctx context.Context) error {
	answer, err := h.api.Resync(ctx, api.ResyncRequest{})
	if err != nil {
		return err
	}
	for _, c := range answer.Clusters {
		if c.Error != "" || c.DDL > 0 || len(c.Units) > 0 {
			return fmt.Errorf("the resync of a warehouse as it should be ran %d DDL statements in %d units: %s", c.DDL, len(c.Units), c.Error)
		}
	}
	if len(answer.Clusters) != 1 {
		return fmt.Errorf("%d clusters were compared", len(answer.Clusters))
	}
	return nil
}
