-- Corrections: the user's own layer. Each is kept with the place in a report that it is about, so
-- that what was read or linked anew is found again: the mention with the same words that stands
-- nearest. `now` is what it was last applied to.

-- query: correction_event
-- Of an event of that id: the first mention; that is not in report ?2.
SELECT r.id, x.in_title, x.start, {mention_text}
FROM {mentions} WHERE k.event = ?1 AND r.id IS NOT ?2 ORDER BY k.n LIMIT 1

-- query: correction_thing
-- Of an entity of that id: where the first report that has it, but for ?2, names it first.
SELECT r.id, x.in_title, x.start, {mention_text}
FROM thing_in i JOIN mention x ON x.rep = i.rep AND x.entity = i.entity
  JOIN report r ON r.rep = i.rep JOIN body b ON b.rep = i.rep
WHERE i.thing = ?1 AND r.state = 'live' AND r.id IS NOT ?2
ORDER BY r.id, x.in_title, x.start LIMIT 1

-- query: correction_add
INSERT INTO correction(kind, target, change, value, report, in_title, start, words, other,
  other_title, other_start, other_words, who, why, sum)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
  row_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14))

-- fragment: correction_sum
row_sum(kind, target, change, value, report, in_title, start, words, other, other_title,
  other_start, other_words, who, why)

-- query: correction_last
SELECT coalesce(max(n), 0) FROM correction

-- query: correction_after
SELECT min(n) FROM correction WHERE n > ?1

-- query: correction_remove
DELETE FROM correction WHERE n = ?1

-- query: correction_event_in
-- The first mention of an event in a report that is one of several with it.
SELECT r.id, x.in_title, x.start, {mention_text}
FROM merged_mention k JOIN event x ON x.rep = k.rep AND x.id = k.mention
  JOIN report r ON r.rep = k.rep JOIN body b ON b.rep = k.rep
WHERE k.event = ?1 AND r.id = ?2
  AND EXISTS (SELECT 1 FROM merged_mention o WHERE o.event = ?1 AND o.rep <> k.rep)
ORDER BY k.n LIMIT 1

-- query: correction_thing_in
-- Likewise of an entity.
SELECT r.id, x.in_title, x.start, {mention_text}
FROM thing_in i JOIN mention x ON x.rep = i.rep AND x.entity = i.entity
  JOIN report r ON r.rep = i.rep JOIN body b ON b.rep = i.rep
WHERE +i.thing = ?1 AND r.id = ?2 AND r.state = 'live'
  AND EXISTS (SELECT 1 FROM thing_in o WHERE o.thing = ?1 AND o.rep <> i.rep)
ORDER BY x.in_title, x.start LIMIT 1

-- query: correction_known
-- The same was said before.
SELECT n FROM correction WHERE kind = ?1 AND change = ?3 AND value IS ?4 AND report = ?5
  AND in_title = ?6 AND start = ?7 AND words = ?8 AND other IS ?9 AND other_title IS ?10
  AND other_start IS ?11 AND other_words IS ?12

-- query: correction_has
SELECT 1 FROM report WHERE id = ?1 AND state = 'live'

-- fragment: event_by_words
SELECT k.event FROM correction c JOIN report r ON r.id =

-- fragment: of_event
JOIN body b ON b.rep = r.rep JOIN event x ON x.rep = r.rep
    JOIN merged_mention k ON k.rep = x.rep AND k.mention = x.id
  WHERE c.n = ?1 AND r.state = 'live' AND {mention_text} =

-- fragment: thing_by_words
SELECT i.thing FROM correction c JOIN report r ON r.id =

-- fragment: of_thing
JOIN body b ON b.rep = r.rep JOIN mention x ON x.rep = r.rep
    JOIN thing_in i ON i.rep = x.rep AND i.entity = x.entity
  WHERE c.n = ?1 AND r.state = 'live' AND {mention_text} =

-- fragment: story_by_report
SELECT e.story FROM correction c JOIN report r ON r.state = 'live' JOIN member m ON m.rep = r.rep
    JOIN episode e ON e.id = m.episode WHERE c.n = ?1 AND r.id =

