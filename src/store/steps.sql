-- What brings a record of an older schema up, a version at a time, in this order.

-- query: version_2
DROP VIEW search_content;
CREATE VIEW search_content AS
  SELECT r.rep, r.title, b.text FROM report r JOIN body b USING (rep) WHERE r.state <> 'old';
CREATE TABLE feature (
  rep   INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX copy_of ON copy(copy_group);

-- query: version_3
-- Checksums of rows, the key of an address, what a removed report is known by; stubs for events
-- go.
DROP VIEW IF EXISTS v_events;
DROP TABLE IF EXISTS event_mention;
DROP TABLE IF EXISTS event_party;
DROP TABLE IF EXISTS event;
ALTER TABLE meta ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE report ADD COLUMN url_key TEXT;
ALTER TABLE report ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE body ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE raw ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE note ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE removed ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tombstone ADD COLUMN outlet TEXT;
ALTER TABLE tombstone ADD COLUMN url_key TEXT;
ALTER TABLE tombstone ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE analysis ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alias ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feature ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE story ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE episode ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE member ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE copy ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE why ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
DROP INDEX report_url;
CREATE INDEX report_url ON report(url_key, state) WHERE url_key IS NOT NULL;
CREATE INDEX report_version ON report(version_of) WHERE version_of IS NOT NULL;
CREATE INDEX note_input ON note(file, record, code) WHERE rep IS NULL;
CREATE INDEX tombstone_id ON tombstone(id);
CREATE INDEX tombstone_url ON tombstone(url_key) WHERE url_key IS NOT NULL;
UPDATE meta SET sum = row_sum(key, value);
UPDATE report SET sum = row_sum(rep, id, state, version_of, url, url_key, title, outlet, agency,
  author, language, english, date, date_precision, date_basis, date_modified, date_retrieved, day,
  file, record, offset, sha256);
UPDATE body SET sum = row_sum(rep, text);
UPDATE raw SET sum = row_sum(rep, kind, charset, size, bytes, map);
UPDATE note SET sum = row_sum(rep, file, record, code, byte, message);
UPDATE removed SET sum = row_sum(rep, n, text, reason, at);
UPDATE tombstone SET sum = row_sum(sha256, id, outlet, url_key);
UPDATE analysis SET sum = row_sum(rep, version, size, json);
UPDATE alias SET sum = row_sum(kind, old, now);
UPDATE feature SET sum = row_sum(rep, bytes);
UPDATE story SET sum = row_sum(id, title, terms, first, last, outlets, origins);
UPDATE episode SET sum = row_sum(id, title, terms, first, last, outlets, origins, story);
UPDATE member SET sum = row_sum(rep, episode);
UPDATE copy SET sum = row_sum(rep, copy_group, overlap, why);
UPDATE why SET sum = row_sum(level, id, other, weight, text);

-- query: version_4
-- Stems, no accents, pairs of letters.
DROP TABLE search;
DROP VIEW search_content;
CREATE TABLE letter_pairs (
  rep   INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  pairs TEXT NOT NULL
) STRICT;
INSERT INTO letter_pairs SELECT rep, pairs FROM (
  SELECT r.rep, letter_pairs(coalesce(r.title, '') || char(10) || b.text) AS pairs
  FROM report r JOIN body b USING (rep) WHERE r.state <> 'old') WHERE pairs IS NOT NULL;
CREATE VIEW search_content AS
  SELECT r.rep, r.title, b.text, p.pairs
  FROM report r JOIN body b USING (rep) LEFT JOIN letter_pairs p USING (rep)
  WHERE r.state <> 'old';
CREATE VIRTUAL TABLE search USING fts5(title, text, pairs,
  content='search_content', content_rowid='rep',
  tokenize="porter unicode61 remove_diacritics 2 categories 'L* N* Co M*'");
INSERT INTO search(search, rank) VALUES ('pgsz', 16000);
INSERT INTO search(search) VALUES ('rebuild');

-- query: version_5
-- What a report says, whenever it was crawled.
ALTER TABLE report ADD COLUMN content INTEGER;
UPDATE report SET content = row_sum(title, (SELECT text FROM body b WHERE b.rep = report.rep), date,
  date_modified, outlet, author, url_key);
CREATE INDEX report_content ON report(content);
DROP INDEX report_url;
CREATE INDEX report_url ON report(url_key, state, content) WHERE url_key IS NOT NULL;
UPDATE report SET sum = row_sum(rep, id, state, version_of, url, url_key, title, outlet, agency,
  author, language, english, date, date_precision, date_basis, date_modified, date_retrieved, day,
  file, record, offset, sha256, content);

-- query: version_6
-- Marks and events in binary form. Of reports that are there it is made by reanalyse.
CREATE TABLE layers (
  rep   INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  size  INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  sum   INTEGER NOT NULL
) STRICT;
INSERT INTO layers SELECT rep, 0, x'', row_sum(rep, 0, x'') FROM report;
