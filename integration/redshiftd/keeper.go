package redshiftd

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"scrim/integration/pgtest"
)

// keeper holds the superuser's own connections, by which the front learns shapes and lays foreign tables. Foreign tables
// are named after all that they say, so they are made once and never changed.
type keeper struct {
	pg *pgtest.Server

	mu    sync.Mutex
	pools map[string]*pgxpool.Pool

	laying sync.Mutex
	laid   map[string]bool // "database\x00statement key": servers, mappings and foreign tables that are there
}

func newKeeper(pg *pgtest.Server) *keeper {
	return &keeper{pg: pg, pools: map[string]*pgxpool.Pool{}, laid: map[string]bool{}}
}

func (k *keeper) close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for name, pool := range k.pools {
		pool.Close()
		delete(k.pools, name)
	}
}

func (k *keeper) pool(ctx context.Context, database string) (*pgxpool.Pool, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if p := k.pools[database]; p != nil {
		return p, nil
	}
	cfg, err := pgxpool.ParseConfig(k.pg.SocketDSN(pgtest.Superuser, database))
	if err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", database, err)
	}
	cfg.MaxConns = 4
	for name, value := range map[string]string{
		"standard_conforming_strings": "off", "escape_string_warning": "off", "application_name": "redshiftd", "lock_timeout": "2s",
		"default_transaction_isolation": "read committed",
	} {
		cfg.ConnConfig.RuntimeParams[name] = value
	}
	p, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", database, err)
	}
	k.pools[database] = p
	return p, nil
}

// rows runs statements without arguments and returns the last one's rows as text; NULL is "".
func (k *keeper) rows(ctx context.Context, database, sql string) ([][]string, error) {
	pool, err := k.pool(ctx, database)
	if err != nil {
		return nil, err
	}
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", database, err)
	}
	defer conn.Release()
	results, err := conn.Conn().PgConn().Exec(ctx, sql).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(results) == 0 {
		return nil, nil
	}
	return textRows(results[len(results)-1].Rows), nil
}

func textRows(rows [][][]byte) [][]string {
	out := make([][]string, len(rows))
	for i, row := range rows {
		out[i] = make([]string, len(row))
		for j, v := range row {
			out[i][j] = string(v)
		}
	}
	return out
}

// forget drops what is known of a database that goes away, and ends the connections that the front itself holds to it.
func (k *keeper) forget(ctx context.Context, database string) error {
	k.mu.Lock()
	if p := k.pools[database]; p != nil {
		p.Close()
		delete(k.pools, database)
	}
	k.mu.Unlock()
	k.laying.Lock()
	for key := range k.laid {
		if strings.HasPrefix(key, database+"\x00") {
			delete(k.laid, key)
		}
	}
	k.laying.Unlock()
	_, err := k.rows(ctx, "postgres", "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE application_name LIKE 'redshiftd%' AND datname = "+quoteLiteral(database))
	return err
}

// lay runs a statement once in a database. It must say IF NOT EXISTS.
func (k *keeper) lay(ctx context.Context, database, sql string) error {
	k.laying.Lock()
	defer k.laying.Unlock()
	key := database + "\x00" + sql
	if k.laid[key] {
		return nil
	}
	if _, err := k.rows(ctx, database, sql); err != nil {
		return err
	}
	k.laid[key] = true
	return nil
}

// layFar makes a relation of another database readable in this one, by whoever has a mapping, and returns its name.
func (k *keeper) layFar(ctx context.Context, here string, r ref, shape shape) (string, error) {
	server := quoteIdent("db:" + r.database)
	if err := k.layServer(ctx, here, r.database); err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(r.String() + "\x00" + shape.columnText()))
	name := "redshiftd_far." + quoteIdent("t_"+hex.EncodeToString(sum[:12]))
	var cols []string
	for _, c := range shape.Columns {
		cols = append(cols, quoteIdent(c[0])+" "+c[1])
	}
	return name, k.lay(ctx, here, fmt.Sprintf("CREATE FOREIGN TABLE IF NOT EXISTS %s (%s) SERVER %s OPTIONS (schema_name %s, table_name %s); GRANT SELECT ON %s TO PUBLIC",
		name, strings.Join(cols, ", "), server, quoteLiteral(r.schema), quoteLiteral(r.name), name))
}

func (k *keeper) layServer(ctx context.Context, here, there string) error {
	return k.lay(ctx, here, fmt.Sprintf("CREATE SERVER IF NOT EXISTS %s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host %s, port '%d', dbname %s, fetch_size '10000', application_name 'redshiftd_far')",
		quoteIdent("db:"+there), quoteLiteral(k.pg.SocketDir()), k.pg.Port(), quoteLiteral(there)))
}

// layMapping lets a user read in another database as that user.
func (k *keeper) layMapping(ctx context.Context, here, there, user string) error {
	if err := k.layServer(ctx, here, there); err != nil {
		return err
	}
	return k.lay(ctx, here, fmt.Sprintf("CREATE USER MAPPING IF NOT EXISTS FOR %s SERVER %s OPTIONS (user %s, password_required 'false')",
		quoteIdent(user), quoteIdent("db:"+there), quoteLiteral(user)))
}

