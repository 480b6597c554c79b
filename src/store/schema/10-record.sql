-- The record: one SQLite file. Every column says what it holds. Days are days since 1970-01-01;
-- dates are ISO 8601 text as the report gave them; spans are bytes. Tables marked (results) are
-- worked out again by relink or reanalyse; all others are what came in. `sum` is the checksum of
-- all other columns of its row (row_sum in store_sum.c): a bit that turned is seen.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,      -- 'version': what made the results; 'linked': yes, new or no
  value TEXT NOT NULL,
  sum   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE report (
  rep            INTEGER PRIMARY KEY, -- row number: depends on arrival, never shown
  id             TEXT NOT NULL,       -- the id given, else a hash of the content
  state          TEXT NOT NULL        -- the version that counts, another one, kept only as bytes
                 CHECK (state IN ('live', 'old', 'unreadable')),
  version_of     INTEGER REFERENCES report(rep) ON DELETE SET NULL, -- of an old one: the live one
  url            TEXT,                -- page address, as given
  url_key        TEXT,                -- the same for all addresses of one page (doc/url.h)
  title          TEXT,                -- headline
  outlet         TEXT,                -- who published it
  agency         TEXT,                -- agency credited
  author         TEXT,                -- by-line
  language       TEXT,                -- BCP 47, given or detected
  english        INTEGER NOT NULL,    -- 1: analysed
  date           TEXT,                -- publication, as given
  date_precision TEXT,                -- year, month, day, time
  date_basis     TEXT NOT NULL,       -- given, dateline, story, none ...
  date_modified  TEXT,                -- last change, as given
  date_retrieved TEXT,                -- when it was fetched, as given
  day            INTEGER,             -- first day of date in its own zone; NULL: not known
  file           TEXT NOT NULL,       -- where it was read
  record         INTEGER NOT NULL,    -- number of the record in the file, from 0
  offset         INTEGER NOT NULL,    -- byte of the record in the decompressed file
  sha256         BLOB NOT NULL UNIQUE, -- of the raw record: equal bytes are not read in twice
  content        INTEGER,             -- hash of what it says: equal but for the day of the crawl
  sum            INTEGER NOT NULL
) STRICT;
CREATE INDEX report_content ON report(content);
CREATE INDEX report_id ON report(id, state);
CREATE INDEX report_url ON report(url_key, state, content) WHERE url_key IS NOT NULL;
CREATE INDEX report_day ON report(state, day, id);
CREATE INDEX report_outlet ON report(state, outlet);
CREATE INDEX report_version ON report(version_of) WHERE version_of IS NOT NULL;

CREATE TABLE body (
  rep  INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  text TEXT NOT NULL,          -- clean text, paragraphs parted by an empty line, without title
  sum  INTEGER NOT NULL
) STRICT;

CREATE TABLE raw (
  rep     INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  kind    TEXT NOT NULL,       -- txt, json, html
  charset TEXT,                -- what the bytes were taken for
  size    INTEGER NOT NULL,    -- bytes before compression
  bytes   BLOB NOT NULL,       -- the record as it came, zstd
  map     BLOB NOT NULL,       -- clean text to raw bytes: runs of 4 little-endian numbers
  sum     INTEGER NOT NULL
) STRICT;

CREATE TABLE note (
  rep     INTEGER REFERENCES report(rep) ON DELETE CASCADE, -- NULL: nothing could be kept
  file    TEXT NOT NULL,       -- where
  record  INTEGER NOT NULL,    -- which record, from 0
  code    TEXT NOT NULL,       -- stable name, such as broken-utf8
  byte    INTEGER,             -- in the raw record
  message TEXT NOT NULL,       -- plain English
  sum     INTEGER NOT NULL
) STRICT;
CREATE INDEX note_rep ON note(rep);
CREATE INDEX note_input ON note(file, record, code) WHERE rep IS NULL;

CREATE TABLE removed (
  rep    INTEGER NOT NULL REFERENCES report(rep) ON DELETE CASCADE,
  n      INTEGER NOT NULL,     -- order
  text   TEXT NOT NULL,        -- what was taken out
  reason TEXT NOT NULL,        -- why
  at     INTEGER NOT NULL,     -- byte in the decoded text
  sum    INTEGER NOT NULL,
  PRIMARY KEY (rep, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE tombstone (       -- reports that a user removed: they do not come back
  sha256  BLOB PRIMARY KEY,    -- of the raw record
  id      TEXT NOT NULL,
  outlet  TEXT,
  url_key TEXT,
  sum     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tombstone_id ON tombstone(id);
CREATE INDEX tombstone_url ON tombstone(url_key) WHERE url_key IS NOT NULL;

CREATE TABLE analysis (        -- (results)
  rep     INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  version TEXT NOT NULL,       -- program, tables and model that made it
  size    INTEGER NOT NULL,    -- bytes before compression; 0: not analysed
  json    BLOB NOT NULL,       -- the line of `annotate`, zstd
  sum     INTEGER NOT NULL
) STRICT;

CREATE TABLE layers (          -- (results) of the same analysis, for the rooms that read many
  rep   INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  size  INTEGER NOT NULL,      -- bytes before compression; 0: not analysed, or by an older program
  bytes BLOB NOT NULL,         -- marks and events in the form of doc/pack.h, zstd
  sum   INTEGER NOT NULL
) STRICT;
CREATE INDEX layers_analysed ON layers(rep) WHERE size > 0;

CREATE TABLE alias (
  kind TEXT NOT NULL,          -- episode, story, report
  old  TEXT NOT NULL,          -- an id that was superseded
  now  TEXT NOT NULL,          -- the id that answers for it
  sum  INTEGER NOT NULL,
  PRIMARY KEY (kind, old)
) STRICT, WITHOUT ROWID;

CREATE VIEW v_reports AS
  SELECT r.rep, r.id, r.date, r.outlet, r.title, r.agency, r.author, r.language, m.episode,
    e.story, length(b.text) AS characters, r.url, r.date_precision, r.date_basis, r.date_modified,
    r.date_retrieved, r.file, r.record
  FROM report r LEFT JOIN body b USING (rep) LEFT JOIN member m USING (rep)
    LEFT JOIN episode e ON e.id = m.episode
  WHERE r.state = 'live';

CREATE VIEW v_notes AS
  SELECT n.rep, r.id, n.code, n.message, n.file, n.record, n.byte
  FROM note n LEFT JOIN report r USING (rep);

CREATE VIEW v_removed AS
  SELECT x.rep, r.id, x.n, x.reason, x.text
  FROM removed x JOIN report r USING (rep) WHERE r.state = 'live';