-- query: correction_find
-- What it is about as things are now. What is no longer there was corrected before.
UPDATE correction SET
  now = coalesce(CASE kind
    WHEN 'event' THEN ({event_by_words} c.report {of_event} c.words
      AND x.in_title = c.in_title ORDER BY abs(x.start - c.start), x.id LIMIT 1)
    WHEN 'thing' THEN ({thing_by_words} c.report {of_thing} c.words
      AND x.in_title = c.in_title ORDER BY abs(x.start - c.start), x.id LIMIT 1)
    WHEN 'text' THEN (SELECT r.id FROM hidden h JOIN report r USING (rep)
      WHERE h.correction = ?1 AND r.state = 'live')
    ELSE ({story_by_report} c.report) END, now),
  other_now = CASE kind
    WHEN 'event' THEN ({event_by_words} c.other {of_event} c.other_words
      AND x.in_title = c.other_title ORDER BY abs(x.start - c.other_start), x.id LIMIT 1)
    WHEN 'thing' THEN ({thing_by_words} c.other {of_thing} c.other_words
      AND x.in_title = c.other_title ORDER BY abs(x.start - c.other_start), x.id LIMIT 1)
    ELSE ({story_by_report} c.other) END
WHERE n = ?1

-- fragment: corrected
IN (SELECT now FROM correction WHERE n = ?1 AND now IS NOT NULL AND change =

-- query: correct_wrong_links
DELETE FROM merged_link WHERE other {corrected} 'wrong')

-- query: correct_wrong
DELETE FROM merged WHERE id {corrected} 'wrong')

-- query: correct_type
-- The finer codes are those of the other type.
UPDATE merged AS e SET type = (SELECT value FROM correction WHERE n = ?1), act = NULL, mode = NULL,
  cameo = NULL
WHERE id {corrected} 'type') AND type IS NOT (SELECT value FROM correction WHERE n = ?1)

-- query: correct_type_sum
UPDATE merged AS e SET sum = {merged_sum} WHERE id {corrected} 'type')

-- query: correct_name
UPDATE thing SET name = (SELECT value FROM correction WHERE n = ?1),
  sum = row_sum(id, kind, (SELECT value FROM correction WHERE n = ?1), country, code, title)
WHERE id {corrected} 'name')

-- fragment: same_as
SELECT other_now FROM correction WHERE n = ?1

-- fragment: is_same
{corrected} 'same' AND other_now IS NOT NULL AND other_now <> now)

-- query: correct_same_in
UPDATE thing_in SET thing = ({same_as}), sum = row_sum(rep, entity, ({same_as})) >> 32
WHERE thing {is_same}

-- query: correct_same_party
UPDATE merged_party SET thing = ({same_as}),
  sum = row_sum(event, role, n, ({same_as}), name, country, {code_told}) >> 32
WHERE thing {is_same}

-- query: correct_same
DELETE FROM thing WHERE id {is_same}

-- Two events that are one: everything of the first goes to the second.
-- fragment: is_same_event
= (SELECT now FROM correction WHERE n = ?1 AND kind = 'event' AND change = 'same'
    AND other_now IS NOT NULL AND other_now <> now)

-- query: correct_event_mentions
UPDATE merged_mention SET event = ({same_as}),
  n = n + (SELECT max(o.n) + 1 FROM merged_mention o WHERE o.event = ({same_as}))
WHERE event {is_same_event}

-- query: correct_event_known
DELETE FROM merged_party WHERE event {is_same_event} AND EXISTS (SELECT 1 FROM merged_party o
  WHERE o.event = ({same_as}) AND o.role = merged_party.role
    AND (o.thing = merged_party.thing OR o.name = merged_party.name))

-- query: correct_event_parties
UPDATE merged_party SET event = ({same_as}), n = n + (SELECT coalesce(max(o.n) + 1, 0)
  FROM merged_party o WHERE o.event = ({same_as}) AND o.role = merged_party.role)
WHERE event {is_same_event}

-- query: correct_event_counts
UPDATE merged_count SET event = ({same_as}), n = n + (SELECT coalesce(max(o.n) + 1, 0)
  FROM merged_count o WHERE o.event = ({same_as}))
WHERE event {is_same_event}

-- query: correct_event_links
UPDATE OR IGNORE merged_link SET event = ({same_as}) WHERE event {is_same_event}

-- query: correct_event_linked
UPDATE OR IGNORE merged_link SET other = ({same_as}) WHERE other {is_same_event}

-- query: correct_event_gone
DELETE FROM merged_link WHERE other {is_same_event} OR other = event

-- query: correct_event_days
UPDATE merged SET (first, last, precision, basis) = (SELECT first, last, precision, basis
  FROM merged o WHERE o.id = (SELECT now FROM correction WHERE n = ?1))
WHERE id = ({same_as}) AND first IS NULL
  AND EXISTS (SELECT 1 FROM merged o WHERE o.id {is_same_event})

-- query: correct_event_same
DELETE FROM merged WHERE id {is_same_event}

