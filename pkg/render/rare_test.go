package render_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/render"
	"scrim/pkg/render/rendertest"
	"scrim/pkg/view"
)

// oneColumn is a view of a column of a type that shows a cell.
func oneColumn(t *testing.T, d render.Dialect, c catalog.Cluster, typ catalog.Type, cell view.Cell) (string, error) {
	t.Helper()
	v := rendertest.Employees()
	v.Columns = []view.Column{{Name: "x", Type: typ, Choices: rendertest.Always(cell)}}
	v.Rows = view.Always{}
	return render.View(d, v, render.Options{Cluster: c, Admission: rendertest.Admission})
}

// A decimal without precision may be NaN or infinite on PostgreSQL, which no
// range holds.
func TestRangesOfPlainDecimals(t *testing.T) {
	c := clusters()["postgres"]
	d, err := render.For(c)
	if err != nil {
		t.Fatal(err)
	}
	text, err := oneColumn(t, d, c, catalog.Type{Kind: catalog.Decimal}, view.Bucket{Edges: catalog.NewEdges("0", "18.5")})
	if err != nil || !strings.Contains(text, `t."x" - t."x" = 0`) {
		t.Errorf("%v\n%s", err, text)
	}
}

// TestRefusedCells: a cell that the compiler would not have made is an error
// that says which.
func TestRefusedCells(t *testing.T) {
	words := catalog.Type{Kind: catalog.Text}
	amount := catalog.Type{Kind: catalog.Decimal, Precision: 10, Scale: 2}
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		for _, one := range []struct {
			typ  catalog.Type
			cell view.Cell
			says string
		}{
			{amount, view.RoundNumber{Step: "0.001"}, "a step"},
			{amount, view.Noise{Within: "1/2"}, "a noise"},
			{words, view.Random{Low: "1", High: "2"}, "a random"},
			{catalog.Type{Kind: catalog.Date}, view.Constant{Value: rendertest.Text("soon")}, "a constant"},
			{amount, view.Noise{Within: "0"}, "a noise"},
			{amount, view.Noise{Within: "0.001"}, "a noise"},
			{words, view.Regex{Pattern: "a", Replacement: "b\x00"}, "NUL"},
			{amount, view.Regex{Pattern: "a"}, "a regex"},
			{words, view.RoundTime{Unit: "month"}, "rounding to a unit"},
			{catalog.Type{Kind: catalog.Date}, view.RoundTime{Unit: "hour"}, "rounding to the hour"},
			{catalog.Type{Kind: catalog.Date}, view.RoundTime{Unit: "day"}, "rounding to the day"},
			{catalog.Type{Kind: catalog.Date}, view.RoundTime{Unit: "century"}, "rounding to a unit"},
			{catalog.Type{Kind: catalog.Date}, view.Random{Low: "2026-01-02", High: "2026-01-01"}, "a random date"},
			{catalog.Type{Kind: catalog.Date}, view.Random{Low: "2026-01-01", High: "2026-01-01"}, "a random date"},
			{catalog.Type{Kind: catalog.Date}, view.Random{Low: "soon", High: "2026-01-01"}, "a random date"},
		} {
			text, err := oneColumn(t, d, c, one.typ, one.cell)
			if err == nil || !strings.Contains(err.Error(), one.says) {
				t.Errorf("%+v on %s: %v\n%s", one.cell, one.typ, err, text)
			}
		}
	})
}

// Two columns compare by bytes as soon as one of them has an order of its own.
func TestColumnsWithOrdersCompare(t *testing.T) {
	c := clusters()["postgres"]
	d, err := render.For(c)
	if err != nil {
		t.Fatal(err)
	}
	ordered := func(name, collation string) view.ColumnRef {
		return view.ColumnRef{Name: name, Type: catalog.Type{Kind: catalog.Text, Collation: collation}}
	}
	const one, other = `"public"."one"`, `"public"."other"`
	for _, test := range []struct{ left, right, want string }{
		{"", "", `t."a" = t."b"`},
		{one, "", `t."a" COLLATE "C" = t."b"`},
		{"", one, `t."a" COLLATE "C" = t."b" COLLATE "C"`},
		{one, other, `t."a" COLLATE "C" = t."b" COLLATE "C"`},
	} {
		v := rendertest.Employees()
		v.Rows = view.CompareColumns{Left: ordered("a", test.left), Op: "=", Right: ordered("b", test.right)}
		text, err := render.View(d, v, render.Options{Cluster: c, Admission: rendertest.Admission})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(text[strings.LastIndex(text, `t."a"`):]); got != test.want {
			t.Errorf("%q and %q compare as %s", test.left, test.right, got)
		}
	}
}

