-- What the catalogue says of a snapshot. our_table and our_column hold its
-- tables, and those of the catalogue itself; our_type what types there are.

INSERT INTO pg_namespace BY NAME SELECT * FROM (VALUES (11::UINTEGER, 'pg_catalog', 10::UINTEGER), (13000::UINTEGER, 'information_schema', 10::UINTEGER), (2200::UINTEGER, 'main', 10::UINTEGER)) AS v(oid, nspname, nspowner);
INSERT INTO pg_authid BY NAME SELECT 10 AS oid, 'reader' AS rolname, true AS rolinherit, true AS rolcanlogin, -1 AS rolconnlimit;
INSERT INTO pg_roles BY NAME SELECT 10 AS oid, 'reader' AS rolname, true AS rolinherit, true AS rolcanlogin, -1 AS rolconnlimit, '********' AS rolpassword;
INSERT INTO pg_user BY NAME SELECT 10 AS usesysid, 'reader' AS usename, '********' AS passwd;
INSERT INTO pg_database BY NAME SELECT 5 AS oid, 'gongkai' AS datname, 10 AS datdba, 6 AS encoding, 'c' AS datlocprovider, true AS datallowconn, -1 AS datconnlimit, 1663 AS dattablespace, 'zh_CN.UTF-8' AS datcollate, 'zh_CN.UTF-8' AS datctype;
INSERT INTO pg_shdescription BY NAME SELECT 5 AS objoid, 1262 AS classoid, '政府信息公开工作年度报告 Annual reports on government information disclosure' AS description;
INSERT INTO pg_tablespace BY NAME SELECT 1663 AS oid, 'pg_default' AS spcname, 10 AS spcowner;
INSERT INTO pg_am BY NAME SELECT 2 AS oid, 'heap' AS amname, 'heap_tableam_handler' AS amhandler, 't' AS amtype;
INSERT INTO pg_language BY NAME SELECT 14 AS oid, 'sql' AS lanname, 10 AS lanowner, true AS lanpltrusted;
INSERT INTO pg_collation BY NAME SELECT * FROM (VALUES (100::UINTEGER, 'default', 11::UINTEGER, 10::UINTEGER, 'd', true, -1), (950::UINTEGER, 'C', 11::UINTEGER, 10::UINTEGER, 'c', true, -1)) AS v(oid, collname, collnamespace, collowner, collprovider, collisdeterministic, collencoding);
INSERT INTO pg_timezone_names BY NAME SELECT 'Asia/Shanghai' AS name, 'CST' AS abbrev, '08:00:00' AS utc_offset;
INSERT INTO pg_stat_database BY NAME SELECT 5 AS datid, 'gongkai' AS datname;

INSERT INTO pg_type BY NAME SELECT oid, typname, 11 AS typnamespace, 10 AS typowner, typlen, typbyval, typtype, typcategory, typispreferred, true AS typisdefined, typdelim,
  typelem, typarray, typinput, typoutput, typreceive, typsend, '-' AS typmodout, typmodin, '-' AS typanalyze, '-' AS typsubscript, typalign, typstorage, typtypmod, typcollation FROM our_type;

INSERT INTO pg_class BY NAME SELECT oid, name AS relname, CASE schema WHEN 'main' THEN 2200 WHEN 'pg_catalog' THEN 11 ELSE 13000 END AS relnamespace, 10 AS relowner,
  CASE kind WHEN 'r' THEN 2 ELSE 0 END AS relam, oid AS relfilenode, rows AS reltuples, 'p' AS relpersistence, kind AS relkind, columns AS relnatts, true AS relispopulated, 'n' AS relreplident FROM our_table;
INSERT INTO pg_attribute BY NAME SELECT c.oid AS attrelid, c.name AS attname, c.type AS atttypid, -1 AS attstattarget, t.typlen AS attlen, c.number AS attnum,
  CASE WHEN t.typcategory = 'A' THEN 1 ELSE 0 END AS attndims, -1 AS attcacheoff, c.modifier AS atttypmod, t.typbyval AS attbyval, t.typalign AS attalign,
  t.typstorage AS attstorage, '' AS attcompression, '' AS attidentity, '' AS attgenerated, true AS attislocal, t.typcollation AS attcollation
  FROM our_column AS c JOIN our_type AS t ON t.oid = c.type;
