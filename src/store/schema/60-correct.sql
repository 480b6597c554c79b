-- What people put right. Theirs, no result: relink and reanalyse apply it anew.

CREATE TABLE correction (
  n           INTEGER PRIMARY KEY, -- what `undo` asks for
  kind        TEXT NOT NULL,     -- event, thing
  target      TEXT NOT NULL,     -- the id as it was when it was corrected
  change      TEXT NOT NULL,     -- wrong, type, name, same
  value       TEXT,              -- the type, the name, the id of the other
  report      TEXT NOT NULL,     -- report.id: where it stands
  in_title    INTEGER NOT NULL,
  start       INTEGER NOT NULL,  -- code points
  words       TEXT NOT NULL,     -- what stands there
  other       TEXT,              -- of `same`: likewise of the other
  other_title INTEGER,
  other_start INTEGER,
  other_words TEXT,
  who         TEXT NOT NULL,     -- who put it right
  why         TEXT NOT NULL,
  now         TEXT,              -- merged.id or thing.id that it is applied to (result)
  other_now   TEXT,              -- likewise of the other (result)
  sum         INTEGER NOT NULL   -- of all but n and the results
) STRICT;
CREATE INDEX correction_now ON correction(now);