func TestASchemaThatIsMadeLetsReadersIn(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		p := plan.Plan{Units: []plan.Unit{{Target: plan.Target{Kind: plan.TargetSchema, Name: "shop"}, Steps: []plan.Step{plan.CreateSchema{Name: "shop"}}}}}
		s, err := render.Script(d, p, c)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(render.Statements(s.Units[0]), "\n")
		for _, want := range []string{`CREATE SCHEMA IF NOT EXISTS "shop"`, `GRANT USAGE ON SCHEMA "shop" TO PUBLIC`} {
			if !strings.Contains(got, want) {
				t.Errorf("%s is not in\n%s", want, got)
			}
		}
	})
}

// Views stand in the schemas that the template names: one name, those of the
// tables, or of each source by itself, which are not known before.
func TestTheSchemasOfViews(t *testing.T) {
	in := func(schema string) catalog.Table {
		return catalog.Table{Database: "sales", Schema: schema, Name: "t"}
	}
	for template, want := range map[string][]string{
		"governed": {"governed"}, "{schema}_views": {"crm_views", "hr_views", "ops_views"}, "{database}": {"sales"}, "of_{source}": nil,
	} {
		c := rendertest.Cluster(catalog.Redshift)
		c.ViewSchema = template
		if got := render.ViewSchemas(c, in("ops"), in("hr"), in("crm"), in("hr")); !slices.Equal(got, want) {
			t.Errorf("%s: %q", template, got)
		}
		if got := render.ViewSchemas(c); !slices.Equal(got, want[:min(len(want), 1)]) && template == "governed" || template != "governed" && got != nil {
			t.Errorf("%s of no table: %q", template, got)
		}
	}
}

