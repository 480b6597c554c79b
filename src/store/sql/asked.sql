-- Addresses that `watch` asks for.

-- query: asked
SELECT kind, next, status, at, failures, etag, modified, changed, why FROM asked WHERE url = ?

-- query: asked_put
INSERT INTO asked(url, kind, next, status, at, failures, etag, modified, changed, why, sum)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
  row_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10))
ON CONFLICT (url) DO UPDATE SET kind = excluded.kind, next = excluded.next,
  status = excluded.status, at = excluded.at, failures = excluded.failures, etag = excluded.etag,
  modified = excluded.modified, changed = excluded.changed, why = excluded.why, sum = excluded.sum

-- query: asked_due
-- Pages whose time has come, the longest waiting first; and those that were put down by a clock
-- that was ahead of today's.
SELECT url FROM asked WHERE kind = 'page' AND (next <= ?1 OR coalesce(at, next) > ?1)
  AND next IS NOT NULL ORDER BY next, url LIMIT ?2

-- query: asked_waiting
SELECT count(*) FROM asked WHERE kind = 'page' AND next IS NOT NULL

-- query: has_address
-- A report has that address, or one that was removed had it.
SELECT 1 FROM report WHERE url_key = ?1
UNION ALL SELECT 1 FROM tombstone WHERE url_key = ?1 LIMIT 1
