package bigqueryd

import (
	"slices"
	"strings"
)

// permissions is what a predefined role gives, of what the double asks for: Google's pages on BigQuery's and IAM's
// roles. Basic roles are as wide as they are there.
func permissions(role string) []string {
	run := []string{"bigquery.jobs.create", "resourcemanager.projects.get"}
	meta := []string{"bigquery.datasets.get", "bigquery.datasets.getIamPolicy", "bigquery.tables.get", "bigquery.tables.getIamPolicy", "bigquery.tables.list", "resourcemanager.projects.get"}
	view := append([]string{"bigquery.tables.getData"}, meta...)
	edit := append([]string{"bigquery.datasets.create", "bigquery.tables.create", "bigquery.tables.delete", "bigquery.tables.update", "bigquery.tables.updateData"}, view...)
	own := append([]string{"bigquery.datasets.delete", "bigquery.datasets.update", "bigquery.datasets.setIamPolicy", "bigquery.tables.setIamPolicy"}, edit...)
	accounts := []string{"iam.serviceAccounts.create", "iam.serviceAccounts.delete", "iam.serviceAccounts.get", "iam.serviceAccounts.list", "iam.serviceAccounts.update", "resourcemanager.projects.get"}
	keys := []string{"iam.serviceAccountKeys.create", "iam.serviceAccountKeys.delete", "iam.serviceAccountKeys.get", "iam.serviceAccountKeys.list"}
	roles := []string{"iam.roles.create", "iam.roles.delete", "iam.roles.get", "iam.roles.list", "iam.roles.undelete", "iam.roles.update"}
	policies := []string{"resourcemanager.projects.get", "resourcemanager.projects.getIamPolicy", "resourcemanager.projects.setIamPolicy", "iam.serviceAccounts.setIamPolicy", "iam.serviceAccounts.getIamPolicy"}
	switch role {
	case "roles/bigquery.jobUser":
		return run
	case "roles/bigquery.user":
		return append([]string{"bigquery.datasets.create", "bigquery.datasets.get", "bigquery.datasets.getIamPolicy", "bigquery.tables.list", "bigquery.jobs.list"}, run...)
	case "roles/bigquery.metadataViewer":
		return meta
	case "roles/bigquery.dataViewer":
		return view
	case "roles/bigquery.dataEditor":
		return edit
	case "roles/bigquery.dataOwner":
		return own
	case "roles/bigquery.admin":
		return append(own, run...)
	case "roles/iam.serviceAccountAdmin":
		return append([]string{"iam.serviceAccounts.setIamPolicy", "iam.serviceAccounts.getIamPolicy"}, accounts...)
	case "roles/iam.serviceAccountKeyAdmin":
		return keys
	case "roles/iam.serviceAccountTokenCreator":
		return []string{"iam.serviceAccounts.getAccessToken", "iam.serviceAccounts.signJwt"}
	case "roles/iam.roleAdmin":
		return roles
	case "roles/resourcemanager.projectIamAdmin":
		return policies
	case "roles/viewer":
		return append([]string{"iam.serviceAccounts.get", "iam.serviceAccounts.list", "iam.roles.get", "resourcemanager.projects.getIamPolicy"}, view...)
	case "roles/editor":
		return slices.Concat(edit, run, accounts, keys)
	case "roles/owner":
		return slices.Concat(own, run, accounts, keys, roles, policies)
	}
	return nil
}

// basic roles of a project are special groups of its datasets.
func special(group string) string {
	switch group {
	case "projectOwners":
		return "roles/owner"
	case "projectWriters":
		return "roles/editor"
	case "projectReaders":
		return "roles/viewer"
	}
	return ""
}

// gives reports whether a role has a permission. A custom role that was deleted has none.
func (s *Server) gives(role, permission string) bool {
	if id, ok := strings.CutPrefix(role, "projects/"+s.Project+"/roles/"); ok {
		custom := s.roles[id]
		return custom != nil && !custom.deleted && slices.Contains(custom.permissions, permission)
	}
	return slices.Contains(permissions(role), permission)
}

// may reports whether somebody has a permission on the project, a dataset of it, or a table of that.
func (s *Server) may(who, permission, data, tab string) bool {
	if s.policy.gives(s, who, permission) {
		return true
	}
	d := s.datasets[data]
	if data == "" || d == nil {
		return false
	}
	for _, e := range d.entries() {
		if role, _ := e["role"].(string); e["condition"] == nil && s.is(who, e) && s.gives(fullRole(role), permission) {
			return true
		}
	}
	t := d.tables[tab]
	return t != nil && t.policy.gives(s, who, permission)
}

// is reports whether an access entry is about somebody.
func (s *Server) is(who string, e object) bool {
	_, email, _ := strings.Cut(who, ":")
	if group, ok := e["specialGroup"].(string); ok {
		return s.policy.has(special(group), who)
	}
	return e["userByEmail"] == email || e["iamMember"] == who
}

// need refuses whoever has not a permission, in BigQuery's words.
func (c *call) need(permission, data, tab string) error {
	if c.may(c.who, permission, data, tab) {
		return nil
	}
	what := "Project " + c.Project
	if data != "" {
		what = "Dataset " + c.Project + ":" + data
	}
	if tab != "" {
		what = "Table " + c.Project + ":" + data + "." + tab
	}
	return &refusal{403, "accessDenied", "Access Denied: " + what + ": Permission " + permission + " denied on " + strings.ToLower(what[:1]) + what[1:] + " (or it may not exist)."}
}

// needs is need in the words of IAM and Resource Manager.
func (c *call) needs(permission string) error {
	if c.may(c.who, permission, "", "") {
		return nil
	}
	return &refusal{403, "forbidden", "Permission '" + permission + "' denied on resource (or it may not exist)."}
}

// held answers testIamPermissions.
func (c *call) held(data, tab string) (any, error) {
	asked, _ := c.body["permissions"].([]any)
	var out []any
	for _, p := range asked {
		if name, _ := p.(string); c.may(c.who, name, data, tab) {
			out = append(out, name)
		}
	}
	if out == nil {
		return object{}, nil
	}
	return object{"permissions": out}, nil
}
