-- What a current report prints and no statutory form has, in printed order.
-- $1: report id, $2: its body id, $3: its year
SELECT l.label, l.heading, l.unit, l.text, CAST(l.value AS varchar) AS number, l.table_no, l.row_no, l.column_no
FROM local_row AS l
WHERE l.report_id = $1 AND l.body_id = $2 AND l.year = $3
ORDER BY l.table_no, l.row_no, l.column_no
