"""Applications received by county governments, by year, with polars over
Parquet. Not run in the tests of this repository: polars cannot be had there."""

import io
import os
from urllib.parse import urlencode
from urllib.request import urlopen

import polars as pl

root = os.environ.get("GONGKAI", "http://127.0.0.1:8080")
query = """SELECT o.body, o.year, o.value, o.status FROM observations AS o JOIN body AS b ON b.body_id = o.body_id
WHERE o.indicator = :i AND b.organ = '' AND b.level = 'county' ORDER BY o.body, o.year"""
address = root + "/api/v1/sql?" + urlencode({"q": query, "p.i": "applications.received", "format": "parquet"})

frame = pl.read_parquet(io.BytesIO(urlopen(address).read()))
# with pandas and pyarrow: frame = pandas.read_parquet(address)
totals = frame.group_by("year").agg(pl.col("value").sum(), pl.col("value").count().alias("count"), pl.len()).sort("year")
for row in totals.iter_rows():
    print(*row)
