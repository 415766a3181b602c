package redshiftd_test

import (
	"testing"

	"scrim/integration/redshiftd"
)

// What tells the platforms apart (C dbsystel config.go IsServerless; D M/amazon-redshift-limits).
func TestPlatforms(t *testing.T) {
	for _, tc := range []struct {
		platform                       redshiftd.Platform
		serverless, provisioned, cross bool
	}{
		{redshiftd.RA3, false, true, true},
		{redshiftd.Serverless, true, false, true},
		{redshiftd.DC2, false, true, false},
	} {
		t.Run(tc.platform.String(), func(t *testing.T) {
			s := startServer(t, redshiftd.Config{Platform: tc.platform})
			t.Cleanup(func() {
				if err := s.Stop(); err != nil {
					t.Error(err)
				}
			})
			w := newWorld(t, s)
			answer := func(answers bool, code, text, sql string) {
				t.Helper()
				if answers {
					w.inV.want("0", sql)
				} else {
					w.inV.fails(code, text, sql)
				}
			}
			answer(tc.serverless, "42501", "permission denied for relation sys_serverless_usage", `SELECT COUNT(*) FROM sys_serverless_usage`)
			answer(tc.provisioned, "42501", "permission denied for relation svl_query_summary", `SELECT COUNT(*) FROM svl_query_summary`)
			answer(tc.cross, "0A000", "cross-database references are not implemented", `SELECT COUNT(*) FROM `+w.base()+` WHERE "id" > 2`)
			view := w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`)
			if tc.cross {
				w.inV.run(view)
			} else {
				w.inV.fails("0A000", "cross-database", view)
			}
		})
	}
}
