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

-- query: link_story_anew
-- The story of a report that goes is worked out again.
DELETE FROM dated WHERE story = (SELECT story FROM dated WHERE rep = ?1)

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
SELECT r.rep, r.id, e.story
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
CREATE TEMP TABLE IF NOT EXISTS new_dated (rep INTEGER PRIMARY KEY, story, first, last, basis, why)

-- query: stage_merged
CREATE TEMP TABLE IF NOT EXISTS new_merged (id, story, episode, lemma, type, act, mode, cameo,
  contexts, first, last, precision, basis, place_rep, place, status, certainty, negative,
  source_rep, source, outlets, origins)

-- query: stage_merged_party
CREATE TEMP TABLE IF NOT EXISTS new_merged_party (event, role, n, thing, name, country, code)

-- query: stage_merged_mention
CREATE TEMP TABLE IF NOT EXISTS new_merged_mention (event, n, rep, mention)

-- query: stage_merged_count
CREATE TEMP TABLE IF NOT EXISTS new_merged_count (event, n, rep, kind, least, most, start, "end")

-- query: stage_merged_link
CREATE TEMP TABLE IF NOT EXISTS new_merged_link (event, kind, other)

-- query: staged_thing
INSERT OR REPLACE INTO temp.new_thing VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- query: staged_thing_in
INSERT INTO temp.new_thing_in VALUES (?1, ?2, ?3)

-- query: staged_dated
INSERT OR REPLACE INTO temp.new_dated VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- query: staged_merged
INSERT INTO temp.new_merged VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
  ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)

-- query: staged_merged_party
INSERT INTO temp.new_merged_party VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

-- query: staged_merged_mention
INSERT INTO temp.new_merged_mention VALUES (?1, ?2, ?3, ?4)

-- query: staged_merged_count
INSERT INTO temp.new_merged_count VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- query: staged_merged_link
INSERT INTO temp.new_merged_link VALUES (?1, ?2, ?3)

-- What was worked out in stories that are worked out again or are gone.
-- query: link_forget
DELETE FROM merged WHERE story IN (SELECT story FROM temp.new_dated)
  OR story NOT IN (SELECT id FROM story) OR id IN (SELECT id FROM temp.new_merged)

-- query: link_forget_thing_in
DELETE FROM thing_in WHERE rep IN (SELECT rep FROM temp.new_dated)

-- query: link_forget_dated
DELETE FROM dated WHERE rep IN (SELECT rep FROM temp.new_dated)
  OR rep NOT IN (SELECT rep FROM member)

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

-- query: link_empty_dated
DELETE FROM dated

-- query: drop_thing_name
DROP INDEX IF EXISTS thing_name

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

-- query: index_thing_in_thing
CREATE INDEX thing_in_thing ON thing_in(thing)

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
CREATE INDEX merged_party_thing ON merged_party(thing)

-- query: index_mention_rep
CREATE INDEX merged_mention_rep ON merged_mention(rep, mention)

-- query: index_link_other
CREATE INDEX merged_link_other ON merged_link(other)

-- In order of their keys: each page is written once.

-- query: apply_thing
INSERT OR IGNORE INTO thing
SELECT id, kind, name, country, code, title, {thing_sum} FROM temp.new_thing t ORDER BY id

-- fragment: thing_in_sum
row_sum(rep, entity, thing) >> 32

-- query: apply_thing_in
INSERT OR REPLACE INTO thing_in
SELECT rep, entity, thing, {thing_in_sum} FROM temp.new_thing_in ORDER BY rep, entity

-- fragment: dated_sum
row_sum(d.rep, d.story, d.first, d.last, d.basis, d.why)

-- query: apply_dated
INSERT OR REPLACE INTO dated
SELECT rep, story, first, last, basis, why, {dated_sum} FROM temp.new_dated d ORDER BY rep

-- query: apply_merged
INSERT OR REPLACE INTO merged
SELECT id, story, episode, lemma, type, act, mode, cameo, contexts, first, last, precision, basis,
  place_rep, place, status, certainty, negative, source_rep, source, outlets, origins, {merged_sum}
FROM temp.new_merged e ORDER BY id

-- query: apply_merged_party
INSERT OR REPLACE INTO merged_party
SELECT event, role, n, thing, name, country, code, {merged_party_sum} FROM temp.new_merged_party
ORDER BY event, role, n

-- query: apply_merged_mention
INSERT OR REPLACE INTO merged_mention
SELECT event, n, rep, mention, {merged_mention_sum} FROM temp.new_merged_mention ORDER BY event, n

-- query: apply_merged_count
INSERT OR REPLACE INTO merged_count
SELECT event, n, rep, kind, least, most, start, "end", {merged_count_sum} FROM temp.new_merged_count
ORDER BY event, n

-- query: apply_merged_link
INSERT OR REPLACE INTO merged_link
SELECT event, kind, other, {merged_link_sum} FROM temp.new_merged_link
ORDER BY event, kind, other

-- query: unstage_thing
DROP TABLE IF EXISTS temp.new_thing

-- query: unstage_thing_in
DROP TABLE IF EXISTS temp.new_thing_in

-- query: unstage_dated
DROP TABLE IF EXISTS temp.new_dated

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

-- query: known_day
SELECT first, last, basis, why FROM dated d WHERE rep = ?1 AND sum IS {dated_sum}

-- query: known_entities
SELECT entity, thing FROM thing_in WHERE rep = ?1 AND sum IS {thing_in_sum}

-- query: known_events
SELECT mention, event FROM merged_mention WHERE rep = ?1 AND sum IS {merged_mention_sum}
