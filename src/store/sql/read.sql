-- One report as it is kept.

-- What is worked out again: versions that count, and what could not be read so far.
-- query: current_reports
SELECT rep FROM report WHERE state <> 'old' ORDER BY rep

-- query: stale_reports
-- Those whose analysis was made by other versions than these.
SELECT rep FROM report LEFT JOIN analysis a USING (rep)
WHERE state <> 'old' AND a.version IS NOT ?1 ORDER BY rep

-- fragment: crawled
EXISTS (SELECT 1 FROM note n WHERE n.rep = w.rep AND n.code = 'crawl-date')

-- fragment: stored
SELECT rep, r.id, w.kind, r.file, r.record, r.offset, r.sha256, w.size, w.bytes, a.size, a.json,
  r.sum IS {report_sum} AND w.sum IS row_sum(rep, kind, charset, w.size, bytes, map),
  a.sum IS row_sum(rep, version, a.size, json), {crawled}
FROM report r JOIN raw w USING (rep) LEFT JOIN analysis a USING (rep)

-- A damaged record: the columns of {stored} from the bytes, with the report's row or without.
-- query: rescued
SELECT rep, coalesce(r.id, ''), w.kind, coalesce(r.file, ''), coalesce(r.record, 0),
  coalesce(r.offset, 0), r.sha256, w.size, w.bytes, NULL, NULL,
  w.sum IS row_sum(rep, w.kind, w.charset, w.size, w.bytes, w.map), 1, {crawled}
FROM raw w LEFT JOIN report r USING (rep) WHERE rep = ?

-- query: rescued_alone
SELECT rep, '', kind, '', 0, 0, NULL, size, bytes, NULL, NULL,
  sum IS row_sum(rep, kind, charset, size, bytes, map), 1, 0
FROM raw WHERE rep = ?

-- query: rescue_removed
INSERT OR IGNORE INTO tombstone(sha256, id, outlet, url_key, sum)
SELECT sha256, id, outlet, url_key, sum FROM damaged.tombstone
WHERE sum IS row_sum(sha256, id, outlet, url_key)

-- query: rescue_asked
INSERT OR IGNORE INTO asked SELECT * FROM damaged.asked
WHERE sum IS row_sum(url, kind, next, status, at, failures, etag, modified, changed, why)

-- query: rescue_aliases
INSERT OR IGNORE INTO alias(kind, old, now, sum)
SELECT kind, old, now, sum FROM damaged.alias WHERE sum IS row_sum(kind, old, now)

-- query: rescue_corrections
INSERT OR IGNORE INTO correction
SELECT * FROM damaged.correction WHERE sum IS {correction_sum}

-- query: rescue_notes
INSERT INTO note(rep, file, record, code, byte, message, sum)
SELECT rep, file, record, code, byte, message, sum FROM damaged.note
WHERE rep IS NULL AND sum IS row_sum(rep, file, record, code, byte, message)

-- query: stored_by_rep
{stored}
WHERE rep = ?

-- query: stored_by_id
-- The live version, else the youngest.
{stored}
WHERE r.id IN (?1, (SELECT now FROM alias WHERE kind = 'report' AND old = ?1))
ORDER BY r.id <> ?1, r.state <> 'live', rep DESC LIMIT 1
