-- The figures of a current report in the form's order, with what is printed.
-- $1: report id, $2: its body id, $3: its year
SELECT i.cell, i.unit AS item_unit, i.money, coalesce(CAST(f.value AS varchar), CAST(f.amount AS varchar)) AS number,
       f.status, s.text, s.unit, s.note, s.table_no, s.row_no, s.column_no, s.page_no
FROM figure AS f
JOIN item AS i ON i.item_id = f.item_id
JOIN figure_source AS s ON s.body_id = f.body_id AND s.year = f.year AND s.item_id = f.item_id
WHERE f.report_id = $1 AND f.body_id = $2 AND f.year = $3 AND s.body_id = $2 AND s.year = $3
ORDER BY f.item_id
