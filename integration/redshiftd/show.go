package redshiftd

import (
	"fmt"
	"strings"
)

// show translates SHOW DATABASES, SCHEMAS, TABLES, COLUMNS, GRANTS and VIEW into queries of the catalogues.
func (t *translator) show(s *statement) *Error {
	switch s.at(1).name {
	case "databases":
		return t.listing(s, 2, "SELECT database_name, database_owner, database_type, database_acl, database_options FROM pg_catalog.svv_redshift_databases", "database_name", nil)
	case "schemas":
		return t.listed(s, []string{"from", "database"}, 1, "SELECT database_name, schema_name, schema_owner, schema_type, schema_acl, schema_option FROM pg_catalog.svv_redshift_schemas", "schema_name")
	case "tables":
		return t.listed(s, []string{"from", "schema"}, 2, "SELECT database_name, schema_name, table_name, table_type, table_acl, remarks FROM pg_catalog.svv_redshift_tables", "table_name")
	case "columns":
		return t.listed(s, []string{"from", "table"}, 3, "SELECT database_name, schema_name, table_name, column_name, ordinal_position, column_default, is_nullable, data_type, "+
			"character_maximum_length, numeric_precision, numeric_scale, remarks FROM pg_catalog.svv_all_columns", "column_name")
	case "grants":
		return t.showGrants(s)
	case "view":
		return t.showView(s)
	}
	return unknown("SHOW " + strings.ToUpper(s.at(1).name))
}

// listed reads FROM kind name, whose database may be left out for the session's own.
func (t *translator) listed(s *statement, from []string, depth int, query, filtered string) *Error {
	if !s.words(2, from...) {
		return near(s.at(2))
	}
	parts, end := s.chain(4)
	if len(parts) == depth-1 && depth > 1 {
		parts = append([]string{t.database}, parts...)
	}
	if len(parts) != depth {
		return near(s.at(4))
	}
	var where []string
	for i, column := range []string{"database_name", "schema_name", "table_name"}[:depth] {
		where = append(where, column+" = "+quoteLiteral(parts[i]))
	}
	return t.listing(s, end, query, filtered, where)
}

// listing reads [LIKE 'pattern'] [LIMIT n], which end every listing.
func (t *translator) listing(s *statement, i int, query, filtered string, where []string) *Error {
	if s.at(i).is("like") && s.at(i+1).kind == str {
		where = append(where, filtered+" LIKE "+s.at(i+1).text)
		i += 2
	}
	limit := ""
	if s.at(i).is("limit") && s.at(i+1).kind == number {
		limit = " LIMIT " + s.at(i+1).text
		i += 2
	}
	if i < len(s.tokens) {
		return near(s.at(i))
	}
	if len(where) > 0 {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	order := filtered
	if filtered == "column_name" {
		order = "ordinal_position"
	}
	s.whole = query + " ORDER BY " + order + limit
	return nil
}

// showGrants reads SHOW GRANTS ON DATABASE | SCHEMA | TABLE name [FOR who] and SHOW GRANTS FOR who [FROM DATABASE name].
func (t *translator) showGrants(s *statement) *Error {
	database, where, i := t.database, []string{"true"}, 2
	objects := map[string]int{"database": 1, "schema": 2, "table": 3}
	if kind := s.at(3).name; s.at(2).is("on") {
		depth, known := objects[kind]
		if !known {
			return unknown("SHOW GRANTS ON " + strings.ToUpper(kind))
		}
		parts, end := s.chain(4)
		if len(parts) == depth-1 {
			parts = append([]string{t.database}, parts...)
		}
		if len(parts) != depth {
			return near(s.at(4))
		}
		database, i = parts[0], end
		where = append(where, fmt.Sprintf("object_type = %s", quoteLiteral(strings.ToUpper(kind))))
		for k, column := range []string{"", "schema_name", "object_name"}[:depth] {
			if k > 0 && (kind == "table" || k == 1) {
				where = append(where, column+" = "+quoteLiteral(parts[k]))
			}
		}
	}
	if s.at(i).is("for") {
		i++
		if s.at(i).is("role") {
			i++
		}
		if !s.at(i).ident() {
			return near(s.at(i))
		}
		where = append(where, "identity_name = "+quoteLiteral(person(s.at(i))))
		i++
		if s.words(i, "from", "database") && s.at(i+2).ident() {
			database, i = s.at(i+2).name, i+3
		}
	} else if !s.at(2).is("on") {
		return near(s.at(2))
	}
	if i < len(s.tokens) {
		return near(s.at(i))
	}
	columns := "database_name, schema_name, object_name, object_type, privilege_type, identity_id, identity_name, identity_type, admin_option, privilege_scope"
	if s.words(2, "on", "database") {
		columns = "database_name, privilege_type, identity_id, identity_name, identity_type, admin_option, privilege_scope"
	}
	s.whole = "SELECT " + columns + " FROM redshiftd.grants(" + quoteLiteral(database) + ", current_user) WHERE " + strings.Join(where, " AND ") +
		" ORDER BY schema_name, object_name, privilege_type, identity_name"
	return nil
}

// showView gives a view's text, as pg_views does.
func (t *translator) showView(s *statement) *Error {
	parts, end := s.chain(2)
	switch {
	case len(parts) == 0:
		return near(s.at(2))
	case end < len(s.tokens):
		return near(s.at(end))
	case len(parts) == 3 && parts[0] != t.database:
		return unknown("SHOW VIEW of another database")
	}
	name := quoteLiteral(quotedChain(parts))
	s.whole = `SELECT v.definition AS "Show View DDL statement" FROM pg_catalog.pg_views AS v, pg_catalog.pg_class AS c
		WHERE c.oid = CAST(` + name + ` AS regclass) AND v.viewname = c.relname AND v.schemaname = CAST(CAST(c.relnamespace AS regnamespace) AS text)`
	return nil
}
