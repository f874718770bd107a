"""Applications received by county governments, by year, with pandas over CSV."""

import os
from urllib.parse import urlencode

import pandas as pd

root = os.environ.get("GONGKAI", "http://127.0.0.1:8080")
query = """SELECT o.body, o.year, o.value, o.status FROM observations AS o JOIN body AS b ON b.body_id = o.body_id
WHERE o.indicator = :i AND b.organ = '' AND b.level = 'county' ORDER BY o.body, o.year"""
address = root + "/api/v1/sql?" + urlencode({"q": query, "p.i": "applications.received", "format": "csv"})

# Int64 with a capital I keeps whole numbers whole where some are missing
frame = pd.read_csv(address, dtype={"body": "string", "year": "int64", "value": "Int64", "status": "string"})
totals = frame.groupby("year")["value"].agg(["sum", "count", "size"])
for year, row in totals.iterrows():
    print(year, row["sum"], row["count"], row["size"])
