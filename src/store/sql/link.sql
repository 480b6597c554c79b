-- What link asks of the record and tells it (doc/record_link.h). Results wait in temporary tables
-- and take the place of what is there in one short transaction.

-- fragment: analysed
-- Reports that were analysed, in m, and the episodes that they are in, e.
layers l INDEXED BY layers_analysed JOIN member m ON m.rep = l.rep AND l.size > 0
  JOIN episode e ON e.id = m.episode

-- query: link_stories
-- Those with reports that were analysed. ?1: all; else those where the place of a report among the
-- stories is not the one that it was linked in, before and now.
WITH moved AS MATERIALIZED (SELECT e.story AS now, d.story AS was
  FROM {analysed} LEFT JOIN dated d ON d.rep = m.rep WHERE NOT ?1 AND d.story IS NOT e.story)
SELECT id FROM story WHERE id IN (SELECT now FROM moved UNION SELECT was FROM moved)
  OR NOT ?1 AND id IN (SELECT story FROM dated WHERE rep NOT IN (SELECT rep FROM member))
  OR ?1 AND id IN (SELECT e.story FROM {analysed})
ORDER BY id

-- query: grouped_stage
CREATE TEMP TABLE IF NOT EXISTS grouped_now (rep INTEGER PRIMARY KEY)

-- query: grouped_unstage
DROP TABLE IF EXISTS temp.grouped_now

-- query: grouped_put
INSERT OR IGNORE INTO temp.grouped_now VALUES (?1)

-- query: gone_stage
-- Episodes that went into another.
CREATE TEMP TABLE IF NOT EXISTS gone_now (old PRIMARY KEY, now) WITHOUT ROWID

-- query: gone_unstage
DROP TABLE IF EXISTS temp.gone_now

-- query: gone_member_stage
-- The reports that they had.
CREATE TEMP TABLE IF NOT EXISTS gone_member (rep INTEGER PRIMARY KEY)

-- query: gone_member_unstage
DROP TABLE IF EXISTS temp.gone_member

-- query: gone_member_put
INSERT OR IGNORE INTO temp.gone_member SELECT rep FROM member WHERE episode = ?1

-- query: gone_put
INSERT OR REPLACE INTO temp.gone_now VALUES (?1, ?2)

-- query: gone_chains
-- What went into one that went into another is in that.
UPDATE temp.gone_now SET now = ?2 WHERE now = ?1

-- query: grouped_moved
-- Reports that came into a story out of another are new to it.
INSERT OR IGNORE INTO temp.grouped_now
SELECT k.rep FROM temp.regrouped g CROSS JOIN kept_member k ON k.story = g.story
  CROSS JOIN layers l ON l.rep = k.rep LEFT JOIN dated d ON d.rep = k.rep
WHERE g.anew AND l.size > 0 AND d.story IS NOT g.story

-- query: link_grouped
-- Those that were grouped last, where all others are linked as they are: whether reports only came
-- into it, how many it had, how many came.
SELECT g.story, CASE WHEN g.anew THEN NOT EXISTS (
    SELECT 1 FROM dated d LEFT JOIN member m ON m.rep = d.rep
      LEFT JOIN episode e ON e.id = m.episode
    WHERE d.story = g.story AND e.story IS NOT g.story) ELSE 1 END,
  CASE WHEN EXISTS (SELECT 1 FROM dated d WHERE d.story = g.story)
    THEN (SELECT reports FROM kept_story k WHERE k.story = g.story) - coalesce(f.n, 0) ELSE 0 END,
  f.n
FROM temp.regrouped g LEFT JOIN (
  SELECT e.story, count(*) AS n FROM temp.grouped_now n CROSS JOIN layers l ON l.rep = n.rep
    CROSS JOIN member m ON m.rep = n.rep CROSS JOIN episode e ON e.id = m.episode
  WHERE l.size > 0 GROUP BY e.story) f ON f.story = g.story
WHERE f.n > 0 OR g.anew ORDER BY g.story

-- query: link_fresh
-- The new reports of a story, and their days.
SELECT n.rep, m.episode, coalesce(r.day, 2147483647)
FROM temp.grouped_now n CROSS JOIN layers l ON l.rep = n.rep CROSS JOIN member m ON m.rep = n.rep
  CROSS JOIN episode e ON e.id = m.episode CROSS JOIN report r ON r.rep = n.rep