-- What one report tells is an event of its own: named by the other and the report.
-- fragment: apart_from
SELECT c.now, c.now || ':' || c.other AS apart, r.rep
  FROM correction c JOIN report r ON r.id = c.other AND r.state = 'live'
  WHERE c.n = ?1 AND c.change =

-- fragment: is_told_by_more
AND EXISTS (SELECT 1 FROM merged_mention k WHERE k.event = c.now AND k.rep = r.rep)
    AND EXISTS (SELECT 1 FROM merged_mention k WHERE k.event = c.now AND k.rep <> r.rep)

-- query: correct_split
INSERT OR IGNORE INTO merged (id, story, episode, lemma, type, act, mode, cameo, contexts, first,
  last, precision, basis, place_rep, place, status, certainty, negative, source_rep, source,
  outlets, origins, sure, sum)
SELECT a.apart, e.story, m.episode, x.lemma, x.type, x.act, x.mode, x.cameo, x.contexts, t.first,
  t.last, CASE WHEN t.first = t.last THEN 'day' ELSE 'none' END,
  CASE WHEN t.first IS NOT NULL THEN 'text' END,
  CASE WHEN x.place IS NOT NULL THEN x.rep END, x.place, x.status, x.certainty, x.negative,
  CASE WHEN x.attributed_to IS NOT NULL THEN x.rep END, x.attributed_to, 0, 0,
  x.sure, 0
FROM ({apart_from} 'split' {is_told_by_more}) a JOIN merged e ON e.id = a.now
  JOIN member m ON m.rep = a.rep
  JOIN event x ON x.rep = a.rep AND x.id = (SELECT k.mention FROM merged_mention k
    WHERE k.event = a.now AND k.rep = a.rep ORDER BY k.n LIMIT 1)
  LEFT JOIN timex t ON t.rep = x.rep AND t.id = x.time

-- query: correct_split_mentions
UPDATE merged_mention SET event = a.apart FROM ({apart_from} 'split' {is_told_by_more}) a
WHERE event = a.now AND merged_mention.rep = a.rep

-- fragment: apart_ids
SELECT c.now FROM correction c WHERE c.n = ?1 AND c.change = 'split'
  UNION SELECT c.now || ':' || c.other FROM correction c WHERE c.n = ?1 AND c.change = 'split'

-- query: correct_split_first
UPDATE merged_mention SET n = 0 WHERE event IN ({apart_ids})
  AND n = (SELECT min(o.n) FROM merged_mention o WHERE o.event = merged_mention.event)

-- query: correct_split_counts
UPDATE merged_count SET event = a.apart FROM ({apart_from} 'split') a
WHERE event = a.now AND merged_count.rep = a.rep
  AND EXISTS (SELECT 1 FROM merged e WHERE e.id = a.apart)

-- fragment: parties_told
FROM merged_mention k JOIN party p ON p.rep = k.rep AND p.event = k.mention
  LEFT JOIN thing_in i ON i.rep = p.rep AND i.entity = p.entity

-- query: correct_split_parties
INSERT OR IGNORE INTO merged_party (event, role, n, thing, name, country, code, sum)
SELECT a.apart, p.role, row_number() OVER (PARTITION BY p.role ORDER BY k.n, p.n) - 1, i.thing,
  coalesce(n.name, substr(CASE p.in_title WHEN 1 THEN r.title ELSE b.text END, p.start + 1,
    p."end" - p.start)), n.country, p.code, 0
{parties_told} JOIN ({apart_from} 'split') a ON k.event = a.apart
  JOIN report r ON r.rep = p.rep JOIN body b ON b.rep = p.rep
  LEFT JOIN entity n ON n.rep = p.rep AND n.id = p.entity

-- query: correct_split_left
DELETE FROM merged_party WHERE thing IS NOT NULL
  AND event = (SELECT now FROM correction WHERE n = ?1 AND change = 'split')
  AND NOT EXISTS (SELECT 1 {parties_told}
    WHERE k.event = merged_party.event AND p.role = merged_party.role
      AND i.thing = merged_party.thing)

-- Events that were joined or parted: their reports are counted again, and their rows have others
-- as checksums.
-- fragment: recounted
IN ({apart_ids}
  UNION SELECT other_now FROM correction WHERE n = ?1 AND kind = 'event' AND change = 'same')

-- query: correct_sum_mentions
UPDATE merged_mention SET sum = {merged_mention_sum} WHERE event {recounted}

-- query: correct_sum_counts
UPDATE merged_count SET sum = {merged_count_sum} WHERE event {recounted}

-- query: correct_sum_parties
UPDATE merged_party SET sum = {merged_party_sum} WHERE event {recounted}

