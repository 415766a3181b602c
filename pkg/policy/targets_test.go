package policy_test

import (
	"slices"
	"testing"

	"scrim/pkg/catalog"
	. "scrim/pkg/policy"
)

func TestTargets(t *testing.T) {
	t.Parallel()
	source := catalog.Source{
		ID: "s1", Table: catalog.Table{Database: "sales", Schema: "hr", Name: "staff"}, Tags: []catalog.Tag{"Sales.EU"},
		Owner: "ann@example.com", Policies: []string{"chosen"},
		Columns: []catalog.Column{
			{Name: "id"},
			{Name: "email", Tags: []catalog.Tag{"PII.Email"}},
			{Name: "Mail_Alt", Tags: []catalog.Tag{"PIIX"}},
			{Name: "young", Tags: []catalog.Tag{"New"}},
		},
	}
	tags := func(names ...catalog.Tag) []catalog.Tag { return names }
	none, all := []string{}, []string{"id", "email", "Mail_Alt", "young"}
	for _, test := range []struct {
		name    string
		target  Target
		source  bool
		columns []string
	}{
		{"the empty target", Target{}, false, none},
		{"all", Target{All: true}, true, all},
		{"a tag of the source", Target{Tags: tags("Sales")}, true, all},
		{"one tag of several", Target{Tags: tags("HR", "Sales.EU")}, true, all},
		{"a tag below the source's", Target{Tags: tags("Sales.EU.DE")}, false, none},
		{"a source", Target{Sources: []string{"s0", "s1"}}, true, all},
		{"a schema", Target{Schemas: []string{"hr"}}, true, all},
		{"a schema with its database", Target{Schemas: []string{"sales.hr"}}, true, all},
		{"another database", Target{Schemas: []string{"other.hr"}}, false, none},
		{"keys AND", Target{Tags: tags("Sales"), Sources: []string{"s2"}}, false, none},
		{"all and a key that is not met", Target{All: true, Sources: []string{"s2"}}, false, none},
		{"a tag of a column", Target{ColumnTags: tags("PII")}, true, []string{"email"}},
		{"a tag of no column", Target{ColumnTags: tags("Geo")}, false, none},
		{"columns by expression, whole and without case", Target{ColumnRegex: ".*mail.*"}, true, []string{"email", "Mail_Alt"}},
		{"an expression that meets a part", Target{ColumnRegex: "mail"}, false, none},
		{"alternatives meet the whole name too", Target{ColumnRegex: "id|mail"}, true, []string{"id"}},
		{"an expression that does not compile", Target{ColumnRegex: "("}, false, none},
		{"columns by name", Target{All: true, Columns: []string{"id", "ID", "mail_alt"}}, true, []string{"id"}},
		{"column keys AND, on one column", Target{ColumnTags: tags("PII"), ColumnRegex: "mail_alt"}, false, none},
		{"column keys and source keys", Target{Sources: []string{"s1"}, ColumnTags: tags("PII"), ColumnRegex: "e.*"}, true, []string{"email"}},
		{"column keys of another source", Target{Sources: []string{"s2"}, ColumnTags: tags("PII")}, false, none},
		{"a database", Target{Databases: []string{"hr", "sales"}}, true, all},
		{"a schema is no database", Target{Databases: []string{"hr"}}, false, none},
		{"a database in capitals, where case tells names apart", Target{Databases: []string{"SALES"}}, false, none},
		{"an owner", Target{Owners: []string{"bob", "ann@example.com"}}, true, all},
		{"an owner's part", Target{Owners: []string{"ann"}}, false, none},
		{"restricted to another owner's", Target{All: true, Owners: []string{"bob"}}, false, none},
		{"selected", Target{Selected: "chosen"}, true, all},
		{"selected by others", Target{Selected: "another"}, false, none},
		{"selected, of sources with a tag that it has not", Target{Selected: "chosen", Tags: tags("HR")}, false, none},
		{"any tag", Target{Tagged: WithTag}, true, all},
		{"no tag", Target{Tagged: WithoutTag}, false, none},
		{"columns with any tag", Target{ColumnTagged: WithTag}, true, []string{"email", "Mail_Alt"}},
		{"columns with no tag, and New is none", Target{ColumnTagged: WithoutTag}, true, []string{"id", "young"}},
		{"alternatives", Target{AnyOf: []Target{{Sources: []string{"s2"}}, {ColumnTags: tags("PII")}}}, true, []string{"email"}},
		{"alternatives of which none is met", Target{AnyOf: []Target{{Sources: []string{"s2"}}, {}}}, false, none},
		{"columns of sources with another column", Target{ColumnTags: tags("PII"), SourcesWith: []Target{{ColumnTags: tags("PIIX")}, {Tags: tags("Sales")}}}, true, []string{"email"}},
		{"columns of sources of which one thing is missing", Target{ColumnTags: tags("PII"), SourcesWith: []Target{{Tags: tags("Sales")}, {Columns: []string{"x"}}}}, false, none},
	} {
		matcher := test.target.On(catalog.Postgres)
		if got := matcher.Source(source); got != test.source {
			t.Errorf("%s: MatchesSource = %v", test.name, got)
		}
		got := []string{}
		for _, c := range source.Columns {
			if matcher.Column(source, c) {
				got = append(got, c.Name)
			}
		}
		if !slices.Equal(got, test.columns) {
			t.Errorf("%s: columns %q, want %q", test.name, got, test.columns)
		}
	}
	if (Matcher{}).Source(source) || (Matcher{}).Column(source, source.Columns[0]) {
		t.Error("the zero Matcher matches")
	}
}

// TestNamesFoldAsOnRedshift: a policy that names a table's things in another
// case means them all the same where the warehouse knows no case.
func TestNamesFoldAsOnRedshift(t *testing.T) {
	t.Parallel()
	source := catalog.Source{ID: "s1", Table: catalog.Table{Database: "Sales", Schema: "hr", Name: "staff"}, Owner: "Ann", Columns: []catalog.Column{{Name: "ssn"}}}
	for name, test := range map[string]struct {
		target Target
		folds  bool
	}{
		"a column":               {Target{All: true, Columns: []string{"SSN"}}, true},
		"a schema":               {Target{Schemas: []string{"HR"}}, true},
		"a schema of a database": {Target{Schemas: []string{"sales.HR"}}, true},
		"a database":             {Target{Databases: []string{"SALES"}}, true},
		"a source":               {Target{Sources: []string{"S1"}}, false},
		"an owner":               {Target{Owners: []string{"ann"}}, false},
	} {
		if got := test.target.On(catalog.Redshift).Source(source); got != test.folds {
			t.Errorf("%s: on Redshift it is met: %v", name, got)
		}
		if test.target.On(catalog.Postgres).Source(source) {
			t.Errorf("%s: on PostgreSQL it is met", name)
		}
	}
}

// A target names the sources of all its alternatives, and those that they are
// to be beside.
func TestTheSourcesThatATargetNames(t *testing.T) {
	t.Parallel()
	one := Target{Sources: []string{"a", "b"}, SourcesWith: []Target{{Sources: []string{"c"}}, {Columns: []string{"x"}}}}
	for _, test := range []struct {
		target Target
		want   []string
	}{
		{Target{All: true}, nil}, {one, []string{"a", "b", "c"}}, {Target{AnyOf: []Target{{Sources: []string{"d"}}, one}}, []string{"d", "a", "b", "c"}},
	} {
		if got := test.target.NamedSources(); !slices.Equal(got, test.want) {
			t.Errorf("%+v names %q", test.target, got)
		}
	}
}