WHERE l.size > 0 AND e.story = ?1 AND r.state = 'live' ORDER BY n.rep

-- query: near_stage
CREATE TEMP TABLE IF NOT EXISTS near (rep INTEGER PRIMARY KEY)

-- query: near_unstage
DROP TABLE IF EXISTS temp.near

-- query: near_put
INSERT OR IGNORE INTO temp.near VALUES (?1)

-- query: near_days
-- Of story ?1 up to ?4 reports of about day ?2, first those of episode ?3.
INSERT OR IGNORE INTO temp.near
SELECT k.rep FROM (
    SELECT * FROM (SELECT id, rep, known FROM kept_member WHERE story = ?1 AND known <= ?2
      ORDER BY known DESC, id DESC LIMIT 32)
    UNION SELECT * FROM (SELECT id, rep, known FROM kept_member WHERE story = ?1 AND known >= ?2
      ORDER BY known, id LIMIT 32)) k
  CROSS JOIN layers l ON l.rep = k.rep CROSS JOIN member m ON m.rep = k.rep
WHERE l.size > 0 AND k.rep NOT IN (SELECT rep FROM temp.grouped_now)
ORDER BY m.episode <> ?3, abs(k.known - ?2), k.id LIMIT ?4

-- What a story plans for a day: along the index, which `last = ` would not be.
-- fragment: planned_for
SELECT * FROM (SELECT id, outlets FROM merged WHERE story = ?1 AND status = 2
  AND (last IS NULL) = 0 AND last BETWEEN

-- fragment: some_planned
ORDER BY last, first, id LIMIT 64)

-- query: near_plans
-- ... up to ?3 that tell first what is planned for about day ?2: of some, where it is very much.
INSERT OR IGNORE INTO temp.near
SELECT x.rep FROM ({planned_for} ?2 - 2 AND ?2 - 2 {some_planned}
    UNION ALL {planned_for} ?2 - 1 AND ?2 - 1 {some_planned}
    UNION ALL {planned_for} ?2 AND ?2 {some_planned}
    UNION ALL {planned_for} ?2 + 1 AND ?2 + 1 {some_planned}
    UNION ALL {planned_for} ?2 + 2 AND ?2 + 2 {some_planned}) e
  CROSS JOIN merged_mention x ON x.event = e.id AND x.n = 0
ORDER BY e.outlets DESC, e.id LIMIT ?3

-- query: link_near
-- As link_reports: those.
SELECT r.rep, r.id, r.outlet, r.agency, m.episode, c.copy_group, r.day, r.date_precision,
  n.rep IN (SELECT rep FROM temp.grouped_now),
  (SELECT count(*) FROM member x WHERE x.episode = m.episode),
  (SELECT reports FROM kept_story WHERE story = ?1)
FROM temp.near n CROSS JOIN member m ON m.rep = n.rep CROSS JOIN report r ON r.rep = n.rep
  LEFT JOIN copy c ON c.rep = r.rep
WHERE r.state = 'live' ORDER BY r.day IS NULL, r.day, r.id

-- query: link_known_events
-- As known_events; along the index alone: a row for each would be read from as many pages.
SELECT mention, event FROM merged_mention WHERE rep = ?1

-- query: link_mentions_of
SELECT count(*) FROM merged_mention WHERE event = ?1

-- query: link_story_anew
-- The story of a report that goes is worked out again, and those that know from it who takes part.
DELETE FROM dated WHERE story IN (SELECT story FROM dated WHERE rep = ?1
  UNION SELECT e.story FROM merged_party p CROSS JOIN merged e ON e.id = p.event WHERE p.told = ?1)

-- query: link_reports
-- Of one story, dated ones first; those that were analysed. CROSS JOIN: in this order, or all
-- reports are read for each story.
SELECT r.rep, r.id, r.outlet, r.agency, m.episode, c.copy_group, r.day, r.date_precision
FROM episode e CROSS JOIN member m ON m.episode = e.id CROSS JOIN report r USING (rep)
  CROSS JOIN layers l ON l.rep = r.rep LEFT JOIN copy c ON c.rep = r.rep
WHERE e.story = ?1 AND r.state = 'live' AND l.size > 0
ORDER BY r.day IS NULL, r.day, r.id

