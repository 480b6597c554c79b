-- What people put right. Theirs, no result: relink and reanalyse apply it anew.

CREATE TABLE correction (
  n           INTEGER PRIMARY KEY, -- what `undo` asks for
  kind        TEXT NOT NULL,     -- event, thing, report, episode, story, text
  target      TEXT NOT NULL,     -- the id as it was when it was corrected
  change      TEXT NOT NULL,     -- wrong, type, name, same, hide ...
  value       TEXT,              -- the type, the name, the id of the other; of `hide` FROM-TO
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
  now         TEXT,              -- the id that it is applied to (result)
  other_now   TEXT,              -- likewise of the other (result)
  sum         INTEGER NOT NULL   -- of all but n and the results
) STRICT;
CREATE INDEX correction_now ON correction(now);
CREATE INDEX correction_text ON correction(report) WHERE kind = 'text';

CREATE TABLE hidden (            -- parts of a text that people marked as clutter (results)
  rep        INTEGER NOT NULL REFERENCES report(rep) ON DELETE CASCADE,
  start      INTEGER NOT NULL,   -- code points of its text, as everywhere
  "end"      INTEGER NOT NULL,
  correction INTEGER NOT NULL,   -- correction.n
  sum        INTEGER NOT NULL,
  PRIMARY KEY (rep, start, correction)
) STRICT, WITHOUT ROWID;

CREATE TABLE shown (             -- only of reports with hidden parts (results)
  rep  INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  text TEXT NOT NULL             -- as in body, blanks in the place of what is hidden
) STRICT;
