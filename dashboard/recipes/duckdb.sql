-- Applications received by county governments, by year, with the DuckDB command
-- line over a Parquet file that was fetched before:
--
--   curl -fsS -G -o observations.parquet "$GONGKAI/api/v1/sql" --data-urlencode format=parquet \
--     --data-urlencode "q=SELECT o.*, b.organ, b.level FROM observations AS o JOIN body AS b ON b.body_id = o.body_id"
--   duckdb < duckdb.sql
--
-- With the httpfs extension the address can stand in place of the file name.
SELECT year, sum(value) AS received, count(value) AS bodies_with_a_number, count(*) AS bodies
FROM 'observations.parquet'
WHERE indicator = 'applications.received' AND organ = '' AND level = 'county'
GROUP BY year
ORDER BY year;
