package bigquery

import (
	"fmt"
	"strings"

	"scrim/pkg/connector"
)

// Text is a step as a person would type it. It is shown and not run: what is
// run changes one member under the etag of the policy, and does nothing that
// this text does not say.
func Text(s connector.Step) (string, error) {
	switch t := s.Thing.(type) {
	case connector.ServiceAccount:
		return accountText(s.Do, t)
	case connector.CustomRole:
		return roleText(s.Do, t)
	case connector.Dataset:
		return datasetText(s.Do, t)
	case connector.Binding:
		return bindingText(s.Do, t)
	}
	return "", fmt.Errorf("a %T is nothing of a Google project", s.Thing)
}

func accountText(do connector.Do, a connector.ServiceAccount) (string, error) {
	shown := flag("display-name", a.DisplayName) + flag("description", a.Description)
	switch do {
	case connector.Make:
		return "gcloud iam service-accounts create " + word(a.ID) + flag("project", a.Project) + shown, nil
	case connector.Mend:
		return "gcloud iam service-accounts update " + word(a.Email()) + flag("project", a.Project) + shown, nil
	case connector.Remove:
		return "gcloud iam service-accounts delete " + word(a.Email()) + flag("project", a.Project), nil
	default:
		return "", fmt.Errorf("%q is nothing to do", do)
	}
}

func roleText(do connector.Do, r connector.CustomRole) (string, error) {
	verbs := map[connector.Do]string{connector.Make: "create", connector.Mend: "update", connector.Remove: "delete"}
	if verbs[do] == "" {
		return "", fmt.Errorf("%q is nothing to do", do)
	}
	text := "gcloud iam roles " + verbs[do] + " " + word(r.ID) + flag("project", r.Project)
	if do != connector.Remove {
		text += flag("permissions", strings.Join(r.Permissions, ","))
	}
	return text, nil
}

func datasetText(do connector.Do, d connector.Dataset) (string, error) {
	schema := name(d.Project, d.Name)
	create := "CREATE SCHEMA " + schema
	if d.Location != "" {
		create += " OPTIONS (location = " + literal(d.Location) + ")"
	}
	switch do {
	case connector.Make:
		return create, nil
	case connector.Mend:
		return "DROP SCHEMA " + schema + " RESTRICT; " + create, nil
	case connector.Remove:
		return "DROP SCHEMA " + schema + " RESTRICT", nil
	default:
		return "", fmt.Errorf("%q is nothing to do", do)
	}
}

func bindingText(do connector.Do, b connector.Binding) (string, error) {
	if do == connector.Mend {
		return "", fmt.Errorf("a role is given or not: there is nothing to mend")
	}
	if b.Dataset == "" {
		verb := "add"
		if do == connector.Remove {
			verb = "remove"
		}
		return "gcloud projects " + verb + "-iam-policy-binding " + word(b.Project) + flag("member", b.Member) + flag("role", b.Role) + " --condition=None", nil
	}
	on := "SCHEMA " + name(b.Project, b.Dataset)
	if b.Table != "" {
		on = "TABLE " + name(b.Project, b.Dataset, b.Table)
	}
	if do == connector.Remove {
		return "REVOKE " + name(b.Role) + " ON " + on + " FROM " + literal(b.Member), nil
	}
	return "GRANT " + name(b.Role) + " ON " + on + " TO " + literal(b.Member), nil
}

func flag(name, value string) string {
	if value == "" {
		return ""
	}
	return " --" + name + "=" + word(value)
}

// word is one word of a shell.
func word(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:@,", r)
	}
	if s != "" && strings.TrimFunc(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// name is a path of names in GoogleSQL, each between backticks.
func name(parts ...string) string {
	escape := strings.NewReplacer(`\`, `\\`, "`", "\\`", "\n", `\n`, "\r", `\r`)
	for i, p := range parts {
		parts[i] = "`" + escape.Replace(p) + "`"
	}
	return strings.Join(parts, ".")
}

// literal is a text in GoogleSQL.
func literal(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`).Replace(s) + `"`
}