-- query: link_story_of
-- Reports in order of id, each with its story: what entities are joined over.
SELECT r.rep, r.id, e.story, r.day
FROM {analysed} JOIN report r ON r.rep = m.rep
WHERE r.state = 'live' ORDER BY r.id

-- query: link_thing_known
-- The entity of that name and kind; of several the one whose country is the same.
SELECT id FROM thing WHERE name = ?1 AND kind = ?2
ORDER BY country IS NOT ?3, id LIMIT 1

-- query: stage_thing
CREATE TEMP TABLE IF NOT EXISTS new_thing (id PRIMARY KEY, kind, name, country, code, title)
  WITHOUT ROWID

-- query: stage_thing_in
CREATE TEMP TABLE IF NOT EXISTS new_thing_in (rep, entity, thing)

-- query: stage_dated
CREATE TEMP TABLE IF NOT EXISTS new_dated (rep INTEGER PRIMARY KEY, story, first, last, basis, why,
  grew)

-- query: stage_grown
-- What the mentions at hand tell of an event that gained some.
CREATE TEMP TABLE IF NOT EXISTS grown (event PRIMARY KEY, type, act, mode, cameo, contexts, sure,
  first, last, precision, basis) WITHOUT ROWID

-- query: stage_grown_party
CREATE TEMP TABLE IF NOT EXISTS grown_party (event, role, n, thing, name, country, code, told,
  first, due)

-- query: stage_merged
CREATE TEMP TABLE IF NOT EXISTS new_merged (id, story, episode, lemma, type, act, mode, cameo,
  contexts, first, last, precision, basis, place_rep, place, status, certainty, negative,
  source_rep, source, outlets, origins, sure)

-- query: stage_merged_party
CREATE TEMP TABLE IF NOT EXISTS new_merged_party (event, role, n, thing, name, country, code,
  told, first, due)

-- query: stage_merged_mention
CREATE TEMP TABLE IF NOT EXISTS new_merged_mention (event, n, rep, mention, first, due)

-- query: stage_merged_count
CREATE TEMP TABLE IF NOT EXISTS new_merged_count (event, n, rep, kind, least, most, start, "end")

-- query: stage_merged_link
CREATE TEMP TABLE IF NOT EXISTS new_merged_link (event, kind, other)

-- query: staged_thing
INSERT OR REPLACE INTO temp.new_thing VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- query: staged_thing_in
INSERT INTO temp.new_thing_in VALUES (?1, ?2, ?3)

-- query: staged_dated
INSERT OR REPLACE INTO temp.new_dated VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

-- query: staged_grown
INSERT OR IGNORE INTO temp.grown VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)

-- query: staged_grown_party
INSERT INTO temp.grown_party VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)

-- query: staged_more_mention
-- Behind what event ?1 has, there (a correction may have left gaps) and here.
INSERT INTO temp.new_merged_mention
SELECT ?1, (SELECT coalesce(max(n) + 1, 0) FROM merged_mention WHERE event = ?1)
    + (SELECT count(*) FROM temp.new_merged_mention WHERE event = ?1),
  ?2, ?3, first, {found_due} FROM merged WHERE id = ?1

-- query: staged_more_count
INSERT INTO temp.new_merged_count
SELECT ?1, (SELECT coalesce(max(n) + 1, 0) FROM merged_count WHERE event = ?1)
    + (SELECT count(*) FROM temp.new_merged_count WHERE event = ?1), ?3, ?4, ?5, ?6, ?7, ?8

-- query: staged_merged
INSERT INTO temp.new_merged VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
  ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)

-- query: staged_merged_party
INSERT INTO temp.new_merged_party VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)

-- query: staged_merged_mention
INSERT INTO temp.new_merged_mention VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- query: staged_merged_count
INSERT INTO temp.new_merged_count VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- query: staged_merged_link
INSERT INTO temp.new_merged_link VALUES (?1, ?2, ?3)

-- An event of a story that grew is told anew from some of its reports: its links to what others
-- tell stay.
-- query: link_keep_links
INSERT INTO temp.new_merged_link
SELECT l.event, l.kind, l.other FROM temp.new_merged e CROSS JOIN merged_link l ON l.event = e.id
WHERE e.story IN (SELECT story FROM temp.new_dated WHERE grew)

