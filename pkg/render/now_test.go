package render_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"scrim/integration/pgtest/pgtesting"
	sqlfiles "scrim/sql"
)

// expiry is the conditions by which Redshift's secure view tests that a fact
// has not ended, about $1. What is counted is believed by the same two.
func expiry(t *testing.T) string {
	t.Helper()
	text, err := fs.ReadFile(sqlfiles.Redshift, "redshift/system.sql")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, line := range strings.Split(string(text), "\n") {
		word, condition, _ := strings.Cut(strings.TrimSuffix(strings.TrimSpace(line), ";"), " ")
		if (word == "AND" || word == "WHERE") && strings.Contains(condition, "valid_until") {
			out = append(out, strings.ReplaceAll(condition, `p."valid_until"`, "CAST($1 AS timestamptz)"))
		}
	}
	if len(out) != 4 || out[0] != out[2] || out[1] != out[3] {
		t.Fatalf("the secure view and that of countings have the conditions %q", out)
	}
	return strings.Join(out[:2], " AND ")
}

// TestNow: in whatever zone a session sets, with clocks that change by rules
// of the reader's own as long as they do not do so twice within weeks, a fact
// that has ended is ended; in ordinary zones one that has not is not.
func TestNow(t *testing.T) {
	db := pgtesting.NewDatabase(t)
	conn := db.Connect(t, "")
	exec := func(sql string) {
		t.Helper()
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	// What Redshift documents: the session's local time.
	exec(`SET allow_system_table_mods = on`)
	exec(`CREATE FUNCTION pg_catalog.getdate() RETURNS timestamp LANGUAGE sql STABLE AS $$ SELECT CAST(statement_timestamp() AS timestamp) $$`)
	valid := func(zone string, until time.Duration) bool {
		t.Helper()
		exec("SET timezone = '" + zone + "'")
		var ok bool
		row := conn.QueryRow(t.Context(), "SELECT "+strings.ReplaceAll(expiry(t), "$1", "(statement_timestamp() + CAST($1 AS interval))"), pgx.QueryExecModeExec, until.String())
		if err := row.Scan(&ok); err != nil {
			t.Fatal(err)
		}
		return ok
	}
	for _, zone := range []string{"UTC", "<evil>+167", "<evil>-167", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"} {
		if !valid(zone, 3*time.Hour) || valid(zone, -time.Second) {
			t.Errorf("in %s a fact that ends in three hours is valid: %t, one that has ended: %t", zone, valid(zone, 3*time.Hour), valid(zone, -time.Second))
		}
	}
	today := time.Now().UTC().YearDay()
	rapid.Check(t, func(rt *rapid.T) {
		day := func(label string, low, high int) int {
			return (today+rapid.IntRange(low, high).Draw(rt, label)+730)%365 + 1
		}
		offset := rapid.IntRange(-167, 167)
		zone := fmt.Sprintf("A%dB%d,J%d/%d,J%d/%d", offset.Draw(rt, "standard"), offset.Draw(rt, "summer"),
			day("begins", -9, 9), rapid.IntRange(0, 24).Draw(rt, "hour"), day("ends", 70, 290), rapid.IntRange(0, 24).Draw(rt, "hour"))
		for _, hours := range []int{1, 6, 20, 48, 120, 300} {
			if valid(zone, -time.Duration(hours)*time.Hour) {
				rt.Errorf("in %s a fact that ended %d hours ago is valid", zone, hours)
			}
		}
	})
}
