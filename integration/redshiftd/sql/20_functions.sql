-- Redshift's functions, where PostgreSQL has none of that name, or one that does something else.
CREATE FUNCTION pg_catalog.sha2(text, integer) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE $2 WHEN 224 THEN encode(sha224(convert_to($1, 'UTF8')), 'hex') WHEN 384 THEN encode(sha384(convert_to($1, 'UTF8')), 'hex')
        WHEN 512 THEN encode(sha512(convert_to($1, 'UTF8')), 'hex') WHEN 0 THEN encode(sha256(convert_to($1, 'UTF8')), 'hex')
        WHEN 256 THEN encode(sha256(convert_to($1, 'UTF8')), 'hex') ELSE '' END $$;
CREATE FUNCTION pg_catalog.sha1(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT encode(redshiftd.digest($1, 'sha1'), 'hex') $$;
CREATE FUNCTION pg_catalog.sha(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT pg_catalog.sha1($1) $$;
CREATE FUNCTION pg_catalog.func_sha1(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT pg_catalog.sha1($1) $$;

-- GETDATE follows the session's time zone, which is why an enforcing view must not use it.
CREATE FUNCTION pg_catalog.getdate() RETURNS timestamp LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT CAST(statement_timestamp() AS timestamp) $$;
CREATE FUNCTION pg_catalog.convert_timezone(text, timestamp) RETURNS timestamp LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$ SELECT $2 AT TIME ZONE 'UTC' AT TIME ZONE $1 $$;
CREATE FUNCTION pg_catalog.convert_timezone(text, text, timestamp) RETURNS timestamp LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$ SELECT $3 AT TIME ZONE $1 AT TIME ZONE $2 $$;
CREATE FUNCTION pg_catalog.trunc(timestamp) RETURNS date LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT CAST($1 AS date) $$;
CREATE FUNCTION pg_catalog.dateadd(text, bigint, timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT $3 + $2 * CAST('1 ' || $1 AS interval) $$;
CREATE FUNCTION pg_catalog.datediff(text, timestamp, timestamp) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE lower($1)
        WHEN 'year' THEN CAST(date_part('year', $3) - date_part('year', $2) AS bigint)
        WHEN 'month' THEN CAST((date_part('year', $3) - date_part('year', $2)) * 12 + date_part('month', $3) - date_part('month', $2) AS bigint)
        WHEN 'day' THEN CAST(CAST($3 AS date) - CAST($2 AS date) AS bigint)
        WHEN 'hour' THEN CAST(extract(epoch FROM date_trunc('hour', $3) - date_trunc('hour', $2)) / 3600 AS bigint)
        WHEN 'minute' THEN CAST(extract(epoch FROM date_trunc('minute', $3) - date_trunc('minute', $2)) / 60 AS bigint)
        WHEN 'second' THEN CAST(extract(epoch FROM date_trunc('second', $3) - date_trunc('second', $2)) AS bigint) END $$;

CREATE FUNCTION pg_catalog.len(text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT length($1) $$;
CREATE FUNCTION pg_catalog.octet_length(name) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT octet_length(CAST($1 AS text)) $$;
CREATE FUNCTION pg_catalog.charindex(text, text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT strpos($2, $1) $$;
CREATE FUNCTION pg_catalog.nvl(anycompatible, anycompatible) RETURNS anycompatible LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT coalesce($1, $2) $$;
CREATE FUNCTION pg_catalog.strtol(text, integer) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE r bigint := 0; d integer; i integer; t text := lower(btrim($1)); sign integer := 1;
BEGIN
    IF left(t, 1) = '-' THEN sign := -1; t := substr(t, 2); END IF;
    FOR i IN 1 .. length(t) LOOP
        d := position(substr(t, i, 1) in '0123456789abcdefghijklmnopqrstuvwxyz') - 1;
        IF d < 0 OR d >= $2 THEN
            RAISE EXCEPTION 'The input % is not valid to be converted to base %', $1, $2 USING ERRCODE = '22023';
        END IF;
        r := r * $2 + d;
    END LOOP;
    RETURN sign * r;
END $$;

-- Redshift replaces every occurrence; the fourth argument is a position, the fifth holds flags. The front writes out the
-- shorter forms, which PostgreSQL has with another meaning.
CREATE FUNCTION pg_catalog.regexp_replace(text, text, text, integer, text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT pg_catalog.regexp_replace($1, $2, $3, $4, 0, replace(replace($5, 'p', ''), 'c', '')) $$;

CREATE FUNCTION pg_catalog.current_user_id() RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT CAST(r.oid AS integer) FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user $$;
CREATE FUNCTION pg_catalog.current_namespace() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS $$ SELECT c.namespace FROM redshiftd.config AS c $$;
CREATE OR REPLACE FUNCTION pg_catalog.version() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CAST('PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.0 (redshiftd)' AS text) $$;

-- Columns of late-binding views, which no other catalogue has. Called with a column definition list.
CREATE FUNCTION pg_catalog.pg_get_late_binding_view_cols() RETURNS SETOF record LANGUAGE sql STABLE AS $$
    SELECT n.nspname, c.relname, a.attname, CAST(format_type(a.atttypid, a.atttypmod) AS varchar), CAST(a.attnum AS integer)
    FROM redshiftd.late_views() AS l JOIN pg_catalog.pg_class AS c ON c.oid = l.oid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname <> 'redshiftd_frozen' $$;
