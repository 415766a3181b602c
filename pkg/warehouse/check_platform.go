package warehouse

import (
	"context"
	"errors"

	"scrim/pkg/catalog"
	"scrim/pkg/preflight"
)

// platform sees that views here can read the governed databases: nothing that
// Redshift documents names the kind of its nodes, so one view is made, read and
// dropped for each.
func (c *checks) platform(ctx context.Context) {
	if !c.cluster.Kind.IsRedshift() {
		c.skipped(preflight.Platform, "PostgreSQL reads no other database")
		return
	}
	across := map[string]bool{}
	for _, s := range c.ask.Sources {
		if s.Table.Database != c.cluster.ViewDatabase {
			across[s.Table.Database] = true
		}
	}
	switch {
	case len(across) == 0:
		c.passed(preflight.Platform, "no source is in another database than the views")
		return
	case !c.ask.Probe:
		c.skipped(preflight.Platform, "no probe was asked for")
		return
	}
	for _, s := range c.ask.Sources {
		if database := s.Table.Database; across[database] && c.probe(ctx, s.Table) {
			delete(across, database)
		}
	}
	for database := range across {
		c.skipped(preflight.Platform, "no table of database %s can be read, so nothing was tried", database)
	}
}

// probe tries a view over a table that the account may read; false means that
// it may not.
func (c *checks) probe(ctx context.Context, t catalog.Table) bool {
	bases, err := c.reader.bases(ctx, asked(t))
	if err != nil || bases[t].problem != "" || len(bases[t].signature.Columns) == 0 {
		return false
	}
	statements, err := c.repairs.Probe(t)
	pool, bad := c.own(ctx)
	if err = errors.Join(err, bad); err != nil {
		c.unseen(preflight.Platform, err)
		return true
	}
	for i, sql := range statements {
		if _, bad := pool.Exec(ctx, sql); bad != nil && err == nil {
			err = classify("running "+firstWords(sql), bad)
		}
		if err != nil && i == 0 {
			break
		}
	}
	if err != nil {
		c.add(preflight.Platform, preflight.Failed, "reading across databases takes ra3 or rg nodes or a serverless workgroup; elsewhere govern tables of the view database alone",
			"a view cannot read database %s: %v", t.Database, err)
		return true
	}
	c.passed(preflight.Platform, "views read database %s", t.Database)
	return true
}

func (c *checks) serverless(ctx context.Context) {
	if !c.cluster.Kind.IsRedshift() {
		c.skipped(preflight.Serverless, "it is a matter of Redshift")
		return
	}
	_, err := c.rows(ctx, c.cluster.ViewDatabase, "check_serverless", nil)
	said := c.cluster.Kind == catalog.RedshiftServerless
	switch {
	case err == nil && !said:
		c.add(preflight.Serverless, preflight.Warning, "write warehouse: redshift-serverless", "this is a serverless workgroup, and the cluster's document says otherwise")
	case err == nil:
		c.passed(preflight.Serverless, "this is a serverless workgroup")
	case !errors.Is(err, ErrDenied) && !errors.Is(err, ErrMissing):
		c.unseen(preflight.Serverless, err)
	case said:
		c.add(preflight.Serverless, preflight.Warning, "write warehouse: redshift", "this is no serverless workgroup, and the cluster's document says otherwise")
	default:
		c.passed(preflight.Serverless, "this is a provisioned cluster")
	}
}

// caseMode asks what sessions have when they set nothing, by themselves or by
// their account; scrim's own are pinned.
func (c *checks) caseMode(ctx context.Context) {
	if !c.cluster.Kind.IsRedshift() {
		c.skipped(preflight.CaseMode, "it is a matter of Redshift")
		return
	}
	accounts, err := c.rows(ctx, c.cluster.ViewDatabase, "case_sensitive", nil)
	if err != nil {
		c.unseen(preflight.CaseMode, err)
		return
	}
	everybody, err := c.caseDefault(ctx)
	if err != nil {
		c.unseen(preflight.CaseMode, err)
		return
	}
	const means = "a table or column with upper case in its name is none that a view can read"
	var names []string
	for _, row := range accounts {
		names = append(names, row[0])
	}
	switch {
	case len(names) > 0:
		c.add(preflight.CaseMode, preflight.Warning, "where such an account makes no table, or only with names in lower case, leave it",
			"the sessions of these accounts tell quoted names apart by case: %s; %s", preflight.Few(names), means)
		c.repair(c.repairs.FoldNames(names))
	case everybody:
		c.add(preflight.CaseMode, preflight.Warning, "set enable_case_sensitive_identifier to false in the cluster's parameter group, or see that the names of tables and columns are in lower case",
			"all sessions tell quoted names apart by case: %s", means)
	default:
		c.passed(preflight.CaseMode, "names are the same in every case")
	}
}

// caseDefault reports whether a session of scrim's account would tell names
// apart by case.
func (c *checks) caseDefault(ctx context.Context) (bool, error) {
	const setting = "enable_case_sensitive_identifier"
	pool, err := c.own(ctx)
	if err != nil {
		return false, err
	}
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return false, classify("connecting", err)
	}
	defer conn.Release()
	var mode string
	_, err = conn.Exec(ctx, "RESET "+setting)
	if err == nil {
		err = conn.QueryRow(ctx, "SHOW "+setting).Scan(&mode)
	}
	if pinned := pin(ctx, conn.Conn(), c.cluster.Kind); pinned != nil {
		_ = conn.Conn().Close(ctx) // never used with other settings than ours
		err = errors.Join(err, pinned)
	}
	return mode == "on" || mode == "true", classify("asking for a setting", err)
}
