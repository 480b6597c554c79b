-- The record: one SQLite file. Every column says what it holds. Days are days since 1970-01-01; dates are ISO 8601 text as the report gave
-- them; spans are bytes. Tables marked (results) are worked out again by relink or reanalyse; all others are what came in.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,               -- 'program', 'clean', 'group', 'model', 'lexicon': versions that made the results
  value TEXT NOT NULL                   -- hash or version text
) STRICT, WITHOUT ROWID;

CREATE TABLE report (
  rep            INTEGER PRIMARY KEY,   -- row number: depends on arrival, never shown
  id             TEXT NOT NULL,         -- the id given, else a hash of the content
  state          TEXT NOT NULL CHECK (state IN ('live','old','unreadable')), -- newest version, an older one, kept only as bytes
  version_of     INTEGER REFERENCES report(rep) ON DELETE SET NULL,          -- of an old version: the report that replaced it
  url            TEXT,                  -- page address
  title          TEXT,                  -- headline
  outlet         TEXT,                  -- who published it
  agency         TEXT,                  -- agency credited
  author         TEXT,                  -- by-line
  language       TEXT,                  -- BCP 47, given or detected
  english        INTEGER NOT NULL,      -- 1: analysed
  date           TEXT,                  -- publication, as given
  date_precision TEXT,                  -- year, month, day, time
  date_basis     TEXT NOT NULL,         -- given, dateline, story, none ...
  date_modified  TEXT,                  -- last change, as given
  date_retrieved TEXT,                  -- when it was fetched, as given
  day            INTEGER,               -- first day of date in its own zone; NULL: not known
  file           TEXT NOT NULL,         -- where it was read
  record         INTEGER NOT NULL,      -- number of the record in the file, from 0
  offset         INTEGER NOT NULL,      -- byte of the record in the decompressed file
  sha256         BLOB NOT NULL UNIQUE   -- of the raw record: the same bytes are not read in twice
) STRICT;
CREATE INDEX report_id ON report(id, state);
CREATE INDEX report_url ON report(url) WHERE url IS NOT NULL;
CREATE INDEX report_day ON report(state, day, id);

CREATE TABLE body (
  rep  INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  text TEXT NOT NULL                    -- clean text, paragraphs parted by an empty line, without the title
) STRICT;

CREATE TABLE raw (
  rep     INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  kind    TEXT NOT NULL,                -- txt, json, html
  charset TEXT,                         -- what the bytes were taken for
  size    INTEGER NOT NULL,             -- bytes before compression
  bytes   BLOB NOT NULL,                -- the record as it came, zstd
  map     BLOB NOT NULL                 -- clean text to raw bytes: runs of 4 little-endian numbers (docs/record-format.md)
) STRICT;

CREATE VIEW search_content AS           -- what the index is made of; text is stored once; older versions are not found by it
  SELECT r.rep, r.title, b.text FROM report r JOIN body b USING (rep) WHERE r.state <> 'old';
CREATE VIRTUAL TABLE search USING fts5(title, text, content='search_content', content_rowid='rep');
INSERT INTO search(search, rank) VALUES ('pgsz', 16000); -- one piece of the index fills one page of the file

CREATE TABLE note (
  rep     INTEGER REFERENCES report(rep) ON DELETE CASCADE, -- NULL: nothing of the input could be kept
  file    TEXT NOT NULL,                -- where
  record  INTEGER NOT NULL,             -- which record, from 0
  code    TEXT NOT NULL,                -- stable name, such as broken-utf8
  byte    INTEGER,                      -- in the raw record
  message TEXT NOT NULL                 -- plain English
) STRICT;
CREATE INDEX note_rep ON note(rep);

