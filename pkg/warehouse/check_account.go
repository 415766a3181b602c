package warehouse

import (
	"context"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/preflight"
)

// asked is a question about tables alone.
func asked(tables ...catalog.Table) []plan.AskSource {
	out := make([]plan.AskSource, len(tables))
	for i, t := range tables {
		out[i] = plan.AskSource{Table: t}
	}
	return out
}

// privileges sees that the account can read each governed table.
func (c *checks) privileges(ctx context.Context) {
	var tables []catalog.Table
	for _, s := range c.ask.Sources {
		tables = append(tables, s.Table)
	}
	bases, err := c.reader.bases(ctx, asked(tables...))
	if err != nil {
		c.unseen(preflight.Privileges, err)
		return
	}
	good := 0
	for _, s := range c.ask.Sources {
		b := bases[s.Table]
		switch {
		case b.problem == plan.ProblemDenied:
			c.source(s, preflight.Privileges, "", "%s may not read table %s", c.cluster.Credentials.User, s.Table)
			c.repair(c.repairs.Read(s.Table))
		case b.problem != "" || len(b.signature.Columns) == 0:
			c.source(s, preflight.Privileges, "create the table, or delete the source; if it is there, the account may not see it", "there is no table %s for %s to read", s.Table, c.cluster.Credentials.User)
		default:
			good++
		}
	}
	if good == len(c.ask.Sources) {
		c.passed(preflight.Privileges, "%s may read all of the %d governed tables", c.cluster.Credentials.User, good)
	}
}

// source records what fails for a source, in its table's database.
func (c *checks) source(s catalog.Source, check, next, format string, args ...any) {
	c.add(check, preflight.Failed, next, format, args...)
	last := &c.found[len(c.found)-1]
	last.Source, last.Database = s.ID, s.Table.Database
}

func (c *checks) sessions(ctx context.Context) {
	told, _, _, err := c.reader.oldestSnapshot(ctx)
	switch {
	case err != nil:
		c.unseen(preflight.OldReaders, err)
	case told:
		c.passed(preflight.OldReaders, "old transactions of readers can be seen")
	default:
		c.add(preflight.OldReaders, preflight.Warning, "", "old transactions of readers cannot be seen, so no change is ever called enforced")
		c.repair(c.repairs.SeeSessions())
	}
}

func (c *checks) names(ctx context.Context) {
	if odd := preflight.Reserved(c.ask.Usernames); len(odd) > 0 {
		c.add(preflight.AccountNames, preflight.Warning, "map these users to accounts of their own in the cluster's usernames", "users have names that belong to the warehouse: %s", preflight.Few(odd))
		return
	}
	c.listing(ctx, preflight.AccountNames, "odd_names", "no account has a name that could be taken for another's", "these accounts' names end in a blank", "rename them: they get no facts")
}

// missing looks for users of whom scrim knows facts and the warehouse nothing,
// and for accounts that are several people.
func (c *checks) missing(ctx context.Context) {
	rows, err := c.rows(ctx, c.cluster.ViewDatabase, "logins", c.ask.Usernames)
	if err != nil {
		c.unseen(preflight.MissingUsers, err)
	} else {
		lacking := slices.DeleteFunc(slices.Clone(c.ask.Usernames), func(name string) bool {
			return slices.ContainsFunc(rows, func(row []string) bool { return row[0] == name })
		})
		if len(lacking) > 0 {
			c.add(preflight.MissingUsers, preflight.Warning, "create the accounts, or map the users to what they are called here, in the cluster's usernames",
				"%d of %d users have no account here: %s", len(lacking), len(c.ask.Usernames), preflight.Few(lacking))
		} else {
			c.passed(preflight.MissingUsers, "every user that scrim knows has an account here")
		}
	}
	if shared := preflight.Shared(c.ask.Usernames); len(shared) > 0 {
		c.add(preflight.SharedLogins, preflight.Warning, "give each person a login of their own: a name of the session in the role, or an identity centre's", "these accounts are whoever assumes the role: %s", preflight.Few(shared))
	} else {
		c.passed(preflight.SharedLogins, "no user is the login of an IAM role")
	}
}

// canaries looks for what a probe of leaks left whose scrim was killed. Their
// logins have ended, or soon do.
func (c *checks) canaries(ctx context.Context) {
	c.listing(ctx, preflight.Canaries, "canaries", "no probe of leaks left anything behind", "a probe of leaks is at work, or was broken off and left these",
		"the next scrim verify --leaks drops what is older than half an hour; a teardown with --as does too")
}

func (c *checks) setRole(ctx context.Context) {
	if c.cluster.Kind.IsRedshift() {
		c.skipped(preflight.SetRole, "Redshift has no SET ROLE; superusers can become anybody by SET SESSION AUTHORIZATION")
		return
	}
	c.listing(ctx, preflight.SetRole, "set_role", "nobody but superusers can read as somebody else", "these accounts can read as another by SET ROLE", "revoke the membership, or map people to accounts of their own")
}
