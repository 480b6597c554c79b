-- What lists tell of many rows, kept so that a page of a list does not read them all. Results:
-- counted again when reports were grouped. No rows of their own are needed to make them.

CREATE TABLE kept_story (
  story   TEXT PRIMARY KEY REFERENCES story(id) ON DELETE CASCADE ON UPDATE CASCADE,
  reports INTEGER NOT NULL,    -- in it; -1: to be counted before the transaction ends; -2: and put
                               -- in order (kept_member)
  first   INTEGER,             -- as in story: a list is sorted without it
  last    INTEGER,
  sum     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- As lists sort them (group_sorted in lists.sql).
CREATE INDEX kept_story_first ON kept_story(first IS NULL, first, story);
CREATE INDEX kept_story_last
  ON kept_story(-coalesce(last, -2147483648), first IS NULL, first, story);
CREATE INDEX kept_story_size ON kept_story(-reports, first IS NULL, first, story);

-- The reports of a story in order of the days that they bear, and of the days worked out.
CREATE TABLE kept_member (
  story TEXT NOT NULL REFERENCES story(id) ON DELETE CASCADE ON UPDATE CASCADE,
  given INTEGER NOT NULL,      -- report.day; 2147483647: not known
  id    TEXT NOT NULL,         -- report.id
  rep   INTEGER NOT NULL,      -- report.rep
  known INTEGER NOT NULL,      -- dated.last, else as given
  sum   INTEGER NOT NULL,
  PRIMARY KEY (story, given, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_member_known ON kept_member(story, known, id, rep);

CREATE TABLE kept_place (      -- where events took or take place
  event   TEXT PRIMARY KEY REFERENCES merged(id) ON DELETE CASCADE,
  name    TEXT NOT NULL,       -- of the entity that merged.place is
  country TEXT,
  first   INTEGER,             -- merged.first
  due     INTEGER,             -- as of merged_party
  sum     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_place_name ON kept_place(name COLLATE NOCASE, due, first);
CREATE INDEX kept_place_country ON kept_place(country, due, first) WHERE country IS NOT NULL;
