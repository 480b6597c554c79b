-- What the file as a whole knows: versions, counts, settings.

-- query: meta_get
SELECT value FROM meta WHERE key = ?

-- query: meta_set
INSERT INTO meta VALUES (?1, ?2, row_sum(?1, ?2))
ON CONFLICT DO UPDATE SET value = excluded.value, sum = excluded.sum

-- query: is_empty
SELECT NOT EXISTS (SELECT 1 FROM report)

-- query: count_live
SELECT count(*) FROM report WHERE state = 'live'

-- query: count_copies
SELECT count(*) FROM copy

-- query: last_grouped
-- The highest report that is grouped; those above it came later.
SELECT coalesce(max(rep), 0) FROM member

-- query: count_ungrouped
SELECT count(*) FROM report WHERE rep > (SELECT coalesce(max(rep), 0) FROM member)

-- query: is_stale
-- Some report was last worked out by other versions than these.
SELECT EXISTS (SELECT 1 FROM report LEFT JOIN analysis a USING (rep)
  WHERE state = 'live' AND a.version IS NOT ?1)

-- query: data_version
PRAGMA data_version

-- query: write_back
PRAGMA wal_checkpoint(TRUNCATE)

-- query: methods
SELECT ?1 AS program, (SELECT value FROM meta WHERE key = 'version') AS record,
  'The record holds ' || count(*) || ' reports of ' || count(DISTINCT outlet)
  || CASE count(DISTINCT outlet) WHEN 1 THEN ' outlet' ELSE ' outlets' END
  || ', read and cleaned by '
  || coalesce((SELECT value FROM meta WHERE key = 'version'), ?1)
  || '. Copies are grouped and kept; episodes and stories are worked out from titles and texts,'
  || ' the same whatever the order of arrival.' AS methods
FROM report WHERE state = 'live'

-- query: count_tables
SELECT count(*) FROM sqlite_schema

-- query: application_id
PRAGMA application_id

-- query: user_version
PRAGMA user_version
