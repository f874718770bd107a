#!/bin/sh
# Applications received by county governments, by year, with curl: the sums are
# made by the server.
set -eu
curl -fsS -G "${GONGKAI:-http://127.0.0.1:8080}/api/v1/sql" \
	--data-urlencode "q=SELECT o.year, sum(o.value) AS received, count(o.value) AS bodies_with_a_number, count(*) AS bodies
FROM observations AS o JOIN body AS b ON b.body_id = o.body_id
WHERE o.indicator = :i AND b.organ = '' AND b.level = 'county' GROUP BY o.year ORDER BY o.year" \
	--data-urlencode "p.i=applications.received" \
	--data-urlencode "format=csv" | tail -n +2 | tr -d '\r' | tr ',' ' '
