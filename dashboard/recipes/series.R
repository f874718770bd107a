# Applications received by county governments, by year, with base R over CSV.
root <- Sys.getenv("GONGKAI", "http://127.0.0.1:8080")
query <- paste(
  "SELECT o.body, o.year, o.value, o.status FROM observations AS o JOIN body AS b ON b.body_id = o.body_id",
  "WHERE o.indicator = :i AND b.organ = '' AND b.level = 'county' ORDER BY o.body, o.year")
address <- paste0(root, "/api/v1/sql?q=", URLencode(query, reserved = TRUE), "&p.i=applications.received&format=csv")

frame <- read.csv(url(address, encoding = "UTF-8"), encoding = "UTF-8")
for (year in sort(unique(frame$year))) {
  value <- frame$value[frame$year == year]
  cat(year, sum(value, na.rm = TRUE), sum(!is.na(value)), length(value), "\n")
}