// forgetUser drops a user's mappings everywhere.
func (k *keeper) forgetUser(ctx context.Context, user string) error {
	k.laying.Lock()
	defer k.laying.Unlock()
	for key := range k.laid {
		if strings.Contains(key, "CREATE USER MAPPING IF NOT EXISTS FOR "+quoteIdent(user)+" ") {
			delete(k.laid, key)
		}
	}
	dbs, err := k.databases(ctx)
	if err != nil {
		return err
	}
	for _, db := range dbs {
		drops, err := k.rows(ctx, db, "SELECT format('DROP USER MAPPING FOR %I SERVER %I', usename, srvname) FROM pg_user_mappings WHERE usename = "+quoteLiteral(user))
		if err != nil {
			return err
		}
		for _, d := range drops {
			if _, err := k.rows(ctx, db, d[0]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (k *keeper) databases(ctx context.Context) ([]string, error) {
	rows, err := k.rows(ctx, "postgres", "SELECT datname FROM pg_database WHERE datallowconn AND datname NOT IN ('postgres', 'template0', 'template1') ORDER BY 1")
	var out []string
	for _, r := range rows {
		out = append(out, r[0])
	}
	return out, err
}

// ref names a relation of a database.
type ref struct{ database, schema, name string }

// String returns the three parts with dots.
func (r ref) String() string { return r.database + "." + r.schema + "." + r.name }

// shape is what a relation looks like, and what a reader may do with it.
type shape struct {
	Schema, Usage, Exists, Select, Late bool
	ColumnGrants, Interleaved, RowLevel bool // RowLevel: under row-level security that the reader is subject to
	OID, Query, Owner                   string
	Columns                             [][2]string // name, type
}

func (s shape) columnText() string {
	b, err := json.Marshal(s.Columns)
	if err != nil {
		return "" // strings always marshal
	}
	return string(b)
}

// lookup runs a statement of the front and returns rows as text: the keeper in a database, or a session in its transaction.
type lookup func(ctx context.Context, sql string) ([][]string, error)

// shapes looks at relations of one database. All must be of that database; reader is whose rights are told.
func shapes(ctx context.Context, look lookup, refs []ref, reader string) (map[ref]shape, error) {
	var values []string
	for _, r := range refs {
		values = append(values, "("+quoteLiteral(r.schema)+", "+quoteLiteral(r.name)+")")
	}
	u := quoteLiteral(reader)
	rows, err := look(ctx, `SELECT n.oid IS NOT NULL, has_schema_privilege(`+u+`, n.oid, 'USAGE'), c.oid, has_table_privilege(`+u+`, c.oid, 'SELECT'),
		l.oid IS NOT NULL, EXISTS (SELECT FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL),
		EXISTS (SELECT FROM redshiftd.column_hints() AS h WHERE h.oid = c.oid AND h.sortkey < 0), l.query, pg_get_userbyid(c.relowner),
		(SELECT json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum) FROM pg_catalog.pg_attribute AS a
			WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
, c.relrowsecurity AND NOT redshiftd.rls_exempt(`+u+`)
		FROM (VALUES `+strings.Join(values, ", ")+`) AS w (s, t) LEFT JOIN pg_catalog.pg_namespace AS n ON n.nspname = w.s
		LEFT JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = w.t AND c.relkind IN ('r', 'v', 'm', 'p')
		LEFT JOIN redshiftd.late_views() AS l ON l.oid = c.oid ORDER BY w.s, w.t`)
	if err != nil {
		return nil, err
	}
	return readShapes(rows, refs)
}

func readShapes(rows [][]string, refs []ref) (map[ref]shape, error) {
	sorted := sortedRefs(refs)
	if len(rows) != len(sorted) {
		return nil, errors.New("looking at relations: a name was not answered")
	}
	out := map[ref]shape{}
	for i, row := range rows {
		yes := func(k int) bool { return row[k] == "t" }
		s := shape{
			Schema: yes(0), Usage: yes(1), OID: row[2], Exists: row[2] != "", Select: yes(3), Late: yes(4),
			ColumnGrants: yes(5), Interleaved: yes(6), Query: row[7], Owner: row[8], RowLevel: yes(10),
		}
		if row[9] != "" {
			if err := json.Unmarshal([]byte(row[9]), &s.Columns); err != nil {
				return nil, fmt.Errorf("looking at relations: %w", err)
			}
		}
		out[sorted[i]] = s
	}
	return out, nil
}

// clientError turns an error of the private PostgreSQL into what a client is told.
func clientError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		if pg.Code == "55P03" { // lock_timeout of the front's own connection
			return &Error{Code: codeInternal, Message: "could not complete because of conflict with concurrent transaction"}
		}
		return &Error{Code: pg.Code, Message: pg.Message, Detail: pg.Detail}
	}
	return &Error{Code: codeInternal, Message: "redshiftd: " + err.Error()}
}
