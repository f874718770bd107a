-- two | refused
SELECT 1; SELECT 2
-- call-last | refused
SELECT 1; CALL enable_logging()
-- call-first | refused
CALL enable_logging(); SELECT 1
-- set-first | refused
SET threads = 8; SELECT 1
-- line-between | refused
SELECT 1
;
DROP TABLE body
-- comment-between | refused
SELECT 1; /* and */ SELECT 2
-- line-comment-between | refused
SELECT 1; -- and
SELECT 2
-- comment-hides-nothing | refused
SELECT 1 -- ;
; SELECT 2
-- carriage-return-ends-comment | refused
SELECT 1 --{{hex 0D}}; CREATE TEMP TABLE t (a INT)
-- nested-comment | refused
SELECT 1 /* /* */ ; */ ; SELECT 2
-- dollar-text-then | refused
SELECT $$;$$; SELECT $a$;$a$
-- dollar-tag-unequal | refused
SELECT $a$ $b$ ; $a$; DROP TABLE body
-- escape-quote | refused
SELECT E'\';' ; SELECT 2
-- plain-backslash | refused
SELECT '\'; SELECT 2 --'
-- double-quote-name | refused
SELECT 1 AS "a;b"; SELECT 2
-- copy-second | refused
SELECT 1; COPY body TO '/tmp/hostile-out.csv'
-- attach-first | refused
ATTACH '/tmp/hostile-out.duckdb' AS o; SELECT 1
-- prepare-execute | refused
PREPARE p AS SELECT 1; EXECUTE p
-- begin-commit | refused
BEGIN; SELECT 1; COMMIT
-- macro-then-use | refused
CREATE TEMP MACRO f() AS 1; SELECT f()
-- in-brackets | refused
SELECT * FROM (SELECT 1; SELECT 2)
-- closes-brackets | refused
SELECT 1); DROP TABLE body; SELECT * FROM (SELECT 1
-- closes-brackets-with-comment | refused
SELECT 1) AS t; CREATE TEMP TABLE x (a INT); --
-- closes-wrapper | refused
SELECT 1) LIMIT 1000000000 --
-- opens-brackets | refused
SELECT 1 UNION (SELECT 2
-- comment-eats-wrapper | harmless
SELECT 1 --
-- block-comment-eats-wrapper | refused
SELECT 1 /*
-- nested-block-unclosed | refused
SELECT 1 /* /* */
-- text-unclosed | refused
SELECT 'a
-- name-unclosed | refused
SELECT 1 AS "a
-- dollar-unclosed | refused
SELECT $$a
-- greek-question-mark | refused
SELECT 1{{hex CD BE}} SELECT 2
-- fullwidth-semicolon | refused
SELECT 1； SELECT 2
-- arabic-semicolon | refused
SELECT 1؛ SELECT 2
-- nul-between | refused
SELECT 1{{hex 00}}; DROP TABLE body
-- nul-at-end | refused
SELECT 1{{hex 00}}
-- nul-in-text | refused
SELECT 'a{{hex 00}}b'
-- nul-in-comment | refused
SELECT 1 /* {{hex 00}} */
-- meta-command | refused
\copy body to '/tmp/hostile-out.csv'
-- dot-command | refused
.shell id
-- dot-read | refused
.read /etc/passwd
-- go-word | harmless
SELECT 1
GO
-- slash-line | refused
SELECT 1
/
SELECT 2
-- delimiter | refused
DELIMITER // SELECT 1 // SELECT 2
-- many | refused
{{2000 times SELECT %d;}}
-- only-semicolons | refused
;;;;;
-- empty | refused

-- only-comment | refused
/* nothing */ -- here
-- only-spaces | refused
{{500 times  }}
-- trailing | harmless
SELECT 1;
-- trailing-and-comment | harmless
SELECT 1; -- done; really
-- trailing-and-block | harmless
SELECT ';' /* ; */ ; /* ; */
-- semicolons-in-texts | harmless
SELECT ';', $$; DROP TABLE body;$$, E'\';\'', ';' AS ";"
-- leading | limited
; SELECT 1
-- trailing-twice | harmless
SELECT 1;;
