package lint_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"scrim/pkg/connector/lint"
)

// The guides of vendors, as they are published, have what they are known to
// have. Their text is not ours, so it is read where it lies, if it does.
func TestTheGuidesOfVendors(t *testing.T) {
	for name, want := range map[string][]string{
		"segment-redshift-data-graph-setup.md": {
			"40 password-in-double-quotes", "40 placeholder-left", "43 not-the-only-writable", "58 placeholder-left", "67 future-tables-not-covered", "67 placeholder-left",
			"73 placeholder-left", "86 not-the-only-writable", "86 placeholder-left", "89 placeholder-left", "105 placeholder-left", "114 placeholder-left", "124 future-tables-not-covered",
		},
		"segment-redshift-permission-options.txt": {
			"100 schema-all-without-tables", "124 defaults-without-creator", "143 defaults-without-creator", "167 defaults-without-creator", "182 password-refused",
		},
		"whaly-connect-redshift.md": {
			"12 password-encrypted", "12 password-refused", "12 placeholder-left", "13 grant-connect", "13 placeholder-left", "14 psql-command", "14 placeholder-left", "16 grant-to-another",
			"17 grant-to-another", "19 grant-on-sequences", "33 placeholder-left", "39 defaults-without-creator", "40 grant-on-sequences", "46 placeholder-left", "47 placeholder-left", "49 placeholder-left", "50 placeholder-left",
			"47 grant-on-sequences", "49 defaults-for-role", "50 defaults-for-role", "50 grant-on-sequences", "69 database-postgres",
		},
		"segment-bigquery-setup.md": {"18 bigquery-role-redundant", "19 bigquery-role-project-wide", "41 bigquery-role-project-wide"},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("../../../../shared/reference/sources", name))
			if err != nil {
				t.Skip("the vendor's guide is not beside the repository:", err)
			}
			found := map[string]bool{}
			for _, f := range lint.Lint(name, string(text)).Findings {
				found[strings.Join([]string{strconv.Itoa(f.Place.Line), string(f.Code)}, " ")] = true
			}
			if len(found) != len(want) {
				t.Errorf("%d kinds of finding at lines, not %d: %v", len(found), len(want), found)
			}
			for _, one := range want {
				if !found[one] {
					t.Errorf("not found: %s", one)
				}
			}
		})
	}
}
