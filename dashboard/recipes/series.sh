#!/bin/sh
# Applications received by year, with curl: the sums are made by the server.
set -eu
curl -fsS -G "${GONGKAI:-http://127.0.0.1:8080}/api/v1/sql" \
	--data-urlencode "q=SELECT year, sum(value) AS received, count(value) AS bodies_with_a_number, count(*) AS bodies FROM observations WHERE indicator = :i GROUP BY year ORDER BY year" \
	--data-urlencode "p.i=applications.received" \
	--data-urlencode "format=csv" | tail -n +2 | tr -d '\r' | tr ',' ' '
