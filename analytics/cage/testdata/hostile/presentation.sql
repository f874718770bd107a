-- script | harmless
SELECT '<script>alert(1)</script>' AS "<script>alert(2)</script>"
-- attribute | harmless
SELECT '" onmouseover="alert(1)' AS "' onfocus='x"
-- image | harmless
SELECT '<img src=x onerror=alert(1)>' AS a, '<svg/onload=alert(1)>' AS b
-- closing-tags | harmless
SELECT '</textarea></pre></style></script><script>x</script>' AS "</title>"
-- template | harmless
SELECT '{{"{{"}} .Secret }}' AS a, '${7*7}' AS b, '<%= 7*7 %>' AS c
-- javascript-link | harmless
SELECT 'javascript:alert(1)' AS href, 'data:text/html,<script>1</script>' AS url
-- formula-equals | harmless
SELECT '=cmd|''/c calc''!A0' AS "=1+1"
-- formula-signs | harmless
SELECT '+1+1' AS a, '-2+3' AS b, '@SUM(1)' AS c, '%0A=1' AS d
-- formula-tab | harmless
SELECT chr(9) || '=1+1' AS a, chr(13) || '=1+1' AS b, chr(10) || '@x' AS c
-- formula-hyperlink | harmless
SELECT '=HYPERLINK("http://127.0.0.1/?x="&A1)' AS link
-- formula-fullwidth | harmless
SELECT '＝1+1' AS a, '＋1' AS b, '－1' AS c, '＠x' AS d
-- dde | harmless
SELECT 'DDE("cmd";"/C calc";"x")' AS a
-- terminal-colour | harmless
SELECT chr(27) || '[31mred' || chr(27) || '[0m' AS a
-- terminal-title | harmless
SELECT chr(27) || ']0;owned' || chr(7) AS a, chr(155) || '2J' AS b
-- terminal-link | harmless
SELECT chr(27) || ']8;;http://127.0.0.1' || chr(27) || '\x' AS a
-- terminal-clipboard | harmless
SELECT chr(27) || ']52;c;ZWNobyBvd25lZA==' || chr(7) AS a
-- backspaces | harmless
SELECT 'safe' || chr(8) || chr(8) || chr(8) || chr(8) || 'evil' AS a, chr(127) AS b
-- bidi-override | harmless
SELECT chr(8238) || 'gpj.exe' AS a, chr(8294) || 'x' || chr(8297) AS b
-- bidi-in-name | harmless
SELECT 1 AS "a‮b⁦c"
-- zero-width | harmless
SELECT 'a' || chr(8203) || 'b' || chr(8288) || chr(65279) AS a
-- line-separators | harmless
SELECT 'a' || chr(8232) || 'b' || chr(8233) || 'c' || chr(133) AS a
-- noncharacters | harmless
SELECT chr(65535) || chr(65534) || chr(1114111) || chr(64976) AS a
-- surrogate | limited
SELECT chr(55296)
-- chr-negative | limited
SELECT chr(-1)
-- chr-huge | limited
SELECT chr(1114112)
-- nul | harmless
SELECT chr(0) AS a, 'b' || chr(0) || 'c' AS b
-- nul-in-list | harmless
SELECT [chr(0)], {'a': chr(0)}, MAP {chr(0): 1}
-- nul-in-json | harmless
SELECT json_extract_string('"\u0000"', '$'), ('"\u0000"'::JSON)->>'$'
-- controls | harmless
SELECT string_agg(chr(x::INT), '' ORDER BY x) AS a FROM range(0, 32) AS t(x)
-- controls-in-struct | harmless
SELECT {'a': string_agg(chr(x::INT), '' ORDER BY x)} FROM range(0, 160) AS t(x)
-- every-plane | harmless
SELECT string_agg(chr(x::INT * 4096 + 64), '') FROM range(0, 13) AS t(x)
-- invalid-utf8-decode | limited
SELECT decode('\xFF\xFE\xC0\x80'::BLOB)
-- invalid-utf8-cast | harmless
SELECT ('\xFF\xC0\x80'::BLOB)::VARCHAR AS a
-- invalid-utf8-replaced | harmless
SELECT decode('\xFFabc'::BLOB, 'replace')
-- invalid-utf8-unhex | harmless
SELECT unhex('FFFEC080EDA080')
-- invalid-utf8-url | limited
SELECT url_decode('%FF%FE%C0%80')
-- invalid-utf8-base64 | harmless
SELECT from_base64('//79')
-- invalid-utf8-bits | harmless
SELECT '11111111'::BIT::BLOB::VARCHAR
-- invalid-utf8-substring | harmless
SELECT left('é', 1), substring('中文', 2, 1), array_slice('é中', 1, 1), '中'[1], right('👩‍👧', 1)
-- invalid-utf8-in-text | harmless
SELECT '{{hex FF FE}}'
-- invalid-utf8-in-name | harmless
SELECT 1 AS "{{hex C0 80}}"
-- invalid-utf8-in-comment | harmless
SELECT 1 /* {{hex FF}} */
-- lone-surrogate-in-text | harmless
SELECT '{{hex ED A0 80}}'
-- name-of-markup | harmless
SELECT 1 AS "<b>", 2 AS "a&b", 3 AS "x""y", 4 AS "it's"
-- name-of-path | harmless
SELECT 1 AS "../../etc/passwd", 2 AS "C:\con", 3 AS "a/b"
-- name-of-object | harmless
SELECT 1 AS "__proto__", 2 AS "constructor", 3 AS "toString", 4 AS "hasOwnProperty"
-- name-of-lines | harmless
SELECT 1 AS "a
b", 2 AS "c	d"
-- name-long | harmless
SELECT 1 AS "{{5000 chars 名}}"
-- name-empty | refused
SELECT 1 AS ""
-- name-space | harmless
SELECT 1 AS " ", 2 AS "  ", 3 AS " "
-- name-duplicate | harmless
SELECT 1 AS a, 2 AS a, 3 AS "A", 4 AS a_1
-- name-duplicate-many | harmless
SELECT {{300 times 1 AS a, }}2 AS a
-- name-of-number | harmless
SELECT 1 AS "0", 2 AS "-1", 3 AS "1e9", 4 AS "NaN"
-- name-of-keyword | harmless
SELECT 1 AS "select", 2 AS "from", 3 AS "null", 4 AS "true"
-- name-like-ours | harmless
SELECT 1 AS c0, 2 AS c1, INTERVAL 1 DAY AS c0, [3] AS t
-- name-of-expression | harmless
SELECT '<i>' || chr(27), 1 + 1, count(*) FROM body
-- keys-of-struct | harmless
SELECT {'<script>': 1, '__proto__': 2, '=1': 3, '"': 4}
-- keys-duplicate | limited
SELECT {'a': 1, 'A': 2}
-- keys-of-map | harmless
SELECT MAP {'<script>': '</script>', '"': '\', chr(27): chr(0)}
-- json-script | harmless
SELECT '{"</script><script>alert(1)</script>": "\u2028"}'::JSON
-- json-duplicate-keys | harmless
SELECT '{"a": 1, "a": 2, "__proto__": {"x": 1}}'::JSON
-- html-entities | harmless
SELECT '&lt;script&gt;&#x3c;&#60;&amp;' AS a
-- crlf-header | harmless
SELECT 'a' || chr(13) || chr(10) || 'Set-Cookie: x=1' || chr(13) || chr(10) || chr(13) || chr(10) AS a
-- csv-quotes | harmless
SELECT 'a"b' AS a, 'c,d' AS b, 'e' || chr(10) || 'f' AS c, '""' AS d, ' g ' AS e, '' AS f, NULL AS g
-- csv-nul-text | harmless
SELECT 'NULL' AS a, '\N' AS b, 'NA' AS c
-- excel-traps | harmless
SELECT '2024-1-1' AS a, '1E5' AS b, '007' AS c, '12345678901234567890' AS d, 'TRUE' AS e, 'MARCH1' AS f
-- excel-cell-limit | harmless
SELECT string_agg('中', '') AS a FROM range(40000)
-- xml-controls | harmless
SELECT '_x0000_' || chr(1) || chr(11) || ']]>' || '<![CDATA[' AS a
-- combining | harmless
SELECT 'Z' || string_agg(chr(768 + x::INT), '') AS a FROM range(0, 100) AS t(x)
-- emoji | harmless
SELECT '👨‍👩‍👧‍👦🏳️‍🌈' AS "🙈"
-- homographs | harmless
SELECT 'bоdy' AS "fіgures"
-- right-to-left | harmless
SELECT 'שלום עולם' AS "مرحبا"
-- error-script | limited
SELECT error('<script>alert(1)</script>')
-- error-terminal | limited
SELECT error(chr(27) || '[2J' || chr(0) || 'x')
-- error-forged | limited
SELECT error('{"exception_type": "INTERNAL", "exception_message": "forged", "position": "1"}')
-- error-forged-memory | limited
SELECT error('{"exception_type":"Out of Memory","exception_message":"forged"}')
-- error-line | limited
SELECT error('a' || chr(10) || 'LINE 1: SELECT forged' || chr(10) || '^')
-- error-huge | limited
SELECT error(string_agg('x', '')) FROM range(20000000)
-- error-percent | limited
SELECT error('%s%n%x %!d(MISSING)')
-- unknown-column-script | limited
SELECT "<script>alert(1)</script>" FROM body
-- unknown-table-terminal | refused
SELECT * FROM "{{hex 1B}}[2J"
-- unknown-function-script | refused
SELECT "<img src=x>"(1)
