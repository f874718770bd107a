-- Functions of PostgreSQL that clients call when they look around. What would
-- tell of the machine, or change something, is not here.

-- the server and the session
CREATE MACRO version() AS 'PostgreSQL 15.0 (gongkai, read-only)';
CREATE MACRO current_database() AS 'gongkai';
CREATE MACRO current_catalog() AS 'gongkai';
CREATE MACRO current_schema() AS 'main';
CREATE MACRO current_schemas(implicit) AS CASE WHEN implicit THEN ['pg_catalog', 'main'] ELSE ['main'] END;
CREATE MACRO current_user() AS 'reader';
CREATE MACRO session_user() AS 'reader';
CREATE MACRO current_role() AS 'reader';
CREATE MACRO pg_backend_pid() AS 1;
CREATE MACRO pg_is_in_recovery() AS false;
CREATE MACRO pg_postmaster_start_time() AS NULL::TIMESTAMP;
CREATE MACRO pg_conf_load_time() AS NULL::TIMESTAMP;
CREATE MACRO pg_my_temp_schema() AS 0;
CREATE MACRO pg_is_other_temp_schema(o) AS false;
CREATE MACRO inet_server_addr() AS NULL::VARCHAR;
CREATE MACRO inet_server_port() AS NULL::INTEGER;
CREATE MACRO inet_client_addr() AS NULL::VARCHAR;
CREATE MACRO txid_current() AS 1;
CREATE MACRO getdatabaseencoding() AS 'UTF8';
CREATE MACRO pg_client_encoding() AS 'UTF8';
CREATE MACRO pg_encoding_to_char(n) AS 'UTF8';
CREATE MACRO pg_char_to_encoding(n) AS 6;
CREATE MACRO pg_get_userbyid(o) AS 'reader';

-- names and types
CREATE MACRO to_regclass(n) AS coalesce(TRY_CAST(n AS UINTEGER), (SELECT max(c.oid) FROM pg_class AS c WHERE c.relname = regexp_extract(n, '([^."]+)"?$', 1)));
CREATE MACRO to_regtype(n) AS coalesce(TRY_CAST(n AS UINTEGER), (SELECT max(t.oid) FROM pg_type AS t WHERE t.typname = regexp_extract(n, '([^."]+)"?$', 1) OR format_type(t.oid, -1) = n));
CREATE MACRO to_regnamespace(n) AS coalesce(TRY_CAST(n AS UINTEGER), (SELECT max(x.oid) FROM pg_namespace AS x WHERE x.nspname = trim(n, '"')));
CREATE MACRO to_regrole(n) AS CASE WHEN n = 'reader' THEN 10 END;
CREATE MACRO to_regproc(n) AS regexp_replace(n, '^pg_catalog[.]', '');
CREATE MACRO regclass_of(o) AS coalesce((SELECT max(c.relname) FROM pg_class AS c WHERE c.oid = o), CAST(o AS VARCHAR));
CREATE MACRO regnamespace_of(o) AS coalesce((SELECT max(n.nspname) FROM pg_namespace AS n WHERE n.oid = o), CAST(o AS VARCHAR));
CREATE MACRO quote_ident(n) AS CASE WHEN regexp_full_match(n, '[a-z_][a-z0-9_]*') THEN n ELSE '"' || replace(n, '"', '""') || '"' END;
CREATE MACRO quote_literal(n) AS '''' || replace(CAST(n AS VARCHAR), '''', '''''') || '''';

CREATE MACRO format(f, a) AS regexp_replace(f, '%[sIL]', CAST(a AS VARCHAR)), (f, a, b) AS regexp_replace(regexp_replace(f, '%[sIL]', CAST(a AS VARCHAR)), '%[sIL]', CAST(b AS VARCHAR)),
  (f, a, b, c) AS regexp_replace(regexp_replace(regexp_replace(f, '%[sIL]', CAST(a AS VARCHAR)), '%[sIL]', CAST(b AS VARCHAR)), '%[sIL]', CAST(c AS VARCHAR));