-- query: correct_sum_links
UPDATE merged_link SET sum = {merged_link_sum} WHERE event {recounted} OR other {recounted}

-- query: correct_event_outlets
UPDATE merged AS e SET
  outlets = (SELECT count(DISTINCT r.outlet) FROM merged_mention k JOIN report r USING (rep)
    WHERE k.event = e.id),
  origins = (SELECT count(DISTINCT coalesce('a' || r.agency, 'c' || c.copy_group, 'r' || r.id))
    FROM merged_mention k JOIN report r USING (rep) LEFT JOIN copy c USING (rep)
    WHERE k.event = e.id)
WHERE id {recounted}

-- query: correct_event_sum
UPDATE merged AS e SET sum = {merged_sum} WHERE id {recounted}

-- An entity is another one in one report.
-- fragment: is_named_by_more
AND EXISTS (SELECT 1 FROM thing_in i WHERE +i.thing = c.now AND i.rep = r.rep)
    AND EXISTS (SELECT 1 FROM thing_in i WHERE i.thing = c.now AND i.rep <> r.rep)

-- query: correct_differ
INSERT OR IGNORE INTO thing
SELECT a.apart, n.kind, n.name, n.country, n.code, n.title,
  row_sum(a.apart, n.kind, n.name, n.country, n.code, n.title)
FROM ({apart_from} 'differ' {is_named_by_more}) a
  JOIN entity n ON n.rep = a.rep AND n.id = (SELECT min(i.entity) FROM thing_in i
    WHERE i.rep = a.rep AND +i.thing = a.now)

-- query: correct_differ_party
-- Of events that this report alone tells.
UPDATE merged_party SET thing = a.apart,
  sum = row_sum(event, role, n, a.apart, name, merged_party.country, {code_told}) >> 32
FROM ({apart_from} 'differ' {is_named_by_more}) a
WHERE thing = a.now
  AND EXISTS (SELECT 1 FROM merged_mention k WHERE k.event = merged_party.event AND k.rep = a.rep)
  AND NOT EXISTS (SELECT 1 FROM merged_mention k
    WHERE k.event = merged_party.event AND k.rep <> a.rep)

-- query: correct_differ_in
UPDATE thing_in SET thing = a.apart, sum = row_sum(thing_in.rep, entity, a.apart) >> 32
FROM ({apart_from} 'differ' {is_named_by_more}) a
WHERE +thing = a.now AND thing_in.rep = a.rep

-- What a correction changed is found by its new names and places.
-- query: correct_words
INSERT INTO thing_word
  WITH RECURSIVE changed(id) AS (
    SELECT now FROM correction WHERE n = ?1 AND kind = 'thing'
    UNION SELECT other_now FROM correction WHERE n = ?1 AND kind = 'thing'
    UNION SELECT now || ':' || other FROM correction WHERE n = ?1 AND kind = 'thing'),
  named(words, thing) AS (
    SELECT words_from(t.name), t.id FROM thing t WHERE t.id IN (SELECT id FROM changed)
    UNION SELECT words_from(n.name), i.thing
    FROM thing_in i CROSS JOIN entity n ON n.rep = i.rep AND n.id = i.entity
    WHERE i.thing IN (SELECT id FROM changed)),
  {words_told}

-- query: correct_places
{keep_places} merged e JOIN entity n ON n.rep = e.place_rep AND n.id = e.place
WHERE e.id {recounted}

-- By which days they are found.
-- fragment: days_found
SET (first, due) = (SELECT e.first, {found_due} FROM merged e WHERE e.id = event)
WHERE event {recounted}

-- query: correct_found_parties
UPDATE merged_party {days_found}

-- query: correct_found_mentions
UPDATE merged_mention {days_found}

-- query: correct_party_words
INSERT OR IGNORE INTO party_word
  WITH RECURSIVE named(name) AS (
    SELECT DISTINCT name FROM merged_party WHERE thing IS NULL AND event {recounted}),
  {party_words_told}

-- query: list_corrections
-- about: the event or entity of now that it is applied to; absent: nothing is there any more.
SELECT CAST(n AS TEXT) AS id, kind, target, change, value, who AS by, why, report,
  CASE in_title WHEN 1 THEN 'title' END AS "in:line", start AS "start:line",
  start + length(words) AS "end:line", words AS text, now AS "about:line",
  CASE WHEN other IS NOT NULL THEN json_object('report', other,
    'in', CASE other_title WHEN 1 THEN 'title' END, 'start', other_start,
    'end', other_start + length(other_words), 'text', other_words) END AS "other:json",
  sum IS {correction_sum} AS ":sound"
FROM correction ORDER BY n LIMIT :limit OFFSET :offset
