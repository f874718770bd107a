-- One report. $1: report id
SELECT r.report_id, r.year, r.form, r.scope, r.title, coalesce(CAST(r.published AS varchar), '') AS published,
       r.source_file, r.source_sha256, r.source_format, r.sample, r.figures, r.failed, coalesce(r.superseded_by, 0) AS superseded_by,
       b.body_id, b.name, b.region_code, b.organ, b.province, b.first_year, b.last_year, b.reports, b.sample AS body_sample
FROM report AS r
JOIN body AS b ON b.body_id = r.body_id
WHERE r.report_id = $1
ORDER BY r.report_id
