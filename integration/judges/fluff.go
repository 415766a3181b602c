package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"scrim/integration/judges/walk"
)

// fluff is sqlfluff's Redshift dialect, as Debian packages it.
type fluff struct{}

func (fluff) name() string { return "sqlfluff" }

func (fluff) absent() string {
	if _, err := exec.LookPath("sqlfluff"); err != nil {
		return "it is not installed: .ci/install sqlfluff"
	}
	return ""
}

// The constructs that sqlfluff 1.4.5 does not know.
func (fluff) exceptions() []exception {
	return []exception{
		{
			name: "scoped permissions", page: "https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT.html",
			construct: regexp.MustCompile(`^(GRANT|REVOKE) ([A-Z, ]+) FOR TABLES IN (?:SCHEMA|DATABASE) `), instead: "$1 $2 ON ALL TABLES IN SCHEMA ",
		},
		{
			name: "system permissions", page: "https://docs.aws.amazon.com/redshift/latest/dg/r_roles-system-privileges.html",
			construct: regexp.MustCompile(`^(GRANT|REVOKE) (?:ACCESS CATALOG|ACCESS SYSTEM TABLE|IGNORE RLS|CREATE USER) (TO|FROM) ROLE `), instead: "$1 USAGE ON SCHEMA x $2 ROLE ",
		},
		{
			name: "administration of roles", page: "https://docs.aws.amazon.com/redshift/latest/dg/r_REVOKE.html",
			construct: regexp.MustCompile(`^REVOKE ADMIN OPTION FOR ROLE `), instead: "REVOKE ROLE ",
		},
		{
			name: "default privileges of roles", page: "https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_DEFAULT_PRIVILEGES.html",
			construct: regexp.MustCompile(`^(ALTER DEFAULT PRIVILEGES .* ON TABLES (?:TO|FROM)) ROLE `), instead: "$1 ",
		},
		{
			name: "sessions of others", page: "https://docs.aws.amazon.com/redshift/latest/dg/r_SET_SESSION_AUTHORIZATION.html",
			construct: regexp.MustCompile(`^SET SESSION AUTHORIZATION (?:"[^"]+"|DEFAULT)$`), instead: "SET x TO DEFAULT",
		},
		{
			name: "row-level security", page: "https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE.html",
			construct: regexp.MustCompile(`^(ALTER TABLE .+) ROW LEVEL SECURITY OFF$`), instead: "$1 OWNER TO x",
		},
		{
			name: "owners of databases, on which it breaks", page: "https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_DATABASE.html",
			construct: breaking(), instead: "ALTER TABLE $1 OWNER TO ",
		},
		{
			name: "doubled quotation marks in names", page: "https://docs.aws.amazon.com/redshift/latest/dg/r_names.html",
			construct: regexp.MustCompile(`([^"\s.])""([^"\s.])`), instead: "${1}_$2",
		},
	}
}

// breaking is what sqlfluff 1.4.5 breaks on, without saying in which file: its
// grammar of ALTER DATABASE names words that it does not know.
func breaking() *regexp.Regexp { return regexp.MustCompile(`^ALTER DATABASE ("[^"]+") OWNER TO `) }

var argument = regexp.MustCompile(`\$([0-9]+)`)

// config is a file of sqlfluff's: an argument is read as a number, and one rule
// is named so that nothing but parsing costs time.
func config(statements []walk.Statement) string {
	most := 0
	for _, s := range statements {
		for _, m := range argument.FindAllStringSubmatch(s.Text, -1) {
			most = max(most, int(number([]byte(m[1]))))
		}
	}
	var b strings.Builder
	b.WriteString("[sqlfluff]\ndialect = redshift\ntemplater = placeholder\nrules = L009\nlarge_file_skip_byte_limit = 0\n" +
		"[sqlfluff:templater:placeholder]\nparam_style = numeric_dollar\n")
	for n := range most {
		fmt.Fprintf(&b, "%d = 1\n", n+1)
	}
	return b.String()
}

// read writes each statement into a file of its own, since one that cannot be
// parsed would take its neighbours with it.
func (f fluff) read(ctx context.Context, statements []walk.Statement) ([]string, error) {
	out := make([]string, len(statements))
	if len(statements) == 0 {
		return out, nil
	}
	folder, err := os.MkdirTemp("", "scrim-judge-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	if err := os.WriteFile(filepath.Join(folder, ".sqlfluff"), []byte(config(statements)), 0o600); err != nil {
		return nil, err
	}
	at := map[string]int{}
	breaks := breaking()
	for i, s := range statements {
		if breaks.MatchString(s.Text) {
			out[i] = "it breaks on this"
			continue
		}
		name := fmt.Sprintf("%04d.sql", i)
		at[name] = i
		if err := os.WriteFile(filepath.Join(folder, name), []byte(s.Text+";\n"), 0o600); err != nil {
			return nil, err
		}
	}
	files, err := lint(ctx, folder)
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		i, ok := at[filepath.Base(file.Path)]
		if !ok {
			return nil, fmt.Errorf("it speaks of %s, which it was not given", file.Path)
		}
		out[i] = file.complaint()
	}
	return out, nil
}

// linted is one file of sqlfluff's answer: those with violations are in it.
type linted struct {
	Path       string `json:"filepath"`
	Violations []struct {
		Line        int    `json:"line_no"`
		Code        string `json:"code"`
		Description string `json:"description"`
	} `json:"violations"`
}

// complaint is the first thing that it could not read: PRS parsing, LXR cutting
// into tokens, TMP arguments. What is a matter of style is none.
func (l linted) complaint() string {
	for _, v := range l.Violations {
		if v.Code == "PRS" || v.Code == "LXR" || v.Code == "TMP" {
			return fmt.Sprintf("line %d: %s", v.Line, v.Description)
		}
	}
	return ""
}

// lint runs it over a folder. A file on which it breaks is not in its answer, as
// one without a violation is not: whatever it says beside the answer is an error.
func lint(ctx context.Context, folder string) ([]linted, error) {
	var said strings.Builder
	command := exec.CommandContext(ctx, "sqlfluff", "lint", "--format", "json", "--disable-noqa", "--disable-progress-bar", "--processes", "2", ".")
	command.Dir, command.Stderr = folder, &said
	text, err := command.Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) { // it also ends with 1 when it found something
		return nil, fmt.Errorf("%w: %.300s", err, said.String())
	}
	if strings.Contains(said.String(), "internal error") {
		return nil, fmt.Errorf("it broke on a statement:\n%s", said.String())
	}
	var out []linted
	if err := json.Unmarshal(text, &out); err != nil {
		return nil, fmt.Errorf("reading its answer: %w: %.300s", err, text)
	}
	return out, nil
}
