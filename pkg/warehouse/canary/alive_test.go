package canary

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/verify"
)

// A probe that is stopped everywhere could be one that asks nothing. So each
// meets what it is looking for: something is broken by hand for it, and then
// it must call it a leak.
func TestProbesAreAlive(t *testing.T) {
	t.Parallel()
	cluster, admin, _ := postgres(t)
	k, err := hatch(cluster, admin, salts{}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, left := range k.drop(context.Background()) {
			t.Errorf("left behind: %s", left)
		}
	})
	at := verify.Setting{Mode: catalog.Fenced}
	if err := k.build(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := k.shown(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		probe string
		learn verify.Secret
		do    []string
		undo  []string
	}{
		{"base-table", verify.HiddenRow, []string{`GRANT USAGE ON SCHEMA canary TO PUBLIC`, `GRANT SELECT (id, code) ON canary.people TO PUBLIC`},
			[]string{`REVOKE SELECT (id, code) ON canary.people FROM PUBLIC`, `REVOKE USAGE ON SCHEMA canary FROM PUBLIC`}},
		{"system-tables", verify.OthersFacts, []string{`GRANT SELECT ON :system.profile TO PUBLIC`}, []string{`REVOKE SELECT ON :system.profile FROM PUBLIC`}},
		{"system-tables", verify.Salt, []string{`GRANT SELECT ON :system.mask_secret TO PUBLIC`}, []string{`REVOKE SELECT ON :system.mask_secret FROM PUBLIC`}},
		{"set-role", verify.HiddenRow, []string{`GRANT :other TO :reader`}, []string{`REVOKE :other FROM :reader`}},
		{"profile-function", verify.OthersFacts, []string{`ALTER VIEW :system.user_profile RESET (security_barrier)`}, nil},
		{"profile-cast", verify.OthersFacts, nil, []string{`ALTER VIEW :system.user_profile SET (security_barrier)`}},
		{"column-list-function", verify.HiddenColumn, []string{
			`CREATE OR REPLACE VIEW :system.columns AS SELECT c.view_schema, c.view_name, c.ordinal, c.column_name, c.column_type, c.state FROM :system.view_columns AS c WHERE c.source = 'people'`,
		}, nil},
		{"column-list", verify.HiddenColumn, []string{
			`CREATE OR REPLACE VIEW :system.columns AS SELECT c.view_schema, c.view_name, c.ordinal, c.column_name, c.column_type, c.state FROM :system.view_columns AS c`,
		}, nil},
		{"statistics", verify.HiddenRow, []string{`GRANT SELECT ON canary.people TO PUBLIC`}, []string{`REVOKE SELECT ON canary.people FROM PUBLIC`}},
		{"plain-read", verify.HiddenRow, []string{`CREATE OR REPLACE VIEW :view AS SELECT * FROM canary.people`}, nil},
		{"masked-value", verify.Answer, []string{`CREATE OR REPLACE VIEW :view AS SELECT * FROM canary.people WHERE region = 'us'`}, nil},
		{"settings", verify.Answer, []string{
			`CREATE OR REPLACE VIEW :view AS SELECT * FROM canary.people WHERE region = 'us' AND CAST(born AS text) <> '1980-01-02'`,
		}, nil},
		{"shadow-function", verify.Answer, []string{
			`CREATE OR REPLACE FUNCTION public.hash(text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN encode(sha256(convert_to($1, ''UTF8'')), ''hex''); END'`,
			`CREATE OR REPLACE VIEW :view AS SELECT id, region, CAST(public.hash(email) AS varchar(64)) AS email, salary, code, note, seen, born FROM canary.people WHERE region = 'us'`,
		}, nil},
		{"shadow-table", verify.HiddenRow, []string{
			`CREATE OR REPLACE FUNCTION public.has(text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN EXISTS (SELECT FROM user_profile WHERE value = $1); EXCEPTION WHEN undefined_table THEN RETURN $1 = ''us''; END'`,
			`CREATE OR REPLACE VIEW :view AS SELECT * FROM canary.people WHERE public.has(region)`,
		}, nil},
	} {
		probes := verify.Probes()
		p := probes[slices.IndexFunc(probes, func(p verify.Probe) bool { return p.Name == c.probe })]
		broken(t, k, c.do)
		result, err := k.try(t.Context(), p, at)
		if err != nil {
			t.Fatalf("%s: %v", c.probe, err)
		}
		if !result.Leak || !slices.Contains(result.Learned, c.learn) {
			t.Errorf("%s learned %q where %s was to be learned", c.probe, result.Learned, c.learn)
		}
		broken(t, k, c.undo)
	}
}

func broken(t *testing.T, k *canary, statements []string) {
	t.Helper()
	for _, s := range statements {
		s = strings.ReplaceAll(k.fills.Replace(s), ":reader", `"`+k.reader.User+`"`)
		if err := k.admin.Run(t.Context(), k.base, s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}
