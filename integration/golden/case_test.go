// Package golden holds cases that a DBA can read: the documents that people
// send, a table with rows, what each reader then sees, written by hand from
// SEMANTICS, and the SQL that scrim makes of it for both dialects.
//
// A case is one testdata/*.txtar:
//
//	one or two lines on what it shows and why
//	-- documents.yaml --    one source (and after it those whose tables are looked up, in schemas of their own, with sections "table ID" and "rows ID"), policies, users and whatever else they need
//	-- table --             what the warehouse declares: a column and its type per line, an odd name in double quotes; "unreviewed" at the end of a line
//	-- rows --              a header and the rows, cells between bars; NULL is NULL, '' is the empty text, 'a ' has a blank at its end
//	-- counted --          "never": combinations are not counted; in other cases they are, over the rows
//	-- later --            a header and rows that come after that
//	-- unpoliced --         the cluster's setting; "everyone" when the section is missing, so that most cases need no grant
//	-- session --           what every reader sets before reading, one statement per line; missing in most cases
//	-- reads ann --         what the account ann sees, in the order of the first column; only the header when she sees nothing
//	-- strict --            when the cluster is
//	-- issues --            the codes that compiling reports, one per line, sorted; missing when there is none
//	-- postgres.sql --      written by -update
//	-- redshift.sql --      written by -update
//
// hash(N, text) in an expected cell is the first N digits of the hash of the
// text, hash(number, text) its first 15 as a number; hash(project ID, N, text)
// is made with a project's salt. It is always 2020-06-01
// where scrim computes, and today in the database: what ends in 2021 is written
// as a fact and found expired by the secure view.
package golden

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
)

var update = flag.Bool("update", false, "write the SQL into testdata instead of comparing with it")

const master = "a master key for golden cases, 32+"

func now() time.Time { return time.Date(2020, 6, 1, 12, 0, 0, 0, time.UTC) }

// aCase is one file of testdata.
type aCase struct {
	name     string
	archive  *txtar.Archive
	source   catalog.Source
	base     catalog.Signature
	declared []string // the columns' types as the case writes them
	reviewed map[string]bool
	rows     [][]string // the header first
	later    [][]string // likewise
	never    bool       // nobody counts combinations
	reads    map[string][][]string
	issues   []string
	session  []string
	cluster  catalog.Cluster
	lookups  []*listed

	policies     []policy.Policy
	users        []directory.User
	sessions     map[string]directory.Session
	projects     []directory.Project
	purposes     map[string]directory.Purpose
	acknowledged []directory.Acknowledgement
	accesses     []directory.Access
}

func cases(t *testing.T) []*aCase {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	var out []*aCase
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c := &aCase{
			name: strings.TrimSuffix(filepath.Base(file), ".txtar"), archive: archive,
			reviewed: map[string]bool{}, reads: map[string][][]string{}, sessions: map[string]directory.Session{}, purposes: map[string]directory.Purpose{},
			cluster: catalog.Cluster{
				ID: "c1", Host: "warehouse.example", Unpoliced: "everyone", ViewName: "{table}",
				ViewDatabase: "analytics", Databases: []string{"warehouse"}, Credentials: catalog.Credentials{User: "scrim"},
			},
		}
		for _, f := range archive.Files {
			c.section(t, f.Name, string(f.Data))
		}
		out = append(out, c)
	}
	return out
}

func (c *aCase) section(t *testing.T, name, text string) {
	t.Helper()
	switch kind, reader, _ := strings.Cut(name, " "); kind {
	case "documents.yaml":
		documents, issues := event.DecodeDocuments([]byte(text), c.name)
		for _, one := range issues {
			if one.Severity == issue.Error {
				t.Fatal(one)
			}
		}
		for _, d := range documents {
			c.document(t, d)
		}
	case "table":
		if reader != "" {
			c.listed(reader).columns(t, text)
			return
		}
		for i, line := range lines(text) {
			c.column(t, line, i+1)
		}
	case "rows":
		if reader != "" {
			c.listed(reader).rows = grid(text)
			return
		}
		c.rows = grid(text)
	case "strict":
		c.cluster.Strict = true
	case "unpoliced":
		c.cluster.Unpoliced = strings.TrimSpace(text)
	case "later":
		c.later = grid(text)
	case "counted":
		c.never = strings.TrimSpace(text) == "never"
	case "reads":
		c.reads[reader] = grid(text)
	case "session":
		c.session = lines(text)
	case "issues":
		c.issues = lines(text)
	case "postgres.sql", "redshift.sql":
	default:
		t.Fatalf("%s: unknown section %q", c.name, name)
	}
}