-- comments
CREATE MACRO obj_description(o) AS (SELECT max(d.description) FROM pg_description AS d WHERE d.objoid = o AND d.objsubid = 0),
  (o, catalogue) AS (SELECT max(d.description) FROM pg_description AS d WHERE d.objoid = o AND d.objsubid = 0);
CREATE MACRO col_description(o, n) AS (SELECT max(d.description) FROM pg_description AS d WHERE d.objoid = o AND d.objsubid = n);
CREATE MACRO shobj_description(o, catalogue) AS (SELECT max(d.description) FROM pg_shdescription AS d WHERE d.objoid = o);

-- definitions: there are none that a client could use
CREATE MACRO pg_get_expr(a, b) AS NULL::VARCHAR, (a, b, c) AS NULL::VARCHAR;
CREATE MACRO pg_get_indexdef(a) AS NULL::VARCHAR, (a, b, c) AS NULL::VARCHAR;
CREATE MACRO pg_get_constraintdef(a) AS NULL::VARCHAR, (a, b) AS NULL::VARCHAR;
CREATE MACRO pg_get_viewdef(a) AS NULL::VARCHAR, (a, b) AS NULL::VARCHAR;
CREATE MACRO pg_get_ruledef(a) AS NULL::VARCHAR, (a, b) AS NULL::VARCHAR;
CREATE MACRO pg_get_triggerdef(a) AS NULL::VARCHAR, (a, b) AS NULL::VARCHAR;
CREATE MACRO pg_get_functiondef(a) AS NULL::VARCHAR;
CREATE MACRO pg_get_function_arguments(a) AS NULL::VARCHAR;
CREATE MACRO pg_get_function_identity_arguments(a) AS NULL::VARCHAR;
CREATE MACRO pg_get_function_result(a) AS NULL::VARCHAR;
CREATE MACRO pg_get_function_sqlbody(a) AS NULL::VARCHAR;
CREATE MACRO pg_get_partkeydef(a) AS NULL::VARCHAR;
CREATE MACRO pg_get_partition_constraintdef(a) AS NULL::VARCHAR;
CREATE MACRO pg_get_statisticsobjdef(a) AS NULL::VARCHAR;
CREATE MACRO pg_get_statisticsobjdef_columns(a) AS NULL::VARCHAR;
CREATE MACRO pg_get_serial_sequence(a, b) AS NULL::VARCHAR;
CREATE MACRO pg_get_replica_identity_index(a) AS NULL::VARCHAR;

-- who sees what: all may read all
CREATE MACRO pg_table_is_visible(o) AS o IS NOT NULL;
CREATE MACRO pg_type_is_visible(o) AS o IS NOT NULL;
CREATE MACRO pg_function_is_visible(o) AS o IS NOT NULL;
CREATE MACRO pg_operator_is_visible(o) AS o IS NOT NULL;
CREATE MACRO pg_opclass_is_visible(o) AS o IS NOT NULL;
CREATE MACRO pg_opfamily_is_visible(o) AS o IS NOT NULL;
CREATE MACRO pg_collation_is_visible(o) AS o IS NOT NULL;
CREATE MACRO pg_conversion_is_visible(o) AS o IS NOT NULL;
CREATE MACRO pg_statistics_obj_is_visible(o) AS o IS NOT NULL;
CREATE MACRO pg_ts_config_is_visible(o) AS o IS NOT NULL;
CREATE MACRO pg_ts_dict_is_visible(o) AS o IS NOT NULL;
CREATE MACRO pg_ts_parser_is_visible(o) AS o IS NOT NULL;
CREATE MACRO pg_ts_template_is_visible(o) AS o IS NOT NULL;
CREATE MACRO has_table_privilege(a, p) AS contains(lower(p), 'select'), (u, a, p) AS contains(lower(p), 'select');
CREATE MACRO has_any_column_privilege(a, p) AS contains(lower(p), 'select'), (u, a, p) AS contains(lower(p), 'select');
CREATE MACRO has_column_privilege(a, c, p) AS contains(lower(p), 'select'), (u, a, c, p) AS contains(lower(p), 'select');
CREATE MACRO has_schema_privilege(a, p) AS contains(lower(p), 'usage'), (u, a, p) AS contains(lower(p), 'usage');
CREATE MACRO has_database_privilege(a, p) AS contains(lower(p), 'connect'), (u, a, p) AS contains(lower(p), 'connect');
CREATE MACRO has_function_privilege(a, p) AS false, (u, a, p) AS false;
CREATE MACRO has_sequence_privilege(a, p) AS false, (u, a, p) AS false;
CREATE MACRO has_tablespace_privilege(a, p) AS false, (u, a, p) AS false;
CREATE MACRO has_type_privilege(a, p) AS true, (u, a, p) AS true;
CREATE MACRO has_foreign_data_wrapper_privilege(a, p) AS false, (u, a, p) AS false;
CREATE MACRO has_server_privilege(a, p) AS false, (u, a, p) AS false;
CREATE MACRO pg_has_role(a, p) AS true, (u, a, p) AS true;
CREATE MACRO pg_relation_is_publishable(a) AS false;
CREATE MACRO pg_relation_is_updatable(a, b) AS 0;
CREATE MACRO pg_column_is_updatable(a, b, c) AS false;
CREATE MACRO row_security_active(a) AS false;
CREATE MACRO acldefault(a, b) AS NULL::VARCHAR[];

