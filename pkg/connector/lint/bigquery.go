package lint

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"scrim/pkg/issue"
)

// command is a gcloud command that binds a role on a project.
type command struct {
	start, end int
	role       string
	member     string
}

var (
	gcloud     = regexp.MustCompile(`(?m)\bgcloud\s+projects\s+add-iam-policy-binding\b(?:[^\n\\]|\\\r?\n|\\.)*`)
	roleFlag   = regexp.MustCompile(`--role[= \t]+["']?(roles/[\w.]+)`)
	memberFlag = regexp.MustCompile(`--member[= \t]+["']?([^\s"'\\]+)`)
	roleKey    = regexp.MustCompile(`"role"\s*:\s*"(roles/[\w.]+)"`)
	roleSaid   = regexp.MustCompile(`(?i)\bBigQuery (Job User|Metadata Viewer|Data Viewer|Data Editor|Data Owner|User|Admin)\b`)
	scopeSaid  = regexp.MustCompile(`(?i)\b(?:on|to|in|at) (?:the |your )?(project|dataset|datasets|table|tables)\b|\b(project|dataset|table)[ -]level|(?m:^#.*\b(datasets?|tables?)\b.*$)`)
	scopeOpen  = regexp.MustCompile(`(?i)\b(?:scoped?|granted?) (?:to|on|at) (projects?)\b`)
)

// commands finds what binds a role on a project.
func commands(s string) []command {
	var out []command
	for _, m := range gcloud.FindAllStringIndex(s, -1) {
		if role := roleFlag.FindStringSubmatchIndex(s[m[0]:m[1]]); role != nil {
			one := command{start: m[0] + role[2], end: m[0] + role[3], role: s[m[0]+role[2] : m[0]+role[3]]}
			if member := memberFlag.FindStringSubmatch(s[m[0]:m[1]]); member != nil {
				one.member = member[1]
			}
			out = append(out, one)
		}
	}
	return out
}

// bigquery runs the rules for BigQuery over commands, a policy and prose.
func (l *linter) bigquery() {
	bound := l.commands
	bound = append(bound, l.policy()...)
	if len(bound) == 0 {
		bound = l.said()
	}
	for i, one := range bound {
		if i < len(bound) && !l.redundant(one, bound) {
			l.projectWide(one)
		}
	}
}

// policy reads an IAM policy: whose bindings are those of a project.
func (l *linter) policy() []command {
	pieces := slices.Concat([][2]int{{0, len(l.text)}}, l.fences)
	for _, p := range pieces {
		var policy struct {
			Bindings []struct {
				Role    string   `json:"role"`
				Members []string `json:"members"`
			} `json:"bindings"`
		}
		text := l.text[p[0]:p[1]]
		if json.Unmarshal([]byte(text), &policy) != nil || len(policy.Bindings) == 0 {
			continue
		}
		var out []command
		places := roleKey.FindAllStringSubmatchIndex(text, -1)
		for i, b := range policy.Bindings {
			if i >= len(places) {
				break
			}
			for _, member := range b.Members {
				out = append(out, command{p[0] + places[i][2], p[0] + places[i][3], b.Role, member})
			}
		}
		l.roles += len(policy.Bindings)
		return out
	}
	return nil
}

// said are the roles that prose gives on the project, each once: what the
// words before it, back to its heading, say last about where.
func (l *linter) said() []command {
	var out []command
	seen := map[string]bool{}
	for _, m := range roleSaid.FindAllStringSubmatchIndex(l.text, -1) {
		l.roles++
		role := "roles/bigquery." + map[string]string{
			"user": "user", "job user": "jobUser", "metadata viewer": "metadataViewer", "data viewer": "dataViewer",
			"data editor": "dataEditor", "data owner": "dataOwner", "admin": "admin",
		}[strings.ToLower(l.text[m[2]:m[3]])]
		before := l.text[:m[0]]
		if at := strings.LastIndex(before, "\n#"); at >= 0 {
			before = before[at+1:]
		}
		cues := scopeSaid.FindAllString(before, -1)
		if len(cues) == 0 || !strings.Contains(strings.ToLower(cues[len(cues)-1]), "project") || seen[role] {
			continue
		}
		seen[role] = true
		out = append(out, command{start: m[0], end: m[1], role: role})
	}
	if l.roles > 0 {
		for _, m := range scopeOpen.FindAllStringSubmatchIndex(l.text, -1) {
			out = append(out, command{start: m[2], end: m[3], role: "roles/bigquery.dataViewer"})
		}
	}
	return out
}

// contained says which roles give all that another gives, for the work of a
// connector (Google's table of predefined roles).
func contained() map[string][]string {
	return map[string][]string{
		"roles/bigquery.jobUser":        {"roles/bigquery.user", "roles/bigquery.admin"},
		"roles/bigquery.user":           {"roles/bigquery.admin"},
		"roles/bigquery.metadataViewer": {"roles/bigquery.dataViewer", "roles/bigquery.dataEditor", "roles/bigquery.dataOwner", "roles/bigquery.admin"},
		"roles/bigquery.dataViewer":     {"roles/bigquery.dataEditor", "roles/bigquery.dataOwner", "roles/bigquery.admin"},
	}
}

func (l *linter) redundant(one command, bound []command) bool {
	for _, o := range bound {
		if o.member == one.member && slices.Contains(contained()[one.role], o.role) && l.text[o.start:o.end] != "projects" {
			c := l.sayAt(one.start, rule{codeRedundant, issue.Warning, pageRoles, "leave the smaller role out, or better the larger one"}, one.start, one.end,
				fmt.Sprintf("on the same project %s gives all of %s already", o.role, one.role))
			c.instead = "# left out: " + one.role + " is contained in " + o.role
			return true
		}
	}
	return false
}

func (l *linter) projectWide(one command) {
	on := map[string]string{
		"roles/bigquery.metadataViewer": "roles/bigquery.metadataViewer", "roles/bigquery.dataViewer": "roles/bigquery.dataViewer",
		"roles/bigquery.dataEditor": "roles/bigquery.dataEditor", "roles/bigquery.dataOwner": "roles/bigquery.dataOwner",
		"roles/bigquery.admin": "roles/bigquery.dataEditor", "roles/viewer": "roles/bigquery.dataViewer",
		"roles/editor": "roles/bigquery.dataEditor", "roles/owner": "roles/bigquery.dataEditor",
	}[one.role]
	if on == "" {
		return
	}
	member := one.member
	if member == "" {
		member = "serviceAccount:tool@my-project.iam.gserviceaccount.com"
	}
	statement := fmt.Sprintf("GRANT `%s` ON SCHEMA `sales` TO %q; -- for each dataset", on, member)
	if c := l.changes[one.start]; c != nil { // another member of the same binding
		c.after = append(c.after, statement)
		return
	}
	c := l.sayAt(one.start, rule{codeProjectWide, issue.Warning, pageAccess, "grant the role on each dataset that the tool is for; to run queries it needs roles/bigquery.jobUser on the project and no more"}, one.start, one.end,
		one.role+" on the project reaches every dataset that there is and will be, where a dataset's own role serves")
	c.after = append(c.after, statement)
}