-- Most events of a story that is told anew are told as before: these stay as they are.
-- query: same_stage
CREATE TEMP TABLE IF NOT EXISTS same (id PRIMARY KEY) WITHOUT ROWID

-- query: same_unstage
DROP TABLE IF EXISTS temp.same

-- query: same_party
CREATE INDEX IF NOT EXISTS temp.new_party_of ON new_merged_party(event)

-- query: same_mention
CREATE INDEX IF NOT EXISTS temp.new_mention_of ON new_merged_mention(event)

-- query: same_count
CREATE INDEX IF NOT EXISTS temp.new_count_of ON new_merged_count(event)

-- query: same_link
CREATE INDEX IF NOT EXISTS temp.new_link_of ON new_merged_link(event)

-- query: same_find
INSERT INTO temp.same
SELECT e.id FROM temp.new_merged e CROSS JOIN merged o ON o.id = e.id
WHERE o.sum = {merged_sum}
  AND (SELECT total(sum) FROM merged_party WHERE event = e.id)
    = (SELECT total({merged_party_sum}) FROM temp.new_merged_party WHERE event = e.id)
  AND (SELECT total(sum) FROM merged_mention WHERE event = e.id)
    = (SELECT total({merged_mention_sum}) FROM temp.new_merged_mention WHERE event = e.id)
  AND (SELECT total(sum) FROM merged_count WHERE event = e.id)
    = (SELECT total({merged_count_sum}) FROM temp.new_merged_count WHERE event = e.id)
  AND (SELECT total(sum) FROM merged_link WHERE event = e.id)
    = (SELECT total({merged_link_sum}) FROM temp.new_merged_link WHERE event = e.id)

-- query: same_drop_party
DELETE FROM temp.new_merged_party WHERE event IN (SELECT id FROM temp.same)

-- query: same_drop_mention
DELETE FROM temp.new_merged_mention WHERE event IN (SELECT id FROM temp.same)

-- query: same_drop_count
DELETE FROM temp.new_merged_count WHERE event IN (SELECT id FROM temp.same)

-- query: same_drop_link
DELETE FROM temp.new_merged_link WHERE event IN (SELECT id FROM temp.same)

-- query: same_drop
DELETE FROM temp.new_merged WHERE id IN (SELECT id FROM temp.same)

-- fragment: not_the_same
id NOT IN (SELECT id FROM temp.same)

-- What was worked out in stories that are worked out again or are gone: these are found by going
-- from story to story along the index, not from event to event.
-- query: link_forget
DELETE FROM merged WHERE {not_the_same} AND (id IN (SELECT id FROM temp.new_merged) OR story IN (
  SELECT story FROM temp.new_dated WHERE NOT grew
  UNION SELECT story FROM (WITH RECURSIVE told(story) AS (
      SELECT min(story) FROM merged
      UNION ALL SELECT (SELECT min(m.story) FROM merged m WHERE m.story > told.story) FROM told
      WHERE told.story IS NOT NULL) SELECT story FROM told)
    WHERE story IS NOT NULL AND story NOT IN (SELECT id FROM story)))

-- The same where new reports came and none went: stories are gone that the reports which are told
-- now were linked in.
-- query: link_forget_grouped
DELETE FROM merged WHERE {not_the_same} AND (id IN (SELECT id FROM temp.new_merged) OR story IN (
  SELECT story FROM temp.new_dated WHERE NOT grew
  UNION SELECT d.story FROM temp.new_dated n CROSS JOIN dated d ON d.rep = n.rep
  WHERE d.story NOT IN (SELECT id FROM story)))

-- What reports told that do not count any more (not_live in who.sql).
-- query: link_forget_thing_in
DELETE FROM thing_in WHERE rep IN (SELECT rep FROM temp.new_dated
  UNION SELECT d.rep FROM ({not_live}) n CROSS JOIN dated d ON d.rep = n.rep)

-- query: link_forget_dated
DELETE FROM dated WHERE rep IN (SELECT rep FROM temp.new_dated UNION {not_live})

-- All of it, before all is told anew: what hangs on events goes first, so that no event's rows are
-- looked for one by one; indexes go, since rows come in no order of theirs.
-- query: link_empty_party
DELETE FROM merged_party

