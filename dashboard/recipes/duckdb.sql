-- DuckDB command line, over a Parquet file that was fetched before:
--
--   curl -fsS -o observations.parquet "$GONGKAI/api/v1/sql?format=parquet&q=FROM%20observations"
--   duckdb < duckdb.sql
--
-- With the httpfs extension the address can stand in place of the file name.
SELECT year, sum(value) AS received, count(value) AS bodies_with_a_number, count(*) AS bodies
FROM 'observations.parquet'
WHERE indicator = 'applications.received'
GROUP BY year
ORDER BY year;
