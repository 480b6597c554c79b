-- One report as it is kept.

-- query: live_reports
SELECT rep FROM report WHERE state = 'live' ORDER BY rep

-- query: stale_reports
-- Those whose analysis was made by other versions than these.
SELECT rep FROM report LEFT JOIN analysis a USING (rep)
WHERE state = 'live' AND a.version IS NOT ?1 ORDER BY rep

-- fragment: stored
SELECT rep, r.id, w.kind, r.file, r.record, r.offset, r.sha256, w.size, w.bytes, a.size, a.json,
  r.sum IS {report_sum} AND w.sum IS row_sum(rep, kind, charset, w.size, bytes, map),
  a.sum IS row_sum(rep, version, a.size, json)
FROM report r JOIN raw w USING (rep) LEFT JOIN analysis a USING (rep)

-- query: stored_by_rep
{stored}
WHERE rep = ?

-- query: stored_by_id
-- The live version, else the youngest.
{stored}
WHERE r.id IN (?1, (SELECT now FROM alias WHERE kind = 'report' AND old = ?1))
ORDER BY r.id <> ?1, r.state <> 'live', rep DESC LIMIT 1