-- query: link_empty_mention
DELETE FROM merged_mention

-- query: link_empty_count
DELETE FROM merged_count

-- query: link_empty_link
DELETE FROM merged_link

-- query: link_empty_merged
DELETE FROM merged

-- query: link_empty_thing_in
DELETE FROM thing_in

-- query: link_empty_thing
DELETE FROM thing

-- query: link_empty_words
DELETE FROM thing_word

-- query: link_empty_party_words
DELETE FROM party_word

-- query: link_empty_places
DELETE FROM kept_place

-- query: link_empty_dated
DELETE FROM dated

-- query: drop_thing_name
DROP INDEX IF EXISTS thing_name

-- query: drop_thing_country
DROP INDEX IF EXISTS thing_country

-- query: drop_thing_code
DROP INDEX IF EXISTS thing_code

-- query: drop_merged_long
DROP INDEX IF EXISTS merged_long

-- query: drop_merged_type
DROP INDEX IF EXISTS merged_type

-- query: drop_merged_act
DROP INDEX IF EXISTS merged_act

-- query: drop_merged_cameo
DROP INDEX IF EXISTS merged_cameo

-- query: drop_merged_sure
DROP INDEX IF EXISTS merged_sure

-- query: drop_party_code
DROP INDEX IF EXISTS merged_party_code

-- query: drop_party_name
DROP INDEX IF EXISTS merged_party_name

-- query: drop_party_country
DROP INDEX IF EXISTS merged_party_country

-- query: drop_thing_in_thing
DROP INDEX IF EXISTS thing_in_thing

-- query: drop_dated_story
DROP INDEX IF EXISTS dated_story

-- query: drop_dated_last
DROP INDEX IF EXISTS dated_last

-- query: drop_merged_planned
DROP INDEX IF EXISTS merged_planned

-- query: drop_merged_story_planned
DROP INDEX IF EXISTS merged_story_planned

-- query: drop_merged_story
DROP INDEX IF EXISTS merged_story

-- query: drop_merged_first
DROP INDEX IF EXISTS merged_first

-- query: drop_party_thing
DROP INDEX IF EXISTS merged_party_thing

-- query: drop_mention_rep
DROP INDEX IF EXISTS merged_mention_rep

-- query: drop_link_other
DROP INDEX IF EXISTS merged_link_other

-- As in schema/50-link.sql.
-- query: index_thing_name
CREATE INDEX thing_name ON thing(name)

-- query: index_thing_country
CREATE INDEX thing_country ON thing(country) WHERE country IS NOT NULL

-- query: index_thing_code
CREATE INDEX thing_code ON thing(code) WHERE code IS NOT NULL

-- query: index_merged_long
CREATE INDEX merged_long ON merged(first, id, last) WHERE coalesce(last, 2147483647) - first > 31

-- query: index_merged_type
CREATE INDEX merged_type ON merged(type, first, last, status) WHERE type IS NOT NULL

-- query: index_merged_act
CREATE INDEX merged_act ON merged(act, first, last, status) WHERE act IS NOT NULL

-- query: index_merged_cameo
CREATE INDEX merged_cameo ON merged(cameo, first, last, status) WHERE cameo IS NOT NULL

-- query: index_merged_sure
CREATE INDEX merged_sure ON merged(sure, first, last, status) WHERE sure IS NOT NULL

-- query: index_party_code
CREATE INDEX merged_party_code ON merged_party(code, role, due, first) WHERE code IS NOT NULL

-- query: index_party_name
CREATE INDEX merged_party_name ON merged_party(name, role, due, first) WHERE thing IS NULL

-- query: index_party_country
CREATE INDEX merged_party_country ON merged_party(country, due, first)
  WHERE country IS NOT NULL AND instr(code, country) IS NOT 1

-- query: index_thing_in_thing
CREATE INDEX thing_in_thing ON thing_in(thing, place)

-- query: index_dated_story
CREATE INDEX dated_story ON dated(story)

-- query: index_merged_story
CREATE INDEX merged_story ON merged(story, first IS NULL, first, id)

-- query: index_merged_planned
CREATE INDEX merged_planned ON merged(last IS NULL, last, first, id) WHERE status = 2

-- query: index_merged_story_planned
CREATE INDEX merged_story_planned ON merged(story, last IS NULL, last, first, id) WHERE status = 2