// A bootstrap with a name in it that no warehouse has is none.
func TestBootstrapsOfBadNames(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		for name, change := range map[string]func(*catalog.Cluster){
			"the account": func(c *catalog.Cluster) { c.Credentials.User = "a\x00" }, "the prefix": func(c *catalog.Cluster) { c.Prefix = "a\x00" }, "the views": func(c *catalog.Cluster) { c.ViewSchema = "a\x00" },
		} {
			bad := c
			change(&bad)
			if scripts, err := render.Bootstrap(d, bad); err == nil || len(scripts) > 0 {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// An order's name is two quoted names, or none of them is believed.
func TestOrdersThatCannotBeRead(t *testing.T) {
	c := clusters()["postgres"]
	d, err := render.For(c)
	if err != nil {
		t.Fatal(err)
	}
	for collation, want := range map[string]string{
		`"s"."n"`: ` COLLATE "s"."n"`, `"s"".x"."n"""`: ` COLLATE "s"".x"."n"""`,
		`"`: "", `"s`: "", `"s"`: "", `"s".`: "", `"s".n`: "", `"s"."n`: "", `"s"."n"x`: "", `"s"."n"."x"`: "", `""."n"`: "", `"s".""`: "",
	} {
		text, err := oneColumn(t, d, c, catalog.Type{Kind: catalog.Text, Collation: collation}, view.Partial{First: 1})
		if (err != nil) != (want == "") || want != "" && !strings.Contains(text, want) {
			t.Errorf("%s: %v\n%s", collation, err, text)
		}
	}
}

// Decimals are divided where all digits of the quotient are certain: a whole
// part and as many digits as the step has.
func TestHowDecimalsAreRounded(t *testing.T) {
	c := clusters()["postgres"]
	d, err := render.For(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range []struct {
		precision int
		step      string
		divided   bool
	}{{14, "0.5", true}, {15, "0.5", false}, {15, "5", true}, {16, "5", false}, {13, "0.25", true}, {14, "0.25", false}} {
		text, err := oneColumn(t, d, c, catalog.Type{Kind: catalog.Decimal, Precision: one.precision, Scale: 2}, view.RoundNumber{Step: one.step})
		if got := strings.Contains(text, `floor(t."x" / `+one.step+`)`); err != nil || got != one.divided {
			t.Errorf("%+v: %v\n%s", one, err, text)
		}
	}
}

// A column without an order of its own compares with a lookup table's keys in
// theirs.
func TestTheOrderOfALookup(t *testing.T) {
	c := clusters()["postgres"]
	d, err := render.For(c)
	if err != nil {
		t.Fatal(err)
	}
	text := func(order string) catalog.Type { return catalog.Type{Kind: catalog.Text, Collation: order} }
	const order = `"public"."one"`
	for _, test := range []struct {
		column, key string
		want        bool
	}{{"", "", false}, {"", order, true}, {order, "", true}, {order, order, true}} {
		v := rendertest.Employees()
		v.Rows = view.Lookup{Column: view.ColumnRef{Name: "a", Type: text(test.column)}, Table: catalog.Table{Database: "governed", Schema: "s", Name: "l"}, Key: view.ColumnRef{Name: "k", Type: text(test.key)}}
		sql, err := render.View(d, v, render.Options{Cluster: c, Admission: rendertest.Admission})
		if got := strings.Contains(sql, `t."a" COLLATE "C" IN`); err != nil || got != test.want {
			t.Errorf("%q and %q: %v\n%s", test.column, test.key, err, sql)
		}
	}
}

// A password takes the place of the last hole: a name may read like one.
func TestWhereAPasswordStands(t *testing.T) {
	const hole = "'" + render.PasswordHole + "'"
	for text, want := range map[string]string{
		"CREATE USER u PASSWORD " + hole: "CREATE USER u PASSWORD 'x'", hole: "'x'", hole + " " + hole + ";": hole + " 'x';", "no hole": "no hole",
	} {
		if got := render.Filled(text, "'x'"); got != want {
			t.Errorf("%s is %s", text, got)
		}
	}
}

// A random decimal counts in its last digit.
func TestTheUnitOfADecimal(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		for scale, want := range map[int]string{0: " * 1", 1: " * 0.1", 2: " * 0.01", 3: " * 0.001"} {
			text, err := oneColumn(t, d, c, catalog.Type{Kind: catalog.Decimal, Precision: 9, Scale: scale}, view.Random{Salt: "s", Low: "1", High: "9"})
			if err != nil || !regexp.MustCompile(regexp.QuoteMeta(want)+`[^0-9.]`).MatchString(text) {
				t.Errorf("scale %d: %v\n%s", scale, err, text)
			}
		}
	})
}

func TestTheSchemasThatAreNeeded(t *testing.T) {
	c := rendertest.Cluster(catalog.Redshift)
	names := render.SchemaNames(c)
	if !slices.Contains(names, render.SystemSchema(c)) || len(names) != 1+len(render.ViewSchemas(c)) {
		t.Errorf("%q", names)
	}
}

// What hardens is taken from everybody, so that it is only done by itself where
// the database is scrim's.
func TestWhatHardensSaysSo(t *testing.T) {
	c := rendertest.Cluster(catalog.Redshift)
	d, err := render.For(c)
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := render.Bootstrap(d, c)
	if err != nil {
		t.Fatal(err)
	}
	hardens := 0
	for _, s := range scripts {
		for _, l := range slices.Concat(s.Admin, s.Service) {
			revokes := strings.HasPrefix(l.SQL, "REVOKE ") && strings.HasSuffix(l.SQL, " FROM PUBLIC") && !strings.Contains(l.SQL, "scrim_")
			if l.Hardens != revokes {
				t.Errorf("hardens %v: %s", l.Hardens, l.SQL)
			}
			if l.Hardens {
				hardens++
			}
		}
	}
	if hardens < 3 {
		t.Errorf("%d lines harden", hardens)
	}
}

// Nothing of nothing is false, and an order that a mask has lost is said again.
func TestEmptyAlternativesAndLostOrders(t *testing.T) {
	c := clusters()["postgres"]
	d, err := render.For(c)
	if err != nil {
		t.Fatal(err)
	}
	v := rendertest.Employees()
	v.Columns = []view.Column{{Name: "x", Type: catalog.Type{Kind: catalog.Text, Collation: "de-x-icu"}, Choices: rendertest.Always(view.Partial{First: 1})}}
	v.Rows = view.Any{}
	text, err := render.View(d, v, render.Options{Cluster: c, Admission: rendertest.Admission})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{" FALSE", ` COLLATE pg_catalog."de-x-icu"`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in\n%s", want, text)
		}
	}
}

// A view database that is governed too is prepared once.
func TestEachDatabaseIsPreparedOnce(t *testing.T) {
	c := rendertest.Cluster(catalog.Redshift)
	c.Databases = append(slices.Clone(c.Databases), c.ViewDatabase, c.Databases[0])
	d, err := render.For(c)
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := render.Bootstrap(d, c)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, s := range scripts {
		if seen[s.Database] {
			t.Errorf("%q is there twice", s.Database)
		}
		seen[s.Database] = true
	}
}
