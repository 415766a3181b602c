// Package canary lets a throw-away reader try everything on a throw-away
// warehouse of scrim's, in the cluster that it is to be learned about.
//
// It promises that what it makes is its own: databases, accounts and schemas
// under a random prefix, made by scrim's own bootstrap, plans and scripts; that
// it reads and changes nothing that was there; that it drops everything at the
// end, whatever happened, and says what it could not drop; that what a canary
// leaves whose scrim was killed can log in for half an hour at most, is told by
// its name, and is dropped by the next one; and that an administrator's password
// is kept nowhere. What was learned is judged by
// package verify.
package canary

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/render"
	"scrim/pkg/verify"
	"scrim/pkg/warehouse"
)

// Report is what came of every probe, and what could not be dropped: one
// statement each, for an administrator.
type Report struct {
	Results []verify.Result
	Left    []string
}

// Run makes the canary, tries every probe in every mode that the warehouse
// has, and drops the canary. An error means that it could not be tried; the
// report then still says what was left.
func Run(ctx context.Context, c catalog.Cluster, as warehouse.Account, secrets warehouse.Secrets) (Report, error) {
	now := time.Now()
	k, err := hatch(c, as, secrets, now)
	if err != nil {
		return Report{}, err
	}
	var out Report
	out.Left, err = k.sweep(ctx, now)
	if err != nil {
		k.admin.Close()
		return out, fmt.Errorf("probing cluster %s: looking for what earlier canaries left: %w", c.ID, err)
	}
	flight, landed := context.WithDeadline(ctx, k.until)
	out.Results, err = k.fly(flight)
	landed()
	out.Left = append(out.Left, k.drop(context.WithoutCancel(ctx))...)
	if err != nil {
		err = fmt.Errorf("probing cluster %s: %w", c.ID, err)
	}
	return out, err
}

// canary is a warehouse of its own inside a cluster.
type canary struct {
	cluster catalog.Cluster // as scrim would have it registered
	dialect render.Dialect
	base    string // the database of its tables
	reader  warehouse.Account
	other   warehouse.Account
	secrets keys
	admin   *warehouse.Administrator
	scrim   *scrim // nil until it works
	fills   *strings.Replacer
	drops   []drop    // in the order of making
	until   time.Time // when its logins end

	patience time.Duration // how long a thing is tried to be dropped
}

// keys is the secrets of the canary: its own password, and scrim's salts.
type keys struct {
	warehouse.Secrets
	password string
}

func (k keys) Secret(context.Context, catalog.Reference) (string, error) { return k.password, nil }

// drop is a thing that is to be dropped, and the query that finds it.
type drop struct{ finds, statement string }

// hatch names everything and connects to nothing yet.
func hatch(c catalog.Cluster, as warehouse.Account, secrets warehouse.Secrets, now time.Time) (*canary, error) {
	until := now.Add(life)
	name := nameOf(until, random(4))
	k := &canary{until: until, base: name, reader: account(name + "_reader"), other: account(name + "_other"), patience: dropTime, secrets: keys{secrets, password()}}
	k.cluster = catalog.Cluster{
		ID: "canary", Kind: c.Kind, Host: c.Host, Port: c.Port, TLS: c.TLS, TLSRoots: c.TLSRoots,
		Credentials: catalog.Credentials{User: name, Password: "env:CANARY"}, ViewDatabase: name, ViewName: "{table}", Prefix: name,
	}
	if c.Kind.IsRedshift() {
		k.base = name + "_base"
		k.cluster.Databases = []string{k.base}
	}
	var err error
	if k.dialect, err = render.For(k.cluster); err != nil {
		return nil, err
	}
	if k.admin, err = warehouse.Administer(k.cluster, as, k.secrets); err != nil {
		return nil, err
	}
	k.fills, err = k.holes()
	return k, err
}

func random(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

// password fits the rules of both kinds of warehouse.
func password() string { return "Aa1" + random(14) }

func account(user string) warehouse.Account {
	return warehouse.Account{User: user, Password: password()}
}

// holes is what stands for what in the files of probes.
func (k *canary) holes() (*strings.Replacer, error) {
	var failed error
	name := func(parts ...string) string {
		for i, p := range parts {
			quoted, err := render.Identifier(k.dialect, p)
			if err != nil {
				failed = err
			}
			parts[i] = quoted
		}
		return strings.Join(parts, ".")
	}
	base := name("canary", "people")
	if k.base != k.cluster.ViewDatabase {
		base = name(k.base, "canary", "people")
	}
	return strings.NewReplacer(
		":view", name("governed", "people"), ":base", base, ":system", name(render.SystemSchema(k.cluster)),
		":other_text", "'"+k.other.User+"'", ":other", name(k.other.User), ":service", name(k.cluster.Credentials.User),
	), failed
}

// fly makes the canary and tries everything.
func (k *canary) fly(ctx context.Context) ([]verify.Result, error) {
	if err := k.build(ctx); err != nil {
		return nil, err
	}
	modes := []catalog.Enforcement{catalog.Fast}
	if k.cluster.Kind == catalog.Postgres {
		modes = append(modes, catalog.Fenced)
	}
	var out []verify.Result
	for _, mode := range modes {
		at := verify.Setting{Redshift: k.cluster.Kind.IsRedshift(), Mode: mode}
		if err := k.shown(ctx, at); err != nil {
			return out, err
		}
		for _, p := range verify.Probes() {
			if !p.At(at) {
				continue
			}
			result, err := k.try(ctx, p, at)
			if err != nil {
				return out, fmt.Errorf("probe %s: %w", p.Name, err)
			}
			out = append(out, result)
		}
	}
	return out, nil
}

// dropTime is enough for a warehouse to notice that a session has ended.
const dropTime = 20 * time.Second

// drop drops everything, last made first, and returns what is still there.
func (k *canary) drop(ctx context.Context) []string {
	if k.scrim != nil {
		k.scrim.warehouse.Close()
	}
	k.admin.Leave(k.cluster.ViewDatabase)
	k.admin.Leave(k.base)
	defer k.admin.Close()
	var left []string
	for i := len(k.drops) - 1; i >= 0; i-- {
		if !k.dropOne(ctx, k.drops[i]) {
			left = append(left, k.drops[i].statement)
		}
	}
	return left
}

func (k *canary) dropOne(ctx context.Context, d drop) bool {
	ctx, cancel := context.WithTimeout(ctx, k.patience)
	defer cancel()
	again := time.NewTicker(200 * time.Millisecond)
	defer again.Stop()
	for {
		there, err := k.admin.Finds(ctx, "", d.finds)
		if err == nil && there {
			err = k.admin.Run(ctx, "", d.statement)
		}
		if err == nil {
			return true
		}
		select {
		case <-ctx.Done():
			return false
		case <-again.C:
		}
	}
}
