-- Reports into the record, out of it, and again. Plain INSERTs of one row: REPLACE would open a
-- statement's savepoint, and at each savepoint FTS5 writes out all it holds (a segment a report).

-- query: is_known
SELECT 1 FROM report WHERE sha256 = ?

-- query: is_removed
SELECT 1 FROM tombstone WHERE sha256 = ?

-- query: same_report
-- The live report with this id or URL.
SELECT rep FROM report WHERE id = ?1 AND state = 'live'
UNION SELECT rep FROM report WHERE url_key = ?2 AND state = 'live' ORDER BY rep LIMIT 1

-- query: put_report
-- Its sum is set by seal_report, when its row number is known.
INSERT INTO report(id, state, url, url_key, title, outlet, agency, author, language, english, date,
  date_precision, date_basis, date_modified, date_retrieved, day, file, record, offset, sha256, sum)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
  0)

-- fragment: report_sum
row_sum(rep, id, state, version_of, url, url_key, title, outlet, agency, author, language, english,
  date, date_precision, date_basis, date_modified, date_retrieved, day, file, record, offset,
  sha256)

-- query: seal_report
UPDATE report SET sum = {report_sum} WHERE rep = ?

-- query: put_body
INSERT INTO body(rep, text, sum) VALUES (?1, ?2, row_sum(?1, ?2))

-- query: put_raw
INSERT INTO raw(rep, kind, charset, size, bytes, map, sum)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, row_sum(?1, ?2, ?3, ?4, ?5, ?6))

-- query: put_feature
INSERT INTO feature(rep, bytes, sum) VALUES (?1, ?2, row_sum(?1, ?2))

-- query: put_note
INSERT INTO note(rep, file, record, code, byte, message, sum)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, row_sum(?1, ?2, ?3, ?4, ?5, ?6))

-- query: put_removed
INSERT INTO removed(rep, n, text, reason, at, sum)
VALUES (?1, ?2, ?3, ?4, ?5, row_sum(?1, ?2, ?3, ?4, ?5))

-- query: put_analysis
INSERT INTO analysis(rep, version, size, json, sum)
VALUES (?1, ?2, ?3, ?4, row_sum(?1, ?2, ?3, ?4))

-- query: put_search
INSERT INTO search(rowid, title, text, pairs) VALUES (?, ?, ?, ?)

-- query: put_pairs
INSERT INTO letter_pairs VALUES (?, ?)

-- query: forget_pairs
DELETE FROM letter_pairs WHERE rep = ?

-- query: unsearch
-- The index forgets a report: external content needs the old words told.
INSERT INTO search(search, rowid, title, text, pairs)
SELECT 'delete', rep, title, text, pairs FROM search_content WHERE rep = ?

-- query: make_old
UPDATE report SET state = 'old', version_of = ?2 WHERE rep = ?1

-- query: is_told
-- A problem of an input that is in the record already.
SELECT 1 FROM note WHERE rep IS NULL AND file = ? AND record = ? AND code = ?

-- query: forget_note
DELETE FROM note WHERE rep = ?

-- query: forget_removed
DELETE FROM removed WHERE rep = ?

-- query: forget_analysis
DELETE FROM analysis WHERE rep = ?

-- query: forget_body
DELETE FROM body WHERE rep = ?

-- query: forget_raw
DELETE FROM raw WHERE rep = ?

-- query: forget_feature
DELETE FROM feature WHERE rep = ?

-- query: update_report
UPDATE report SET title = ?2, agency = ?3, author = ?4, language = ?5, english = ?6, url_key = ?7
WHERE rep = ?1

-- query: versions_of
-- All versions of the reports with this id.
WITH RECURSIVE v(rep) AS (
  SELECT rep FROM report WHERE id = ?1
  UNION SELECT r.rep FROM report r JOIN v ON r.version_of = v.rep)
SELECT rep, state <> 'old' FROM report WHERE rep IN (SELECT rep FROM v) ORDER BY rep

-- query: bury
INSERT OR IGNORE INTO tombstone(sha256, id, outlet, url_key, sum)
SELECT sha256, id, outlet, url_key, row_sum(sha256, id, outlet, url_key) FROM report WHERE rep = ?

-- query: delete_report
DELETE FROM report WHERE rep = ?
