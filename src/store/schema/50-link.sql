-- Of link: entities of the record, days worked out, events merged over reports. All are results:
-- `relink` makes them afresh of `layers` and the groups. `sum` of the many rows that hang on a
-- report or an event is the upper half, as of marks.

CREATE TABLE thing (           -- who and what is the same across reports
  id      TEXT PRIMARY KEY,    -- from its first report and name
  kind    TEXT NOT NULL,       -- PERSON, ORG, GPE ...
  name    TEXT NOT NULL,       -- its commonest full form
  country TEXT,                -- ISO 3166 alpha-3
  code    TEXT,                -- actor code
  title   TEXT,                -- office or role, the commonest
  sum     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX thing_name ON thing(name);
CREATE INDEX thing_country ON thing(country) WHERE country IS NOT NULL;
CREATE INDEX thing_code ON thing(code) WHERE code IS NOT NULL;

CREATE TABLE thing_in (        -- which of them an entity of a report is
  rep    INTEGER NOT NULL REFERENCES report(rep) ON DELETE CASCADE,
  entity INTEGER NOT NULL,     -- entity.id of that report
  thing  TEXT NOT NULL,
  place  INTEGER NOT NULL,     -- of the report in time (place_in_time in link.sql); not in sum
  sum    INTEGER NOT NULL,
  PRIMARY KEY (rep, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX thing_in_thing ON thing_in(thing, place);

CREATE TABLE thing_word (      -- by what a thing is found: each of its names, from each word on
  words TEXT NOT NULL,         -- folded: "vladimir putin", "putin"
  thing TEXT NOT NULL,
  whole INTEGER NOT NULL,      -- 1: that is a name of it
  sum   INTEGER NOT NULL,
  PRIMARY KEY (words, thing)
) STRICT, WITHOUT ROWID;

CREATE TABLE dated (           -- when a report was published, given or worked out
  rep   INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  story TEXT NOT NULL,         -- that it was worked out in
  first INTEGER,               -- first day that it may be, NULL: not known
  last  INTEGER,               -- and last
  basis TEXT NOT NULL,         -- given, dateline, text, story, none
  why   TEXT NOT NULL,         -- a line for each piece of evidence
  sum   INTEGER NOT NULL
) STRICT;
CREATE INDEX dated_story ON dated(story);
CREATE INDEX dated_last ON dated(last) WHERE last IS NOT NULL;

CREATE TABLE merged (          -- one event with all its mentions
  id            TEXT PRIMARY KEY, -- from its first mention
  story         TEXT NOT NULL,
  episode       TEXT,             -- of its best mention
  lemma         TEXT NOT NULL,
  type          TEXT,             -- as most mentions have it
  act           TEXT,
  mode          TEXT,
  cameo         TEXT,
  contexts      TEXT,             -- parted by ;
  first         INTEGER,          -- first day that it may be of, NULL: not known
  last          INTEGER,
  precision     TEXT NOT NULL,    -- day, month, year, none
  basis         TEXT,             -- text: a mention tells it; report: the day of its report
  place_rep     INTEGER,          -- place: entity.id of that report
  place         INTEGER,
  status        INTEGER NOT NULL, -- as event.status
  certainty     INTEGER NOT NULL,
  negative      INTEGER NOT NULL,
  sure          INTEGER,          -- as event.sure, of the mention that tells it best
  source_rep    INTEGER,          -- whose word it is: entity.id of that report
  source        INTEGER,
  outlets       INTEGER NOT NULL,
  origins       INTEGER NOT NULL,
  sum           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- As lists tell them: all, those of a story, those that are planned by when they are due.
CREATE INDEX merged_first ON merged(first IS NULL, first, id);
CREATE INDEX merged_story ON merged(story, first IS NULL, first, id);
CREATE INDEX merged_planned ON merged(last IS NULL, last, first, id) WHERE status = 2;
CREATE INDEX merged_story_planned ON merged(story, last IS NULL, last, first, id) WHERE status = 2;
-- Those of more than a month.
CREATE INDEX merged_long ON merged(first, id, last) WHERE coalesce(last, 2147483647) - first > 31;
-- Events are found by what they have, with their days: a list is put in order before an event is
-- read. `first` and `due` of the tables below are those days (found_due in events.sql), not in sum.
CREATE INDEX merged_type ON merged(type, first, last, status) WHERE type IS NOT NULL;
CREATE INDEX merged_act ON merged(act, first, last, status) WHERE act IS NOT NULL;
CREATE INDEX merged_cameo ON merged(cameo, first, last, status) WHERE cameo IS NOT NULL;
CREATE INDEX merged_sure ON merged(sure, first, last, status) WHERE sure IS NOT NULL;

CREATE TABLE merged_party (    -- who takes part
  event   TEXT NOT NULL REFERENCES merged(id) ON DELETE CASCADE,
  role    INTEGER NOT NULL,    -- 0 actor, 1 recipient
  n       INTEGER NOT NULL,    -- order
  thing   TEXT,                -- thing.id; NULL: named by no entity of the record
  name    TEXT NOT NULL,
  country TEXT,
  code    TEXT,
  told    INTEGER,             -- report.rep of another report that tells country and code
  first   INTEGER,             -- merged.first
  due     INTEGER,             -- of what is planned: merged.last, 2147483647 where it is not known
  sum     INTEGER NOT NULL,
  PRIMARY KEY (event, role, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_party_thing ON merged_party(thing, role, due, first) WHERE thing IS NOT NULL;
CREATE INDEX merged_party_code ON merged_party(code, role, due, first) WHERE code IS NOT NULL;
-- Codes begin with the country: of those alone that do not.
CREATE INDEX merged_party_country ON merged_party(country, due, first)
  WHERE country IS NOT NULL AND instr(code, country) IS NOT 1;
CREATE INDEX merged_party_name ON merged_party(name, role, due, first) WHERE thing IS NULL;

CREATE TABLE party_word (      -- names of parties that are no entities, from each of their words on
  words TEXT NOT NULL,         -- folded
  name  TEXT NOT NULL,         -- merged_party.name; one that is gone is of no event
  sum   INTEGER NOT NULL,
  PRIMARY KEY (words, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE merged_mention (  -- where it is told; the first stands for it
  event   TEXT NOT NULL REFERENCES merged(id) ON DELETE CASCADE,
  n       INTEGER NOT NULL,
  rep     INTEGER NOT NULL REFERENCES report(rep) ON DELETE CASCADE,
  mention INTEGER NOT NULL,    -- event.id of that report
  first   INTEGER,             -- merged.first
  due     INTEGER,             -- as of merged_party
  sum     INTEGER NOT NULL,
  PRIMARY KEY (event, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_mention_rep ON merged_mention(rep, mention, due, first);

CREATE TABLE merged_count (    -- killed, wounded ... as one report tells it
  event TEXT NOT NULL REFERENCES merged(id) ON DELETE CASCADE,
  n     INTEGER NOT NULL,
  rep   INTEGER NOT NULL,
  kind  TEXT NOT NULL,         -- what became of those counted
  least REAL,
  most  REAL,                  -- NULL: no bound is told
  start INTEGER NOT NULL,      -- code points of the report's text
  "end" INTEGER NOT NULL,
  sum   INTEGER NOT NULL,
  PRIMARY KEY (event, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE merged_link (     -- what came of what was announced
  event TEXT NOT NULL REFERENCES merged(id) ON DELETE CASCADE,
  kind  TEXT NOT NULL,         -- realises, postpones, cancels
  other TEXT NOT NULL,         -- merged.id of the announcement
  sum   INTEGER NOT NULL,
  PRIMARY KEY (event, kind, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_link_other ON merged_link(other);

-- One row an event over all its reports, with the sentence of the mention that stands for it; `rep`
-- and `report` are that mention's.
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
