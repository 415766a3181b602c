package canary

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/warehouse"
)

// life is how long a canary may live: its logins end then, and whatever still
// has its name belongs to nobody.
const life = 30 * time.Minute

// nameOf is a canary's name: it tells when the canary is over.
func nameOf(until time.Time, random string) string {
	return fmt.Sprintf("%s%08x_%s", Prefix, until.Unix(), random)
}

// Prefix begins the name of everything that a canary makes in a cluster.
const Prefix = "scrim_canary_"

// made is the names that a canary gives, and no other: those of its databases,
// its accounts and its role.
const made = `^` + Prefix + `([0-9a-f]{8})_[0-9a-f]{8}(_base|_reader|_other|_catalog)?$`

// over reports whether a name is that of a canary whose time has passed.
func over(name string, now time.Time) bool {
	parts := regexp.MustCompile(made).FindStringSubmatch(name)
	if parts == nil {
		return false
	}
	until, err := strconv.ParseInt(parts[1], 16, 64)
	return err == nil && time.Unix(until, 0).Before(now)
}

// Sweep drops what earlier canaries left in a cluster because their scrim was
// killed, and returns what could not be dropped. One that may still be alive
// stays.
func Sweep(ctx context.Context, c catalog.Cluster, as warehouse.Account, secrets warehouse.Secrets, now time.Time) ([]string, error) {
	k, err := hatch(c, as, secrets, now)
	if err != nil {
		return nil, err
	}
	defer k.admin.Close()
	return k.sweep(ctx, now)
}

// sweep looks for databases, then for users, then for roles: nothing can be
// dropped before what depends on it.
func (k *canary) sweep(ctx context.Context, now time.Time) ([]string, error) {
	kinds := []struct {
		lists string
		drops func(name string) drop
	}{
		{"SELECT CAST(datname AS varchar(128)) FROM pg_catalog.pg_database", dropsDatabase},
		{"SELECT CAST(usename AS varchar(128)) FROM pg_catalog.pg_user", dropsUser},
		{"SELECT CAST(role_name AS varchar(128)) FROM svv_roles", dropsRole},
	}
	if !k.cluster.Kind.IsRedshift() {
		kinds = kinds[:2]
	}
	var left []string
	for _, kind := range kinds {
		names, err := k.admin.Names(ctx, "", kind.lists)
		if err != nil {
			return left, err
		}
		slices.Sort(names)
		for _, name := range names {
			if d := kind.drops(name); over(name, now) && !k.dropOne(ctx, d) {
				left = append(left, d.statement)
			}
		}
	}
	return left, nil
}
