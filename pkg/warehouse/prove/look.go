package prove

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/connector/trial"
	"scrim/pkg/render"
)

// look finds what there is on the cluster, as somebody who sees it.
func (p *prover) look(ctx context.Context) (trial.Seen, error) {
	out := trial.Seen{Service: p.Cluster.Credentials.User, Raw: p.Raw}
	if p.As != nil {
		out.Maker = p.As.User
	}
	home := p.Cluster.ViewDatabase
	databases, err := p.looker.rows(ctx, home, p.queries["trial_databases"])
	if err != nil {
		return out, err
	}
	for _, row := range databases {
		d := trial.Database{Name: row[0]}
		relations, err := p.looker.rows(ctx, d.Name, p.queries["trial_relations"])
		if err != nil {
			out.Unseen = append(out.Unseen, fmt.Sprintf("%s cannot look at database %s: %s", p.looker.cluster.Credentials.User, d.Name, plain(err)))
			continue
		}
		d.Schemas = schemas(relations)
		out.Databases = append(out.Databases, d)
	}
	roles, err := p.looker.rows(ctx, home, p.queries["trial_roles"])
	if err != nil {
		out.Unseen = append(out.Unseen, "the cluster's roles cannot be listed: "+plain(err))
	}
	for _, row := range roles {
		switch {
		case row[0] == render.ReadersRole(p.Cluster):
			out.Readers = row[0]
		case p.takes(row[0]):
			out.Roles = append(out.Roles, row[0])
		}
	}
	return out, nil
}

// takes reports whether a role is one to reach for: of Redshift's, where every
// tool has its own, scrim's.
func (p *prover) takes(role string) bool {
	return !p.Cluster.Kind.IsRedshift() || role == p.Cluster.SystemPrefix()+"_catalog"
}

func schemas(rows [][]string) []trial.Schema {
	var out []trial.Schema
	for _, row := range rows {
		if strings.HasPrefix(row[0], "pg_") {
			continue
		}
		if len(out) == 0 || out[len(out)-1].Name != row[0] {
			out = append(out, trial.Schema{Name: row[0]})
		}
		if last := &out[len(out)-1]; row[1] != "" {
			last.Relations = append(last.Relations, trial.Relation{Name: row[1], View: row[2] == "t", Column: row[3]})
		}
	}
	return out
}

// there reports whether somebody who sees it still finds a relation, or with
// an empty name the schema.
func (p *prover) there(ctx context.Context, t catalog.Table) bool {
	found, err := p.looker.rows(ctx, t.Database, p.queries["trial_there"], t.Schema, t.Name)
	return err == nil && len(found) > 0
}

// principals are the names of those whose grants are the account's.
func (p *prover) principals() []string {
	return slices.DeleteFunc([]string{p.Connector.User, p.Connector.Role, p.Connector.SyncRole}, func(n string) bool { return n == "" })
}
