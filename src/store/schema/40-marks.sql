-- Marks and events of each report as rows, for any tool: made of `layers`, gone with it (results).
-- Numbered within a report as in the line of `annotate`. `start` and `end` count code points of the
-- report's title where in_title is 1, else of its text; the first is 0, the end is exclusive.
-- `sum` as elsewhere, its upper half: these are most of all rows.

CREATE TABLE sentence (       -- start: behind "OSLO, Dec 16 (Wire) - "
  rep      INTEGER NOT NULL REFERENCES layers(rep) ON DELETE CASCADE,
  in_title INTEGER NOT NULL,
  start    INTEGER NOT NULL,
  end      INTEGER NOT NULL,
  sum      INTEGER NOT NULL,
  PRIMARY KEY (rep, in_title, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity (          -- one a thing
  rep      INTEGER NOT NULL REFERENCES layers(rep) ON DELETE CASCADE,
  id       INTEGER NOT NULL,
  kind     TEXT,               -- PERSON, ORG, GPE ...
  name     TEXT NOT NULL,      -- its fullest form in this report
  country  TEXT,               -- ISO 3166 alpha-3: whose it is, or where it lies
  code     TEXT,               -- actor code, such as JPNGOV
  title    TEXT,               -- office or role
  sum      INTEGER NOT NULL,
  PRIMARY KEY (rep, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE place (           -- where an entity lies that is a place
  rep       INTEGER NOT NULL REFERENCES layers(rep) ON DELETE CASCADE,
  entity    INTEGER NOT NULL,  -- entity.id
  geonames  INTEGER,           -- its number in GeoNames
  lat       REAL,              -- degrees
  lon       REAL,
  precision TEXT,              -- point, admin2, admin1, country, region: whose point it is
  admin1    TEXT,              -- first-order division
  sum       INTEGER NOT NULL,
  PRIMARY KEY (rep, entity)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention (         -- where an entity is named; phrases, pronouns: in `layers` alone
  rep      INTEGER NOT NULL REFERENCES layers(rep) ON DELETE CASCADE,
  id       INTEGER NOT NULL,
  in_title INTEGER NOT NULL,
  start    INTEGER NOT NULL,
  end      INTEGER NOT NULL,
  label    TEXT,               -- kind of this mention
  entity   INTEGER NOT NULL,   -- entity.id of the same report
  sum      INTEGER NOT NULL,
  PRIMARY KEY (rep, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE timex (           -- times, worked out against the report's date
  rep      INTEGER NOT NULL REFERENCES layers(rep) ON DELETE CASCADE,
  id       INTEGER NOT NULL,
  in_title INTEGER NOT NULL,
  start    INTEGER NOT NULL,
  end      INTEGER NOT NULL,
  type     TEXT NOT NULL,      -- DATE, TIME, DURATION, SET
  value    TEXT,               -- TIMEX3
  first    INTEGER,            -- first day that it may mean
  last     INTEGER,            -- and last
  rule     TEXT,               -- what made it
  sum      INTEGER NOT NULL,
  PRIMARY KEY (rep, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE quote (
  rep          INTEGER NOT NULL REFERENCES layers(rep) ON DELETE CASCADE,
  id           INTEGER NOT NULL,
  in_title     INTEGER NOT NULL, -- of all its spans
  start        INTEGER NOT NULL, -- what is said
  end          INTEGER NOT NULL,
  rest_start   INTEGER,          -- its second part, behind the cue
  rest_end     INTEGER,
  form         TEXT NOT NULL,    -- direct, indirect, mixed
  sense        TEXT NOT NULL,    -- says, thinks, plans
  source_start INTEGER,          -- who says it
  source_end   INTEGER,
  entity       INTEGER,          -- the same: entity.id
  cue_start    INTEGER,          -- "said"
  cue_end      INTEGER,
  within       INTEGER,          -- quote.id of the quote around it
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
  kind     TEXT NOT NULL,      -- money, percent, count, measure
  value    REAL,
  unit     TEXT,               -- USD, km; of a count what is counted
  of       TEXT,               -- what became of those counted: killed
  min      REAL,               -- at least; NULL: 0
  max      REAL,               -- at most; NULL: no bound
  event    INTEGER,            -- event.id: the event that it counts those of
  rule     TEXT,
  sum      INTEGER NOT NULL,
  PRIMARY KEY (rep, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  rep           INTEGER NOT NULL REFERENCES layers(rep) ON DELETE CASCADE,
  id            INTEGER NOT NULL,
  in_title      INTEGER NOT NULL,
  start         INTEGER NOT NULL, -- its head word
  end           INTEGER NOT NULL,
  lemma         TEXT NOT NULL,
  type          TEXT,             -- PLOVER; NULL: not covered
  act           TEXT,             -- the deed itself
  mode          TEXT,
  cameo         TEXT,
  contexts      TEXT,             -- parted by ;
  time          INTEGER,          -- timex.id
  place         INTEGER,          -- entity.id
  attributed_to INTEGER,          -- entity.id: whose word it is
  quote         INTEGER,          -- quote.id: it stands in it
  tense         INTEGER NOT NULL, -- 0 past, 1 present, 2 future
  certainty     INTEGER NOT NULL, -- 0 certain, 1 probable, 2 possible
  negative      INTEGER NOT NULL, -- polarity: 0 positive, 1 negative
  status        INTEGER NOT NULL, -- 0 happened, 1 ongoing, 2 planned, 3 possible, 4 denied,
                                  -- 5 postponed, 6 cancelled
  sure          INTEGER,          -- how well it is told: 1 low, 2 middle, 3 high; NULL: no code
  rule          TEXT,
  sum           INTEGER NOT NULL,
  PRIMARY KEY (rep, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE party (           -- participants of events
  rep      INTEGER NOT NULL,
  event    INTEGER NOT NULL,   -- event.id
  role     INTEGER NOT NULL,   -- 0 actor, 1 recipient
  n        INTEGER NOT NULL,   -- order
  in_title INTEGER NOT NULL,
  start    INTEGER NOT NULL,   -- the words that name it here
  end      INTEGER NOT NULL,
  entity   INTEGER,            -- entity.id
  code     TEXT,               -- actor code in this event
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

-- Participants of events with their names: those of no entity by the words of the report.
CREATE VIEW v_parties AS
  SELECT r.rep, r.id AS report, r.id || '#' || p.event AS event,
    CASE p.role WHEN 0 THEN 'actor' ELSE 'recipient' END AS role,
    coalesce(n.name, substr(CASE p.in_title WHEN 1 THEN r.title ELSE b.text END, p.start + 1,
      p."end" - p.start)) AS name,
    n.kind, n.country, p.code, p.entity, p.in_title, p.start, p."end"
  FROM party p JOIN report r USING (rep) JOIN body b USING (rep)
    LEFT JOIN entity n ON n.rep = p.rep AND n.id = p.entity
  WHERE r.state = 'live';

-- One row an event as a report tells it, with the sentence that tells it.
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