-- query: index_dated_last
CREATE INDEX dated_last ON dated(last) WHERE last IS NOT NULL

-- query: index_merged_first
CREATE INDEX merged_first ON merged(first IS NULL, first, id)

-- query: index_party_thing
CREATE INDEX merged_party_thing ON merged_party(thing, role, due, first) WHERE thing IS NOT NULL

-- query: index_mention_rep
CREATE INDEX merged_mention_rep ON merged_mention(rep, mention, due, first)

-- query: index_link_other
CREATE INDEX merged_link_other ON merged_link(other)

-- In order of their keys: each page is written once.

-- query: apply_thing
INSERT OR IGNORE INTO thing
SELECT id, kind, name, country, code, title, {thing_sum} FROM temp.new_thing t ORDER BY id

-- fragment: thing_in_sum
row_sum(rep, entity, thing) >> 32

-- By its day, where one is known, then by a number that its id gives.
-- fragment: place_in_time
coalesce({day_of_here}, 2147483647) * 4294967296 + (row_sum(r.id) & 4294967295)

-- query: apply_thing_in
INSERT OR REPLACE INTO thing_in (rep, entity, thing, place, sum)
SELECT rep, entity, thing, {place_in_time}, {thing_in_sum}
FROM temp.new_thing_in CROSS JOIN report r USING (rep) LEFT JOIN temp.new_dated d USING (rep)
ORDER BY rep, entity

-- Of the rows by which a thing is found.
-- fragment: thing_word_sum
row_sum(words, thing, whole) >> 32

-- fragment: words_told
-- Names, in `named`, from each word on. What is there already stays; which is a name is kept.
part(words, thing, whole) AS (
    SELECT words, thing, 1 FROM named WHERE words IS NOT NULL
    UNION ALL SELECT next_words(words), thing, 0 FROM part WHERE next_words(words) IS NOT NULL)
  SELECT words, thing, max(whole), row_sum(words, thing, max(whole)) >> 32 FROM part
  GROUP BY words, thing
  ON CONFLICT DO UPDATE SET whole = excluded.whole, sum = excluded.sum
  WHERE excluded.whole > thing_word.whole

-- query: apply_thing_word
INSERT INTO thing_word
  WITH RECURSIVE named(words, thing) AS (SELECT DISTINCT words_from(n.name), i.thing
    FROM temp.new_thing_in i CROSS JOIN entity n ON n.rep = i.rep AND n.id = i.entity),
  {words_told}

-- fragment: party_word_sum
row_sum(words, name) >> 32

-- fragment: party_words_told
part(words, name) AS (
    SELECT words_from(name), name FROM named WHERE words_from(name) IS NOT NULL
    UNION ALL SELECT next_words(words), name FROM part WHERE next_words(words) IS NOT NULL)
  SELECT DISTINCT words, name, {party_word_sum} FROM part ORDER BY words, name

-- query: apply_party_word
-- Of all: the index is there.
INSERT INTO party_word
  WITH RECURSIVE named(name) AS (SELECT DISTINCT name FROM merged_party WHERE thing IS NULL),
  {party_words_told}

-- query: apply_new_party_word
INSERT OR IGNORE INTO party_word
  WITH RECURSIVE named(name) AS (SELECT name FROM temp.new_merged_party WHERE thing IS NULL
    UNION SELECT name FROM temp.grown_party WHERE thing IS NULL),
  {party_words_told}

-- fragment: kept_place_sum
row_sum(event, name, country) >> 32

-- fragment: keep_places
-- Of the events e and the entity n that is the place of each.
INSERT OR REPLACE INTO kept_place (event, name, country, first, due, sum)
SELECT e.id, n.name, n.country, e.first, {found_due}, row_sum(e.id, n.name, n.country) >> 32 FROM

-- query: apply_kept_place
{keep_places} temp.new_merged e CROSS JOIN entity n ON n.rep = e.place_rep AND n.id = e.place
WHERE e.place IS NOT NULL ORDER BY e.id

-- fragment: dated_sum
row_sum(d.rep, d.story, d.first, d.last, d.basis, d.why)

-- query: apply_dated
INSERT OR REPLACE INTO dated
SELECT rep, story, first, last, basis, why, {dated_sum} FROM temp.new_dated d ORDER BY rep

