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
		Columns: []catalog.Column{
			{Name: "id"},
			{Name: "email", Tags: []catalog.Tag{"PII.Email"}},
			{Name: "Mail_Alt", Tags: []catalog.Tag{"PIIX"}},
		},
	}
	tags := func(names ...catalog.Tag) []catalog.Tag { return names }
	none, all := []string{}, []string{"id", "email", "Mail_Alt"}
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
	} {
		if got := test.target.MatchesSource(source); got != test.source {
			t.Errorf("%s: MatchesSource = %v", test.name, got)
		}
		got := []string{}
		for _, c := range source.Columns {
			if test.target.MatchesColumn(source, c) {
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
