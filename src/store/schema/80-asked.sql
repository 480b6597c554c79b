-- Addresses that `watch` asks for: feeds, and the pages that they name. What it needs to know for
-- the next time; no result, and no report hangs on it.

CREATE TABLE asked (
  url      TEXT PRIMARY KEY,   -- as the user or a feed named it
  kind     TEXT NOT NULL CHECK (kind IN ('feed', 'page')),
  next     INTEGER,            -- not before: seconds since 1970; NULL: not again (a page: done)
  status   INTEGER NOT NULL,   -- what HTTP answered last; 0: nothing yet
  at       INTEGER,            -- when that was, in seconds since 1970
  failures INTEGER NOT NULL,   -- in a row
  etag     TEXT,               -- of a feed: sent back, so that it answers only what is new
  modified TEXT,               -- likewise
  changed  TEXT,               -- of a page: its last change, as the feed tells it
  why      TEXT,               -- why it was not had
  sum      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX asked_next ON asked(kind, next) WHERE next IS NOT NULL;

CREATE VIEW v_asked AS
  SELECT url, kind, status, datetime(at, 'unixepoch') AS at, datetime(next, 'unixepoch') AS next,
    failures, why
  FROM asked;