-- query: apply_merged
INSERT OR REPLACE INTO merged (id, story, episode, lemma, type, act, mode, cameo, contexts, first,
  last, precision, basis, place_rep, place, status, certainty, negative, source_rep, source,
  outlets, origins, sure, sum)
SELECT id, story, episode, lemma, type, act, mode, cameo, contexts, first, last, precision, basis,
  place_rep, place, status, certainty, negative, source_rep, source, outlets, origins, sure,
  {merged_sum}
FROM temp.new_merged e ORDER BY id

-- query: apply_merged_party
INSERT OR REPLACE INTO merged_party (event, role, n, thing, name, country, code, told, first, due,
  sum)
SELECT event, role, n, thing, name, country, code, told, first, due, {merged_party_sum}
FROM temp.new_merged_party ORDER BY event, role, n

-- query: apply_merged_mention
INSERT OR REPLACE INTO merged_mention (event, n, rep, mention, first, due, sum)
SELECT event, n, rep, mention, first, due, {merged_mention_sum} FROM temp.new_merged_mention
ORDER BY event, n

-- Events told by reports of episodes that went into others. People may have taken away the mention
-- by which one was of its episode: then all of the story are looked through.
-- fragment: of_gone
(SELECT x.event FROM temp.gone_member g CROSS JOIN merged_mention x ON x.rep = g.rep
  UNION ALL SELECT id FROM merged WHERE EXISTS (SELECT 1 FROM correction)
    AND story IN (SELECT story FROM temp.new_dated WHERE grew))

-- query: apply_gone
-- Events of stories that grew are in the episodes that theirs went into.
UPDATE merged AS e SET episode = (SELECT now FROM temp.gone_now WHERE old = e.episode)
WHERE id IN {of_gone} AND episode IN (SELECT old FROM temp.gone_now)

-- query: apply_gone_sum
UPDATE merged AS e SET sum = {merged_sum}
WHERE id IN {of_gone} AND episode IN (SELECT now FROM temp.gone_now)

-- What the new mentions of an event tell better is its own at once: a surer code, days where no
-- mention told any, who takes part where nobody was named.
-- query: apply_grown_code
UPDATE merged AS e SET (type, act, mode, cameo, contexts, sure) =
  (SELECT type, act, mode, cameo, contexts, sure FROM temp.grown WHERE event = e.id)
WHERE id IN (SELECT g.event FROM temp.grown g CROSS JOIN merged o ON o.id = g.event
  WHERE g.sure > coalesce(o.sure, 0))

-- query: apply_grown_days
UPDATE merged AS e SET (first, last, precision, basis) =
  (SELECT first, last, precision, basis FROM temp.grown WHERE event = e.id)
WHERE id IN (SELECT g.event FROM temp.grown g CROSS JOIN merged o ON o.id = g.event
  WHERE g.basis = 'text' AND g.first IS NOT NULL AND o.basis IS NOT 'text')

-- query: apply_grown_party
INSERT INTO merged_party (event, role, n, thing, name, country, code, told, first, due, sum)
SELECT event, role, n, thing, name, country, code, told, first, due, {merged_party_sum}
FROM temp.grown_party g
WHERE NOT EXISTS (SELECT 1 FROM merged_party p WHERE p.event = g.event AND p.role = g.role)
ORDER BY event, role, n

-- fragment: days_of_grown
SET (first, due) = (SELECT e.first, {found_due} FROM merged e WHERE e.id = event)
WHERE event IN (SELECT event FROM temp.grown)
  AND (first, due) IS NOT (SELECT e.first, {found_due} FROM merged e WHERE e.id = event)

-- query: apply_grown_found_mention
UPDATE merged_mention {days_of_grown}

-- query: apply_grown_found_party
UPDATE merged_party {days_of_grown}

-- query: apply_grown_found_place
UPDATE kept_place {days_of_grown}

