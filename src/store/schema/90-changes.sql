-- Which stories became others, and when: for programs that keep a copy of what the record tells.
-- No result: it hangs on the order of what came in.

CREATE TABLE story_change (
  story  TEXT PRIMARY KEY,     -- story.id; one that is gone stays here
  at     INTEGER NOT NULL,     -- counts the linkings and corrections that changed something
  groups INTEGER,              -- what its reports and episodes were then; NULL: it is gone
  events INTEGER               -- likewise of its events
) STRICT, WITHOUT ROWID;
CREATE INDEX story_change_at ON story_change(at);
