-- What group asks of the record and tells it (doc/record.h, doc/record_group.h).

-- fragment: brief
SELECT r.rep, r.id, r.title, r.outlet, r.agency, f.bytes, r.day, m.episode, e.story,
  c.copy_group, r.date_precision, r.date_basis
FROM report r LEFT JOIN feature f USING (rep) LEFT JOIN member m USING (rep)
  LEFT JOIN episode e ON e.id = m.episode LEFT JOIN copy c ON c.rep = r.rep

-- By the index on days and without sorting, which would move every report's features through a
-- temporary file; undated ones are last.
-- query: dated_reports
{brief}
WHERE r.state = 'live' AND r.day IS NOT NULL ORDER BY r.day, r.id

-- query: undated_reports
{brief}
WHERE r.state = 'live' AND r.day IS NULL ORDER BY r.id

-- query: ungrouped_reports
{brief}
WHERE +r.state = 'live' AND r.rep > coalesce((SELECT max(rep) FROM member), 0)
ORDER BY r.day IS NULL, r.day, r.id

-- query: body_text
SELECT text FROM body WHERE rep = ?

-- query: layers
-- Of a report that was analysed.
SELECT r.id, l.sum IS row_sum(rep, l.size, bytes), l.size, bytes, r.title, b.text
FROM layers l JOIN report r USING (rep) JOIN body b USING (rep) WHERE rep = ? AND l.size > 0

-- What was grouped is kept aside until the groups are made afresh; then the ids that went become
-- aliases of what holds their reports now.
-- query: was_drop
DROP TABLE IF EXISTS temp.was

-- query: was_keep
CREATE TEMP TABLE was AS
SELECT m.rep, m.episode, e.story FROM member m JOIN episode e ON e.id = m.episode

-- query: clear_member
DELETE FROM member

-- query: clear_episode
DELETE FROM episode

-- query: clear_story
DELETE FROM story

-- query: clear_copy
DELETE FROM copy

-- query: clear_why
DELETE FROM why

-- query: alias_episodes
INSERT OR REPLACE INTO alias
SELECT 'episode', w.episode, min(m.episode), row_sum('episode', w.episode, min(m.episode))
FROM temp.was w JOIN member m USING (rep)
WHERE w.episode NOT IN (SELECT id FROM episode) GROUP BY w.episode

-- query: alias_stories
INSERT OR REPLACE INTO alias
SELECT 'story', w.story, min(e.story), row_sum('story', w.story, min(e.story))
FROM temp.was w JOIN member m USING (rep) JOIN episode e ON e.id = m.episode
WHERE w.story NOT IN (SELECT id FROM story) GROUP BY w.story

-- query: alias_chains
-- An alias of what is an alias itself now.
UPDATE alias SET now = next.now, sum = row_sum(alias.kind, alias.old, next.now)
FROM alias AS next
WHERE next.kind = alias.kind AND next.old = alias.now
  AND CASE alias.kind WHEN 'episode' THEN alias.now NOT IN (SELECT id FROM episode)
                      WHEN 'story' THEN alias.now NOT IN (SELECT id FROM story) END

-- query: alias_used_episodes
DELETE FROM alias WHERE kind = 'episode' AND old IN (SELECT id FROM episode)

-- query: alias_used_stories
DELETE FROM alias WHERE kind = 'story' AND old IN (SELECT id FROM story)

-- query: put_story
INSERT INTO story(id, title, terms, first, last, outlets, origins, sum)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, row_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7))
ON CONFLICT DO UPDATE SET title = coalesce(?2, title), terms = ?3, first = ?4, last = ?5,
  outlets = ?6, origins = ?7, sum = row_sum(id, coalesce(?2, title), ?3, ?4, ?5, ?6, ?7)

-- Its reports are to be counted when all are grouped.
-- query: kept_mark
INSERT INTO kept_story(story, reports, sum) VALUES (?1, -1, 0)
ON CONFLICT DO UPDATE SET reports = min(reports, -1)

-- Others than one new report came into it or left it: they are to be put in order anew, too.
-- query: kept_mark_anew
INSERT INTO kept_story(story, reports, sum) SELECT id, -2, 0 FROM story WHERE id = ?1
ON CONFLICT DO UPDATE SET reports = -2

-- fragment: mark_both
AS now FROM episode WHERE id = ?1) e JOIN story s ON s.id IN (e.was, e.now) WHERE e.was <> e.now
ON CONFLICT DO UPDATE SET reports = -2

