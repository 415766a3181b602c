package tickit_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"scrim/integration/stack"
)

// folder is where the sample's files are.
func folder(t *testing.T) string {
	t.Helper()
	const inside = "data/tickit"
	if shared := os.Getenv("SCRIM_SHARED"); shared != "" {
		return filepath.Join(shared, inside)
	}
	at, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		candidate := filepath.Join(at, "shared", inside)
		if _, err := os.Stat(filepath.Join(candidate, "README.md")); err == nil {
			return candidate
		}
		up := filepath.Dir(at)
		if up == at {
			t.Skip("needs the TICKIT sample: shared/data/tickit beside the repository, or SCRIM_SHARED")
		}
		at = up
	}
}

// table is one table of the sample: how it is made, and its source document's
// columns.
type table struct {
	name, columns, document string
}

// The tables of AWS's guide, with its types.
var shop = []table{
	{"category", "catid smallint, catgroup varchar(10), catname varchar(10), catdesc varchar(50)",
		`[{name: catid}, {name: catgroup}, {name: catname}, {name: catdesc}]`},
	{"date", `dateid smallint, caldate date, "day" character(3), week smallint, "month" character(5), qtr character(5), "year" smallint, holiday boolean`,
		`[{name: dateid}, {name: caldate}, {name: day}, {name: week}, {name: month}, {name: qtr}, {name: year}, {name: holiday}]`},
	{"venue", "venueid smallint, venuename varchar(100), venuecity varchar(30), venuestate char(2), venueseats integer",
		`[{name: venueid}, {name: venuename}, {name: venuecity}, {name: venuestate, tags: [Geo.State]}, {name: venueseats, tags: [Size]}]`},
	{"event", "eventid integer, venueid smallint, catid smallint, dateid smallint, eventname varchar(200), starttime timestamp",
		`[{name: eventid}, {name: venueid}, {name: catid}, {name: dateid}, {name: eventname}, {name: starttime}]`},
}

const person = "username varchar(8), firstname varchar(30), lastname varchar(30), city varchar(30), state varchar(2), email varchar(100), phone varchar(14)"

// The tables of the import, with its types.
var people = []table{
	{"buyer", "buyerid integer, " + person + ", likesports boolean, liketheatre boolean, likeconcerts boolean, likejazz boolean, likeclassical boolean, " +
		"likeopera boolean, likerock boolean, likevegas boolean, likebroadway boolean, likemusicals boolean",
		`[{name: buyerid}, {name: lastname}, {name: state}, {name: email, tags: [PII.Email]}, {name: phone, tags: [PII.Phone]}]`},
	{"seller", "sellerid integer, " + person + ", tin varchar(9)",
		`[{name: sellerid}, {name: lastname}, {name: state}, {name: email, tags: [PII.Email]}, {name: phone, tags: [PII.Phone]}, {name: tin, tags: [PII.Tax]}]`},
}

// create makes tables in a schema and returns their source documents.
func create(s *stack.Stack, database, schema string, tables []table) string {
	s.ExecIn(database, "CREATE SCHEMA "+schema)
	var documents strings.Builder
	for _, one := range tables {
		s.ExecIn(database, fmt.Sprintf(`CREATE TABLE %s."%s" (%s)`, schema, one.name, one.columns))
		fmt.Fprintf(&documents, "---\nkind: source\nid: %s\nhost: %s\ntable: {database: %s, schema: %s, name: %s}\ncolumns: %s\n",
			one.name, s.Cluster.Host, database, schema, one.name, one.document)
	}
	s.GrantIn(database, schema)
	return documents.String()
}

// load fills a table of the shop from a file of lines with | between values,
// where \N is NULL.
func load(t *testing.T, s *stack.Stack, schema, name, file string) {
	t.Helper()
	f, err := os.Open(filepath.Join(folder(t), file))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var rows, statements []string
	flush := func() {
		if len(rows) > 0 {
			statements = append(statements, fmt.Sprintf(`INSERT INTO %s."%s" VALUES %s`, schema, name, strings.Join(rows, ",\n")))
		}
		rows = nil
	}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		cells := strings.Split(lines.Text(), "|")
		for i, cell := range cells {
			if cell == `\N` {
				cells[i] = "NULL"
				continue
			}
			cells[i] = "'" + strings.ReplaceAll(cell, "'", "''") + "'"
		}
		rows = append(rows, "("+strings.Join(cells, ", ")+")")
		if len(rows) == 1000 {
			flush()
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	flush()
	s.Exec(statements...)
}

var insert = regexp.MustCompile(`(?s)INSERT INTO public\.(buyer|seller)\s*(\([^)]*\)\s*VALUES .*?\));\n`)

// loadPeople runs the import's statements for buyers and sellers.
func loadPeople(t *testing.T, s *stack.Stack, database, schema string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder(t), "tickit_srv_import.sql"))
	if err != nil {
		t.Fatal(err)
	}
	var statements []string
	for _, hit := range insert.FindAllStringSubmatch(string(text), -1) {
		statements = append(statements, fmt.Sprintf("INSERT INTO %s.%s %s", schema, hit[1], hit[2]))
	}
	if len(statements) != 30 {
		t.Fatalf("the import has %d buyers and sellers, not 15 of each", len(statements))
	}
	s.ExecIn(database, statements...)
}
