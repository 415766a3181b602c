package bigquery

import (
	"context"
	"slices"
	"strings"

	"google.golang.org/api/iam/v1"

	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
)

// repairs is what would take away what was let through and must not be: the
// roles of the account that give it, on the table, its dataset or the project.
// What gives it from elsewhere (a group, a folder, a condition, itself) is
// found by Google's troubleshooter.
func (t *test) repairs(ctx context.Context, outcomes []outcome) []trial.Repair {
	var out []trial.Repair
	member := "serviceAccount:" + connector.ServiceAccount{Project: t.doc.Project, ID: t.doc.Account}.Email()
	for _, o := range outcomes {
		if o.err != nil {
			continue
		}
		found := t.givers(ctx, member, o.permission, o.at)
		if len(found) == 0 {
			found = []string{"gcloud policy-intelligence troubleshoot-policy iam " + word(o.at.resource()) +
				" --principal-email=" + word(strings.TrimPrefix(member, "serviceAccount:")) + " --permission=" + word(o.permission)}
		}
		for _, text := range found {
			if r := (trial.Repair{Text: text}); !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	return out
}

// givers are the statements that take away each role that gives a permission.
func (t *test) givers(ctx context.Context, member, permission string, at place) []string {
	var out []string
	for _, where := range []place{at, {at.project, at.dataset, ""}, {at.project, "", ""}} {
		p, err := t.by.read(ctx, where)
		if err != nil {
			continue // then it is the troubleshooter's to say
		}
		for _, g := range p.grants(member) {
			b := connector.Binding{Role: g.role, Project: where.project, Dataset: where.dataset, Table: where.table, Member: member}
			text, err := Text(connector.Step{Do: connector.Remove, Thing: b})
			if err == nil && g.condition == "" && !slices.Contains(out, text) && t.by.gives(ctx, g.role, permission) {
				out = append(out, text)
			}
		}
	}
	return out
}

// gives reports whether a role, predefined or the project's own, has a permission.
func (c *Client) gives(ctx context.Context, role, permission string) bool {
	var have *iam.Role
	err := c.ask(ctx, func(ctx context.Context) error {
		var err error
		if strings.HasPrefix(role, "projects/") {
			have, err = c.accounts.Projects.Roles.Get(role).Context(ctx).Do()
		} else {
			have, err = c.accounts.Roles.Get(role).Context(ctx).Do()
		}
		return err
	})
	return err == nil && slices.Contains(have.IncludedPermissions, permission)
}

// resource is the whole name of a place, as Google's tools want it.
func (p place) resource() string {
	switch {
	case p.dataset == "":
		return "//cloudresourcemanager.googleapis.com/projects/" + p.project
	case p.table == "":
		return "//bigquery.googleapis.com/projects/" + p.project + "/datasets/" + p.dataset
	}
	return "//bigquery.googleapis.com/projects/" + p.project + "/datasets/" + p.dataset + "/tables/" + p.table
}