INSERT INTO pg_description BY NAME SELECT oid AS objoid, 1259 AS classoid, 0 AS objsubid, comment AS description FROM our_table WHERE comment <> '';
INSERT INTO pg_description BY NAME SELECT oid AS objoid, 1259 AS classoid, number AS objsubid, comment AS description FROM our_column WHERE comment <> '';
INSERT INTO pg_tables BY NAME SELECT schema AS schemaname, name AS tablename, 'reader' AS tableowner FROM our_table WHERE kind = 'r';
INSERT INTO pg_views BY NAME SELECT schema AS schemaname, name AS viewname, 'reader' AS viewowner FROM our_table WHERE kind = 'v';
INSERT INTO pg_stat_user_tables BY NAME SELECT oid AS relid, schema AS schemaname, name AS relname, rows AS n_live_tup FROM our_table WHERE kind = 'r' AND schema = 'main';
INSERT INTO pg_stat_all_tables BY NAME SELECT oid AS relid, schema AS schemaname, name AS relname, rows AS n_live_tup FROM our_table WHERE kind = 'r';
INSERT INTO pg_settings BY NAME SELECT name, setting, '' AS category, '' AS short_desc, 'user' AS context, 'string' AS vartype, 'default' AS source, setting AS boot_val, setting AS reset_val FROM our_setting;

INSERT INTO information_schema_catalog_name BY NAME SELECT 'gongkai' AS catalog_name;
INSERT INTO enabled_roles BY NAME SELECT 'reader' AS role_name;
INSERT INTO character_sets BY NAME SELECT 'UTF8' AS character_set_name, 'UCS' AS character_repertoire, 'UTF8' AS form_of_use, 'gongkai' AS default_collate_catalog;
INSERT INTO schemata BY NAME SELECT 'gongkai' AS catalog_name, nspname AS schema_name, 'reader' AS schema_owner FROM pg_namespace;
INSERT INTO tables BY NAME SELECT 'gongkai' AS table_catalog, schema AS table_schema, name AS table_name, CASE kind WHEN 'v' THEN 'VIEW' ELSE 'BASE TABLE' END AS table_type, 'NO' AS is_insertable_into, 'NO' AS is_typed FROM our_table;
INSERT INTO views BY NAME SELECT 'gongkai' AS table_catalog, schema AS table_schema, name AS table_name, 'NONE' AS check_option, 'NO' AS is_updatable, 'NO' AS is_insertable_into FROM our_table WHERE kind = 'v';
INSERT INTO columns BY NAME SELECT 'gongkai' AS table_catalog, r.schema AS table_schema, r.name AS table_name, c.name AS column_name, c.number AS ordinal_position, 'YES' AS is_nullable,
  CASE WHEN t.typcategory = 'A' THEN 'ARRAY' ELSE t.written END AS data_type,
  CASE t.oid WHEN 21 THEN 16 WHEN 23 THEN 32 WHEN 20 THEN 64 WHEN 700 THEN 24 WHEN 701 THEN 53 WHEN 1700 THEN CASE WHEN c.modifier > 4 THEN (c.modifier - 4) >> 16 END END AS numeric_precision,
  CASE WHEN t.oid IN (20, 21, 23, 700, 701) THEN 2 WHEN t.oid = 1700 THEN 10 END AS numeric_precision_radix,
  CASE WHEN t.oid IN (20, 21, 23) THEN 0 WHEN t.oid = 1700 AND c.modifier > 4 THEN (c.modifier - 4) & 65535 END AS numeric_scale,
  CASE WHEN t.oid IN (1114, 1184, 1083) THEN 6 WHEN t.oid = 1082 THEN 0 END AS datetime_precision,
  'gongkai' AS udt_catalog, 'pg_catalog' AS udt_schema, t.typname AS udt_name, CAST(c.number AS VARCHAR) AS dtd_identifier, 'NO' AS is_self_referencing, 'NO' AS is_identity, 'NEVER' AS is_generated, 'NO' AS is_updatable
  FROM our_column AS c JOIN our_table AS r ON r.oid = c.oid JOIN our_type AS t ON t.oid = c.type;
INSERT INTO table_privileges BY NAME SELECT 'reader' AS grantor, 'reader' AS grantee, 'gongkai' AS table_catalog, schema AS table_schema, name AS table_name, 'SELECT' AS privilege_type, 'NO' AS is_grantable, 'YES' AS with_hierarchy FROM our_table;
INSERT INTO role_table_grants BY NAME SELECT * FROM table_privileges;
INSERT INTO column_privileges BY NAME SELECT 'reader' AS grantor, 'reader' AS grantee, 'gongkai' AS table_catalog, table_schema, table_name, column_name, 'SELECT' AS privilege_type, 'NO' AS is_grantable FROM columns WHERE table_schema = 'main';
