package render_test

import (
	"fmt"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/render"
	"scrim/pkg/view"
)

func sieves() [][2]render.Sieve {
	region := view.ColumnRef{Name: "region", Type: catalog.Type{Kind: catalog.Varchar, Length: 64}}
	values := func(all ...string) func(profile.Kind, string) []string {
		return func(profile.Kind, string) []string { return all }
	}
	held := view.Held{Column: region, Kind: profile.KindAttribute, Name: "region"}
	return [][2]render.Sieve{
		{{Pred: view.Compare{Column: region, Op: "=", Literal: catalog.Literal{Kind: catalog.Text, Text: "eu"}}}, {Pred: held, Values: values("eu", `u's`)}},
		{{Pred: view.Never{}}, {Pred: view.All{held, view.IsNull{Column: region, Not: true}}, Values: values("eu", `u's`)}},
	}
}

// A count reads the table once, and what it compares with is bound.
func TestCount(t *testing.T) {
	for kind, want := range map[catalog.ClusterKind]string{
		catalog.Postgres: `SELECT
  COUNT(CASE WHEN t."region" = 'eu' THEN NULL WHEN t."region" IN (SELECT CAST($1 AS character varying(1024)) AS "value" UNION SELECT CAST($2 AS character varying(1024)) AS "value") THEN 1 END) AS "gained1",
  COUNT(CASE WHEN t."region" IN (SELECT CAST($1 AS character varying(1024)) AS "value" UNION SELECT CAST($2 AS character varying(1024)) AS "value") THEN NULL WHEN t."region" = 'eu' THEN 1 END) AS "lost1",
  COUNT(CASE WHEN FALSE THEN NULL WHEN (
      t."region" IN (SELECT CAST($1 AS character varying(1024)) AS "value" UNION SELECT CAST($2 AS character varying(1024)) AS "value")
      AND t."region" IS NOT NULL
    ) THEN 1 END) AS "gained2",
  COUNT(CASE WHEN (
      t."region" IN (SELECT CAST($1 AS character varying(1024)) AS "value" UNION SELECT CAST($2 AS character varying(1024)) AS "value")
      AND t."region" IS NOT NULL
    ) THEN NULL WHEN FALSE THEN 1 END) AS "lost2"
FROM "hr"."people" AS t`,
		catalog.Redshift: `SELECT
  COUNT(CASE WHEN t."region" = 'eu' THEN NULL WHEN r1."value" IS NOT NULL THEN 1 END) AS "gained1",
  COUNT(CASE WHEN r1."value" IS NOT NULL THEN NULL WHEN t."region" = 'eu' THEN 1 END) AS "lost1",
  COUNT(CASE WHEN FALSE THEN NULL WHEN (r1."value" IS NOT NULL AND t."region" IS NOT NULL) THEN 1 END) AS "gained2",
  COUNT(CASE WHEN (r1."value" IS NOT NULL AND t."region" IS NOT NULL) THEN NULL WHEN FALSE THEN 1 END) AS "lost2"
FROM "shop"."hr"."people" AS t
LEFT JOIN (SELECT DISTINCT CAST($1 AS character varying(1024)) AS "value" UNION SELECT CAST($2 AS character varying(1024)) AS "value") AS r1 ON r1."value" = t."region"`,
	} {
		c := catalog.Cluster{ID: "main", Kind: kind, ViewDatabase: "governed"}
		d, err := render.For(c)
		if err != nil {
			t.Fatal(err)
		}
		s, err := render.CountRows(d, c, catalog.Table{Database: "shop", Schema: "hr", Name: "people"}, sieves())
		if err != nil {
			t.Fatal(err)
		}
		if s.Text != want {
			t.Errorf("%s:\n%s", kind, s.Text)
		}
		if got := fmt.Sprint(s.Args); got != fmt.Sprint([]plan.Arg{plan.Value{V: "eu"}, plan.Value{V: "u's"}}) {
			t.Errorf("%s binds %s", kind, got)
		}
	}
}

func TestCountOfNothing(t *testing.T) {
	c := catalog.Cluster{ID: "main", Kind: catalog.Postgres, ViewDatabase: "shop"}
	d, err := render.For(c)
	if err != nil {
		t.Fatal(err)
	}
	if s, err := render.CountRows(d, c, catalog.Table{Database: "shop", Schema: "hr", Name: "people"}, nil); err == nil {
		t.Errorf("nothing is counted by %s", s.Text)
	}
}

// What still asks for a fact cannot be counted: whoever counts has none.
func TestCountOfAFact(t *testing.T) {
	c := catalog.Cluster{ID: "main", Kind: catalog.Postgres, ViewDatabase: "shop"}
	d, err := render.For(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []view.Pred{
		view.HasFact{Fact: profile.Fact{Kind: profile.KindGroup, Value: "hr"}},
		view.HasAny{Kind: profile.KindAttribute, Name: "region"},
		view.Held{Column: view.ColumnRef{Name: "region", Type: catalog.Type{Kind: catalog.Text}}, Kind: profile.KindAttribute, Name: "region"},
	} {
		s, err := render.CountRows(d, c, catalog.Table{Database: "shop", Schema: "hr", Name: "people"}, [][2]render.Sieve{{{Pred: p}, {Pred: view.Always{}}}})
		if err == nil || !strings.Contains(err.Error(), "facts") && !strings.Contains(err.Error(), "a fact") {
			t.Errorf("%#v: %v, %s", p, err, s.Text)
		}
	}
}

// Lists of values are one query where they are the same, and not where they
// only read the same.
func TestCountOfListsThatReadTheSame(t *testing.T) {
	c := catalog.Cluster{ID: "main", Kind: catalog.Postgres, ViewDatabase: "shop"}
	d, err := render.For(c)
	if err != nil {
		t.Fatal(err)
	}
	held := func(values ...string) render.Sieve {
		column := view.ColumnRef{Name: "region", Type: catalog.Type{Kind: catalog.Text}}
		return render.Sieve{Pred: view.Held{Column: column, Kind: profile.KindAttribute, Name: "region"}, Values: func(profile.Kind, string) []string { return values }}
	}
	for want, pair := range map[int][2]render.Sieve{2: {held("a", "bc"), held("a", "bc")}, 4: {held("a", "bc"), held("ab", "c")}} {
		s, err := render.CountRows(d, c, catalog.Table{Database: "shop", Schema: "hr", Name: "people"}, [][2]render.Sieve{pair})
		if err != nil || len(s.Args) != want {
			t.Errorf("%d values are bound, not %d: %v", len(s.Args), want, err)
		}
	}
}
