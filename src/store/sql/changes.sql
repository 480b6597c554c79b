-- Which stories became others (changes.c, schema/90-changes.sql).

-- query: change_next
SELECT coalesce(max(at), 0) + 1 FROM story_change

-- What stands in a story, as a number: its reports and episodes; its events and who takes part.
-- fragment: low
& 4294967295

-- fragment: groups_of_story
(s.sum {low}) + (SELECT coalesce(sum(e.sum {low}), 0) FROM episode e WHERE e.story = s.id)
    + (SELECT coalesce(sum(k.sum {low}), 0) FROM kept_member k WHERE k.story = s.id)

-- fragment: events_of_story
(SELECT coalesce(sum((e.sum {low}) + (SELECT coalesce(sum(p.sum {low}), 0) FROM merged_party p
     WHERE p.event = e.id)), 0) FROM merged e WHERE e.story = s.id)

-- ?1: the number of this time.
-- fragment: change_from
INSERT INTO story_change(story, at, groups, events)
SELECT id, ?1, groups, events FROM (
  SELECT s.id, c.groups AS old_groups, c.events AS old_events, {groups_of_story} AS groups,

-- fragment: change_of
{events_of_story} AS events FROM story s LEFT JOIN story_change c ON c.story = s.id

-- fragment: change_into
WHERE groups IS NOT old_groups OR events IS NOT old_events
ON CONFLICT DO UPDATE SET at = excluded.at, groups = excluded.groups, events = excluded.events

-- query: change_all
{change_from} {change_of}) {change_into}

-- query: change_stage
CREATE TEMP TABLE IF NOT EXISTS regrouped (story PRIMARY KEY, anew) WITHOUT ROWID

-- Their reports were grouped anew, and are linked next. anew: more than new reports came into it.
-- query: change_regrouped
INSERT INTO temp.regrouped SELECT story, reports = -2 FROM kept_story WHERE -reports IN (1, 2)
ON CONFLICT DO UPDATE SET anew = max(anew, excluded.anew)

-- Stories that were grouped or linked now.
-- query: change_linked
{change_from} {change_of}
  WHERE s.id IN (SELECT story FROM temp.regrouped UNION SELECT story FROM {dated_anew})
    AND s.id NOT IN (SELECT story FROM temp.new_dated WHERE grew))
{change_into}

-- Stories that grew: what they have is not read again, their numbers become others.
-- query: change_grew
INSERT INTO story_change(story, at, groups, events)
SELECT id, ?1, groups, events FROM (
  SELECT s.id, c.groups AS old_groups, c.events AS old_events,
    coalesce(c.groups, 0) + 1 + (s.sum {low}) AS groups,
    coalesce(c.events, 0) + (SELECT coalesce(sum(e.sum {low}), 0)
    FROM (SELECT id FROM temp.new_merged UNION SELECT event FROM temp.grown) n
      CROSS JOIN merged e ON e.id = n.id WHERE e.story = s.id) AS events
  FROM story s LEFT JOIN story_change c ON c.story = s.id
  WHERE s.id IN (SELECT story FROM temp.new_dated WHERE grew))
{change_into}

-- query: change_empty
DELETE FROM temp.regrouped

-- query: change_corrected
-- Stories that correction ?2 is about: of its reports; of an entity all that name it.
UPDATE story_change SET at = ?1 WHERE groups IS NOT NULL AND story IN (
  SELECT e.story FROM correction c JOIN report r ON r.id IN (c.report, c.other)
    JOIN member m ON m.rep = r.rep JOIN episode e ON e.id = m.episode WHERE c.n = ?2
  UNION SELECT e.story FROM correction c JOIN thing_in i ON i.thing IN (c.now, c.other_now)
    JOIN member m ON m.rep = i.rep JOIN episode e ON e.id = m.episode
  WHERE c.n = ?2 AND c.kind = 'thing')

-- query: change_gone
UPDATE story_change SET at = ?1, groups = NULL, events = NULL
WHERE groups IS NOT NULL AND story NOT IN (SELECT id FROM story)

-- query: show_changes
-- Those behind a number (:id), in order. now: the story that its reports are in, where it is gone.
SELECT story AS id, CASE WHEN groups IS NULL THEN 'gone' ELSE 'changed' END AS change,
  CASE WHEN groups IS NULL THEN (SELECT now FROM alias WHERE kind = 'story' AND old = story) END
    AS now, at
FROM story_change WHERE at > CAST(:id AS INTEGER) ORDER BY at, story
