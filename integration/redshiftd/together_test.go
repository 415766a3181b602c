package redshiftd_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Readers, an owner who replaces the view and an ETL job that makes the base again get in nobody's way for longer than a
// moment, and see no error but those that a cluster has too.
func TestReadersOwnersAndLoadersTogether(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.admin.run(`GRANT SELECT FOR TABLES IN SCHEMA "hr" TO "` + w.svc + `"`)
	w.inV.run(w.lateView("v", `SELECT t."id", t."region" FROM `+w.base()+` AS t`), `GRANT SELECT ON "gov"."v" TO PUBLIC`)
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	const rounds = 25
	var work sync.WaitGroup
	stop := make(chan struct{})
	var reads sync.Map
	for n := range 4 {
		conn := connectTo(t, w.srv, w.ana, w.views)
		work.Go(func() {
			count := 0
			defer func() { reads.Store(n, count) }()
			for {
				select {
				case <-stop:
					return
				default:
				}
				if _, err := conn.Exec(ctx, `SELECT * FROM "gov"."v"`); !asOnACluster(err) {
					t.Errorf("a reader: %s", describe(err))
					return
				}
				count++
			}
		})
	}
	for i := range rounds {
		if _, err := w.inV.Exec(ctx, fmt.Sprintf(`CREATE OR REPLACE VIEW "gov"."v" AS SELECT t."id", t."region" FROM %s AS t WHERE t."id" > %d WITH NO SCHEMA BINDING`, w.base(), -i)); !asOnACluster(err) {
			t.Errorf("the owner: %s", describe(err))
		}
		for _, sql := range []string{"BEGIN", `DROP TABLE "hr"."employees"`, fmt.Sprintf(`CREATE TABLE "hr"."employees" ("c%d" INTEGER, "id" INTEGER NOT NULL, "region" VARCHAR(16))`, i), "COMMIT"} {
			if _, err := w.admin.Exec(ctx, sql); err != nil {
				t.Errorf("%s: %s", sql, describe(err))
			}
		}
	}
	close(stop)
	work.Wait()
	for n := range 4 {
		if count, _ := reads.Load(n); count == 0 {
			t.Errorf("reader %d read nothing", n)
		}
	}
	w.readerA.want("0", `SELECT COUNT(*) FROM "gov"."v"`)
}

// asOnACluster reports whether the error is none, or one that a change under a reader gives on Redshift too.
func asOnACluster(err error) bool {
	var pgErr *pgconn.PgError
	return err == nil || errors.As(err, &pgErr) && slices.Contains([]string{"42P01", "42703", "42501", "XX000"}, pgErr.Code)
}

// A pipeline that is flushed before its end gets its answers then, and one that fails is silent until its end.
func TestPipelines(t *testing.T) {
	w := newWorld(t, cluster(t))
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	p := w.admin.PgConn().StartPipeline(ctx)
	p.SendQueryParams(`SELECT "id" FROM "hr"."employees" WHERE "id" = $1`, [][]byte{[]byte("1")}, []uint32{23}, nil, nil)
	p.SendFlushRequest()
	if err := p.Flush(); err != nil {
		t.Fatal(err)
	}
	got, err := p.GetResults()
	if err != nil {
		t.Fatal(err)
	}
	if rows := got.(*pgconn.ResultReader).Read().Rows; len(rows) != 1 || string(rows[0][0]) != "1" {
		t.Errorf("got %q", rows)
	}
	p.SendQueryParams(`SAVEPOINT x`, nil, nil, nil, nil)
	p.SendFlushRequest()
	p.SendQueryParams(`SELECT 1`, nil, nil, nil, nil)
	if err := p.Sync(); err != nil {
		t.Fatal(err)
	}
	if got, err = p.GetResults(); err == nil {
		_, err = got.(*pgconn.ResultReader).Close()
	}
	wantCode(t, err, "0A000", "SAVEPOINT")
	if err := p.Close(); err != nil {
		var pgErr *pgconn.PgError
		if !errors.As(err, &pgErr) {
			t.Error(err)
		}
	}
	w.admin.want("2", `SELECT COUNT(*) FROM "hr"."employees"`)
	if w.admin.PgConn().TxStatus() != 'I' {
		t.Error("the session is not ready")
	}
}

// A result of many rows streams.
func TestManyRows(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.admin.run(`CREATE TABLE "hr"."many" AS SELECT a."id" AS "n" FROM "hr"."employees" AS a`)
	for range 15 {
		w.admin.run(`INSERT INTO "hr"."many" SELECT "n" FROM "hr"."many"`)
	}
	w.admin.run(`GRANT SELECT ON "hr"."many" TO "` + w.svc + `"`)
	w.inV.run(w.lateView("many", `SELECT t."n" FROM "`+w.sales+`"."hr"."many" AS t`))
	rows, err := w.inV.Query(context.Background(), `SELECT "n" FROM "gov"."many"`)
	if err != nil {
		t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[int32])
	if err != nil || len(all) != 65536 {
		t.Errorf("%d rows, %v", len(all), err)
	}
}
