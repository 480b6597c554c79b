-- Corrections of stories (correct_groups.c): reports and episodes that are moved, stories that are
-- joined and parted. Each stands between two reports: what it moves, and where to or away from.
-- joined and parted. Each stands between two reports: what it moves, and where to or from where.
-- named by its lowest report again.

-- query: regroup_any
SELECT EXISTS (SELECT 1 FROM correction WHERE kind IN ('report', 'episode', 'story'))

-- fragment: where_it_is
JOIN member m USING (rep) JOIN episode e ON e.id = m.episode WHERE r.state = 'live'

-- query: regroup_plan
-- What correction ?1 asks for. No row: it is so already, or one of its reports is gone.
WITH c AS (SELECT * FROM correction WHERE n = ?1),
  here AS (SELECT r.id, r.rep, m.episode, e.story FROM report r {where_it_is}
    AND r.id = (SELECT report FROM c)),
  there AS (SELECT e.story FROM report r {where_it_is} AND r.id = (SELECT other FROM c)),
  plan AS (SELECT c.kind, here.id, here.rep, here.episode, here.story AS old, there.story AS now,
    c.value = 'new' OR c.change = 'split' AND here.story = there.story AS apart,
    CASE c.change WHEN 'split' THEN CAST(strftime('%s', c.value) / 86400 AS INTEGER) END AS day,
    c.who, c.why FROM c, here, there)
SELECT kind, id, rep, episode, old, CASE WHEN apart THEN NULL ELSE now END, day,
  (SELECT count(*) FROM member WHERE episode = plan.episode) > 1,
  'put there by ' || who || ': ' || why
FROM plan
WHERE CASE WHEN day IS NOT NULL
    THEN EXISTS (SELECT 1 FROM episode e WHERE e.story = plan.old AND e.first >= plan.day)
  WHEN apart THEN old = now ELSE old <> now END

-- query: regroup_begin
CREATE TEMP TABLE IF NOT EXISTS touched (level, id, now, PRIMARY KEY (level, id)) WITHOUT ROWID

-- query: regroup_end
DROP TABLE IF EXISTS temp.touched

-- query: regroup_touch
INSERT OR IGNORE INTO temp.touched VALUES (?1, ?2, NULL)

-- query: regroup_new_story
INSERT INTO story(id, title, terms, first, last, outlets, origins, sum)
SELECT ?1, title, terms, first, last, outlets, origins, 0 FROM story WHERE id = ?2

-- query: regroup_new_episode
INSERT INTO episode(id, title, terms, first, last, outlets, origins, story, sum)
SELECT ?1, title, terms, first, last, outlets, origins, story, 0 FROM episode WHERE id = ?2

-- query: regroup_report
UPDATE member SET episode = ?2 WHERE rep = ?1

-- query: regroup_episode
UPDATE episode SET story = ?2 WHERE id = ?1

-- query: regroup_story
-- Its episodes; those from a day (?3) on.
UPDATE episode SET story = ?2 WHERE story = ?1 AND (?3 IS NULL OR first >= ?3)

-- query: regroup_why
INSERT INTO why(level, id, other, weight, text, sum)
VALUES (1, ?1, ?2, 1000, ?3, row_sum(1, ?1, ?2, 1000, ?3))

-- Names and rows of what was touched, in this order.
-- query: regroup_empty_episodes
DELETE FROM episode WHERE id IN (SELECT id FROM temp.touched WHERE level = 0)
  AND NOT EXISTS (SELECT 1 FROM member m WHERE m.episode = episode.id)

-- query: regroup_empty_stories
DELETE FROM story WHERE id IN (SELECT id FROM temp.touched WHERE level = 1)
  AND NOT EXISTS (SELECT 1 FROM episode e WHERE e.story = story.id)

-- query: regroup_names
UPDATE temp.touched SET now = CASE level
  WHEN 0 THEN (SELECT min(r.id) FROM member m JOIN report r USING (rep)
    WHERE m.episode = touched.id)
  ELSE (SELECT min(r.id) FROM episode e JOIN member m ON m.episode = e.id JOIN report r USING (rep)
    WHERE e.story = touched.id) END

-- Two that change names with one another: through names that no report has.
-- query: regroup_aside_members
UPDATE member SET episode = char(2) || (SELECT now FROM temp.touched WHERE level = 0
  AND id = episode) WHERE episode IN (SELECT id FROM temp.touched WHERE level = 0)

-- query: regroup_aside_episodes
UPDATE episode SET id = char(2) || (SELECT now FROM temp.touched WHERE level = 0
  AND touched.id = episode.id) WHERE id IN (SELECT id FROM temp.touched WHERE level = 0)

-- query: regroup_aside_story_of
UPDATE episode SET story = char(2) || (SELECT now FROM temp.touched WHERE level = 1
  AND touched.id = story) WHERE story IN (SELECT id FROM temp.touched WHERE level = 1)

-- query: regroup_aside_stories
UPDATE story SET id = char(2) || (SELECT now FROM temp.touched WHERE level = 1
  AND touched.id = story.id) WHERE id IN (SELECT id FROM temp.touched WHERE level = 1)

-- query: regroup_named_members
UPDATE member SET episode = substr(episode, 2), sum = row_sum(rep, substr(episode, 2))
WHERE episode >= char(2) AND episode < char(3)

-- query: regroup_named_episodes
UPDATE episode SET id = substr(id, 2) WHERE id >= char(2) AND id < char(3)

-- query: regroup_named_story_of
UPDATE episode SET story = substr(story, 2) WHERE story >= char(2) AND story < char(3)

-- query: regroup_named_stories
UPDATE story SET id = substr(id, 2) WHERE id >= char(2) AND id < char(3)