-- fragment: mark_from
INSERT INTO kept_story(story, reports, sum) SELECT s.id, -2, 0 FROM (SELECT story AS was,

-- Both stories, where episode ?1 goes to story ?2.
-- query: kept_mark_moved
{mark_from} ?2 {mark_both}

-- Both stories, where episode ?1 goes into episode ?2 of another.
-- query: kept_mark_joined
{mark_from} (SELECT story FROM episode WHERE id = ?2) {mark_both}

-- query: kept_mark_all
INSERT OR REPLACE INTO kept_story(story, reports, sum) SELECT id, -2, 0 FROM story

-- The reports of stories in their orders: one that is new; all of stories.
-- fragment: kept_member_sum
row_sum(story, given, id, rep, known)

-- fragment: kept_members
INSERT OR REPLACE INTO kept_member
SELECT story, given, id, rep, known, {kept_member_sum} FROM (
  SELECT e.story, coalesce(r.day, 2147483647) AS given, r.id, r.rep,
    coalesce(d.last, r.day, 2147483647) AS known FROM

-- fragment: that_live
CROSS JOIN report r ON r.rep = m.rep LEFT JOIN dated d ON d.rep = r.rep WHERE r.state = 'live'

-- query: kept_member_put
{kept_members} member m CROSS JOIN episode e ON e.id = m.episode {that_live} AND m.rep = ?1)

-- fragment: to_be_ordered
(SELECT story FROM kept_story WHERE -reports = 2)

-- query: kept_member_forget
DELETE FROM kept_member WHERE story IN {to_be_ordered}

-- query: kept_member_fill
{kept_members} episode e CROSS JOIN member m ON m.episode = e.id {that_live}
  AND e.story IN {to_be_ordered})

-- query: kept_count
UPDATE kept_story AS k SET reports = g.n, first = g.first, last = g.last,
  sum = row_sum(k.story, g.n, g.first, g.last)
FROM (SELECT s.id, s.first, s.last, (SELECT count(*) FROM episode e
        JOIN member m ON m.episode = e.id WHERE e.story = s.id) AS n
      FROM kept_story x JOIN story s ON s.id = x.story WHERE -x.reports IN (1, 2)) g
WHERE k.story = g.id

-- query: put_episode
INSERT INTO episode(id, title, terms, first, last, outlets, origins, story, sum)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, row_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8))
ON CONFLICT DO UPDATE SET title = coalesce(?2, title), terms = ?3, first = ?4, last = ?5,
  outlets = ?6, origins = ?7, story = ?8,
  sum = row_sum(id, coalesce(?2, title), ?3, ?4, ?5, ?6, ?7, ?8)

-- query: put_member
INSERT OR REPLACE INTO member(rep, episode, sum) VALUES (?1, ?2, row_sum(?1, ?2))

-- query: put_copy
INSERT OR REPLACE INTO copy(rep, copy_group, overlap, why, sum)
VALUES (?1, ?2, ?3, ?4, row_sum(?1, ?2, ?3, ?4))

-- query: put_why
INSERT INTO why(level, id, other, weight, text, sum)
VALUES (?1, ?2, ?3, ?4, ?5, row_sum(?1, ?2, ?3, ?4, ?5))

-- What was under the one id (?1) is under the other (?2) from now on.
-- query: episode_renamed
UPDATE OR IGNORE episode
SET id = ?2, sum = row_sum(?2, title, terms, first, last, outlets, origins, story) WHERE id = ?1

-- query: episode_gone
DELETE FROM episode WHERE id = ?1 AND ?2 <> ?1

-- query: episode_members
UPDATE member SET episode = ?2, sum = row_sum(rep, ?2) WHERE episode = ?1

-- query: episode_why
UPDATE why SET id = ?2, sum = row_sum(level, ?2, other, weight, text) WHERE level = 0 AND id = ?1

-- query: episode_aliases
UPDATE alias SET now = ?2, sum = row_sum(kind, old, ?2) WHERE kind = 'episode' AND now = ?1

-- query: episode_unaliased
DELETE FROM alias WHERE kind = 'episode' AND old = ?2 AND ?1 <> ?2

-- query: episode_aliased
INSERT OR REPLACE INTO alias VALUES ('episode', ?1, ?2, row_sum('episode', ?1, ?2))

-- query: story_renamed
UPDATE OR IGNORE story
SET id = ?2, sum = row_sum(?2, title, terms, first, last, outlets, origins) WHERE id = ?1

