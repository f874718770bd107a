-- csv-http | refused
SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')
-- csv-https | refused
SELECT * FROM read_csv('https://example.com/x.csv')
-- table-http | refused
SELECT * FROM 'http://127.0.0.1:9/x.parquet'
-- table-https-quoted | refused
SELECT * FROM "https://example.com/x.json"
-- metadata-service | refused
SELECT * FROM read_text('http://169.254.169.254/latest/meta-data/')
-- s3 | refused
SELECT * FROM 's3://bucket/key.parquet'
-- s3a-function | refused
SELECT * FROM read_parquet('s3a://bucket/*/*.parquet')
-- gcs | refused
SELECT * FROM read_parquet('gs://bucket/key.parquet')
-- r2 | refused
SELECT * FROM read_parquet('r2://bucket/key.parquet')
-- azure | refused
SELECT * FROM read_csv('azure://container/key.csv')
-- hugging-face | refused
SELECT * FROM 'hf://datasets/a/b/c.parquet'
-- unc | refused
SELECT * FROM read_text('\\127.0.0.1\share\x')
-- ftp | refused
SELECT * FROM read_text('ftp://127.0.0.1/x')
-- postgres-scan | refused
SELECT * FROM postgres_scan('host=127.0.0.1', 'public', 't')
-- postgres-query | refused
SELECT * FROM postgres_query('db', 'SELECT 1')
-- mysql-scan | refused
SELECT * FROM mysql_scan('host=127.0.0.1', 'db', 't')
-- mysql-query | refused
SELECT * FROM mysql_query('db', 'SELECT 1')
-- odbc | refused
SELECT * FROM odbc_scan('DSN=x', 't')
-- ducklake | refused
SELECT * FROM ducklake_snapshots('lake')
-- attach-postgres | refused
ATTACH 'host=127.0.0.1' AS pg (TYPE postgres)
-- attach-http | refused
ATTACH 'http://127.0.0.1:9/x.duckdb' AS web (READ_ONLY)
-- attach-ducklake | refused
ATTACH 'ducklake:metadata.ducklake' AS lake
-- install | refused
INSTALL httpfs
-- install-from | refused
INSTALL spatial FROM 'http://127.0.0.1:9'
-- install-community | refused
FORCE INSTALL h3 FROM community
-- load-name | refused
LOAD httpfs
-- load-file | refused
LOAD '/tmp/evil.duckdb_extension'
-- update-extensions | refused
UPDATE EXTENSIONS
-- create-secret | refused
CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')
-- create-persistent-secret | refused
CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'b')
-- drop-secret | refused
DROP SECRET s
-- which-secret | refused
SELECT * FROM which_secret('s3://bucket', 's3')
-- duckdb-secrets | refused
SELECT * FROM duckdb_secrets(redact := false)
-- autoload-spatial | refused
SELECT st_point(1, 2)
-- autoload-fts | refused
SELECT fts_main_body.match_bm25(1, 'x')
-- autoload-inet | refused
SELECT host(CAST('127.0.0.1' AS INET))
-- autoload-tpch | refused
SELECT * FROM dbgen(sf := 100)
-- autoload-excel | refused
SELECT excel_text(1, 'x')
-- autoload-aws | refused
SELECT * FROM load_aws_credentials()
-- http-get | refused
SELECT http_get('http://127.0.0.1:9')
-- shell | refused
SELECT * FROM shellfs('id |')
-- copy-to-s3 | refused
COPY (SELECT 1) TO 's3://bucket/out.parquet'
-- inet-type | limited
SELECT '127.0.0.1'::INET
-- start-ui | refused
CALL start_ui()
-- check-peg | refused
CALL check_peg_parser('SELECT 1')
