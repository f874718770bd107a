-- missing | refused
SELECT :year
-- missing-one | refused | {"a": 1}
SELECT :a, :b
-- missing-twice | refused
SELECT :x + :x
-- dollar-number | refused
SELECT $1
-- dollar-name | refused | {"name": "x"}
SELECT $name
-- question-mark | refused
SELECT ?
-- question-marks | refused
SELECT ? + ?
-- question-number | refused
SELECT ?1
-- dollar-huge | refused
SELECT $99999999
-- dollar-limit | refused
SELECT 1 LIMIT $1
-- dollar-in-table-function | refused
SELECT * FROM range($1)
-- dollar-in-file-function | refused
SELECT * FROM read_text($1)
-- limit-parameter | harmless | {"n": 2}
SELECT name FROM body LIMIT :n
-- quote-in-value | harmless | {"name": "x' OR '1'='1"}
SELECT count(*) FROM body WHERE name = :name
-- statement-in-value | harmless | {"name": "'; DROP TABLE body; --"}
SELECT :name AS name
-- comment-in-value | harmless | {"a": "/*", "b": "*/ --"}
SELECT :a, :b
-- backslash-in-value | harmless | {"a": "\\", "b": "\\' || version() || '"}
SELECT :a || :b
-- dollar-in-value | harmless | {"a": "$$", "b": "$1"}
SELECT :a, :b, :a
-- placeholder-in-value | harmless | {"a": ":b", "b": ":a"}
SELECT :a, :b
-- newline-in-value | harmless | {"a": "\n-- x\n;"}
SELECT :a
-- nul-in-value | refused | {"a": "\u0000"}
SELECT :a
-- controls-in-value | harmless | {"a": "\u001b[2J\u202e\ufeff"}
SELECT :a
-- semicolon-in-value | harmless | {"a": ";"}
SELECT :a;
-- long-value | harmless | {"a": "{{5000 times x}}"}
SELECT length(:a)
-- too-long-value | refused | {"a": "{{70000 times x}}"}
SELECT length(:a)
-- value-many-times | refused | {"a": "{{4000 times x}}"}
SELECT 1{{2000 times , :a}}
-- thousand | refused
SELECT 1{{1000 times , :p%d}}
-- hundreds-of-one | harmless | {"a": 1}
SELECT 1{{400 times  + :a}}
-- twenty-thousand-names | refused
{{65000 chars :p%d }}
-- null-value | harmless | {"a": null}
SELECT :a IS NULL, :a
-- true-value | harmless | {"a": true}
SELECT :a AND NOT :a
-- number-value | harmless | {"a": 3, "b": -4}
SELECT :a-:b, 5-:b, 2^:b
-- fraction-value | harmless | {"a": 0.1}
SELECT :a * 3
-- list-value | harmless | {"a": [1, 2]}
SELECT :a
-- list-in-list-value | harmless | {"a": [["1"], ["x' || version() || '"], [null]]}
SELECT :a[2]
-- list-of-mixed-lists-value | limited | {"a": [[1], ["x"]]}
SELECT :a[2]
-- list-of-objects-value | refused | {"a": [{"b": 1}]}
SELECT :a
-- list-value-deep | limited | {"a": {{3000 times [}}1{{3000 times ]}}}
SELECT :a
-- list-value-long | refused | {"a": [{{20000 times 1,}}1]}
SELECT len(:a)
-- list-value-as-type | harmless | {"a": ["::INT", "]; DROP TABLE body"]}
SELECT :a
-- dollar-number-value | harmless | {"1": "x' || version() || '", "2": "$1"}
SELECT $1, $2, '$1', $$ $1 $$
-- dollar-number-cast | harmless | {"1": "2024"}
SELECT $1::INT+$1::INT
-- dollar-number-glued | limited | {"1": 5}
SELECT 1$1
-- dollar-number-in-name | harmless | {"1": 5}
SELECT a$1 FROM (SELECT 2 AS a$1)
-- dollar-number-zero | refused | {"1": 5}
SELECT $0
-- dollar-number-in-dollar-text | limited | {"1": "x"}
SELECT $1$ , version() , $1$
-- object-value | refused | {"a": {"b": 1}}
SELECT :a
-- text-as-number | limited | {"a": "many"}
SELECT * FROM body WHERE body_id = :a
-- text-for-limit | limited | {"a": "2; DROP TABLE body"}
SELECT name FROM body LIMIT :a
-- text-for-date | limited | {"a": "x"}
SELECT DATE '2024-01-01' < :a
-- value-as-table | harmless | {"a": "body"}
SELECT * FROM :a
-- value-as-function | refused | {"a": "version"}
SELECT :a()
-- value-as-column | harmless | {"a": "name"}
SELECT count(*) FROM body WHERE :a = 'name'
-- value-as-alias | harmless | {"a": "x"}
SELECT 1 AS :a
-- value-as-type | limited | {"a": "INT"}
SELECT 1:::a
-- value-behind-text | refused | {"a": "x"}
SELECT 'a':a
-- value-in-text | harmless | {"a": "x"}
SELECT ':a', $$:a$$, $t$:a$t$
-- value-in-name | harmless | {"a": "x"}
SELECT 1 AS ":a"
-- value-in-comment | harmless | {"a": "*/ version()"}
SELECT 1 /* :a */ -- :a
-- value-in-escape-text | harmless | {"a": "x"}
SELECT E'\':a'
-- value-in-nested-comment | harmless | {"a": "*/"}
SELECT 1 /* /* :a */ :a */
-- value-behind-carriage-return | limited | {"a": "x"}
SELECT 1 -- x{{hex 0D}}, :a
-- value-in-unicode-text | limited | {"a": "x"}
SELECT U&'\0061:a'
-- value-in-dollar-name | harmless | {"a": "x"}
SELECT 1 AS a$$ , :a AS b$$
-- escape-text-of-name | harmless | {"a": "' || 1 || '"}
SELECT e'a\', :a, '
-- slice | harmless | {"b": 1}
SELECT [1, 2, 3][1:2], 'abc'[1:2]
-- cast | harmless | {"INT": "x"}
SELECT 1::INT
-- named-alias | harmless | {"a": 2}
SELECT x: 1, y: :a
-- struct-fields | harmless | {"b": 2}
SELECT {a: 1, b: :b}
-- assignment | harmless | {"a": 2}
SELECT struct_pack(b := :a)
-- lambda-colon | harmless | {"x": 7}
SELECT list_transform([1], lambda x: x + :x)
-- chinese-name | harmless | {"年度": 2024}
SELECT count(*) FROM report WHERE year = :年度
-- name-with-digits | harmless | {"a1_": 1}
SELECT :a1_
-- name-of-digit | refused
SELECT :1
-- name-quoted | refused | {"a": 1}
SELECT :"a"
-- name-of-function | refused | {"version": 1}
SELECT version(), :version
-- name-huge | refused
SELECT :{{60000 times a}}
-- name-like-markup | refused | {"<script>": 1}
SELECT :<script>
-- name-of-emoji | harmless | {"🙈": 1}
SELECT :🙈
-- unused-values | harmless | {"a": 1, "b'; DROP": 2}
SELECT 1
-- number-too-large | harmless | {"a": 1e300}
SELECT :a > 1
-- number-huge | harmless | {"a": 123456789012345678901234567890}
SELECT :a
-- interval-value | harmless | {"a": 3}
SELECT INTERVAL :a DAY
-- extract-value | harmless | {"a": "2024-02-03"}
SELECT year(:a::DATE)
-- parameter-in-window | harmless | {"n": 1}
SELECT sum(body_id) OVER (ORDER BY body_id ROWS :n PRECEDING) FROM body
-- parameter-in-pivot | harmless | {"k": "政府"}
SELECT * FROM (PIVOT body ON kind IN (:k) USING count(*))
