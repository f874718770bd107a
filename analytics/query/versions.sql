-- The versions of a body's reports: the newest year first, versions in order of
-- arrival, each with the cells that it changed and, apart, those printed alike of
-- which the checks judge otherwise. $1: body id, $2: year, or 0 for the years
-- that have several versions
SELECT r.report_id, r.year, r.form, r.scope, r.title, r.source_file, r.source_sha256, r.source_format, r.arrived, r.sample, r.figures, r.failed,
       coalesce(r.superseded_by, 0) AS superseded_by,
       (SELECT count(*) FROM revision AS v WHERE v.report_id = r.report_id AND v.body_id = $1) AS revised,
       (SELECT count(*) FROM revision AS v WHERE v.report_id = r.report_id AND v.body_id = $1
          AND v.text_before = v.text_after AND v.unit_before = v.unit_after AND (v.value_before = v.value_after OR v.amount_before = v.amount_after)
          AND 'suspect' IN (v.status_before, v.status_after)) AS judged
FROM report AS r
WHERE r.body_id = $1
  AND (r.year = $2 OR $2 = 0 AND r.year IN (SELECT s.year FROM report AS s WHERE s.body_id = $1 AND s.superseded_by IS NOT NULL))
ORDER BY r.year DESC NULLS LAST, r.report_id
