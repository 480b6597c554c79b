-- Reports into the record, out of it, and again. Plain INSERTs of one row: REPLACE would open a
-- statement's savepoint, and at each savepoint FTS5 writes out all it holds (a segment a report).

-- query: is_known
SELECT 1 FROM report WHERE sha256 = ?

-- query: is_removed
SELECT 1 FROM tombstone WHERE sha256 = ?

-- query: is_out
-- A report with this id of this outlet, or under this address, was removed.
SELECT 1 FROM tombstone
WHERE id = ?1 AND (outlet = ?2 COLLATE NOCASE OR outlet IS NULL OR ?2 IS NULL)
UNION ALL SELECT 1 FROM tombstone WHERE url_key = ?3

-- query: is_said
-- A report that says the same, whenever it was crawled: parameters as of put_report.
SELECT 1 FROM report WHERE content = {content_of}
  AND (id = ?1 OR url_key = ?4) AND state <> 'unreadable'

-- query: id_is_shared
SELECT 1 FROM alias WHERE kind = 'report' AND old = ?

-- query: live_by_id
SELECT rep FROM report WHERE id = ?1 AND state = 'live' LIMIT ?2

-- query: live_by_address
-- In an order that the content gives. Under one address there may be thousands of reports that
-- have nothing in common.
SELECT rep FROM report WHERE url_key = ?1 AND state = 'live' ORDER BY content LIMIT ?2

-- query: load_version
SELECT r.id, r.outlet, r.url_key, r.title, b.text, r.date, r.date_modified, r.date_retrieved,
  r.sha256, EXISTS (SELECT 1 FROM note n WHERE n.rep = r.rep AND n.code = 'wall')
FROM report r JOIN body b USING (rep) WHERE rep = ?

-- query: rename_report
-- With its older versions: those of the same id and outlet.
UPDATE report SET id = ?2
WHERE rep = ?1 OR (?4 IS NOT NULL AND id = ?3 AND outlet = ?4 COLLATE NOCASE)

-- query: seal_id
UPDATE report SET sum = {report_sum} WHERE id = ?

-- query: alias_report
INSERT OR REPLACE INTO alias VALUES ('report', ?1, ?2, row_sum('report', ?1, ?2))

-- fragment: content_of
row_sum(?5, ?21, ?11, ?14, ?6, ?8, ?4)

-- query: new_rep
-- The row number that SQLite would give the next report.
SELECT coalesce(max(rep), 0) + 1 FROM report

-- query: put_report
-- Its sum is of the columns in the order of report_sum.
INSERT INTO report(rep, id, state, url, url_key, title, outlet, agency, author, language, english,
  date, date_precision, date_basis, date_modified, date_retrieved, day, file, record, offset,
  sha256, content, sum)
VALUES (?22, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
  ?20, {content_of}, row_sum(?22, ?1, ?2, NULL, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
  ?14, ?15, ?16, ?17, ?18, ?19, ?20, {content_of}))

-- fragment: report_sum
row_sum(rep, id, state, version_of, url, url_key, title, outlet, agency, author, language, english,
  date, date_precision, date_basis, date_modified, date_retrieved, day, file, record, offset,
  sha256, content)

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

-- query: put_layers
INSERT INTO layers(rep, size, bytes, sum) VALUES (?1, ?2, ?3, row_sum(?1, ?2, ?3))

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

-- query: forget_layers
DELETE FROM layers WHERE rep = ?

-- query: forget_body
DELETE FROM body WHERE rep = ?

-- query: forget_raw
DELETE FROM raw WHERE rep = ?

-- query: forget_feature
DELETE FROM feature WHERE rep = ?

-- query: is_unreadable
SELECT 1 FROM report WHERE rep = ? AND state = 'unreadable'

-- query: update_report
-- What its bytes say now, its id and place apart: parameters as of put_report, and its number.
UPDATE report SET url = ?3, url_key = ?4, title = ?5, outlet = ?6, agency = ?7, author = ?8,
  language = ?9, english = ?10, date = ?11, date_precision = ?12, date_basis = ?13,
  date_modified = ?14, date_retrieved = ?15, day = ?16,
  content = {content_of}
WHERE rep = ?22

-- query: versions_of
-- All versions of the reports with this id.
WITH RECURSIVE up(rep) AS (
  SELECT rep FROM report
  WHERE id IN (?1, (SELECT now FROM alias WHERE kind = 'report' AND old = ?1))
  UNION SELECT r.version_of FROM report r JOIN up USING (rep) WHERE r.version_of IS NOT NULL),
v(rep) AS (
  SELECT rep FROM up
  UNION SELECT r.rep FROM report r JOIN v ON r.version_of = v.rep)
SELECT rep, state <> 'old' FROM report WHERE rep IN (SELECT rep FROM v) ORDER BY rep

-- query: bury
INSERT OR IGNORE INTO tombstone(sha256, id, outlet, url_key, sum)
SELECT sha256, id, outlet, url_key, row_sum(sha256, id, outlet, url_key) FROM report WHERE rep = ?

-- query: delete_report
DELETE FROM report WHERE rep = ?