CREATE TABLE removed (
  rep    INTEGER NOT NULL REFERENCES report(rep) ON DELETE CASCADE,
  n      INTEGER NOT NULL,              -- order
  text   TEXT NOT NULL,                 -- what was taken out
  reason TEXT NOT NULL,                 -- why
  at     INTEGER NOT NULL,              -- byte in the decoded text
  PRIMARY KEY (rep, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE tombstone (
  sha256 BLOB PRIMARY KEY,              -- of a raw record that a user removed: it does not come back
  id     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE analysis (                 -- (results)
  rep     INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  version TEXT NOT NULL,                -- program, tables and model that made it
  size    INTEGER NOT NULL,             -- bytes before compression
  json    BLOB NOT NULL                 -- the line of `annotate`, zstd
) STRICT;

CREATE TABLE feature (                  -- (results)
  rep   INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  bytes BLOB NOT NULL                   -- weighted words and sampled runs, from which copies, episodes and stories are worked out (docs/record-format.md)
) STRICT;
CREATE TABLE story (                    -- (results)
  id      TEXT PRIMARY KEY,             -- from its lowest report id
  title   TEXT,                         -- of its most central report
  terms   TEXT NOT NULL,                -- what it is about, heaviest first, parted by blanks
  first   INTEGER,                      -- day of its earliest dated report
  last    INTEGER,                      -- and of its latest
  outlets INTEGER NOT NULL,             -- different outlets
  origins INTEGER NOT NULL              -- independent origins: copies, and texts that credit one agency, count once
) STRICT, WITHOUT ROWID;
CREATE TABLE episode (                  -- (results)
  id TEXT PRIMARY KEY, title TEXT, terms TEXT NOT NULL, first INTEGER, last INTEGER, outlets INTEGER NOT NULL, origins INTEGER NOT NULL, -- as in story
  story   TEXT NOT NULL                 -- the story it is in
) STRICT, WITHOUT ROWID;
CREATE INDEX episode_story ON episode(story);
CREATE TABLE member (                   -- (results)
  rep     INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  episode TEXT NOT NULL                 -- every report is in one
) STRICT;
CREATE INDEX member_episode ON member(episode);
CREATE TABLE copy (                     -- (results) only reports that have a copy
  rep        INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  copy_group TEXT NOT NULL,             -- lowest report id of the copies of one text
  overlap    INTEGER NOT NULL,          -- per mille of the shorter text that it shares with the nearest other
  why        TEXT NOT NULL              -- plain English
) STRICT;
CREATE INDEX copy_of ON copy(copy_group);
CREATE TABLE why (                      -- (results) each joining, explained
  level  INTEGER NOT NULL,              -- 0 episode, 1 story
  id     TEXT NOT NULL,                 -- what was joined to
  other  TEXT NOT NULL,                 -- what joined
  weight INTEGER NOT NULL,              -- per mille
  text   TEXT NOT NULL                  -- what they share
) STRICT;
CREATE INDEX why_id ON why(level, id);
CREATE TABLE alias (
  kind TEXT NOT NULL, old TEXT NOT NULL, -- an id that was superseded
  now  TEXT NOT NULL,                   -- the id that answers for it
  PRIMARY KEY (kind, old)
) STRICT, WITHOUT ROWID;
CREATE TABLE event (                    -- (results) merged events; filled by rooms to come
  id TEXT PRIMARY KEY, type TEXT, act TEXT, mode TEXT, cameo TEXT, -- codes are text: 014 is not 14
  status TEXT, certainty TEXT, polarity TEXT, time TEXT, time_basis TEXT, place TEXT, country TEXT, story TEXT, episode TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE event_mention (            -- (results)
  event TEXT NOT NULL REFERENCES event(id), rep INTEGER NOT NULL REFERENCES report(rep) ON DELETE CASCADE,
  start INTEGER NOT NULL, end INTEGER NOT NULL, rule TEXT NOT NULL -- the evidence: bytes of the clean text, and what made it
) STRICT;
CREATE TABLE event_party (              -- (results)
  event TEXT NOT NULL REFERENCES event(id), role TEXT NOT NULL, name TEXT NOT NULL, country TEXT, code TEXT -- role: actor or recipient
) STRICT;

CREATE VIEW v_reports AS
  SELECT r.id, r.date, r.outlet, r.title, r.agency, r.language, m.episode, e.story, length(b.text) AS characters, r.url
  FROM report r LEFT JOIN body b USING (rep) LEFT JOIN member m USING (rep) LEFT JOIN episode e ON e.id = m.episode WHERE r.state = 'live';
CREATE VIEW v_episodes AS
  SELECT e.id, date(e.first * 86400, 'unixepoch') AS first, date(e.last * 86400, 'unixepoch') AS last, e.title, count(m.rep) AS reports,
         e.outlets, e.origins, e.terms, e.story FROM episode e LEFT JOIN member m ON m.episode = e.id GROUP BY e.id;
CREATE VIEW v_stories AS
  SELECT s.id, date(s.first * 86400, 'unixepoch') AS first, date(s.last * 86400, 'unixepoch') AS last, s.title, count(m.rep) AS reports,
         count(DISTINCT e.id) AS episodes, s.outlets, s.origins, s.terms
  FROM story s LEFT JOIN episode e ON e.story = s.id LEFT JOIN member m ON m.episode = e.id GROUP BY s.id;
CREATE VIEW v_events AS
  SELECT v.id, v.time, v.type, v.mode, v.cameo, v.status,
         (SELECT group_concat(name, '; ') FROM event_party p WHERE p.event = v.id AND p.role = 'actor') AS actors,
         (SELECT group_concat(name, '; ') FROM event_party p WHERE p.event = v.id AND p.role = 'recipient') AS recipients,
         v.place, v.country, v.story, (SELECT count(*) FROM event_mention n WHERE n.event = v.id) AS mentions FROM event v;
