package canary

import (
	"context"
	"fmt"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/render"
	"scrim/pkg/warehouse"
	sqlfiles "scrim/sql"
)

// build makes databases, accounts and tables, and then what scrim makes.
func (k *canary) build(ctx context.Context) error {
	for _, login := range []warehouse.Account{k.reader, k.other} {
		k.dropsUser(login.User)
		if err := k.admin.CreateLogin(ctx, login, k.until); err != nil {
			return err
		}
	}
	k.foresee()
	if err := k.run(ctx, "", "CREATE DATABASE %s", k.base); err != nil {
		return err
	}
	text, err := sqlfiles.Probe.ReadFile("probe/canary.sql")
	if err != nil {
		return fmt.Errorf("reading the canary's tables: %w", err)
	}
	for _, s := range statements(string(text)) {
		if err := k.admin.Run(ctx, k.base, s); err != nil {
			return err
		}
	}
	table := catalog.Table{Database: k.base, Schema: "canary", Name: "people"}
	k.admin.Until(k.until)
	lines, _ := k.admin.Bootstrap(ctx, []catalog.Table{table}, nil, true)
	for _, l := range lines {
		if l.Became == warehouse.LineFailed {
			return l.Err
		}
	}
	if err := k.admit(ctx); err != nil {
		return err
	}
	k.scrim, err = newScrim(ctx, k)
	return err
}

// admit gives readers what those of a cluster have: a schema of their own,
// and, on Redshift, the right to name the schemas under late-binding views.
func (k *canary) admit(ctx context.Context) error {
	if err := k.run(ctx, k.cluster.ViewDatabase, "CREATE SCHEMA %s", "sandbox"); err != nil {
		return err
	}
	if err := k.run(ctx, k.cluster.ViewDatabase, "GRANT ALL ON SCHEMA %s TO %s", "sandbox", k.reader.User); err != nil {
		return err
	}
	if !k.cluster.Kind.IsRedshift() {
		return nil
	}
	return k.run(ctx, k.base, "GRANT USAGE ON SCHEMA %s TO %s, %s", "canary", k.reader.User, k.other.User)
}

// run runs a statement with names in it.
func (k *canary) run(ctx context.Context, database, format string, names ...string) error {
	text, err := k.named(format, names...)
	if err != nil {
		return err
	}
	return k.admin.Run(ctx, database, text)
}

func (k *canary) named(format string, names ...string) (string, error) {
	quoted := make([]any, len(names))
	for i, n := range names {
		q, err := render.Identifier(k.dialect, n)
		if err != nil {
			return "", err
		}
		quoted[i] = q
	}
	return fmt.Sprintf(format, quoted...), nil
}

// foresee notes what is to be dropped of what is about to be made, in the
// order of making: a bootstrap that breaks off must leave nothing.
func (k *canary) foresee() {
	if k.cluster.Kind.IsRedshift() {
		k.drops = append(k.drops, dropsRole(k.cluster.SystemPrefix()+"_catalog"))
	}
	k.dropsUser(k.cluster.Credentials.User)
	for _, database := range []string{k.base, k.cluster.ViewDatabase} {
		if d := dropsDatabase(database); k.drops[len(k.drops)-1] != d {
			k.drops = append(k.drops, d)
		}
	}
}

// dropsUser notes a user. The names are letters and digits: hatch made them.
func (k *canary) dropsUser(name string) {
	k.drops = append(k.drops, dropsUser(name))
}

func dropsUser(name string) drop {
	return drop{"SELECT 1 FROM pg_catalog.pg_user WHERE usename = '" + name + "'", `DROP USER "` + name + `"`}
}

func dropsDatabase(name string) drop {
	return drop{"SELECT 1 FROM pg_catalog.pg_database WHERE datname = '" + name + "'", `DROP DATABASE "` + name + `"`}
}

func dropsRole(name string) drop {
	return drop{"SELECT 1 FROM svv_roles WHERE role_name = '" + name + "'", `DROP ROLE "` + name + `" FORCE`}
}

// statements are parted by empty lines; comments before one are left out.
func statements(text string) []string {
	var out []string
	for _, block := range strings.Split(text, "\n\n") {
		var lines []string
		for _, line := range strings.Split(strings.TrimSpace(block), "\n") {
			if !strings.HasPrefix(line, "-- ") || line == tightens {
				lines = append(lines, line)
			}
		}
		if s := strings.TrimSpace(strings.Join(lines, "\n")); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// tightens stands among a probe's statements where scrim makes the policy
// stricter.
const tightens = "-- scrim tightens"
