-- Findings of current reports, the latest year first, failed checks before the
-- others and what must hold before what usually does. $1: bodies, $2, $3: first and last year, $4: check or '', $5: state
-- or '', $6: severity or '', $7: how many at most, $8: how many to leave out
-- before them
SELECT b.body_id, b.name, b.region_code, b.organ, b.province, b.first_year, b.last_year, b.reports, b.sample,
       f.year, r.form, f.check_id, f.place, f.state, f.severity, f.detail, f.cells, f.others,
       v.verdict_id, v.reason, v.author, v.decided
FROM finding AS f
LEFT JOIN verdict AS v ON v.verdict_id = f.verdict_id
JOIN report AS r ON r.report_id = f.report_id
JOIN body AS b ON b.body_id = f.body_id
WHERE $1 AND r.superseded_by IS NULL AND f.year BETWEEN $2 AND $3
  AND ($4 = '' OR f.check_id = $4) AND ($5 = '' OR f.state = $5) AND ($6 = '' OR f.severity = $6)
ORDER BY f.year DESC NULLS LAST,
         CASE f.state WHEN 'failed' THEN 0 WHEN 'waived' THEN 1 WHEN 'not_assessable' THEN 2 ELSE 3 END,
         CASE f.severity WHEN 'hard' THEN 0 WHEN 'soft' THEN 1 ELSE 2 END,
         b.key, f.finding_id
LIMIT $7 OFFSET $8