func (c *aCase) document(t *testing.T, d event.Document) {
	t.Helper()
	switch noun := d.Noun.(type) {
	case event.Source:
		if c.source.ID != "" {
			c.further(noun.Source)
			return
		}
		c.source = noun.Source
	case event.Policy:
		c.policies = append(c.policies, noun.Policy)
	case event.User:
		c.users = append(c.users, noun.User)
	case event.Session:
		c.sessions[noun.User] = noun.Session
	case event.Project:
		c.projects = append(c.projects, noun.Project)
	case event.Purpose:
		c.purposes[noun.ID] = noun.Purpose
	case event.Acknowledgement:
		c.acknowledged = append(c.acknowledged, noun.Acknowledgement)
	case event.Access:
		c.accesses = append(c.accesses, noun.Access)
	default:
		t.Fatalf("%s: a %s has no place in a case", c.name, d.Kind)
	}
}

var oddName = regexp.MustCompile(`^"((?:[^"]|"")+)" (.*)$`)

func (c *aCase) column(t *testing.T, line string, ordinal int) {
	t.Helper()
	name, declared, _ := strings.Cut(line, " ")
	if m := oddName.FindStringSubmatch(line); m != nil {
		name, declared = strings.ReplaceAll(m[1], `""`, `"`), m[2]
	}
	declared, unreviewed := strings.CutSuffix(strings.TrimSpace(declared), " unreviewed")
	typ, ok := catalog.ParseType(declared)
	if !ok {
		t.Fatalf("%s: no type: %q", c.name, declared)
	}
	c.base.Columns = append(c.base.Columns, catalog.Observed{Name: name, Type: typ, Ordinal: ordinal})
	c.declared = append(c.declared, declared)
	c.reviewed[name] = !unreviewed
}

// input is the case on a cluster, with the table as observed there.
func (c *aCase) input(on catalog.Cluster, base catalog.Signature) compile.Input {
	name, _ := on.Place(c.source)
	return compile.Input{
		Cluster: on, Source: c.source, Name: name, Base: base, Reviewed: c.reviewed,
		Policies: c.policies, Projects: c.projects, Lookups: c.tables(on), Now: now(),
	}
}

// wanted is the rows that a reader is expected to see, hashes worked out.
func (c *aCase) wanted(reader string) [][]string {
	out := slices.Clone(c.reads[reader])
	for i := range out {
		out[i] = slices.Clone(out[i])
		for j, cell := range out[i] {
			out[i][j] = c.hashed(cell)
		}
	}
	return out
}

var hashCell = regexp.MustCompile(`^hash\((?:project ([^,]*), )?(number|[0-9]+), (.*)\)$`)

// hashed works out an expected hash by docs/design/0001, without any code of
// the product.
func (c *aCase) hashed(cell string) string {
	m := hashCell.FindStringSubmatch(cell)
	if m == nil {
		return cell
	}
	name := "source/" + c.source.ID + "/1"
	if m[1] != "" {
		name = "project/" + m[1] + "/1"
	}
	sum := sha256.Sum256([]byte(salt(name) + m[3]))
	digits := hex.EncodeToString(sum[:])
	if m[2] == "number" {
		n, err := strconv.ParseInt(digits[:15], 16, 64)
		if err != nil {
			return err.Error()
		}
		return strconv.FormatInt(n, 10)
	}
	n, err := strconv.Atoi(m[2])
	if err != nil {
		return err.Error()
	}
	return digits[:n]
}

func salt(name string) string {
	mac := hmac.New(sha256.New, []byte(master))
	mac.Write([]byte("scrim salt 1\x00" + name))
	return hex.EncodeToString(mac.Sum(nil))
}

// sameText compares a section that -update writes.
func (c *aCase) sameText(t *testing.T, section, got string) {
	t.Helper()
	i := slices.IndexFunc(c.archive.Files, func(f txtar.File) bool { return f.Name == section })
	if *update {
		if i < 0 {
			i = len(c.archive.Files)
			c.archive.Files = append(c.archive.Files, txtar.File{Name: section})
		}
		c.archive.Files[i].Data = []byte(got)
		if err := os.WriteFile(filepath.Join("testdata", c.name+".txtar"), txtar.Format(c.archive), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if i < 0 {
		t.Fatalf("no section %s; run with -update", section)
	}
	if want := string(c.archive.Files[i].Data); want != got {
		t.Errorf("%s (run with -update when this is meant):\n%s", section, difference(want, got))
	}
}

func lines(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

func grid(text string) [][]string {
	var out [][]string
	for _, line := range lines(text) {
		cells := strings.Split(line, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
			if quoted, ok := strings.CutPrefix(cells[i], "'"); ok && strings.HasSuffix(quoted, "'") {
				cells[i] = strings.TrimSuffix(quoted, "'")
			}
		}
		out = append(out, cells)
	}
	return out
}

// table is a grid with aligned columns.
func table(rows [][]string) string {
	widths := map[int]int{}
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			if strings.HasSuffix(cell, " ") {
				cell = "'" + cell + "'"
			}
			cells[i] = fmt.Sprintf("%-*s", widths[i], cell)
		}
		b.WriteString(strings.TrimRight(strings.Join(cells, " | "), " ") + "\n")
	}
	return b.String()
}