-- query: story_gone
DELETE FROM story WHERE id = ?1 AND ?2 <> ?1

-- query: story_members
UPDATE episode
SET story = ?2, sum = row_sum(id, title, terms, first, last, outlets, origins, ?2) WHERE story = ?1

-- query: story_why
UPDATE why SET id = ?2, sum = row_sum(level, ?2, other, weight, text) WHERE level >= 1 AND id = ?1

-- query: story_aliases
UPDATE alias SET now = ?2, sum = row_sum(kind, old, ?2) WHERE kind = 'story' AND now = ?1

-- query: story_unaliased
DELETE FROM alias WHERE kind = 'story' AND old = ?2 AND ?1 <> ?2

-- query: story_aliased
INSERT OR REPLACE INTO alias VALUES ('story', ?1, ?2, row_sum('story', ?1, ?2))

-- query: copies_renamed
UPDATE copy SET copy_group = ?2, sum = row_sum(rep, ?2, overlap, why) WHERE copy_group = ?1

-- Groups that are worked out afresh are kept in temporary tables, while others may write; then they
-- take the place of what is there in one short transaction.
-- query: stage_story
CREATE TEMP TABLE IF NOT EXISTS new_story (id PRIMARY KEY, title, terms, first, last, outlets,
  origins) WITHOUT ROWID

-- query: stage_episode
CREATE TEMP TABLE IF NOT EXISTS new_episode (id PRIMARY KEY, title, terms, first, last, outlets,
  origins, story) WITHOUT ROWID

-- query: stage_member
CREATE TEMP TABLE IF NOT EXISTS new_member (rep INTEGER PRIMARY KEY, episode)

-- query: stage_copy
CREATE TEMP TABLE IF NOT EXISTS new_copy (rep INTEGER PRIMARY KEY, copy_group, overlap, why)

-- query: stage_why
CREATE TEMP TABLE IF NOT EXISTS new_why (level, id, other, weight, text)

-- query: stage_feature
CREATE TEMP TABLE IF NOT EXISTS new_feature (rep INTEGER PRIMARY KEY, bytes)

-- query: staged_story
INSERT OR REPLACE INTO temp.new_story VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

-- query: staged_episode
INSERT OR REPLACE INTO temp.new_episode VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- query: staged_member
INSERT OR REPLACE INTO temp.new_member VALUES (?1, ?2)

-- query: staged_copy
INSERT OR REPLACE INTO temp.new_copy VALUES (?1, ?2, ?3, ?4)

-- query: staged_why
INSERT INTO temp.new_why VALUES (?1, ?2, ?3, ?4, ?5)

-- query: staged_feature
INSERT OR REPLACE INTO temp.new_feature VALUES (?1, ?2)

-- query: apply_story
INSERT INTO story(id, title, terms, first, last, outlets, origins, sum)
SELECT id, title, terms, first, last, outlets, origins,
  row_sum(id, title, terms, first, last, outlets, origins) FROM temp.new_story

-- query: apply_episode
INSERT INTO episode(id, title, terms, first, last, outlets, origins, story, sum)
SELECT id, title, terms, first, last, outlets, origins, story,
  row_sum(id, title, terms, first, last, outlets, origins, story) FROM temp.new_episode

-- query: apply_member
INSERT INTO member(rep, episode, sum)
SELECT rep, episode, row_sum(rep, episode) FROM temp.new_member

-- query: apply_copy
INSERT INTO copy(rep, copy_group, overlap, why, sum)
SELECT rep, copy_group, overlap, why, row_sum(rep, copy_group, overlap, why) FROM temp.new_copy

-- query: apply_why
INSERT INTO why(level, id, other, weight, text, sum)
SELECT level, id, other, weight, text, row_sum(level, id, other, weight, text) FROM temp.new_why

-- query: apply_feature
INSERT OR REPLACE INTO feature(rep, bytes, sum)
SELECT rep, bytes, row_sum(rep, bytes) FROM temp.new_feature

-- query: unstage_story
DROP TABLE IF EXISTS temp.new_story

-- query: unstage_episode
DROP TABLE IF EXISTS temp.new_episode

-- query: unstage_member
DROP TABLE IF EXISTS temp.new_member

-- query: unstage_copy
DROP TABLE IF EXISTS temp.new_copy

-- query: unstage_why
DROP TABLE IF EXISTS temp.new_why

-- query: unstage_feature
DROP TABLE IF EXISTS temp.new_feature
