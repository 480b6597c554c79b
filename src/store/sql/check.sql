-- Soundness of a record: findings for people, and what makes it unsound.

-- query: check_index
INSERT INTO search(search, rank) VALUES ('integrity-check', 1)

-- query: check_findings
SELECT 'file' AS part, integrity_check AS finding FROM pragma_integrity_check
UNION ALL
SELECT 'references', 'row ' || rowid || ' of ' || "table" || ' points nowhere'
FROM pragma_foreign_key_check
UNION ALL
SELECT 'reports', count(*) || ' live, '
  || (SELECT count(*) FROM report WHERE state = 'old') || ' older versions'
FROM report WHERE state = 'live'
UNION ALL
SELECT 'members', count(*) || ' reports stand in no episode'
FROM report r LEFT JOIN member m USING (rep)
WHERE r.state = 'live' AND m.rep IS NULL HAVING count(*) > 0

-- query: check_is_sound
SELECT NOT EXISTS (SELECT 1 FROM pragma_integrity_check WHERE integrity_check <> 'ok')
  AND NOT EXISTS (SELECT 1 FROM pragma_foreign_key_check)
