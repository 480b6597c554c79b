-- Of group: copies, episodes, stories. All tables here are results.

CREATE TABLE feature (
  rep   INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  bytes BLOB NOT NULL,         -- weighted words and sampled shingles, as group packed them
  sum   INTEGER NOT NULL
) STRICT;

CREATE TABLE story (
  id      TEXT PRIMARY KEY,    -- from its lowest report id
  title   TEXT,                -- of its most central report
  terms   TEXT NOT NULL,       -- what it is about, heaviest first, parted by blanks
  first   INTEGER,             -- day of its earliest dated report
  last    INTEGER,             -- and of its latest
  outlets INTEGER NOT NULL,    -- different outlets
  origins INTEGER NOT NULL,    -- copies, and texts that credit one agency, count once
  sum     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE episode (         -- columns as in story, and
  id TEXT PRIMARY KEY,
  title TEXT,
  terms TEXT NOT NULL,
  first INTEGER,
  last INTEGER,
  outlets INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  story TEXT NOT NULL          -- the story it is in
        REFERENCES story(id) DEFERRABLE INITIALLY DEFERRED,
  sum INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX episode_story ON episode(story);

CREATE TABLE member (
  rep     INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  episode TEXT NOT NULL        -- every report is in one
          REFERENCES episode(id) DEFERRABLE INITIALLY DEFERRED,
  sum     INTEGER NOT NULL
) STRICT;
CREATE INDEX member_episode ON member(episode);

CREATE TABLE copy (            -- only reports that have a copy
  rep        INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  copy_group TEXT NOT NULL,    -- lowest report id of the copies of one text
  overlap    INTEGER NOT NULL, -- per mille of the shorter text shared with the nearest other
  why        TEXT NOT NULL,    -- plain English
  sum        INTEGER NOT NULL
) STRICT;
CREATE INDEX copy_of ON copy(copy_group);

CREATE TABLE why (             -- each joining, explained
  level  INTEGER NOT NULL,     -- 0 episode, 1 story; 2 a story that follows a quiet one
  id     TEXT NOT NULL,        -- what was joined to; which follows
  other  TEXT NOT NULL,        -- what joined; what is followed
  weight INTEGER NOT NULL,     -- per mille
  text   TEXT NOT NULL,        -- what they share
  sum    INTEGER NOT NULL
) STRICT;
CREATE INDEX why_id ON why(level, id);

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
