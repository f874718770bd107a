-- What the audit says of a report, failed checks first, hard ones before the
-- others. $1: report id
SELECT f.check_id, f.place, f.state, f.severity, f.detail, f.cells, f.others,
       v.verdict_id, v.reason, v.author, v.decided
FROM finding AS f
LEFT JOIN verdict AS v ON v.verdict_id = f.verdict_id
WHERE f.report_id = $1
ORDER BY CASE f.state WHEN 'failed' THEN 0 WHEN 'not_assessable' THEN 1 WHEN 'waived' THEN 2 ELSE 3 END,
         CASE f.severity WHEN 'hard' THEN 0 WHEN 'soft' THEN 1 ELSE 2 END, f.finding_id
