-- Corrections: the user's own layer. Each is kept with the place in a report that it is about, so
-- that what was read or linked anew is found again: the mention with the same words that stands
-- nearest. `now` is what it was last applied to.

-- query: correction_event
-- Of an event of that id: the first mention.
SELECT r.id, x.in_title, x.start, {mention_text}
FROM {mentions} WHERE k.event = ?1 ORDER BY k.n LIMIT 1

-- query: correction_thing
-- Of an entity of that id: where the first report that has it names it first.
SELECT r.id, x.in_title, x.start, {mention_text}
FROM thing_in i JOIN mention x ON x.rep = i.rep AND x.entity = i.entity
  JOIN report r ON r.rep = i.rep JOIN body b ON b.rep = i.rep
WHERE i.thing = ?1 AND r.state = 'live' ORDER BY r.id, x.in_title, x.start LIMIT 1

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

-- fragment: event_by_words
SELECT k.event FROM correction c JOIN report r ON r.id = c.report JOIN body b ON b.rep = r.rep
    JOIN event x ON x.rep = r.rep AND x.in_title = c.in_title
    JOIN merged_mention k ON k.rep = x.rep AND k.mention = x.id
  WHERE c.n = ?1 AND r.state = 'live' AND {mention_text} = c.words
  ORDER BY abs(x.start - c.start), x.id LIMIT 1

-- fragment: named_by_words
JOIN body b ON b.rep = r.rep JOIN mention x ON x.rep = r.rep
    JOIN thing_in i ON i.rep = x.rep AND i.entity = x.entity
  WHERE c.n = ?1 AND r.state = 'live'

-- query: correction_find
-- What it is about as things are now. What is no longer there was corrected before.
UPDATE correction SET
  now = coalesce(CASE kind WHEN 'event' THEN ({event_by_words}) ELSE (
    SELECT i.thing FROM correction c JOIN report r ON r.id = c.report {named_by_words}
      AND x.in_title = c.in_title AND {mention_text} = c.words
    ORDER BY abs(x.start - c.start), x.id LIMIT 1) END, now),
  other_now = (
    SELECT i.thing FROM correction c JOIN report r ON r.id = c.other {named_by_words}
      AND x.in_title = c.other_title AND {mention_text} = c.other_words
    ORDER BY abs(x.start - c.other_start), x.id LIMIT 1)
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
  sum = row_sum(event, role, n, ({same_as}), name, country, code) >> 32
WHERE thing {is_same}

-- query: correct_same
DELETE FROM thing WHERE id {is_same}

-- query: list_corrections
-- about: the event or entity of now that it is applied to; absent: nothing is there any more.
SELECT CAST(n AS TEXT) AS id, kind, target, change, value, who AS by, why, report,
  CASE in_title WHEN 1 THEN 'title' END AS "in:line", start AS "start:line",
  start + length(words) AS "end:line", words AS text, now AS "about:line",
  sum IS {correction_sum} AS ":sound"
FROM correction ORDER BY n LIMIT :limit OFFSET :offset
