package control

import (
	"scrim/pkg/catalog"
	"scrim/pkg/issue"
	"scrim/pkg/server/api"
)

// Trusted is an issue where an administrator's account would go to whoever
// answers at a cluster's address, and nobody said that it may. It is asked
// before anything is done: a teardown forgets the cluster on its way.
func Trusted(c catalog.Cluster, as *api.Account) error {
	if as == nil || as.Unproven || c.Proves() {
		return nil
	}
	var l issue.List
	l.Add(issue.Place{Input: "cluster " + c.ID, Path: "tls"}, "unproven-warehouse", "set tls: verify-full in the cluster's document, or say --unproven where whatever is between is yours",
		"with tls: %s the warehouse need not prove its name, and an administrator's account goes to nobody else", c.Transport())
	return l.Err()
}
