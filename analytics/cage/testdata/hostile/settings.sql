-- set-memory | refused
SET memory_limit = '100GB'
-- set-threads | refused
SET threads TO 64
-- set-external | refused
SET enable_external_access = true
-- set-unlock | refused
SET lock_configuration = false
-- set-temp | refused
SET temp_directory = '/tmp/hostile'
-- set-home | refused
SET SESSION home_directory = '/tmp'
-- set-global | refused
SET GLOBAL search_path = 'main'
-- set-schema | refused
SET SCHEMA 'information_schema'
-- use | refused
USE system.main
-- reset | refused
RESET memory_limit
-- reset-all | refused
RESET enable_external_access
-- set-variable | refused
SET VARIABLE x = (SELECT 1)
-- set-variable-file | refused
SET VARIABLE x = (SELECT content FROM read_text('/etc/hosts'))
-- reset-variable | refused
RESET VARIABLE x
-- pragma-assign | refused
PRAGMA memory_limit = '100GB'
-- pragma-call | refused
PRAGMA database_list
-- pragma-table-info | refused
PRAGMA table_info('body')
-- pragma-version | refused
PRAGMA version
-- pragma-platform | refused
PRAGMA platform
-- pragma-profiling | refused
PRAGMA enable_profiling = 'json'
-- pragma-profiling-output | refused
PRAGMA profiling_output = '/tmp/hostile-profile.json'
-- pragma-verify | refused
PRAGMA enable_verification
-- pragma-import | refused
PRAGMA import_database('/tmp/x')
-- pragma-user-agent | refused
PRAGMA user_agent
-- call-logging | refused
CALL enable_logging('FileSystem')
-- call-profiling | refused
CALL enable_profiling(format := 'json', save_location := '/tmp/hostile-profile.json')
-- call-select | refused
CALL pragma_version()
-- call-truncate-logs | refused
CALL truncate_duckdb_logs()
-- current-setting | refused
SELECT current_setting('memory_limit')
-- current-setting-directory | refused
SELECT current_setting('temp_directory'), current_setting('secret_directory')
-- current-setting-in-where | refused
SELECT name FROM body WHERE current_setting('home_directory') LIKE '/%'
-- current-setting-in-order | refused
SELECT name FROM body ORDER BY current_setting('threads')
-- duckdb-settings | refused
SELECT * FROM duckdb_settings()
-- duckdb-settings-bare | refused
SELECT name, value FROM duckdb_settings
-- getvariable | refused
SELECT getvariable('x')
-- getenv | refused
SELECT getenv('HOME')
-- getenv-main | refused
SELECT main.getenv('PATH')
-- getenv-system | refused
SELECT system.main.getenv('AWS_SECRET_ACCESS_KEY')
-- set-config | refused
SELECT set_config('threads', '8', false)
-- version | refused
SELECT version()
-- pg-version | refused
SELECT pg_catalog.version()
-- pragma-version-function | refused
SELECT * FROM pragma_version()
-- pragma-platform-function | refused
SELECT * FROM pragma_platform()
-- pragma-user-agent-function | refused
SELECT * FROM pragma_user_agent()
-- library-version | refused
SELECT library_version FROM pragma_version()
-- in-search-path | refused
SELECT in_search_path('system', 'main')
-- current-schemas | refused
SELECT current_schemas(true)
-- current-query | refused
SELECT current_query()
-- txid | refused
SELECT txid_current()
-- connection-id | refused
SELECT current_connection_id(), current_transaction_id(), current_query_id()
-- inet-server | refused
SELECT inet_server_addr(), inet_server_port()
-- backend-pid | refused
SELECT pg_backend_pid()
-- write-log | refused
SELECT write_log('x', level := 'error', scope := 'database')
-- parse-log | refused
SELECT parse_duckdb_log_message('FileSystem', '{}')
-- duckdb-logs | refused
FROM duckdb_logs
-- duckdb-logs-function | refused
SELECT * FROM duckdb_logs()
-- duckdb-log-contexts | refused
SELECT * FROM duckdb_log_contexts()
-- enable-logging-function | refused
SELECT * FROM enable_logging()
-- storage-info | refused
SELECT * FROM pragma_storage_info('body')
-- last-profiling | refused
SELECT * FROM pragma_last_profiling_output()
-- detailed-profiling | refused
SELECT * FROM pragma_detailed_profiling_output()
-- metadata-info | refused
SELECT * FROM pragma_metadata_info()
-- database-size | refused
SELECT * FROM pragma_database_size()
-- collations | refused
SELECT * FROM pragma_collations()
-- memory-tables | refused
SELECT * FROM duckdb_memory()
-- temporary-files | refused
SELECT * FROM duckdb_temporary_files()
-- optimizers | refused
SELECT * FROM duckdb_optimizers()
-- approximate-count | refused
SELECT * FROM duckdb_approx_database_count()
-- external-caches | refused
SELECT * FROM duckdb_external_file_cache()
-- connection-count | refused
SELECT * FROM duckdb_connection_count()
-- test-all-types | refused
SELECT * FROM test_all_types()
-- test-vector-types | refused
SELECT * FROM test_vector_types(NULL::INT)
-- setseed-harmless | harmless
SELECT setseed(0.5), random() IS NOT NULL
-- text-of-a-setting | harmless
SELECT 'SET memory_limit = ''100GB''' AS words
-- column-called-set | harmless
SELECT 1 AS "set", 2 AS "pragma", 3 AS reset
