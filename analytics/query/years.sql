-- First and last report year.
SELECT CAST(coalesce(min(b.first_year), 0) AS integer) AS first_year, CAST(coalesce(max(b.last_year), 0) AS integer) AS last_year
FROM body AS b
