-- duckdb-databases | refused
SELECT path FROM duckdb_databases()
-- duckdb-databases-view | refused
SELECT path FROM duckdb_databases
-- database-list-view | refused
SELECT file FROM pragma_database_list
-- database-list | refused
SELECT * FROM pragma_database_list()
-- duckdb-tables | refused
SELECT sql FROM duckdb_tables()
-- duckdb-tables-view | refused
SELECT database_name, estimated_size FROM duckdb_tables
-- duckdb-views | refused
SELECT sql FROM duckdb_views()
-- duckdb-columns | refused
SELECT * FROM duckdb_columns()
-- duckdb-functions | refused
SELECT function_name FROM duckdb_functions()
-- duckdb-extensions | refused
SELECT install_path FROM duckdb_extensions()
-- duckdb-types | refused
SELECT * FROM duckdb_types()
-- duckdb-schemas | refused
SELECT * FROM duckdb_schemas
-- duckdb-constraints | refused
SELECT * FROM duckdb_constraints
-- duckdb-indexes | refused
SELECT * FROM duckdb_indexes
-- duckdb-sequences | refused
SELECT * FROM duckdb_sequences()
-- duckdb-keywords | refused
SELECT * FROM duckdb_keywords()
-- duckdb-dependencies | refused
SELECT * FROM duckdb_dependencies()
-- duckdb-variables | refused
SELECT * FROM duckdb_variables()
-- duckdb-prepared | refused
SELECT * FROM duckdb_prepared_statements()
-- duckdb-profiling-settings | refused
SELECT * FROM duckdb_profiling_settings()
-- duckdb-coordinates | refused
SELECT * FROM duckdb_coordinate_systems()
-- table-types | refused
SELECT * FROM duckdb_table_sample('body')
-- sqlite-master | refused
SELECT * FROM sqlite_master
-- sqlite-schema | refused
SELECT * FROM sqlite_schema
-- sqlite-temp | refused
SELECT * FROM sqlite_temp_master
-- information-tables | refused
SELECT * FROM information_schema.tables
-- information-columns | refused
SELECT * FROM information_schema.columns WHERE table_name = 'body'
-- information-schemata | refused
SELECT catalog_name FROM information_schema.schemata
-- information-character-sets | refused
SELECT * FROM information_schema.character_sets
-- information-upper | refused
SELECT * FROM INFORMATION_SCHEMA.TABLES
-- information-quoted | refused
SELECT * FROM "information_schema"."tables"
-- information-catalog | refused
SELECT * FROM system.information_schema.tables
-- pg-class | refused
SELECT * FROM pg_catalog.pg_class
-- pg-settings | refused
SELECT * FROM pg_catalog.pg_settings
-- pg-database | refused
SELECT datname FROM pg_catalog.pg_database
-- pg-tables-bare | refused
SELECT * FROM pg_tables
-- pg-get-viewdef | refused
SELECT pg_get_viewdef(1)
-- pg-typeof-function | refused
SELECT pg_get_constraintdef(1), pg_get_expr('x', 1)
-- has-privilege | refused
SELECT has_table_privilege('body', 'SELECT')
-- obj-description | refused
SELECT obj_description(1, 'pg_class'), col_description(1, 1)
-- format-type | refused
SELECT format_type(1, 2)
-- show-databases | refused
SHOW DATABASES
-- show-all-tables | refused
SHOW ALL TABLES
-- show-tables-from | refused
SHOW TABLES FROM information_schema
-- show-setting | refused
SHOW memory_limit
-- show-variables | refused
SHOW VARIABLES
-- show-schemas | refused
SHOW SCHEMAS
-- show-all-nested | refused
SELECT * FROM (SHOW ALL TABLES)
-- describe-all | refused
DESCRIBE
-- describe-catalogue | refused
DESCRIBE duckdb_databases
-- describe-information | refused
DESCRIBE information_schema.tables
-- summarize-catalogue | refused
SUMMARIZE duckdb_databases
-- summarize-query | refused
SUMMARIZE SELECT path FROM duckdb_databases()
-- summarize-nested | refused
SELECT min, max FROM (SUMMARIZE duckdb_databases)
-- current-database | refused
SELECT current_database()
-- current-database-word | refused
SELECT current_database
-- current-catalog | refused
SELECT current_catalog
-- current-catalog-upper | refused
SELECT CURRENT_CATALOG
-- current-catalog-quoted | refused
SELECT "current_catalog"
-- current-schema | refused
SELECT current_schema
-- current-schema-call | refused
SELECT current_schema()
-- current-user | refused
SELECT current_user
-- session-user | refused
SELECT session_user, "user"
-- user-word | refused
SELECT user
-- current-role | refused
SELECT current_role
-- current-user-in-list | refused
SELECT list_transform([1], lambda x: current_user)
-- current-catalog-in-join | refused
SELECT * FROM body JOIN item ON current_catalog = 'x'
-- pg-current-database | refused
SELECT pg_catalog.current_database()
-- anchor-databases | refused
WITH RECURSIVE duckdb_databases AS (SELECT path FROM duckdb_databases UNION ALL SELECT 'x' FROM duckdb_databases WHERE false) SELECT * FROM duckdb_databases
-- anchor-database-list | refused
WITH RECURSIVE pragma_database_list(f) AS (SELECT file FROM pragma_database_list UNION SELECT f FROM pragma_database_list) FROM pragma_database_list
-- anchor-views | refused
WITH RECURSIVE duckdb_views AS ((SELECT sql FROM (SELECT * FROM duckdb_views) v) UNION ALL SELECT sql FROM duckdb_views WHERE false) SELECT * FROM duckdb_views
-- anchor-master | refused
SELECT * FROM (WITH RECURSIVE sqlite_master AS (SELECT sql FROM sqlite_master UNION ALL SELECT 'x' FROM sqlite_master WHERE false) FROM sqlite_master)
-- anchor-in-subquery | refused
WITH RECURSIVE duckdb_logs AS (SELECT (SELECT count(*) FROM duckdb_logs) AS n UNION ALL SELECT n FROM duckdb_logs WHERE false) SELECT n FROM duckdb_logs
-- anchor-using-key | refused
WITH RECURSIVE duckdb_schemas(a) USING KEY (a) AS (SELECT database_name FROM duckdb_schemas UNION SELECT a FROM duckdb_schemas) SELECT * FROM duckdb_schemas
-- anchor-deep | refused
WITH RECURSIVE duckdb_databases AS (SELECT path FROM (SELECT path FROM duckdb_databases UNION SELECT 'x') UNION ALL SELECT path FROM duckdb_databases WHERE false) SELECT path FROM duckdb_databases
-- recurring | refused
WITH RECURSIVE r(a, b) USING KEY (a) AS (SELECT 1, 1 UNION SELECT x.a, 2 FROM recurring.duckdb_databases AS x, r) SELECT * FROM r
-- kelvin-databases | refused
WITH "duc{{hex E2 84 AA}}db_databases" AS (SELECT 1) SELECT path FROM duckdb_databases
-- kelvin-table | refused
WITH "duc{{hex E2 84 AA}}db_tables" AS MATERIALIZED (SELECT 1) SELECT sql FROM duckdb_tables
-- kelvin-nested | refused
WITH "duc{{hex E2 84 AA}}db_views" AS (SELECT 1) SELECT (SELECT max(sql) FROM duckdb_views)
-- kelvin-recursive | refused
WITH RECURSIVE "duc{{hex E2 84 AA}}db_schemas" AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM duckdb_schemas) SELECT * FROM duckdb_schemas
-- dotted-i | refused
WITH "sql{{hex C4 B0}}te_master" AS (SELECT 1) SELECT * FROM sqlite_master
-- long-s | refused
WITH "{{hex C5 BF}}qlite_ma{{hex C5 BF}}ter" AS (SELECT 1) SELECT * FROM sqlite_master
-- fullwidth-name | refused
WITH "ｄｕｃｋｄｂ＿ｄａｔａｂａｓｅｓ" AS (SELECT 1) SELECT * FROM duckdb_databases
-- cte-same-name | refused
WITH duckdb_databases AS (SELECT * FROM duckdb_databases) SELECT * FROM duckdb_databases
-- cte-same-name-not-materialized | refused
WITH duckdb_databases AS NOT MATERIALIZED (SELECT path FROM duckdb_databases) SELECT * FROM duckdb_databases
-- cte-case | refused
WITH DuckDB_Databases AS (SELECT path FROM DUCKDB_DATABASES) SELECT * FROM duckdb_databases
-- cte-qualified | refused
WITH duckdb_databases AS (SELECT 1) SELECT * FROM main.duckdb_databases
-- cte-qualified-system | refused
WITH duckdb_databases AS (SELECT 1) SELECT * FROM system.main.duckdb_databases
-- cte-qualified-catalog | refused
WITH duckdb_databases AS (SELECT 1) SELECT * FROM system.duckdb_databases
-- cte-sibling | refused
SELECT * FROM (WITH duckdb_databases AS (SELECT 1) SELECT * FROM duckdb_databases) a, duckdb_databases b
-- cte-of-left-side | refused
SELECT * FROM ((WITH sqlite_master AS (SELECT 1) FROM sqlite_master) EXCEPT SELECT sql FROM sqlite_master)
-- system-table | refused
SELECT * FROM system.main.duckdb_tables
-- temp-schema | refused
SELECT * FROM temp.sqlite_master
-- show-tables | harmless
SHOW TABLES
-- describe-table | harmless
DESCRIBE figures
-- summarize-table | harmless
SUMMARIZE item
-- cte-hides-catalogue | harmless
WITH duckdb_databases AS (SELECT 1 AS path) SELECT path FROM duckdb_databases
-- cte-hides-published | harmless
WITH body AS (SELECT 1 AS n) SELECT n FROM body
-- recursive-own-name | harmless
WITH RECURSIVE duckdb_databases(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM duckdb_databases WHERE n < 3) SELECT sum(n) FROM duckdb_databases
-- recursive-anchor-published | harmless
WITH RECURSIVE tree(n, name) AS (SELECT 1, name FROM body UNION ALL SELECT n + 1, name FROM tree WHERE n < 3) SELECT count(*) FROM tree
-- column-called-user | harmless
SELECT v."user", v.current_catalog FROM (VALUES (1, 2)) AS v("user", current_catalog)
