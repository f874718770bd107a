-- What people decided about reports, the latest first, and whether it applies
-- today: a waiver as long as a finding names it, a correction as long as the
-- current report's notes do; those on bodies that have no report among them. $1: bodies, $2, $3: first and last year, $4: kind
-- or '', $5: how many at most, $6: how many to leave out before them
SELECT coalesce(b.body_id, 0) AS body_id, coalesce(b.name, v.body_key) AS name, coalesce(b.region_code, '') AS region_code,
       coalesce(b.organ, '') AS organ, coalesce(b.province, '') AS province, coalesce(b.first_year, 0) AS first_year,
       coalesce(b.last_year, 0) AS last_year, coalesce(b.reports, 0) AS reports, coalesce(b.sample, FALSE) AS sample,
       v.year, v.verdict_id, v.kind, v.check_id, v.place, v.cell, v.text_before, v.value_after,
       v.reason, v.author, v.decided, v.undone, v.undone_reason, v.undone_author, v.replaced_by,
       CASE WHEN v.kind = 'waive'
            THEN EXISTS (SELECT 1 FROM finding AS f JOIN report AS r ON r.report_id = f.report_id
                         WHERE f.verdict_id = v.verdict_id AND r.superseded_by IS NULL)
            ELSE EXISTS (SELECT 1 FROM printed AS p
                         WHERE p.body_id = v.body_id AND p.year = v.year
                           AND p.notes LIKE '%人工更正（第 ' || CAST(v.verdict_id AS varchar) || ' 号）%')
       END AS applies,
       count(*) OVER () AS verdicts
FROM verdict AS v
LEFT JOIN body AS b ON b.body_id = v.body_id
WHERE $1 AND v.year BETWEEN $2 AND $3 AND ($4 = '' OR v.kind = $4)
ORDER BY v.verdict_id DESC NULLS LAST
LIMIT $5 OFFSET $6
