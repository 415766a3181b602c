package warehouse

import (
	"context"
	"crypto/tls"

	"scrim/pkg/preflight"
)

// reachable connects to a database and counts what the account may read there.
func (c *checks) reachable(ctx context.Context, database string) {
	rows, err := c.rows(ctx, database, "readable", nil)
	if err != nil {
		c.found = append(c.found, preflight.Unreached(database, err)...)
		return
	}
	c.found = append(c.found, preflight.Finding{
		Check: preflight.Reachable, Status: preflight.Passed, Database: database,
		Means: "database " + database + " answers, and " + c.cluster.Credentials.User + " may read " + rows[0][0] + " of its tables",
	})
}

// tls says what protects the connection from whoever is between.
func (c *checks) tls(ctx context.Context) {
	pool, err := c.own(ctx)
	if err != nil {
		c.unseen(preflight.TLS, err)
		return
	}
	conn, err := pool.Acquire(ctx)
	if err != nil {
		c.unseen(preflight.TLS, classify("connecting", err))
		return
	}
	defer conn.Release()
	_, encrypted := conn.Conn().PgConn().Conn().(*tls.Conn)
	c.found = append(c.found, preflight.Transport(encrypted, c.cluster.Transport(), c.cluster.Loops()))
}

func (c *checks) recognised(context.Context) {
	identity, err := c.Identity()
	switch {
	case err != nil:
		c.add(preflight.Identity, preflight.Failed, "let the account ask", "nobody can tell which warehouse this is: %v", err)
		if !c.cluster.Kind.IsRedshift() {
			c.repair(c.repairs.TellIdentity())
		}
		return
	case c.ask.Recognise != nil:
		err = c.ask.Recognise(identity)
	}
	if err != nil {
		c.add(preflight.Identity, preflight.Failed, "", "%v", err)
		return
	}
	c.passed(preflight.Identity, "this warehouse is %s", identity)
}
