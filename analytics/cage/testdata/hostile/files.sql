-- read-csv | refused
SELECT * FROM read_csv('/etc/passwd')
-- read-csv-auto | refused
SELECT * FROM read_csv_auto('/etc/group', delim := ':')
-- read-csv-named | refused
SELECT * FROM read_csv('/etc/passwd', columns := {'line': 'VARCHAR'}, header := false, ignore_errors := true)
-- read-text | refused
SELECT content FROM read_text('/etc/hostname')
-- read-text-list | refused
SELECT filename, size FROM read_text(['/etc/hostname', '/etc/hosts'])
-- read-blob | refused
SELECT content FROM read_blob('/proc/self/exe')
-- read-json | refused
SELECT * FROM read_json('/etc/docker/daemon.json')
-- read-json-auto | refused
SELECT * FROM read_json_auto('/root/.config/*.json')
-- read-json-objects | refused
SELECT * FROM read_json_objects('/etc/os-release', format := 'unstructured')
-- read-ndjson | refused
SELECT * FROM read_ndjson_objects('/var/log/syslog')
-- read-parquet | refused
SELECT * FROM read_parquet('/srv/*.parquet', hive_partitioning := true)
-- parquet-scan | refused
SELECT * FROM parquet_scan('/srv/year=*/part-0.parquet', filename := true)
-- parquet-metadata | refused
SELECT * FROM parquet_metadata('/srv/a.parquet')
-- parquet-schema | refused
SELECT * FROM parquet_schema('/srv/a.parquet')
-- parquet-file-metadata | refused
SELECT * FROM parquet_file_metadata('/srv/a.parquet')
-- parquet-kv | refused
SELECT * FROM parquet_kv_metadata('/srv/a.parquet')
-- parquet-bloom | refused
SELECT * FROM parquet_bloom_probe('/srv/a.parquet', 'k', 1)
-- glob-root | refused
SELECT * FROM glob('/*')
-- glob-deep | refused
SELECT file FROM glob('/home/**/id_*') ORDER BY file
-- sniff-csv | refused
FROM sniff_csv('/etc/passwd')
-- read-duckdb | refused
SELECT * FROM read_duckdb('/srv/other.duckdb', table_name := 'secret')
-- st-read | refused
SELECT * FROM st_read('/srv/map.shp')
-- sqlite-scan | refused
SELECT * FROM sqlite_scan('/var/lib/app.db', 'users')
-- read-xlsx | refused
SELECT * FROM read_xlsx('/srv/pay.xlsx')
-- iceberg | refused
SELECT * FROM iceberg_scan('/srv/lake')
-- delta | refused
SELECT * FROM delta_scan('file:///srv/delta')
-- seq-scan | refused
SELECT * FROM seq_scan('/etc/passwd')
-- force-download | refused
SELECT * FROM arrow_scan_dumb(1, 2, 3)
-- python-scan | refused
SELECT * FROM pandas_scan('x')
-- table-passwd | refused
FROM '/etc/passwd'
-- table-csv | refused
SELECT * FROM '/etc/motd.csv'
-- table-parquet | refused
SELECT * FROM 'x.parquet'
-- table-json | refused
SELECT * FROM 'package.json'
-- table-duckdb | refused
SELECT * FROM 'other.duckdb'
-- table-quoted | refused
SELECT * FROM "/etc/passwd.csv"
-- table-quoted-alias | refused
SELECT p.* FROM "/proc/self/environ" AS p(line)
-- table-file-uri | refused
SELECT * FROM 'file:///etc/passwd'
-- table-relative | refused
SELECT * FROM '../../../../etc/passwd'
-- table-home | refused
SELECT * FROM '~/.bash_history'
-- table-gz | refused
SELECT * FROM '/var/log/dpkg.log.1.gz'
-- table-glob | refused
SELECT * FROM '/srv/*/year=20[12]*/**/*.csv'
-- table-stdin | refused
SELECT * FROM '/dev/stdin'
-- table-fd | refused
SELECT * FROM '/proc/self/fd/3'
-- table-zero | refused
SELECT count(*) FROM '/dev/zero'
-- table-maps | refused
SELECT * FROM '/proc/self/maps'
-- table-cmdline | refused
SELECT * FROM '/proc/1/cmdline'
-- table-schema-file | refused
SELECT * FROM main."/etc/passwd.csv"
-- table-catalog-file | refused
SELECT * FROM "/etc"."passwd"
-- table-with-backslash | refused
SELECT * FROM "\\server\share\a.csv"
-- table-statement | refused
TABLE "/etc/passwd.csv"
-- describe-file | refused
DESCRIBE '/etc/passwd.csv'
-- describe-select-file | refused
DESCRIBE SELECT * FROM '/etc/passwd.csv'
-- summarize-file | refused
SUMMARIZE '/etc/passwd.csv'
-- show-file | refused
SHOW "/etc/passwd.csv"
-- describe-subquery | refused
SELECT * FROM (DESCRIBE FROM read_text('/etc/hosts'))
-- scalar-subquery | refused
SELECT (SELECT content FROM read_text('/etc/hostname'))
-- exists | refused
SELECT 1 WHERE EXISTS (FROM glob('/etc/shadow'))
-- in-subquery | refused
SELECT name FROM body WHERE name IN (SELECT content FROM read_text('/etc/hostname'))
-- lateral | refused
SELECT * FROM body, LATERAL (SELECT content, body.name FROM read_text('/etc/hosts'))
-- join-file | refused
SELECT * FROM body JOIN '/etc/passwd.csv' ON true
-- left-join-file | refused
SELECT b.name FROM body b LEFT JOIN "/etc/hosts.csv" h ON h.column0 = b.name
-- union-file | refused
SELECT name FROM body UNION ALL SELECT * FROM '/etc/passwd.csv'
-- except-file | refused
SELECT 'x' EXCEPT (SELECT content FROM read_text('/etc/hostname'))
-- cte-file | refused
WITH a AS (SELECT * FROM read_csv('/etc/passwd')) SELECT * FROM a
-- cte-materialized-file | refused
WITH a AS MATERIALIZED (FROM '/etc/passwd.csv') SELECT count(*) FROM a
-- cte-hides-file | refused
WITH "/etc/passwd.csv" AS (SELECT * FROM "/etc/passwd.csv") SELECT * FROM "/etc/passwd.csv"
-- cte-recursive-hides-file | refused
WITH RECURSIVE "/etc/hosts.csv" AS (SELECT * FROM "/etc/hosts.csv" UNION ALL SELECT * FROM "/etc/hosts.csv") SELECT * FROM "/etc/hosts.csv"
-- cte-inner-name-outside | refused
SELECT (WITH "a.csv" AS (SELECT 1) SELECT * FROM "a.csv"), x.* FROM "a.csv" AS x
-- cte-name-after-its-use | refused
WITH b AS (SELECT * FROM "c.csv"), "c.csv" AS (SELECT 1) SELECT * FROM b
-- cte-in-set-operation | refused
(WITH "d.csv" AS (SELECT 1) SELECT * FROM "d.csv") UNION ALL SELECT * FROM "d.csv"
-- order-by-subquery | refused
SELECT name FROM body ORDER BY (SELECT max(content) FROM read_text('/etc/hosts'))
-- limit-subquery | refused
SELECT 1 LIMIT (SELECT count(*) FROM glob('/etc/*'))
-- offset-subquery | refused
SELECT 1 LIMIT 1 OFFSET (SELECT count(*) FROM read_blob('/etc/shadow'))
-- having-subquery | refused
SELECT kind FROM body GROUP BY kind HAVING count(*) < (SELECT count(*) FROM glob('/**'))
-- qualify-subquery | refused
SELECT name FROM body QUALIFY row_number() OVER () = (SELECT count(*) FROM '/etc/passwd.csv')
-- group-by-subquery | refused
SELECT count(*) FROM body GROUP BY (SELECT content FROM read_text('/etc/hosts'))
-- filter-subquery | refused
SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM '/etc/passwd.csv')) FROM body
-- window-subquery | refused
SELECT sum(1) OVER (PARTITION BY (SELECT content FROM read_text('/etc/hosts'))) FROM body
-- distinct-on-subquery | refused
SELECT DISTINCT ON ((SELECT file FROM glob('/etc/*') LIMIT 1)) name FROM body
-- case-subquery | refused
SELECT CASE WHEN false THEN 1 ELSE (SELECT count(*) FROM glob('*')) END
-- array-subquery | refused
SELECT ARRAY(SELECT file FROM glob('/root/*'))
-- values-subquery | refused
VALUES ((SELECT content FROM read_text('/etc/hosts')))
-- struct-subquery | refused
SELECT {'a': (SELECT content FROM read_text('/etc/hosts'))}
-- range-argument | refused
SELECT * FROM range((SELECT count(*) FROM glob('/etc/*')))
-- unnest-argument | refused
SELECT * FROM unnest((SELECT list(file) FROM glob('/etc/*')))
-- in-lambda | refused
SELECT list_transform([1], lambda f: (SELECT content FROM read_text('/etc/hosts')))
-- pivot-of-file | refused
SELECT * FROM (PIVOT '/etc/passwd.csv' ON column0 IN ('a') USING count(*))
-- unpivot-of-file | refused
SELECT * FROM (UNPIVOT '/srv/a.csv' ON COLUMNS(*))
-- pivot-in-file | refused
SELECT * FROM body PIVOT (count(*) FOR kind IN (SELECT content FROM read_text('/etc/hosts')))
-- sample-of-file | refused
SELECT * FROM '/etc/passwd.csv' TABLESAMPLE 10%
-- at-version | refused
SELECT * FROM '/srv/lake' AT (VERSION => 1)
-- positional-file | refused
SELECT * FROM body POSITIONAL JOIN '/etc/passwd.csv'
-- asof-file | refused
SELECT * FROM body ASOF JOIN '/srv/t.csv' t ON body.body_id >= t.column0
-- from-first | refused
FROM read_text('/etc/hostname') SELECT content
-- upper-case | refused
SELECT * FROM READ_TEXT('/etc/hostname')
-- mixed-case | refused
SELECT * FROM rEaD_tExT('/etc/hostname')
-- quoted-function | refused
SELECT * FROM "read_text"('/etc/hostname')
-- spaced-function | refused
SELECT * FROM read_text  	 (  '/etc/hostname'  )
-- commented-function | refused
SELECT * FROM read_text/* not a call */('/etc/hostname')
-- schema-function | refused
SELECT * FROM main.read_text('/etc/hostname')
-- catalog-function | refused
SELECT * FROM system.main.read_text('/etc/hostname')
-- quoted-schema-function | refused
SELECT * FROM "system"."main"."read_text"('/etc/hostname')
-- escape-string-path | refused
SELECT * FROM read_text(E'/etc\x2fhostname')
-- dollar-path | refused
SELECT * FROM read_text($$/etc/hostname$$)
-- built-path | refused
SELECT * FROM read_text(concat('/e', 'tc/host', 'name'))
-- parameter-path | refused | {"path": "/etc/hostname"}
SELECT * FROM read_text(:path)
-- parameter-table | refused | {"t": "/etc/passwd.csv"}
SELECT * FROM :t
-- copy-to | refused
COPY (SELECT 1) TO '/tmp/hostile-out.csv'
-- copy-from | refused
COPY body FROM '/etc/passwd'
-- copy-database | refused
COPY FROM DATABASE memory TO other
-- copy-in-brackets | refused
SELECT * FROM (COPY (SELECT 1) TO '/tmp/hostile-out.csv')
-- copy-program | refused
COPY body TO PROGRAM 'sh -c id'
-- attach | refused
ATTACH '/tmp/hostile-out.duckdb' AS other
-- attach-memory | refused
ATTACH ':memory:' AS other
-- attach-sqlite | refused
ATTACH '/var/lib/app.db' AS app (TYPE sqlite, READ_ONLY)
-- attach-or-replace | refused
ATTACH OR REPLACE '/tmp/hostile-out.duckdb' AS snapshot
-- detach | refused
DETACH snapshot
-- export | refused
EXPORT DATABASE '/tmp/hostile-out'
-- import | refused
IMPORT DATABASE '/tmp/hostile-in'
-- explain-analyze-file | refused
EXPLAIN ANALYZE SELECT * FROM '/etc/passwd.csv'
-- explain-copy | refused
EXPLAIN COPY (SELECT 1) TO '/tmp/hostile-out.csv'
