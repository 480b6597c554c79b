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
-- Marks and events in binary form and as rows. Of reports that are there reanalyse makes them.
CREATE TABLE layers (
  rep   INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  size  INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  sum   INTEGER NOT NULL
) STRICT;
INSERT INTO layers SELECT rep, 0, x'', row_sum(rep, 0, x'') FROM report;
CREATE TABLE sentence (
  rep      INTEGER NOT NULL REFERENCES layers(rep) ON DELETE CASCADE,
  in_title INTEGER NOT NULL,
  start    INTEGER NOT NULL,
  end      INTEGER NOT NULL,
  sum      INTEGER NOT NULL,
  PRIMARY KEY (rep, in_title, start)
) STRICT, WITHOUT ROWID;
CREATE TABLE entity (
  rep      INTEGER NOT NULL REFERENCES layers(rep) ON DELETE CASCADE,
  id       INTEGER NOT NULL,
  kind     TEXT,
  name     TEXT NOT NULL,
  country  TEXT,
  code     TEXT,
  title    TEXT,
  sum      INTEGER NOT NULL,
  PRIMARY KEY (rep, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE place (
  rep       INTEGER NOT NULL REFERENCES layers(rep) ON DELETE CASCADE,
  entity    INTEGER NOT NULL,
  geonames  INTEGER,
  lat       REAL,
  lon       REAL,
  precision TEXT,
  admin1    TEXT,
  sum       INTEGER NOT NULL,
  PRIMARY KEY (rep, entity)
) STRICT, WITHOUT ROWID;
CREATE TABLE mention (
  rep      INTEGER NOT NULL REFERENCES layers(rep) ON DELETE CASCADE,
  id       INTEGER NOT NULL,
  in_title INTEGER NOT NULL,
  start    INTEGER NOT NULL,
  end      INTEGER NOT NULL,
  label    TEXT,
  entity   INTEGER NOT NULL,
  sum      INTEGER NOT NULL,
  PRIMARY KEY (rep, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE timex (
  rep      INTEGER NOT NULL REFERENCES layers(rep) ON DELETE CASCADE,
  id       INTEGER NOT NULL,
  in_title INTEGER NOT NULL,
  start    INTEGER NOT NULL,
  end      INTEGER NOT NULL,
  type     TEXT NOT NULL,
  value    TEXT,
  first    INTEGER,
  last     INTEGER,
  rule     TEXT,
  sum      INTEGER NOT NULL,
  PRIMARY KEY (rep, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE quote (
  rep          INTEGER NOT NULL REFERENCES layers(rep) ON DELETE CASCADE,
  id           INTEGER NOT NULL,
  in_title     INTEGER NOT NULL,
  start        INTEGER NOT NULL,
  end          INTEGER NOT NULL,
  rest_start   INTEGER,
  rest_end     INTEGER,
  form         TEXT NOT NULL,
  sense        TEXT NOT NULL,
  source_start INTEGER,
  source_end   INTEGER,
  entity       INTEGER,
  cue_start    INTEGER,
  cue_end      INTEGER,
  within       INTEGER,
  rule         TEXT,
  sum          INTEGER NOT NULL,
  PRIMARY KEY (rep, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE amount (
  rep      INTEGER NOT NULL REFERENCES layers(rep) ON DELETE CASCADE,
  id       INTEGER NOT NULL,
  in_title INTEGER NOT NULL,
  start    INTEGER NOT NULL,
  end      INTEGER NOT NULL,
  kind     TEXT NOT NULL,
  value    REAL,
  unit     TEXT,
  of       TEXT,
  min      REAL,
  max      REAL,
  event    INTEGER,
  rule     TEXT,
  sum      INTEGER NOT NULL,
  PRIMARY KEY (rep, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE event (
  rep           INTEGER NOT NULL REFERENCES layers(rep) ON DELETE CASCADE,
  id            INTEGER NOT NULL,
  in_title      INTEGER NOT NULL,
  start         INTEGER NOT NULL,
  end           INTEGER NOT NULL,
  lemma         TEXT NOT NULL,
  type          TEXT,
  act           TEXT,
  mode          TEXT,
  cameo         TEXT,
  contexts      TEXT,
  time          INTEGER,
  place         INTEGER,
  attributed_to INTEGER,
  quote         INTEGER,
  tense         INTEGER NOT NULL,
  certainty     INTEGER NOT NULL,
  negative      INTEGER NOT NULL,
  status        INTEGER NOT NULL,
  rule          TEXT,
  sum           INTEGER NOT NULL,
  PRIMARY KEY (rep, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE party (
  rep      INTEGER NOT NULL,
  event    INTEGER NOT NULL,
  role     INTEGER NOT NULL,
  n        INTEGER NOT NULL,
  in_title INTEGER NOT NULL,
  start    INTEGER NOT NULL,
  end      INTEGER NOT NULL,
  entity   INTEGER,
  code     TEXT,
  sum      INTEGER NOT NULL,
  PRIMARY KEY (rep, event, role, n),
  FOREIGN KEY (rep, event) REFERENCES event(rep, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE VIEW v_mentions AS
  SELECT r.rep, r.id AS report, r.date, r.outlet, r.title AS report_title, n.name, n.kind,
    n.country,
    n.code, n.title,
    substr(CASE m.in_title WHEN 1 THEN r.title ELSE b.text END, m.start + 1, m."end" - m.start)
      AS text,
    m.label, m.entity, m.in_title, m.start, m."end"
  FROM mention m JOIN report r USING (rep) JOIN body b USING (rep)
    JOIN entity n ON n.rep = m.rep AND n.id = m.entity
  WHERE r.state = 'live';
CREATE VIEW v_places AS
  SELECT r.rep, r.id AS report, r.date, r.outlet, r.title AS report_title, n.name, n.country,
    p.geonames,
    p.lat, p.lon, p.precision, p.admin1, p.entity
  FROM place p JOIN report r USING (rep) JOIN entity n ON n.rep = p.rep AND n.id = p.entity
  WHERE r.state = 'live';
CREATE VIEW v_times AS
  SELECT r.rep, r.id AS report, r.date, r.outlet, r.title AS report_title,
    substr(CASE t.in_title WHEN 1 THEN r.title ELSE b.text END, t.start + 1, t."end" - t.start)
      AS text,
    t.type, t.value, date(t.first * 86400, 'unixepoch') AS "from",
    date(t.last * 86400, 'unixepoch') AS "to", t.in_title, t.start, t."end", t.rule
  FROM timex t JOIN report r USING (rep) JOIN body b USING (rep)
  WHERE r.state = 'live';
CREATE VIEW v_amounts AS
  SELECT r.rep, r.id AS report, r.date, r.outlet, r.title AS report_title,
    substr(CASE a.in_title WHEN 1 THEN r.title ELSE b.text END, a.start + 1, a."end" - a.start)
      AS text,
    a.kind, a.value, a.unit, a.of, a.min, a.max, r.id || '#' || a.event AS event, a.in_title,
    a.start, a."end", a.rule
  FROM amount a JOIN report r USING (rep) JOIN body b USING (rep)
  WHERE r.state = 'live';
CREATE VIEW v_quotes AS
  SELECT r.rep, r.id AS report, r.date, r.outlet, r.title AS report_title, n.name AS speaker,
    n.country AS speaker_country, n.code AS speaker_code,
    substr(CASE q.in_title WHEN 1 THEN r.title ELSE b.text END, q.source_start + 1,
      q.source_end - q.source_start) AS source,
    substr(CASE q.in_title WHEN 1 THEN r.title ELSE b.text END, q.start + 1, q."end" - q.start)
      || CASE WHEN q.rest_start IS NULL THEN '' ELSE ' ... '
        || substr(CASE q.in_title WHEN 1 THEN r.title ELSE b.text END, q.rest_start + 1,
          q.rest_end - q.rest_start) END AS text,
    q.form, q.sense,
    substr(CASE q.in_title WHEN 1 THEN r.title ELSE b.text END, q.cue_start + 1,
      q.cue_end - q.cue_start) AS cue,
    q.in_title, q.start, q."end", q.rule
  FROM quote q JOIN report r USING (rep) JOIN body b USING (rep)
    LEFT JOIN entity n ON n.rep = q.rep AND n.id = q.entity
  WHERE r.state = 'live';
CREATE VIEW v_parties AS
  SELECT r.rep, r.id AS report, r.id || '#' || p.event AS event,
    CASE p.role WHEN 0 THEN 'actor' ELSE 'recipient' END AS role,
    coalesce(n.name, substr(CASE p.in_title WHEN 1 THEN r.title ELSE b.text END, p.start + 1,
      p."end" - p.start)) AS name,
    n.kind, n.country, p.code, p.entity, p.in_title, p.start, p."end"
  FROM party p JOIN report r USING (rep) JOIN body b USING (rep)
    LEFT JOIN entity n ON n.rep = p.rep AND n.id = p.entity
  WHERE r.state = 'live';
CREATE VIEW v_events AS
  SELECT r.rep, r.id || '#' || e.id AS id, r.id AS report, r.date, r.outlet,
    r.title AS report_title,
    e.type, e.act, e.mode, e.cameo, e.contexts, e.lemma,
    (SELECT group_concat(name, ', ') FROM (
       SELECT coalesce(n.name, substr(CASE p.in_title WHEN 1 THEN r.title ELSE b.text END,
         p.start + 1, p."end" - p.start)) AS name
       FROM party p LEFT JOIN entity n ON n.rep = p.rep AND n.id = p.entity
       WHERE p.rep = e.rep AND p.event = e.id AND p.role = 0 ORDER BY p.n)) AS actors,
    (SELECT group_concat(code, ', ') FROM (SELECT code FROM party p
       WHERE p.rep = e.rep AND p.event = e.id AND p.role = 0 ORDER BY p.n)) AS actor_codes,
    (SELECT group_concat(name, ', ') FROM (
       SELECT coalesce(n.name, substr(CASE p.in_title WHEN 1 THEN r.title ELSE b.text END,
         p.start + 1, p."end" - p.start)) AS name
       FROM party p LEFT JOIN entity n ON n.rep = p.rep AND n.id = p.entity
       WHERE p.rep = e.rep AND p.event = e.id AND p.role = 1 ORDER BY p.n)) AS recipients,
    (SELECT group_concat(code, ', ') FROM (SELECT code FROM party p
       WHERE p.rep = e.rep AND p.event = e.id AND p.role = 1 ORDER BY p.n)) AS recipient_codes,
    t.value AS time, date(t.first * 86400, 'unixepoch') AS time_from,
    date(t.last * 86400, 'unixepoch') AS time_to, l.name AS place, l.country AS place_country,
    g.lat, g.lon, g.geonames,
    CASE e.status WHEN 0 THEN 'happened' WHEN 1 THEN 'ongoing' WHEN 2 THEN 'planned'
      WHEN 3 THEN 'possible' WHEN 4 THEN 'denied' WHEN 5 THEN 'postponed' WHEN 6 THEN 'cancelled'
      END AS status,
    CASE e.tense WHEN 0 THEN 'past' WHEN 1 THEN 'present' WHEN 2 THEN 'future' END AS tense,
    CASE e.certainty WHEN 0 THEN 'certain' WHEN 1 THEN 'probable' WHEN 2 THEN 'possible' END
      AS certainty,
    CASE e.negative WHEN 0 THEN 'positive' WHEN 1 THEN 'negative' END AS polarity,
    a.name AS attributed_to,
    (SELECT substr(CASE e.in_title WHEN 1 THEN r.title ELSE b.text END, s.start + 1,
       s."end" - s.start) FROM sentence s
     WHERE s.rep = e.rep AND s.in_title = e.in_title AND s.start <= e.start
     ORDER BY s.start DESC LIMIT 1) AS sentence,
    e.in_title, e.start, e."end", e.rule
  FROM event e JOIN report r USING (rep) JOIN body b USING (rep)
    LEFT JOIN timex t ON t.rep = e.rep AND t.id = e.time
    LEFT JOIN entity l ON l.rep = e.rep AND l.id = e.place
    LEFT JOIN place g ON g.rep = e.rep AND g.entity = e.place
    LEFT JOIN entity a ON a.rep = e.rep AND a.id = e.attributed_to
  WHERE r.state = 'live';

-- query: version_7
-- Members name their episode, episodes their story, as foreign keys; views have the row number that
-- the index of words knows.
DROP VIEW v_reports;
DROP VIEW v_episodes;
DROP VIEW v_stories;
CREATE TABLE episode_7 (
  id TEXT PRIMARY KEY,
  title TEXT,
  terms TEXT NOT NULL,
  first INTEGER,
  last INTEGER,
  outlets INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  story TEXT NOT NULL REFERENCES story(id) DEFERRABLE INITIALLY DEFERRED,
  sum INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO episode_7
  SELECT id, title, terms, first, last, outlets, origins, story, sum FROM episode;
DROP TABLE episode;
ALTER TABLE episode_7 RENAME TO episode;
CREATE INDEX episode_story ON episode(story);
CREATE TABLE member_7 (
  rep     INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  episode TEXT NOT NULL REFERENCES episode(id) DEFERRABLE INITIALLY DEFERRED,
  sum     INTEGER NOT NULL
) STRICT;
INSERT INTO member_7 SELECT rep, episode, sum FROM member;
DROP TABLE member;
ALTER TABLE member_7 RENAME TO member;
CREATE INDEX member_episode ON member(episode);
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
CREATE VIEW v_episodes AS
  SELECT e.id, date(e.first * 86400, 'unixepoch') AS first,
    date(e.last * 86400, 'unixepoch') AS last, e.title, count(m.rep) AS reports, e.outlets,
    e.origins, e.terms, e.story
  FROM episode e LEFT JOIN member m ON m.episode = e.id GROUP BY e.id;

CREATE VIEW v_stories AS
  SELECT s.id, date(s.first * 86400, 'unixepoch') AS first,
    date(s.last * 86400, 'unixepoch') AS last, s.title, count(m.rep) AS reports,
    count(DISTINCT e.id) AS episodes, s.outlets, s.origins, s.terms
  FROM story s LEFT JOIN episode e ON e.story = s.id LEFT JOIN member m ON m.episode = e.id
  GROUP BY s.id;
CREATE VIEW v_copies AS
  SELECT c.rep, r.id, c.copy_group, c.overlap, c.why, r.date, r.outlet, r.title
  FROM copy c JOIN report r USING (rep) WHERE r.state = 'live';

-- query: version_8
-- Entities of the record, days worked out, events merged over reports.
CREATE TABLE thing (
  id      TEXT PRIMARY KEY,
  kind    TEXT NOT NULL,
  name    TEXT NOT NULL,
  country TEXT,
  code    TEXT,
  title   TEXT,
  sum     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX thing_name ON thing(name);
CREATE TABLE thing_in (
  rep    INTEGER NOT NULL REFERENCES report(rep) ON DELETE CASCADE,
  entity INTEGER NOT NULL,
  thing  TEXT NOT NULL,
  PRIMARY KEY (rep, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX thing_in_thing ON thing_in(thing);
CREATE TABLE dated (
  rep   INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  story TEXT NOT NULL,
  first INTEGER,
  last  INTEGER,
  basis TEXT NOT NULL,
  why   TEXT NOT NULL,
  sum   INTEGER NOT NULL
) STRICT;
CREATE INDEX dated_story ON dated(story);
CREATE TABLE merged (
  id            TEXT PRIMARY KEY,
  story         TEXT NOT NULL,
  episode       TEXT,
  lemma         TEXT NOT NULL,
  type          TEXT,
  act           TEXT,
  mode          TEXT,
  cameo         TEXT,
  contexts      TEXT,
  first         INTEGER,
  last          INTEGER,
  precision     TEXT NOT NULL,
  basis         TEXT,
  place_rep     INTEGER,
  place         INTEGER,
  status        INTEGER NOT NULL,
  certainty     INTEGER NOT NULL,
  negative      INTEGER NOT NULL,
  source_rep    INTEGER,
  source        INTEGER,
  outlets       INTEGER NOT NULL,
  origins       INTEGER NOT NULL,
  sum           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_story ON merged(story);
CREATE INDEX merged_first ON merged(first);
CREATE TABLE merged_party (
  event   TEXT NOT NULL REFERENCES merged(id) ON DELETE CASCADE,
  role    INTEGER NOT NULL,
  n       INTEGER NOT NULL,
  thing   TEXT,
  name    TEXT NOT NULL,
  country TEXT,
  code    TEXT,
  PRIMARY KEY (event, role, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_party_thing ON merged_party(thing);
CREATE TABLE merged_mention (
  event   TEXT NOT NULL REFERENCES merged(id) ON DELETE CASCADE,
  n       INTEGER NOT NULL,
  rep     INTEGER NOT NULL REFERENCES report(rep) ON DELETE CASCADE,
  mention INTEGER NOT NULL,
  PRIMARY KEY (event, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_mention_rep ON merged_mention(rep, mention);
CREATE TABLE merged_count (
  event TEXT NOT NULL REFERENCES merged(id) ON DELETE CASCADE,
  n     INTEGER NOT NULL,
  rep   INTEGER NOT NULL,
  kind  TEXT NOT NULL,
  least REAL,
  most  REAL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (event, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE merged_link (
  event TEXT NOT NULL REFERENCES merged(id) ON DELETE CASCADE,
  kind  TEXT NOT NULL,
  other TEXT NOT NULL,
  PRIMARY KEY (event, kind, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_link_other ON merged_link(other);

-- query: version_9
-- What people put right.
CREATE TABLE correction (
  n           INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL,
  target      TEXT NOT NULL,
  change      TEXT NOT NULL,
  value       TEXT,
  report      TEXT NOT NULL,
  in_title    INTEGER NOT NULL,
  start       INTEGER NOT NULL,
  words       TEXT NOT NULL,
  other       TEXT,
  other_title INTEGER,
  other_start INTEGER,
  other_words TEXT,
  who         TEXT NOT NULL,
  why         TEXT NOT NULL,
  now         TEXT,
  other_now   TEXT,
  sum         INTEGER NOT NULL
) STRICT;
CREATE INDEX correction_now ON correction(now);

-- query: version_10
-- Checksums of what hangs on events and of the entities of reports.
ALTER TABLE thing_in ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE merged_party ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE merged_mention ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE merged_count ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE merged_link ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
UPDATE thing_in SET sum = row_sum(rep, entity, thing) >> 32;
UPDATE merged_party SET sum = row_sum(event, role, n, thing, name, country, code) >> 32;
UPDATE merged_mention SET sum = row_sum(event, n, rep, mention) >> 32;
UPDATE merged_count SET sum = row_sum(event, n, rep, kind, least, most, start, "end") >> 32;
UPDATE merged_link SET sum = row_sum(event, kind, other) >> 32;

-- query: version_11
-- Which reports were analysed is found without reading those that were not.
CREATE INDEX layers_analysed ON layers(rep) WHERE size > 0;
-- Events in the order that they are told in.
DROP INDEX merged_first;
CREATE INDEX merged_first ON merged(first IS NULL, first, id);
-- Addresses that are watched.
CREATE TABLE asked (
  url      TEXT PRIMARY KEY,
  kind     TEXT NOT NULL CHECK (kind IN ('feed', 'page')),
  next     INTEGER,
  status   INTEGER NOT NULL,
  at       INTEGER,
  failures INTEGER NOT NULL,
  etag     TEXT,
  modified TEXT,
  changed  TEXT,
  why      TEXT,
  sum      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX asked_next ON asked(kind, next) WHERE next IS NOT NULL;
CREATE VIEW v_asked AS
  SELECT url, kind, status, datetime(at, 'unixepoch') AS at, datetime(next, 'unixepoch') AS next,
    failures, why
  FROM asked;
-- Events over all reports, flat; those that one report tells have another name.
DROP VIEW v_events;
CREATE VIEW v_told_events AS
  SELECT r.rep, r.id || '#' || e.id AS id, r.id AS report, r.date, r.outlet,
    r.title AS report_title,
    e.type, e.act, e.mode, e.cameo, e.contexts, e.lemma,
    (SELECT group_concat(name, ', ') FROM (
       SELECT coalesce(n.name, substr(CASE p.in_title WHEN 1 THEN r.title ELSE b.text END,
         p.start + 1, p."end" - p.start)) AS name
       FROM party p LEFT JOIN entity n ON n.rep = p.rep AND n.id = p.entity
       WHERE p.rep = e.rep AND p.event = e.id AND p.role = 0 ORDER BY p.n)) AS actors,
    (SELECT group_concat(code, ', ') FROM (SELECT code FROM party p
       WHERE p.rep = e.rep AND p.event = e.id AND p.role = 0 ORDER BY p.n)) AS actor_codes,
    (SELECT group_concat(name, ', ') FROM (
       SELECT coalesce(n.name, substr(CASE p.in_title WHEN 1 THEN r.title ELSE b.text END,
         p.start + 1, p."end" - p.start)) AS name
       FROM party p LEFT JOIN entity n ON n.rep = p.rep AND n.id = p.entity
       WHERE p.rep = e.rep AND p.event = e.id AND p.role = 1 ORDER BY p.n)) AS recipients,
    (SELECT group_concat(code, ', ') FROM (SELECT code FROM party p
       WHERE p.rep = e.rep AND p.event = e.id AND p.role = 1 ORDER BY p.n)) AS recipient_codes,
    t.value AS time, date(t.first * 86400, 'unixepoch') AS time_from,
    date(t.last * 86400, 'unixepoch') AS time_to, l.name AS place, l.country AS place_country,
    g.lat, g.lon, g.geonames,
    CASE e.status WHEN 0 THEN 'happened' WHEN 1 THEN 'ongoing' WHEN 2 THEN 'planned'
      WHEN 3 THEN 'possible' WHEN 4 THEN 'denied' WHEN 5 THEN 'postponed' WHEN 6 THEN 'cancelled'
      END AS status,
    CASE e.tense WHEN 0 THEN 'past' WHEN 1 THEN 'present' WHEN 2 THEN 'future' END AS tense,
    CASE e.certainty WHEN 0 THEN 'certain' WHEN 1 THEN 'probable' WHEN 2 THEN 'possible' END
      AS certainty,
    CASE e.negative WHEN 0 THEN 'positive' WHEN 1 THEN 'negative' END AS polarity,
    a.name AS attributed_to,
    (SELECT substr(CASE e.in_title WHEN 1 THEN r.title ELSE b.text END, s.start + 1,
       s."end" - s.start) FROM sentence s
     WHERE s.rep = e.rep AND s.in_title = e.in_title AND s.start <= e.start
     ORDER BY s.start DESC LIMIT 1) AS sentence,
    e.in_title, e.start, e."end", e.rule
  FROM event e JOIN report r USING (rep) JOIN body b USING (rep)
    LEFT JOIN timex t ON t.rep = e.rep AND t.id = e.time
    LEFT JOIN entity l ON l.rep = e.rep AND l.id = e.place
    LEFT JOIN place g ON g.rep = e.rep AND g.entity = e.place
    LEFT JOIN entity a ON a.rep = e.rep AND a.id = e.attributed_to
  WHERE r.state = 'live';
CREATE VIEW v_events AS
  SELECT r.rep, e.id, r.id AS report, r.date, r.outlet, r.title AS report_title,
    e.type, e.act, e.mode, e.cameo, e.contexts, e.lemma,
    (SELECT group_concat(name, ', ') FROM (SELECT coalesce(t.name, p.name) AS name
     FROM merged_party p LEFT JOIN thing t ON t.id = p.thing
     WHERE p.event = e.id AND p.role = 0 ORDER BY p.n)) AS actors,
    (SELECT group_concat(code, ', ') FROM (SELECT coalesce(p.code, t.code) AS code
     FROM merged_party p LEFT JOIN thing t ON t.id = p.thing
     WHERE p.event = e.id AND p.role = 0 ORDER BY p.n)) AS actor_codes,
    (SELECT group_concat(name, ', ') FROM (SELECT coalesce(t.name, p.name) AS name
     FROM merged_party p LEFT JOIN thing t ON t.id = p.thing
     WHERE p.event = e.id AND p.role = 1 ORDER BY p.n)) AS recipients,
    (SELECT group_concat(code, ', ') FROM (SELECT coalesce(p.code, t.code) AS code
     FROM merged_party p LEFT JOIN thing t ON t.id = p.thing
     WHERE p.event = e.id AND p.role = 1 ORDER BY p.n)) AS recipient_codes,
    strftime(CASE e.precision WHEN 'day' THEN '%Y-%m-%d' WHEN 'month' THEN '%Y-%m'
      WHEN 'year' THEN '%Y' END, e.first * 86400, 'unixepoch') AS time,
    date(e.first * 86400, 'unixepoch') AS time_from,
    date(e.last * 86400, 'unixepoch') AS time_to, nullif(e.precision, 'none') AS time_precision,
    e.basis AS time_basis, l.name AS place, l.country AS place_country, g.lat, g.lon, g.geonames,
    CASE e.status WHEN 0 THEN 'happened' WHEN 1 THEN 'ongoing' WHEN 2 THEN 'planned'
      WHEN 3 THEN 'possible' WHEN 4 THEN 'denied' WHEN 5 THEN 'postponed' WHEN 6 THEN 'cancelled'
      END AS status,
    CASE e.certainty WHEN 0 THEN 'certain' WHEN 1 THEN 'probable' WHEN 2 THEN 'possible' END
      AS certainty,
    CASE e.negative WHEN 0 THEN 'positive' WHEN 1 THEN 'negative' END AS polarity,
    a.name AS attributed_to,
    (SELECT group_concat(kind || ' ' || CASE WHEN least IS most THEN CAST(least AS INTEGER)
       WHEN most IS NULL THEN 'at least ' || CAST(least AS INTEGER)
       ELSE 'up to ' || CAST(most AS INTEGER) END, ', ') FROM (SELECT * FROM merged_count c
     WHERE c.event = e.id ORDER BY c.n)) AS counts,
    e.story, e.episode, (SELECT count(DISTINCT m.rep) FROM merged_mention m WHERE m.event = e.id)
      AS reports, e.outlets, e.origins,
    (SELECT group_concat(kind || ' ' || other, ', ') FROM (SELECT * FROM merged_link n
     WHERE n.event = e.id ORDER BY n.kind, n.other)) AS links,
    (SELECT substr(CASE x.in_title WHEN 1 THEN r.title ELSE b.text END, s.start + 1,
       s."end" - s.start) FROM sentence s
     WHERE s.rep = x.rep AND s.in_title = x.in_title AND s.start <= x.start
     ORDER BY s.start DESC LIMIT 1) AS sentence,
    x.in_title, x.start, x."end", x.rule
  FROM merged e JOIN merged_mention k ON k.event = e.id AND k.n = 0
    JOIN event x ON x.rep = k.rep AND x.id = k.mention JOIN report r ON r.rep = k.rep
    JOIN body b ON b.rep = k.rep
    LEFT JOIN entity l ON l.rep = e.place_rep AND l.id = e.place
    LEFT JOIN place g ON g.rep = e.place_rep AND g.entity = e.place
    LEFT JOIN entity a ON a.rep = e.source_rep AND a.id = e.source
  WHERE r.state = 'live';

-- query: version_12
-- What lists tell is found by an index, or kept.
CREATE INDEX dated_last ON dated(last) WHERE last IS NOT NULL;
DROP INDEX merged_story;
CREATE INDEX merged_story ON merged(story, first IS NULL, first, id);
CREATE INDEX merged_planned ON merged(first IS NULL, first, id) WHERE status = 2;
CREATE INDEX merged_story_planned ON merged(story, first IS NULL, first, id, last) WHERE status = 2;
CREATE TABLE kept_story (
  story   TEXT PRIMARY KEY REFERENCES story(id) ON DELETE CASCADE ON UPDATE CASCADE,
  reports INTEGER NOT NULL,
  first   INTEGER,
  last    INTEGER,
  sum     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_story_first ON kept_story(first IS NULL, first, story);
CREATE INDEX kept_story_last
  ON kept_story(-coalesce(last, -2147483648), first IS NULL, first, story);
CREATE INDEX kept_story_size ON kept_story(-reports, first IS NULL, first, story);
INSERT INTO kept_story
  SELECT id, n, first, last, row_sum(id, n, first, last) FROM (
    SELECT s.id, s.first, s.last, (SELECT count(*) FROM episode e JOIN member m ON m.episode = e.id
      WHERE e.story = s.id) AS n FROM story s);

-- query: version_13
-- What is planned is told by when it is due.
DROP INDEX IF EXISTS merged_planned;
DROP INDEX IF EXISTS merged_story_planned;
CREATE INDEX merged_planned ON merged(last IS NULL, last, first, id) WHERE status = 2;
CREATE INDEX merged_story_planned ON merged(story, last IS NULL, last, first, id) WHERE status = 2;

-- query: version_14
-- Events and entities are found by names, places, types and countries.
CREATE INDEX thing_country ON thing(country) WHERE country IS NOT NULL;
CREATE INDEX thing_code ON thing(code) WHERE code IS NOT NULL;
CREATE TABLE thing_word (
  words TEXT NOT NULL,
  thing TEXT NOT NULL,
  whole INTEGER NOT NULL,
  sum   INTEGER NOT NULL,
  PRIMARY KEY (words, thing)
) STRICT, WITHOUT ROWID;
INSERT INTO thing_word
  WITH RECURSIVE named(words, thing) AS (
    SELECT words_from(n.name), i.thing
    FROM thing_in i CROSS JOIN entity n ON n.rep = i.rep AND n.id = i.entity
    UNION SELECT words_from(name), id FROM thing),
  part(words, thing, whole) AS (
    SELECT words, thing, 1 FROM named WHERE words IS NOT NULL
    UNION ALL SELECT next_words(words), thing, 0 FROM part WHERE next_words(words) IS NOT NULL)
  SELECT words, thing, max(whole), row_sum(words, thing, max(whole)) >> 32 FROM part
  GROUP BY words, thing;
CREATE INDEX merged_long ON merged(first, id, last) WHERE coalesce(last, 2147483647) - first > 31;
CREATE INDEX merged_type ON merged(type) WHERE type IS NOT NULL;
CREATE INDEX merged_act ON merged(act) WHERE act IS NOT NULL;
CREATE INDEX merged_cameo ON merged(cameo) WHERE cameo IS NOT NULL;
DROP INDEX merged_party_thing;
CREATE INDEX merged_party_thing ON merged_party(thing) WHERE thing IS NOT NULL;
CREATE INDEX merged_party_code ON merged_party(code) WHERE code IS NOT NULL;
CREATE INDEX merged_party_country ON merged_party(country)
  WHERE country IS NOT NULL AND instr(code, country) IS NOT 1;
CREATE INDEX merged_party_name ON merged_party(name) WHERE thing IS NULL;
CREATE TABLE party_word (
  words TEXT NOT NULL,
  name  TEXT NOT NULL,
  sum   INTEGER NOT NULL,
  PRIMARY KEY (words, name)
) STRICT, WITHOUT ROWID;
INSERT INTO party_word
  WITH RECURSIVE named(words, name) AS (
    SELECT DISTINCT words_from(name), name FROM merged_party WHERE thing IS NULL),
  part(words, name) AS (
    SELECT words, name FROM named WHERE words IS NOT NULL
    UNION ALL SELECT next_words(words), name FROM part WHERE next_words(words) IS NOT NULL)
  SELECT DISTINCT words, name, row_sum(words, name) >> 32 FROM part ORDER BY words, name;
CREATE TABLE kept_place (
  event   TEXT PRIMARY KEY REFERENCES merged(id) ON DELETE CASCADE,
  name    TEXT NOT NULL,
  country TEXT,
  sum     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO kept_place
  SELECT e.id, n.name, n.country, row_sum(e.id, n.name, n.country) >> 32
  FROM merged e JOIN entity n ON n.rep = e.place_rep AND n.id = e.place;
CREATE INDEX kept_place_name ON kept_place(name COLLATE NOCASE);
CREATE INDEX kept_place_country ON kept_place(country) WHERE country IS NOT NULL;

-- query: version_15
-- Parts of texts that people hide.
CREATE INDEX correction_text ON correction(report) WHERE kind = 'text';
CREATE TABLE hidden (
  rep        INTEGER NOT NULL REFERENCES report(rep) ON DELETE CASCADE,
  start      INTEGER NOT NULL,
  "end"      INTEGER NOT NULL,
  correction INTEGER NOT NULL,
  sum        INTEGER NOT NULL,
  PRIMARY KEY (rep, start, correction)
) STRICT, WITHOUT ROWID;
CREATE TABLE shown (
  rep  INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  text TEXT NOT NULL
) STRICT;
DROP VIEW search_content;
CREATE VIEW search_content AS
  SELECT r.rep, r.title, coalesce(h.text, b.text) AS text, p.pairs
  FROM report r JOIN body b USING (rep) LEFT JOIN letter_pairs p USING (rep)
    LEFT JOIN shown h USING (rep)
  WHERE r.state <> 'old';

-- query: version_16
-- Some of the reports of a story or an entity are found without looking at all.
CREATE TABLE kept_member (
  story TEXT NOT NULL REFERENCES story(id) ON DELETE CASCADE ON UPDATE CASCADE,
  given INTEGER NOT NULL,
  id    TEXT NOT NULL,
  rep   INTEGER NOT NULL,
  known INTEGER NOT NULL,
  sum   INTEGER NOT NULL,
  PRIMARY KEY (story, given, id)
) STRICT, WITHOUT ROWID;
INSERT INTO kept_member
  SELECT story, given, id, rep, known, row_sum(story, given, id, rep, known) FROM (
    SELECT e.story, coalesce(r.day, 2147483647) AS given, r.id, r.rep,
      coalesce(d.last, r.day, 2147483647) AS known
    FROM episode e JOIN member m ON m.episode = e.id JOIN report r ON r.rep = m.rep
      LEFT JOIN dated d ON d.rep = r.rep WHERE r.state = 'live');
CREATE INDEX kept_member_known ON kept_member(story, known, id, rep);
DROP INDEX thing_in_thing;
ALTER TABLE thing_in ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
UPDATE thing_in SET place = (SELECT
    coalesce(r.day, CASE WHEN d.first = d.last THEN d.first END, 2147483647) * 4294967296
      + (row_sum(r.id) & 4294967295)
  FROM report r LEFT JOIN dated d USING (rep) WHERE r.rep = thing_in.rep);
CREATE INDEX thing_in_thing ON thing_in(thing, place);
CREATE TABLE story_change (
  story  TEXT PRIMARY KEY,
  at     INTEGER NOT NULL,
  groups INTEGER,
  events INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX story_change_at ON story_change(at);

-- query: version_17
-- How many outlets there are is counted along an index.
CREATE INDEX report_outlet ON report(state, outlet);

-- query: version_18
-- Events are found in the order of their days.
ALTER TABLE merged_party ADD COLUMN first INTEGER;
ALTER TABLE merged_party ADD COLUMN due INTEGER;
UPDATE merged_party SET (first, due) = (SELECT e.first,
    CASE e.status WHEN 2 THEN coalesce(e.last, 2147483647) END
  FROM merged e WHERE e.id = merged_party.event);
ALTER TABLE merged_mention ADD COLUMN first INTEGER;
ALTER TABLE merged_mention ADD COLUMN due INTEGER;
UPDATE merged_mention SET (first, due) = (SELECT e.first,
    CASE e.status WHEN 2 THEN coalesce(e.last, 2147483647) END
  FROM merged e WHERE e.id = merged_mention.event);
ALTER TABLE kept_place ADD COLUMN first INTEGER;
ALTER TABLE kept_place ADD COLUMN due INTEGER;
UPDATE kept_place SET (first, due) = (SELECT e.first,
    CASE e.status WHEN 2 THEN coalesce(e.last, 2147483647) END
  FROM merged e WHERE e.id = kept_place.event);
DROP INDEX merged_type;
CREATE INDEX merged_type ON merged(type, first, last, status) WHERE type IS NOT NULL;
DROP INDEX merged_act;
CREATE INDEX merged_act ON merged(act, first, last, status) WHERE act IS NOT NULL;
DROP INDEX merged_cameo;
CREATE INDEX merged_cameo ON merged(cameo, first, last, status) WHERE cameo IS NOT NULL;
DROP INDEX merged_party_thing;
CREATE INDEX merged_party_thing ON merged_party(thing, role, due, first) WHERE thing IS NOT NULL;
DROP INDEX merged_party_code;
CREATE INDEX merged_party_code ON merged_party(code, role, due, first) WHERE code IS NOT NULL;
DROP INDEX merged_party_country;
CREATE INDEX merged_party_country ON merged_party(country, due, first)
  WHERE country IS NOT NULL AND instr(code, country) IS NOT 1;
DROP INDEX merged_party_name;
CREATE INDEX merged_party_name ON merged_party(name, role, due, first) WHERE thing IS NULL;
DROP INDEX merged_mention_rep;
CREATE INDEX merged_mention_rep ON merged_mention(rep, mention, due, first);
DROP INDEX kept_place_name;
CREATE INDEX kept_place_name ON kept_place(name COLLATE NOCASE, due, first);
DROP INDEX kept_place_country;
CREATE INDEX kept_place_country ON kept_place(country, due, first) WHERE country IS NOT NULL;

-- query: version_19
-- Country and code of who takes part may be told by another report.
ALTER TABLE merged_party ADD COLUMN told INTEGER;

-- query: version_20
-- How well the code of an event is told.
ALTER TABLE event ADD COLUMN sure INTEGER;
ALTER TABLE merged ADD COLUMN sure INTEGER;
CREATE INDEX merged_sure ON merged(sure, first, last, status) WHERE sure IS NOT NULL;
DROP VIEW v_told_events;
CREATE VIEW v_told_events AS
  SELECT r.rep, r.id || '#' || e.id AS id, r.id AS report, r.date, r.outlet,
    r.title AS report_title,
    e.type, e.act, e.mode, e.cameo, e.contexts, e.lemma,
    (SELECT group_concat(name, ', ') FROM (
       SELECT coalesce(n.name, substr(CASE p.in_title WHEN 1 THEN r.title ELSE b.text END,
         p.start + 1, p."end" - p.start)) AS name
       FROM party p LEFT JOIN entity n ON n.rep = p.rep AND n.id = p.entity
       WHERE p.rep = e.rep AND p.event = e.id AND p.role = 0 ORDER BY p.n)) AS actors,
    (SELECT group_concat(code, ', ') FROM (SELECT code FROM party p
       WHERE p.rep = e.rep AND p.event = e.id AND p.role = 0 ORDER BY p.n)) AS actor_codes,
    (SELECT group_concat(name, ', ') FROM (
       SELECT coalesce(n.name, substr(CASE p.in_title WHEN 1 THEN r.title ELSE b.text END,
         p.start + 1, p."end" - p.start)) AS name
       FROM party p LEFT JOIN entity n ON n.rep = p.rep AND n.id = p.entity
       WHERE p.rep = e.rep AND p.event = e.id AND p.role = 1 ORDER BY p.n)) AS recipients,
    (SELECT group_concat(code, ', ') FROM (SELECT code FROM party p
       WHERE p.rep = e.rep AND p.event = e.id AND p.role = 1 ORDER BY p.n)) AS recipient_codes,
    t.value AS time, date(t.first * 86400, 'unixepoch') AS time_from,
    date(t.last * 86400, 'unixepoch') AS time_to, l.name AS place, l.country AS place_country,
    g.lat, g.lon, g.geonames,
    CASE e.status WHEN 0 THEN 'happened' WHEN 1 THEN 'ongoing' WHEN 2 THEN 'planned'
      WHEN 3 THEN 'possible' WHEN 4 THEN 'denied' WHEN 5 THEN 'postponed' WHEN 6 THEN 'cancelled'
      END AS status,
    CASE e.tense WHEN 0 THEN 'past' WHEN 1 THEN 'present' WHEN 2 THEN 'future' END AS tense,
    CASE e.certainty WHEN 0 THEN 'certain' WHEN 1 THEN 'probable' WHEN 2 THEN 'possible' END
      AS certainty,
    CASE e.negative WHEN 0 THEN 'positive' WHEN 1 THEN 'negative' END AS polarity,
    CASE e.sure WHEN 1 THEN 'low' WHEN 2 THEN 'middle' WHEN 3 THEN 'high' END AS sure,
    a.name AS attributed_to,
    (SELECT substr(CASE e.in_title WHEN 1 THEN r.title ELSE b.text END, s.start + 1,
       s."end" - s.start) FROM sentence s
     WHERE s.rep = e.rep AND s.in_title = e.in_title AND s.start <= e.start
     ORDER BY s.start DESC LIMIT 1) AS sentence,
    e.in_title, e.start, e."end", e.rule
  FROM event e JOIN report r USING (rep) JOIN body b USING (rep)
    LEFT JOIN timex t ON t.rep = e.rep AND t.id = e.time
    LEFT JOIN entity l ON l.rep = e.rep AND l.id = e.place
    LEFT JOIN place g ON g.rep = e.rep AND g.entity = e.place
    LEFT JOIN entity a ON a.rep = e.rep AND a.id = e.attributed_to
  WHERE r.state = 'live';
DROP VIEW v_events;
CREATE VIEW v_events AS
  SELECT r.rep, e.id, r.id AS report, r.date, r.outlet, r.title AS report_title,
    e.type, e.act, e.mode, e.cameo, e.contexts, e.lemma,
    (SELECT group_concat(name, ', ') FROM (SELECT coalesce(t.name, p.name) AS name
     FROM merged_party p LEFT JOIN thing t ON t.id = p.thing
     WHERE p.event = e.id AND p.role = 0 ORDER BY p.n)) AS actors,
    (SELECT group_concat(code, ', ') FROM (SELECT coalesce(p.code, t.code) AS code
     FROM merged_party p LEFT JOIN thing t ON t.id = p.thing
     WHERE p.event = e.id AND p.role = 0 ORDER BY p.n)) AS actor_codes,
    (SELECT group_concat(name, ', ') FROM (SELECT coalesce(t.name, p.name) AS name
     FROM merged_party p LEFT JOIN thing t ON t.id = p.thing
     WHERE p.event = e.id AND p.role = 1 ORDER BY p.n)) AS recipients,
    (SELECT group_concat(code, ', ') FROM (SELECT coalesce(p.code, t.code) AS code
     FROM merged_party p LEFT JOIN thing t ON t.id = p.thing
     WHERE p.event = e.id AND p.role = 1 ORDER BY p.n)) AS recipient_codes,
    strftime(CASE e.precision WHEN 'day' THEN '%Y-%m-%d' WHEN 'month' THEN '%Y-%m'
      WHEN 'year' THEN '%Y' END, e.first * 86400, 'unixepoch') AS time,
    date(e.first * 86400, 'unixepoch') AS time_from,
    date(e.last * 86400, 'unixepoch') AS time_to, nullif(e.precision, 'none') AS time_precision,
    e.basis AS time_basis, l.name AS place, l.country AS place_country, g.lat, g.lon, g.geonames,
    CASE e.status WHEN 0 THEN 'happened' WHEN 1 THEN 'ongoing' WHEN 2 THEN 'planned'
      WHEN 3 THEN 'possible' WHEN 4 THEN 'denied' WHEN 5 THEN 'postponed' WHEN 6 THEN 'cancelled'
      END AS status,
    CASE e.certainty WHEN 0 THEN 'certain' WHEN 1 THEN 'probable' WHEN 2 THEN 'possible' END
      AS certainty,
    CASE e.negative WHEN 0 THEN 'positive' WHEN 1 THEN 'negative' END AS polarity,
    CASE e.sure WHEN 1 THEN 'low' WHEN 2 THEN 'middle' WHEN 3 THEN 'high' END AS sure,
    a.name AS attributed_to,
    (SELECT group_concat(kind || ' ' || CASE WHEN least IS most THEN CAST(least AS INTEGER)
       WHEN most IS NULL THEN 'at least ' || CAST(least AS INTEGER)
       ELSE 'up to ' || CAST(most AS INTEGER) END, ', ') FROM (SELECT * FROM merged_count c
     WHERE c.event = e.id ORDER BY c.n)) AS counts,
    e.story, e.episode, (SELECT count(DISTINCT m.rep) FROM merged_mention m WHERE m.event = e.id)
      AS reports, e.outlets, e.origins,
    (SELECT group_concat(kind || ' ' || other, ', ') FROM (SELECT * FROM merged_link n
     WHERE n.event = e.id ORDER BY n.kind, n.other)) AS links,
    (SELECT substr(CASE x.in_title WHEN 1 THEN r.title ELSE b.text END, s.start + 1,
       s."end" - s.start) FROM sentence s
     WHERE s.rep = x.rep AND s.in_title = x.in_title AND s.start <= x.start
     ORDER BY s.start DESC LIMIT 1) AS sentence,
    x.in_title, x.start, x."end", x.rule
  FROM merged e JOIN merged_mention k ON k.event = e.id AND k.n = 0
    JOIN event x ON x.rep = k.rep AND x.id = k.mention JOIN report r ON r.rep = k.rep
    JOIN body b ON b.rep = k.rep
    LEFT JOIN entity l ON l.rep = e.place_rep AND l.id = e.place
    LEFT JOIN place g ON g.rep = e.place_rep AND g.entity = e.place
    LEFT JOIN entity a ON a.rep = e.source_rep AND a.id = e.source
  WHERE r.state = 'live';
