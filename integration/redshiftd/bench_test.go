package redshiftd_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"
)

// What the front costs: a statement through it and past it, and one that reads a late-binding view of another database.
func BenchmarkFront(b *testing.B) {
	w := newWorld(b, cluster(b))
	w.inV.run(w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), `GRANT SELECT ON "gov"."v" TO PUBLIC`)
	past, err := pgx.Connect(context.Background(), w.srv.Postgres().DSN(w.ana, w.views)+"&default_query_exec_mode=exec")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = past.Close(context.Background()) })
	for _, bc := range []struct {
		name string
		conn *pgx.Conn
		sql  string
	}{
		{"past", past, `SELECT 1`},
		{"through", w.readerA.Conn, `SELECT 1`},
		{"lateView", w.readerA.Conn, `SELECT * FROM "gov"."v"`},
	} {
		b.Run(bc.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := bc.conn.Exec(context.Background(), bc.sql); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