-- query: apply_grown
-- Reports of one outlet count once, as do copies and what one agency is credited with; of the first
-- 64 mentions.
UPDATE merged AS e SET outlets = n.outlets, origins = n.origins
FROM (SELECT g.event, count(DISTINCT nullif(r.outlet, '')) AS outlets,
    count(DISTINCT coalesce('c' || c.copy_group, 'a' || nullif(r.agency, ''), r.rep)) AS origins
  FROM temp.grown g CROSS JOIN merged_mention m ON m.event = g.event AND m.n < 64
    CROSS JOIN report r ON r.rep = m.rep LEFT JOIN copy c ON c.rep = m.rep GROUP BY g.event) n
WHERE e.id = n.event

-- query: apply_grown_sum
UPDATE merged AS e SET sum = {merged_sum} WHERE id IN (SELECT event FROM temp.grown)

-- query: apply_merged_count
INSERT OR REPLACE INTO merged_count
SELECT event, n, rep, kind, least, most, start, "end", {merged_count_sum} FROM temp.new_merged_count
ORDER BY event, n

-- query: apply_merged_link
INSERT OR REPLACE INTO merged_link
SELECT event, kind, other, {merged_link_sum} FROM temp.new_merged_link
ORDER BY event, kind, other

-- fragment: dated_anew
(SELECT story FROM temp.new_dated)

-- Reports whose days were worked out stand elsewhere in their story.
-- query: apply_kept_known
-- Each is found by its key: an UPDATE ... FROM goes through the story for each.
INSERT OR REPLACE INTO kept_member
SELECT story, given, id, rep, now, row_sum(story, given, id, rep, now)
FROM (SELECT k.*, coalesce(d.last, r.day, 2147483647) AS now
  FROM temp.new_dated d CROSS JOIN report r ON r.rep = d.rep CROSS JOIN member m ON m.rep = d.rep
    CROSS JOIN episode e ON e.id = m.episode CROSS JOIN kept_member k
      ON k.story = e.story AND k.given = coalesce(r.day, 2147483647) AND k.id = r.id)
WHERE known <> now

-- query: unstage_thing
DROP TABLE IF EXISTS temp.new_thing

-- query: unstage_thing_in
DROP TABLE IF EXISTS temp.new_thing_in

-- query: unstage_dated
DROP TABLE IF EXISTS temp.new_dated

-- query: unstage_grown
DROP TABLE IF EXISTS temp.grown

-- query: unstage_grown_party
DROP TABLE IF EXISTS temp.grown_party

-- query: unstage_merged
DROP TABLE IF EXISTS temp.new_merged

-- query: unstage_merged_party
DROP TABLE IF EXISTS temp.new_merged_party

-- query: unstage_merged_mention
DROP TABLE IF EXISTS temp.new_merged_mention

-- query: unstage_merged_count
DROP TABLE IF EXISTS temp.new_merged_count

-- query: unstage_merged_link
DROP TABLE IF EXISTS temp.new_merged_link

-- The same, where little waited: they are there the next time. Making and dropping tables would
-- have every statement of the handle worked out again.
-- query: empty_thing
DELETE FROM temp.new_thing

-- query: empty_thing_in
DELETE FROM temp.new_thing_in

-- query: empty_dated
DELETE FROM temp.new_dated

-- query: empty_grown
DELETE FROM temp.grown

-- query: empty_grown_party
DELETE FROM temp.grown_party

-- query: empty_merged
DELETE FROM temp.new_merged

-- query: empty_merged_party
DELETE FROM temp.new_merged_party

-- query: empty_merged_mention
DELETE FROM temp.new_merged_mention

-- query: empty_merged_count
DELETE FROM temp.new_merged_count

-- query: empty_merged_link
DELETE FROM temp.new_merged_link

-- query: empty_near
DELETE FROM temp.near

-- query: empty_same
DELETE FROM temp.same

-- query: empty_grouped
DELETE FROM temp.grouped_now

-- query: empty_gone
DELETE FROM temp.gone_now

-- query: empty_gone_member
DELETE FROM temp.gone_member

-- query: known_day
SELECT first, last, basis, why FROM dated d WHERE rep = ?1 AND sum IS {dated_sum}

-- query: known_entities
SELECT entity, thing FROM thing_in WHERE rep = ?1 AND sum IS {thing_in_sum}

-- query: known_names
SELECT i.entity, t.name FROM thing_in i JOIN thing t ON t.id = i.thing WHERE i.rep = ?1

-- query: known_events
SELECT mention, event FROM merged_mention WHERE rep = ?1 AND sum IS {merged_mention_sum}