-- query: regroup_why_of
-- A reason goes with what it says was joined.
UPDATE why SET id = (SELECT e.story FROM report r {where_it_is} AND r.id = why.other)
WHERE level = 1 AND id IN (SELECT id FROM temp.touched WHERE level = 1)
  AND EXISTS (SELECT 1 FROM report r {where_it_is} AND r.id = why.other)

-- query: regroup_why_sums
UPDATE why SET sum = row_sum(level, id, other, weight, text)
WHERE level = 1 AND id IN (SELECT now FROM temp.touched WHERE level = 1)

-- A text that several carry counts once, and so do those of one episode that credit one agency.
-- fragment: origins_of
(SELECT count(DISTINCT CASE WHEN agency IS NULL THEN 'r' || id ELSE 'a' || episode || ' ' || agency
     END) FROM (
   SELECT r.id, r.agency, m.episode, row_number() OVER (PARTITION BY coalesce(c.copy_group, r.id)
       ORDER BY r.day IS NULL, r.day, r.id) AS at
   FROM member m JOIN report r USING (rep) LEFT JOIN copy c USING (rep)
     JOIN episode e ON e.id = m.episode WHERE

-- query: regroup_episode_rows
UPDATE episode AS g SET
  title = coalesce(
    (SELECT r.title FROM member m JOIN report r USING (rep)
     WHERE m.episode = g.id AND r.title = g.title LIMIT 1),
    (SELECT r.title FROM member m JOIN report r USING (rep)
     WHERE m.episode = g.id AND r.title IS NOT NULL
     ORDER BY r.day IS NULL, r.day, r.id LIMIT 1)),
  first = (SELECT min(r.day) FROM member m JOIN report r USING (rep) WHERE m.episode = g.id),
  last = (SELECT max(r.day) FROM member m JOIN report r USING (rep) WHERE m.episode = g.id),
  outlets = (SELECT count(DISTINCT r.outlet) FROM member m JOIN report r USING (rep)
    WHERE m.episode = g.id),
  origins = {origins_of} m.episode = g.id) WHERE at = 1)
WHERE id IN (SELECT now FROM temp.touched WHERE level = 0)

-- query: regroup_episode_sums
UPDATE episode SET sum = row_sum(id, title, terms, first, last, outlets, origins, story)
WHERE story IN (SELECT now FROM temp.touched WHERE level = 1)

-- fragment: largest_episode
FROM episode e WHERE e.story = g.id
    ORDER BY (SELECT count(*) FROM member m WHERE m.episode = e.id) DESC, e.id LIMIT 1

-- query: regroup_story_rows
-- Its words, and its title if none of its episodes has that, are those of its largest episode.
UPDATE story AS g SET
  title = CASE WHEN EXISTS (SELECT 1 FROM episode e JOIN member m ON m.episode = e.id
      JOIN report r USING (rep) WHERE e.story = g.id AND r.title = g.title)
    THEN title ELSE (SELECT e.title {largest_episode}) END,
  terms = (SELECT e.terms {largest_episode}),
  first = (SELECT min(e.first) FROM episode e WHERE e.story = g.id),
  last = (SELECT max(e.last) FROM episode e WHERE e.story = g.id),
  outlets = (SELECT count(DISTINCT r.outlet) FROM episode e JOIN member m ON m.episode = e.id
    JOIN report r USING (rep) WHERE e.story = g.id),
  origins = {origins_of} e.story = g.id) WHERE at = 1)
WHERE id IN (SELECT now FROM temp.touched WHERE level = 1)

-- query: regroup_story_sums
UPDATE story SET sum = row_sum(id, title, terms, first, last, outlets, origins)
WHERE id IN (SELECT now FROM temp.touched WHERE level = 1)

-- query: regroup_kept
INSERT INTO kept_story(story, reports, sum) SELECT id, -2, 0 FROM story
WHERE id IN (SELECT now FROM temp.touched WHERE level = 1)
ON CONFLICT DO UPDATE SET reports = -2

-- Where a correction of a group stands: its lowest report, in the title.
-- fragment: anchor_of
SELECT r.id, 1 AS in_title, 0 AS start, coalesce(r.title, substr(b.text, 1, 60)) AS words
FROM report r JOIN body b USING (rep)

-- query: anchor_report
{anchor_of} WHERE r.rep = ({live_of_id} LIMIT 1)

-- query: anchor_episode
{anchor_of} WHERE r.state = 'live' AND r.id = {episode_now}

-- query: anchor_story
{anchor_of} WHERE r.state = 'live' AND r.id = {story_now}

-- fragment: of_story_of
{anchor_of} JOIN member m USING (rep) JOIN episode e ON e.id = m.episode
WHERE r.state = 'live' AND e.story =

-- query: anchor_left_by_report
-- The lowest report of its story that stays behind.
{of_story_of} (SELECT o.story FROM member x JOIN episode o ON o.id = x.episode
    WHERE x.rep = ({live_of_id} LIMIT 1))
  AND r.rep <> ({live_of_id} LIMIT 1)
ORDER BY r.id LIMIT 1

-- query: anchor_left_by_episode
{of_story_of} (SELECT o.story FROM episode o WHERE o.id = {episode_now})
  AND e.id <> {episode_now}
ORDER BY r.id LIMIT 1

-- query: anchor_before
-- The lowest report of a story whose episode begins before the day; of no day.
{of_story_of} {story_now} AND (e.first IS NULL OR e.first < :from) ORDER BY r.id LIMIT 1

-- query: anchor_since
{of_story_of} {story_now} AND e.first >= :from ORDER BY r.id LIMIT 1
