-- nested-comment | harmless
SELECT 1 /* a /* b */ c */ + 1
-- nested-comment-ends-early | refused
SELECT 1 /* a /* b */ c
-- comment-inside-word | refused
SEL/**/ECT 1
-- comment-for-space | harmless
SELECT/**/1/**/AS/**/a
-- comment-hides-from | refused
SELECT * FROM/*body*/"/etc/passwd"
-- mysql-conditional | harmless
SELECT 1 /*!50000 , version() */
-- mysql-hash | refused
SELECT 1 # , version()
-- mysql-backticks | refused
SELECT `name` FROM `body`
-- tsql-brackets | harmless
SELECT [name] FROM body
-- line-comment-at-once | harmless
SELECT 1--1
-- line-comment-carriage-return | refused
SELECT 1 --{{hex 0D}}, version()
-- line-comment-line-separator | refused
SELECT 1 -- {{hex E2 80 A8}}, version()
SELECT 2
-- line-comment-nel | harmless
SELECT 1 -- {{hex C2 85}}, version()
-- line-comment-form-feed | harmless
SELECT 1 -- {{hex 0C}}, version()
-- line-comment-vertical-tab | harmless
SELECT 1 -- {{hex 0B}}, version()
-- crlf | harmless
SELECT 1{{hex 0D 0A}}AS a{{hex 0D 0A}}
-- form-feed-space | harmless
SELECT{{hex 0C}}1
-- vertical-tab-space | limited
SELECT{{hex 0B}}1
-- no-break-space | harmless
SELECT{{hex C2 A0}}1
-- ideographic-space | harmless
SELECT　1
-- em-space | harmless
SELECT{{hex E2 80 83}}1
-- zero-width-space | harmless
SELECT{{hex E2 80 8B}}1
-- zero-width-space-in-function | refused
SELECT ver{{hex E2 80 8B}}sion()
-- zero-width-joiner-in-table | refused
SELECT * FROM duckdb{{hex E2 80 8D}}_databases
-- soft-hyphen-in-function | refused
SELECT ver{{hex C2 AD}}sion()
-- word-joiner-in-function | refused
SELECT {{hex E2 81 A0}}version()
-- combining-in-function | refused
SELECT version{{hex CC 81}}()
-- mongolian-separator | limited
SELECT{{hex E1 A0 8E}}1
-- byte-order-mark | harmless
{{hex EF BB BF}}SELECT 1
-- byte-order-mark-hides | refused
{{hex EF BB BF}}DROP TABLE body
-- byte-order-mark-middle | harmless
SELECT 1 {{hex EF BB BF}} AS a
-- fullwidth-brackets | limited
SELECT version（）
-- fullwidth-word | refused
ＳＥＬＥＣＴ 1
-- fullwidth-comma | harmless
SELECT 1，2
-- fullwidth-quotes | limited
SELECT ＇a＇
-- curly-quotes | limited
SELECT ‘a’
-- curly-double-quotes | harmless
SELECT 1 AS “a”
-- fullwidth-function | refused
SELECT ｖｅｒｓｉｏｎ()
-- cyrillic-function | refused
SELECT vеrsion()
-- escape-text | harmless
SELECT E'a\tb\n\'c\\'
-- escape-text-unicode | limited
SELECT E'\u4e2d\U0001F600'
-- escape-text-hex | harmless
SELECT E'\x41'
-- escape-text-octal | harmless
SELECT E'\101'
-- escape-text-nul | refused
SELECT E'\x00'
-- escape-text-nul-octal | refused
SELECT E'\000'
-- escape-text-nul-unicode | refused
SELECT E'a\u0000b'
-- escape-text-invalid | refused
SELECT E'\xFF\xFE'
-- escape-text-surrogate | refused
SELECT E'\uD800'
-- escape-text-unended | refused
SELECT E'a\'
-- escape-name | limited
SELECT 1 AS e"a"
-- unicode-text | limited
SELECT U&'\0041'
-- unicode-text-escape | limited
SELECT U&'!0041' UESCAPE '!'
-- unicode-name | limited
SELECT 1 AS U&"d\0061ta"
-- unicode-name-table | refused
SELECT * FROM U&"\0064uckdb_databases"
-- unicode-name-function | refused
SELECT U&"v\0065rsion"()
-- unicode-text-then | refused
SELECT U&'\'; DROP TABLE body --'
-- national-text | harmless
SELECT N'a'
-- bit-text | harmless
SELECT B'101'
-- hex-text | harmless
SELECT X'414243'
-- hex-text-odd | harmless
SELECT x'F'
-- text-continued | harmless
SELECT 'a'
'b'
-- text-not-continued | limited
SELECT 'a' 'b'
-- text-doubled-quotes | harmless
SELECT '''', '''a''', 'a''''b'
-- name-doubled-quotes | harmless
SELECT 1 AS """", 2 AS "a""b"
-- dollar | harmless
SELECT $$a'b"c$$, $tag$ $$ $tag$, $_1$x$_1$
-- dollar-nested | harmless
SELECT $a$ $b$ $a$, $b$ $a$ $b$
-- dollar-tag-digit | refused
SELECT $1a$ version() $1a$
-- dollar-tag-dash | refused
SELECT $a-b$ version() $a-b$
-- dollar-tag-chinese | harmless
SELECT $中$ version() $中$
-- dollar-in-name | harmless
SELECT a$b FROM (SELECT 1 AS a$b)
-- dollar-behind-name | refused
SELECT 1 AS a$$ version() $$
-- number-forms | harmless
SELECT 1e3, 1E-3, .5, 5., 0x1F, 0b101, 0o17, 1_000
-- number-junk | harmless
SELECT 1abc, 0xG, 1__0
-- number-huge | limited
SELECT {{60000 times 9}}
-- number-exponent | limited
SELECT 1e99999999999
-- operators-custom | limited
SELECT 1 @#@ 2
-- operator-syntax | refused
SELECT 1 OPERATOR(pg_catalog.+) 2
-- operator-long | limited
SELECT 1 {{5000 times +}} 2
-- arrows | harmless
SELECT '{"a":1}'::JSON -> 'a', '{"a":1}'::JSON ->> 'a'
-- power-operators | harmless
SELECT 2 ** 3, 2 ^ 3, 5 // 2, 'a' ^@ 'a', @(-1)
-- factorial-operator | harmless
SELECT 5!
-- keyword-names | limited
SELECT select FROM from
-- from-first | harmless
FROM body
-- from-only-where | harmless
FROM body SELECT count(*) WHERE kind = '政府'
-- select-nothing | refused
SELECT
-- select-from-nothing | refused
SELECT FROM body
-- trailing-comma | harmless
SELECT 1, 2, FROM body LIMIT 1
-- all-group | harmless
SELECT kind, count(*) FROM body GROUP BY ALL ORDER BY ALL
-- case-insensitive | harmless
sElEcT NAME fRoM BODY lImIt 1
-- quoted-published | harmless
SELECT "name" FROM "body" LIMIT 1
-- quoted-main | harmless
SELECT "main"."body"."name" FROM "main"."body" LIMIT 1
-- upper-published | harmless
SELECT count(*) FROM "FIGURES"
-- kelvin-column | limited
SELECT "{{hex E2 84 AA}}ey" FROM body
-- kelvin-table | refused
SELECT * FROM body_change, "body_{{hex E2 84 AA}}"
-- space-in-table | refused
SELECT * FROM "body "
-- dot-in-table | refused
SELECT * FROM "main.body"
-- empty-table | refused
SELECT * FROM ""
-- text-as-table | harmless
SELECT count(*) FROM 'body'
-- dollar-as-table | harmless
SELECT * FROM $$body$$
-- escape-as-table | harmless
SELECT * FROM E'body'
-- number-as-table | refused
SELECT * FROM 1
-- unended-bracket | refused
SELECT (1
-- extra-bracket | refused
SELECT 1)
-- random-words | refused
lorem ipsum dolor sit amet
-- random-bytes | refused
{{hex 80 81 FE FF 00 01 02 7F}}
-- control-characters | refused
{{hex 01 02 03}}SELECT 1
-- delete-character | limited
SELECT 1{{hex 7F}}
-- very-long-word | refused
{{60000 times a}}
-- very-long-text | harmless
SELECT length('{{60000 times a}}')
-- very-long-comment | harmless
SELECT 1 /* {{60000 times *}} */
-- many-comments | limited
SELECT 1 {{10000 times /**/}}
-- many-lines | harmless
SELECT 1{{60000 times 
}}
-- many-quotes | refused
SELECT {{60001 times '}}
-- too-long | refused
SELECT '{{66000 times a}}'
-- chinese-columns | harmless
SELECT name AS 机关, count(*) AS 份数 FROM body GROUP BY 机关 ORDER BY 份数 DESC, 机关 COLLATE zh
-- emoji-name | harmless
SELECT 1 AS 🙈
-- psql-variable | refused
\set x 1
-- jinja | refused
SELECT {% if x %} 1 {% endif %}
-- at-variable | limited
SELECT @version
-- at-at-variable | refused
SELECT @@version
-- bind-percent | refused
SELECT %s
