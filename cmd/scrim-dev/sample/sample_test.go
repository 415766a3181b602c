package sample_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"scrim/cmd/scrim-dev/sample"
	"scrim/integration/pgtest"
	"scrim/integration/pgtest/pgtesting"
)

func TestMain(m *testing.M) { pgtesting.Main(m) }

// TestLoad holds what the demo and the README say of the data: how much there
// is, and the very first rows.
func TestLoad(t *testing.T) {
	server := pgtesting.Start(t)
	connect := func(ctx context.Context, database string) (*pgx.Conn, error) {
		return pgx.Connect(ctx, server.DSN(pgtest.Superuser, database))
	}
	began := time.Now()
	databases := append(sample.Redshift(), sample.Postgres()...)
	for _, database := range databases {
		conn, err := connect(t.Context(), "postgres")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Exec(t.Context(), "CREATE DATABASE "+database.Name); err != nil {
			t.Fatal(err)
		}
		_ = conn.Close(t.Context())
	}
	if err := sample.Load(t.Context(), connect, databases); err != nil {
		t.Fatal(err)
	}
	t.Logf("loaded in %v", time.Since(began).Round(time.Millisecond))

	ask := func(database, query string) [][]string {
		t.Helper()
		conn, err := connect(t.Context(), database)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(context.Background())
		rows, _ := conn.Query(t.Context(), query)
		got, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) ([]string, error) {
			raw := make([]string, len(row.RawValues()))
			values, err := row.Values()
			for i := range values {
				raw[i], _ = values[i].(string)
			}
			return raw, err
		})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}

	people := ask("crm", `SELECT id::text, name, email, phone, tax_id, region FROM people WHERE id <= 3 ORDER BY id`)
	if diff := cmp.Diff([][]string{
		{"1", "Lea Novak", "lea.novak@mail.test", "+31 212648", "212-64-4238", "EU"},
		{"2", "Tom Kaur", "tom.kaur@mail.test", "+32 220567", "220-56-0389", "US"},
		{"3", "Mei Costa", "mei.costa@mail.test", "+33 228486", "228-48-6540", "APAC"},
	}, people); diff != "" {
		t.Error(diff)
	}
	for query, want := range map[string]string{
		`SELECT count(*)::text FROM tickets.sales`:                                                  "200000",
		`SELECT count(*)::text FROM tickets.sales s JOIN tickets.listings l ON l.id = s.listing_id`: "200000",
		`SELECT count(*)::text FROM tickets.sales s JOIN tickets.events e ON e.id = s.event_id`:     "200000",
		`SELECT count(DISTINCT region)::text FROM tickets.sales`:                                    "3",
	} {
		if got := ask("sales", query); got[0][0] != want {
			t.Errorf("%s: %v, want %s", query, got, want)
		}
	}
	if got := ask("crm", `SELECT count(*)::text, count(DISTINCT email)::text, count(DISTINCT tax_id)::text FROM people`); !cmp.Equal(got, [][]string{{"50000", "50000", "50000"}}) {
		t.Errorf("people, e-mails and tax ids: %v", got)
	}
	if got := ask("finance", `SELECT count(*)::text, count(DISTINCT iban)::text FROM payouts`); !cmp.Equal(got, [][]string{{"20000", "20000"}}) {
		t.Errorf("payouts and IBANs: %v", got)
	}
}