-- sizes: not told
CREATE MACRO pg_table_size(o) AS NULL::BIGINT;
CREATE MACRO pg_relation_size(o) AS NULL::BIGINT, (o, f) AS NULL::BIGINT;
CREATE MACRO pg_total_relation_size(o) AS NULL::BIGINT;
CREATE MACRO pg_indexes_size(o) AS NULL::BIGINT;
CREATE MACRO pg_database_size(o) AS NULL::BIGINT;
CREATE MACRO pg_tablespace_size(o) AS NULL::BIGINT;
CREATE MACRO pg_tablespace_location(o) AS '';
CREATE MACRO pg_relation_filenode(o) AS NULL::BIGINT;
CREATE MACRO pg_stat_get_live_tuples(o) AS NULL::BIGINT;
CREATE MACRO pg_stat_get_numscans(o) AS NULL::BIGINT;

-- lists
CREATE MACRO array_upper(l, d) AS nullif(len(l), 0);
CREATE MACRO array_lower(l, d) AS CASE WHEN len(l) > 0 THEN 1 END;
CREATE MACRO array_ndims(l) AS CASE WHEN len(l) > 0 THEN 1 END;
CREATE MACRO array_remove(l, e) AS list_filter(l, lambda x: x IS DISTINCT FROM e);
CREATE MACRO _pg_expandarray(l) AS unnest(list_transform(l, lambda x, i: {'x': x, 'n': i}));

-- tables of functions
CREATE MACRO pg_get_keywords() AS TABLE SELECT word, 'R' AS catcode, true AS barelabel, 'reserved' AS catdesc, '' AS baredesc
  FROM (SELECT unnest(['all', 'and', 'any', 'as', 'asc', 'between', 'by', 'case', 'cast', 'cross', 'desc', 'distinct', 'else', 'end', 'except', 'exists', 'false', 'from', 'full', 'group', 'having', 'in', 'inner', 'intersect', 'is', 'join', 'lateral', 'left', 'like', 'limit', 'not', 'null', 'offset', 'on', 'or', 'order', 'outer', 'pivot', 'qualify', 'right', 'sample', 'select', 'summarize', 'table', 'then', 'true', 'union', 'unpivot', 'using', 'values', 'when', 'where', 'window', 'with']) AS word);
CREATE MACRO pg_show_all_settings() AS TABLE SELECT * FROM pg_settings;
CREATE MACRO aclexplode(a) AS TABLE SELECT 0::UINTEGER AS grantor, 0::UINTEGER AS grantee, '' AS privilege_type, false AS is_grantable WHERE false;
CREATE MACRO pg_options_to_table(a) AS TABLE SELECT '' AS option_name, '' AS option_value WHERE false;
CREATE MACRO pg_listening_channels() AS TABLE SELECT '' AS pg_listening_channels WHERE false;
CREATE MACRO pg_get_multixact_members(a) AS TABLE SELECT 0 AS xid, '' AS mode WHERE false;
