-- rows-million | limited
SELECT x FROM range(20000000) AS t(x)
-- rows-endless | limited
SELECT x, md5(x::VARCHAR) FROM range(1000000000000) AS t(x)
-- rows-cross | limited
SELECT * FROM figures a, figures b
-- rows-sorted | limited
SELECT x FROM range(30000000) AS t(x) ORDER BY md5(x::VARCHAR)
-- columns-thousand | harmless
SELECT {{1000 times %d AS c%d, }}0 AS last
-- columns-many | limited
SELECT {{5000 times %d, }}0
-- columns-of-star | limited
SELECT COLUMNS(*), COLUMNS(*), COLUMNS(*) FROM (SELECT {{1500 times %d AS c%d, }}0 AS z)
-- columns-and-rows | limited
SELECT {{2000 times x + %d, }}x FROM range(100000) AS t(x)
-- text-megabyte | harmless
SELECT string_agg('x', '') AS s FROM range(1000000)
-- text-over-a-frame | limited
SELECT string_agg('x', '') AS s FROM range(20000000)
-- text-hundred-megabytes | limited
SELECT string_agg('x', '') AS s FROM range(150000000)
-- texts-wide-rows | limited
SELECT s, s, s, s, s, s, s, s, s, s FROM (SELECT string_agg('x', '') AS s FROM range(1000000)), range(1000)
-- texts-many-columns | limited
SELECT {{500 times s, }}s FROM (SELECT string_agg('x', '') AS s FROM range(100000))
-- list-huge | limited
SELECT list(x) FROM range(10000000) AS t(x)
-- list-each-row | limited
SELECT l, x FROM (SELECT list(x) AS l FROM range(10000) AS t(x)), range(1000000) AS u(x)
-- map-huge | limited
SELECT MAP(list(x), list(md5(x::VARCHAR))) FROM range(1000000) AS t(x)
-- struct-huge | limited
SELECT {a: list({b: x, c: x::VARCHAR}), d: list([x])} FROM range(1000000) AS t(x)
-- json-huge | limited
SELECT json_group_array({x: x}) FROM range(3000000) AS t(x)
-- blob-huge | limited
SELECT string_agg('x', '')::BLOB FROM range(10000000)
-- blob-escapes | limited
SELECT unhex(string_agg('00', '')) FROM range(5000000)
-- bit-huge | limited
SELECT string_agg('1', '')::BIT FROM range(20000000)
-- controls-huge | harmless
SELECT string_agg(chr(1), '') FROM range(5000000)
-- quotes-in-list | limited
SELECT list(chr(1) || '"\' || chr(31)) FROM range(2000000)
-- bignum-huge | limited
SELECT string_agg('9', '')::BIGNUM FROM range(100000)
-- name-huge | harmless
SELECT 1 AS "{{60000 times x}}"
-- names-huge | limited
SELECT {{6 times 1 AS "%d{{9000 chars x}}", }}2
-- type-name-huge | limited
SELECT NULL::STRUCT({{3000 times a%d INT, }}z INT)
-- enum-huge | harmless
SELECT 'e1'::ENUM({{5000 times 'e%d', }}'z')
-- summarize-wide | limited
SUMMARIZE SELECT {{800 times %d AS c%d, }}* FROM figures
-- every-integer | harmless
SELECT 127::TINYINT, 32767::SMALLINT, 2147483647::INTEGER, 9223372036854775807::BIGINT, 255::UTINYINT, 65535::USMALLINT, 4294967295::UINTEGER, 18446744073709551615::UBIGINT
-- every-least-integer | harmless
SELECT (-128)::TINYINT, (-32768)::SMALLINT, (-2147483648)::INTEGER, (-9223372036854775808)::BIGINT, 0::UTINYINT, 0::UBIGINT
-- hugeint | harmless
SELECT '170141183460469231731687303715884105727'::HUGEINT, '-170141183460469231731687303715884105728'::HUGEINT
-- uhugeint | harmless
SELECT '340282366920938463463374607431768211455'::UHUGEINT, 0::UHUGEINT
-- bignum | harmless
SELECT '-123456789012345678901234567890123456789012345678901234567890'::BIGNUM
-- decimals | harmless
SELECT 0.1::DECIMAL(1, 1), '99999999999999999999999999999999999999'::DECIMAL(38, 0), '-0.00000000000000000000000000000000000001'::DECIMAL(38, 38), 1.5::DECIMAL(4, 1), 1.5::DECIMAL(9, 4), 1.5::DECIMAL(18, 9)
-- floats | harmless
SELECT 1.1::FLOAT, 1e-45::FLOAT, 3.4028235e38::FLOAT, 5e-324::DOUBLE, 1.7976931348623157e308::DOUBLE, '-0.0'::DOUBLE
-- not-numbers | harmless
SELECT 'nan'::DOUBLE, 'inf'::DOUBLE, '-inf'::DOUBLE, 'nan'::FLOAT, 'inf'::FLOAT
-- not-numbers-in-list | harmless
SELECT ['nan'::DOUBLE, 'inf'::DOUBLE, '-inf'::DOUBLE]
-- not-numbers-in-struct | harmless
SELECT {'a': 'nan'::FLOAT, 'b': 'inf'::DOUBLE}
-- not-numbers-in-map | harmless
SELECT MAP {'a': 'nan'::DOUBLE}
-- divided-by-zero | harmless
SELECT 1.0 / 0, 0.0 / 0, -1e0 / 0, [1e0 / 0]
-- dates | harmless
SELECT DATE '0001-01-01', DATE '9999-12-31', '5877642-06-25 (BC)'::DATE, '5881580-07-10'::DATE, 'infinity'::DATE, '-infinity'::DATE
-- times | harmless
SELECT TIME '24:00:00', TIME '23:59:59.999999', '10:00:00+15:59:59'::TIMETZ, '10:00:00.123456789'::TIME_NS
-- timestamps | harmless
SELECT TIMESTAMP '294247-01-10 04:00:54.775806', '290309-12-22 (BC) 00:00:00'::TIMESTAMP, 'infinity'::TIMESTAMP, '-infinity'::TIMESTAMPTZ
-- timestamps-of-precisions | harmless
SELECT '2024-02-29 01:02:03.123456789'::TIMESTAMP_NS, '2024-02-29 01:02:03.123'::TIMESTAMP_MS, '2024-02-29 01:02:03'::TIMESTAMP_S, TIMESTAMPTZ '2024-02-29 01:02:03+08'
-- timestamps-in-list | harmless
SELECT [DATE 'infinity', NULL, DATE '2024-02-29'], [TIMESTAMP '2024-02-29 01:02:03'], {'t': TIMETZ '10:00:00+08', 'i': INTERVAL 3 MONTH}
-- interval | harmless
SELECT INTERVAL '1 year 2 months 3 days 04:05:06.789', INTERVAL '-178956970 years -8 months', INTERVAL 0 DAY
-- blob | harmless
SELECT '\x00\xFF\x27\x22\x5C'::BLOB, ''::BLOB, ['\xFF'::BLOB], {'b': '\x00'::BLOB}
-- bit | harmless
SELECT '0101'::BIT, ''::VARCHAR || '1'::BIT::VARCHAR, ['1'::BIT]
-- uuid | harmless
SELECT 'ffffffff-ffff-ffff-ffff-ffffffffffff'::UUID, '00000000-0000-0000-0000-000000000000'::UUID, [uuid()] IS NULL
-- enum | harmless
SELECT 'b'::ENUM('a', 'b'), ['a'::ENUM('a', 'b')], NULL::ENUM('x')
-- enum-of-300 | harmless
SELECT 'e299'::ENUM({{300 times 'e%d', }}'z')
-- map | harmless
SELECT MAP {'a': 1, 'b': NULL}, MAP {1.5: [1]}, MAP {[1, 2]: {'x': 1}}, MAP {}
-- map-of-dates | harmless
SELECT MAP {DATE '2024-01-01': INTERVAL 1 DAY, DATE 'infinity': NULL}
-- struct | harmless
SELECT {'a': 1, 'b c': 'x', '"': NULL, '\': {' ': [NULL]}}
-- row | harmless
SELECT row(1, 'a', NULL), (1, (2, 3))
-- union | harmless
SELECT union_value(n := 1), union_value(s := 'x'), [union_value(n := 1)]
-- union-cast | harmless
SELECT 1::UNION(n INT, s VARCHAR), 'a'::UNION(n INT, s VARCHAR), NULL::UNION(n INT)
-- lists | harmless
SELECT [[1, NULL], [], NULL], [[['x']]], []::INT[], [NULL]
-- arrays | harmless
SELECT [1, 2, 3]::INT[3], [[1, 2], [3, 4]]::INT[2][2], [NULL, 1]::DOUBLE[2], [{'a': 1}]::STRUCT(a INT)[1]
-- json | harmless
SELECT '{"a": [1, null, "é", 1e400]}'::JSON, 'null'::JSON, ['1'::JSON], '"\u0000"'::JSON
-- json-big-number | harmless
SELECT '123456789012345678901234567890.123456789'::JSON, to_json(9007199254740993), to_json(1e300)
-- geometry | harmless
SELECT 'POINT (1 2)'::GEOMETRY
-- variant | harmless
SELECT 1::VARIANT, {'a': [1, 2], 'b': 'x'}::VARIANT, NULL::VARIANT
-- null-types | harmless
SELECT NULL, NULL::BLOB, NULL::INT[], NULL::STRUCT(a INT), NULL::MAP(INT, INT), NULL::HUGEINT, NULL::UUID, NULL::DECIMAL(38, 2), NULL::BIT, NULL::INT[2]
-- types-and-rows | harmless
SELECT x::UHUGEINT, epoch_ms(x), (x || '')::BLOB, [x], {'x': x}, MAP {x: x}, x::BIT, x::DECIMAL(20, 3), CASE WHEN x % 3 = 0 THEN NULL ELSE x::VARCHAR END FROM range(5000) AS t(x)
-- booleans | harmless
SELECT true, false, NULL::BOOLEAN, [true, NULL]
-- nothing | harmless
SELECT * FROM body WHERE false
-- values | harmless
VALUES (1, 'a', NULL), (2, 'b', [1])
-- duplicates | harmless
SELECT b.*, b.*, 1 AS name FROM body AS b LIMIT 2
