-- Events over reports: one event with all its mentions (schema/50-link.sql). e is the event, of the
-- best mention k: v its row, r its report, b the text of that.

-- Rows of before `sure` have the sums that they had.
-- fragment: merged_values
e.id, e.story, e.episode, e.lemma, e.type, e.act, e.mode, e.cameo, e.contexts, e.first,
  e.last, e.precision, e.basis, e.place_rep, e.place, e.status, e.certainty, e.negative,
  e.source_rep, e.source, e.outlets, e.origins

-- fragment: merged_sum
CASE WHEN e.sure IS NULL THEN row_sum({merged_values}) ELSE row_sum({merged_values}, e.sure) END

-- fragment: thing_sum
row_sum(t.id, t.kind, t.name, t.country, t.code, t.title)

-- Who told of a code where it was another report.
-- fragment: code_told
code || coalesce(' ' || told, '')

-- Of the rows that hang on an event.
-- fragment: merged_party_sum
row_sum(event, role, n, thing, name, country, {code_told}) >> 32

-- fragment: merged_mention_sum
row_sum(event, n, rep, mention) >> 32

-- fragment: merged_count_sum
row_sum(event, n, rep, kind, least, most, start, "end") >> 32

-- fragment: merged_link_sum
row_sum(event, kind, other) >> 32

-- The rows that an event's line is made of: none is damaged.
-- fragment: merged_sound
e.sum IS {merged_sum}
  AND NOT EXISTS (SELECT 1 FROM merged_party
    WHERE event = e.id AND sum IS NOT {merged_party_sum})
  AND NOT EXISTS (SELECT 1 FROM merged_mention
    WHERE event = e.id AND sum IS NOT {merged_mention_sum})
  AND NOT EXISTS (SELECT 1 FROM merged_count
    WHERE event = e.id AND sum IS NOT {merged_count_sum})
  AND NOT EXISTS (SELECT 1 FROM merged_link
    WHERE event = e.id AND sum IS NOT {merged_link_sum})
  AND NOT EXISTS (SELECT 1 FROM thing_in
    WHERE rep = e.source_rep AND entity = e.source AND sum IS NOT {thing_in_sum})
  AND NOT EXISTS (SELECT 1 FROM event
    WHERE (rep, id) IN (SELECT m.rep, m.mention FROM merged_mention m WHERE m.event = e.id)
      AND sum IS NOT {event_sum})
  AND NOT EXISTS (SELECT 1 FROM entity
    WHERE (rep = e.place_rep AND id = e.place OR rep = e.source_rep AND id = e.source)
      AND sum IS NOT {entity_sum})
  AND NOT EXISTS (SELECT 1 FROM place
    WHERE rep = e.place_rep AND entity = e.place AND sum IS NOT {place_sum})
  AND NOT EXISTS (SELECT 1 FROM merged_party p JOIN thing t ON t.id = p.thing
    WHERE p.event = e.id
      AND t.sum IS NOT {thing_sum})

-- The day by which an event is found among those to come, where it is planned.
-- fragment: found_due
CASE status WHEN 2 THEN coalesce(last, 2147483647) END

-- fragment: merged_time
strftime(CASE e.precision WHEN 'day' THEN '%Y-%m-%d' WHEN 'month' THEN '%Y-%m'
  WHEN 'year' THEN '%Y' END, e.first * 86400, 'unixepoch')

-- For programs: of an interval that the reports tell the month, else the year, that holds
-- it ("the second half of 2015"); time_precision stays absent.
-- fragment: line_time
coalesce({merged_time}, CASE WHEN e.basis = 'text' THEN strftime(
  CASE strftime('%Y-%m', e.first * 86400, 'unixepoch')
    WHEN strftime('%Y-%m', e.last * 86400, 'unixepoch') THEN '%Y-%m'
    ELSE CASE strftime('%Y', e.first * 86400, 'unixepoch')
      WHEN strftime('%Y', e.last * 86400, 'unixepoch') THEN '%Y' END
  END, e.first * 86400, 'unixepoch') END)

-- For people: an interval by its first and last day.
-- fragment: told_time
coalesce({merged_time}, date(e.first * 86400, 'unixepoch') || ' to '
  || date(e.last * 86400, 'unixepoch'))

-- Who takes part in the event e, p, and the entity t that it is.
-- fragment: parties
merged_party p LEFT JOIN thing t ON t.id = p.thing
  WHERE p.event = e.id

-- fragment: merged_names
(SELECT group_concat(name, ', ') FROM (SELECT DISTINCT coalesce(t.name, p.name) AS name
   FROM {parties} AND p.role =

-- fragment: merged_objects
(SELECT json_group_array(json(o)) FROM (SELECT json_object('entity', p.thing,
     'name', coalesce(t.name, p.name), 'country', coalesce(p.country, t.country),
     'code', coalesce(p.code, t.code),
     'code_report', (SELECT id FROM report WHERE rep = p.told)) AS o
   FROM {parties} AND p.role =

-- fragment: merged_place
(SELECT CASE WHEN g.rep IS NULL THEN json_object('name', l.name, 'country', l.country)
     ELSE json_object('name', l.name, 'geonames', g.geonames, 'lat', g.lat, 'lon', g.lon,
       'country', l.country, 'admin1', g.admin1, 'precision', g.precision) END
   FROM entity l LEFT JOIN place g ON g.rep = l.rep AND g.entity = l.id
   WHERE l.rep = e.place_rep AND l.id = e.place) AS "place:json"

-- Mentions k of events, each with the row x of its report r, whose text is in b.
-- fragment: mentions
merged_mention k JOIN event x ON x.rep = k.rep AND x.id = k.mention
  JOIN report r ON r.rep = k.rep JOIN body b ON b.rep = k.rep

-- fragment: words_of
CASE x.in_title WHEN 1 THEN r.title ELSE b.text END

-- fragment: mention_text
substr({words_of}, x.start + 1, x."end" - x.start)

-- The sentence s that holds a mention: sentences do not overlap, so it is the last that begins
-- before it.
-- fragment: at_sentence
s.rep = x.rep AND s.in_title = x.in_title AND s."end" >= x."end"
    AND s.start = (SELECT max(o.start) FROM sentence o
      WHERE o.rep = x.rep AND o.in_title = x.in_title AND o.start <= x.start)

-- fragment: join_sentence
LEFT JOIN sentence s ON {at_sentence}

-- Without the empty line that parts it from the next paragraph.
-- fragment: sentence_of
rtrim(substr({words_of}, s.start + 1, s."end" - s.start), char(10) || ' ')

-- fragment: merged_mentions
(SELECT json_group_array(json(o)) FROM (SELECT json_object('report', r.id, 'start', x.start,
     'end', x."end", 'in', CASE x.in_title WHEN 1 THEN 'title' END, 'text', {mention_text},
     'rule', x.rule) AS o
   FROM {mentions} WHERE k.event = e.id ORDER BY k.n))

-- fragment: merged_reports
(SELECT json_group_array(id) FROM (SELECT DISTINCT r.id FROM merged_mention k
   JOIN report r ON r.rep = k.rep WHERE k.event = e.id ORDER BY r.day IS NULL, r.day, r.id))

-- fragment: merged_counts
(SELECT json_group_array(json(o)) FROM (SELECT json_object('kind', c.kind, 'min', c.least,
     'max', c.most, 'report', r.id, 'start', c.start, 'end', c."end") AS o
   FROM merged_count c JOIN report r ON r.rep = c.rep WHERE c.event = e.id ORDER BY c.n))

-- fragment: merged_links
(SELECT json_group_array(json(o)) FROM (SELECT json_object('kind', l.kind, 'event', l.other) AS o
   FROM merged_link l WHERE l.event = e.id ORDER BY l.kind, l.other))

-- fragment: event_corrected
kind = 'event' AND (now = e.id
  OR e.id = CASE change WHEN 'same' THEN other_now WHEN 'split' THEN now || ':' || other END)

-- fragment: merged_columns
e.id, {line_time} AS "time:line", {told_time} AS "time:table", {status_name} AS status, e.type,
  e.act, e.mode, e.cameo, e.lemma,
  '["' || replace(e.contexts, ';', '","') || '"]' AS "contexts:json",
  quad(e.cameo) AS quad, goldstein(e.cameo) AS goldstein,
  {merged_names} 0 ORDER BY p.n)) AS "who:table", {merged_names} 1 ORDER BY p.n)) AS "whom:table",
  {merged_objects} 0 ORDER BY p.n)) AS "actors:json",
  {merged_objects} 1 ORDER BY p.n)) AS "recipients:json",
  date(e.first * 86400, 'unixepoch') AS "time_from:line",
  date(e.last * 86400, 'unixepoch') AS "time_to:line",
  CASE WHEN e.precision <> 'none' THEN e.precision END AS "time_precision:line",
  e.basis AS "time_basis:line",
  {merged_place}, {certainty_name} AS "certainty:line", {polarity_name} AS "polarity:line",
  {sure_name} AS sure,
  (SELECT json_object('entity', i.thing, 'name', n.name) FROM entity n
     LEFT JOIN thing_in i ON i.rep = n.rep AND i.entity = n.id
   WHERE n.rep = e.source_rep AND n.id = e.source) AS "attributed_to:json",
  {merged_counts} AS "counts:json", e.story, e.episode AS "episode:line",
  {merged_reports} AS "reports:json", e.outlets, e.origins, {merged_mentions} AS "mentions:json",
  {merged_links} AS "links:json",
  (SELECT json('true') FROM correction WHERE {event_corrected} LIMIT 1) AS "corrected:json"

-- fragment: party_like
EXISTS (SELECT 1 FROM {parties} AND p.role =

-- fragment: any_report_of_event
EXISTS (SELECT 1 FROM merged_mention k JOIN report r ON r.rep = k.rep WHERE k.event = e.id AND

-- fragment: told_with_words
EXISTS (SELECT 1 FROM merged_mention k
      WHERE k.rep IN (SELECT rowid FROM search WHERE search MATCH :about) AND k.event =

-- Where no day of its own is told, those of its reports.
-- fragment: days_of_event
(WITH d AS (SELECT d.first, d.last FROM merged_mention k JOIN dated d USING (rep)
  WHERE k.event = e.id) SELECT

-- fragment: things_of_actor
SELECT thing FROM thing_word WHERE words >= words_from(:actor) AND words < words_below(:actor)

-- fragment: things_of_recipient
SELECT thing FROM thing_word
      WHERE words >= words_from(:recipient) AND words < words_below(:recipient)

-- A party is asked for by words of its name, the last as it begins, or by its code or the first
-- letters of that; a type by that of the manual or of the deed, or by a CAMEO code or its first
-- digits.
-- fragment: event_filter
    (:from IS NULL OR coalesce(e.last, {days_of_event} max(last) FROM d)) >= :from)
    AND (:to IS NULL OR coalesce(e.first, {days_of_event} min(first) FROM d)) <= :to)
    AND (:outlet IS NULL OR {any_report_of_event} r.outlet = :outlet COLLATE NOCASE))
    AND (:about IS NULL OR {told_with_words} e.id))
    AND (:actor IS NULL OR {party_like} 0 AND (p.thing IN ({things_of_actor})
      OR p.thing IS NULL AND has_words(p.name, :actor)
      OR :actor = upper(:actor) AND instr(coalesce(p.code, t.code), :actor) = 1)))
    AND (:recipient IS NULL OR {party_like} 1 AND (p.thing IN ({things_of_recipient})
      OR p.thing IS NULL AND has_words(p.name, :recipient)
      OR :recipient = upper(:recipient) AND instr(coalesce(p.code, t.code), :recipient) = 1)))
    AND (:type IS NULL OR e.type = upper(:type) OR e.act = upper(:type)
      OR instr(e.cameo, :type) = 1)
    AND (:status IS NULL OR {status_name} = :status)
    AND (:sure IS NULL OR e.sure >= :sure)
    AND (:country IS NULL OR EXISTS (SELECT 1 FROM {parties}
      AND (coalesce(p.country, t.country) = upper(:country)
        OR instr(coalesce(p.code, t.code), upper(:country)) = 1))
      OR EXISTS (SELECT 1 FROM kept_place WHERE event = e.id AND country = upper(:country)))
    AND (:place IS NULL OR EXISTS (SELECT 1 FROM kept_place
      WHERE event = e.id AND name = :place COLLATE NOCASE))
    AND (:context IS NULL OR instr(';' || e.contexts || ';', ';' || :context || ';'))

-- Events that one filter, that of :by, may let through, with the days that lists go by: all of it
-- stands in indexes. Looked at with all filters later (found.c). :party is the actor or recipient,
-- :role which of them.
-- query: found
SELECT id, first, {found_due} AS due FROM merged WHERE :by = 'type' AND type = upper(:type)
UNION ALL SELECT id, first, {found_due} FROM merged WHERE :by = 'type' AND act = upper(:type)
UNION ALL SELECT id, first, {found_due} FROM merged
  WHERE :by = 'type' AND cameo >= :type AND cameo < :type || '~'
UNION ALL SELECT id, first, {found_due} FROM merged WHERE :by = 'sure' AND sure >= :sure
UNION ALL SELECT event, first, due FROM kept_place
  WHERE :by = 'place' AND name = :place COLLATE NOCASE
UNION ALL SELECT event, first, due FROM kept_place
  WHERE :by = 'country' AND country = upper(:country)
UNION ALL SELECT event, first, due FROM merged_party
  WHERE :by = 'country' AND code >= upper(:country) AND code < upper(:country) || '~'
UNION ALL SELECT event, first, due FROM merged_party
  WHERE :by = 'country' AND country = upper(:country) AND instr(code, country) IS NOT 1
UNION ALL SELECT p.event, p.first, p.due FROM thing t CROSS JOIN merged_party p ON p.thing = t.id
  WHERE :by = 'country' AND t.country = upper(:country)
UNION ALL SELECT p.event, p.first, p.due FROM thing t CROSS JOIN merged_party p ON p.thing = t.id
  WHERE :by = 'country' AND t.code >= upper(:country) AND t.code < upper(:country) || '~'
UNION ALL SELECT p.event, p.first, p.due
  FROM thing_word w CROSS JOIN merged_party p ON p.thing = w.thing
  WHERE :by = 'party' AND w.words >= words_from(:party) AND w.words < words_below(:party)
    AND p.role = :role
UNION ALL SELECT p.event, p.first, p.due FROM party_word w CROSS JOIN merged_party p
  WHERE :by = 'party' AND w.words >= words_from(:party) AND w.words < words_below(:party)
    AND p.name = w.name AND p.thing IS NULL AND p.role = :role
UNION ALL SELECT event, first, due FROM merged_party
  WHERE :by = 'party' AND :party = upper(:party) AND code >= :party AND code < :party || '~'
    AND role = :role
UNION ALL SELECT p.event, p.first, p.due FROM thing t CROSS JOIN merged_party p ON p.thing = t.id
  WHERE :by = 'party' AND :party = upper(:party) AND t.code >= :party AND t.code < :party || '~'
    AND p.role = :role
UNION ALL SELECT k.event, k.first, k.due
  FROM search s CROSS JOIN merged_mention k ON k.rep = s.rowid
  WHERE :by = 'about' AND s.search MATCH :about

-- Of what is planned alone, where the index leaves out the rest; else `due` tells which are.
-- query: found_planned
SELECT id, first, {found_due} AS due FROM merged
  WHERE :by = 'type' AND type = upper(:type) AND status = 2
UNION ALL SELECT id, first, {found_due} FROM merged
  WHERE :by = 'type' AND act = upper(:type) AND status = 2
UNION ALL SELECT id, first, {found_due} FROM merged
  WHERE :by = 'type' AND cameo >= :type AND cameo < :type || '~' AND status = 2
UNION ALL SELECT id, first, {found_due} FROM merged
  WHERE :by = 'sure' AND sure >= :sure AND status = 2
UNION ALL SELECT event, first, due FROM kept_place
  WHERE :by = 'place' AND name = :place COLLATE NOCASE AND due IS NOT NULL
UNION ALL SELECT event, first, due FROM kept_place
  WHERE :by = 'country' AND country = upper(:country) AND due IS NOT NULL
UNION ALL SELECT event, first, due FROM merged_party
  WHERE :by = 'country' AND code >= upper(:country) AND code < upper(:country) || '~'
UNION ALL SELECT event, first, due FROM merged_party
  WHERE :by = 'country' AND country = upper(:country) AND instr(code, country) IS NOT 1
    AND due IS NOT NULL
UNION ALL SELECT p.event, p.first, p.due FROM thing t CROSS JOIN merged_party p ON p.thing = t.id
  WHERE :by = 'country' AND t.country = upper(:country) AND p.role IN (0, 1)
    AND p.due IS NOT NULL
UNION ALL SELECT p.event, p.first, p.due FROM thing t CROSS JOIN merged_party p ON p.thing = t.id
  WHERE :by = 'country' AND t.code >= upper(:country) AND t.code < upper(:country) || '~'
    AND p.role IN (0, 1) AND p.due IS NOT NULL
UNION ALL SELECT p.event, p.first, p.due
  FROM thing_word w CROSS JOIN merged_party p ON p.thing = w.thing
  WHERE :by = 'party' AND w.words >= words_from(:party) AND w.words < words_below(:party)
    AND p.role = :role AND p.due IS NOT NULL
UNION ALL SELECT p.event, p.first, p.due FROM party_word w CROSS JOIN merged_party p
  WHERE :by = 'party' AND w.words >= words_from(:party) AND w.words < words_below(:party)
    AND p.name = w.name AND p.thing IS NULL AND p.role = :role AND p.due IS NOT NULL
UNION ALL SELECT event, first, due FROM merged_party
  WHERE :by = 'party' AND :party = upper(:party) AND code >= :party AND code < :party || '~'
    AND role = :role
UNION ALL SELECT p.event, p.first, p.due FROM thing t CROSS JOIN merged_party p ON p.thing = t.id
  WHERE :by = 'party' AND :party = upper(:party) AND t.code >= :party AND t.code < :party || '~'
    AND p.role = :role AND p.due IS NOT NULL
UNION ALL SELECT k.event, k.first, k.due
  FROM search s CROSS JOIN merged_mention k ON k.rep = s.rowid
  WHERE :by = 'about' AND s.search MATCH :about

-- query: found_reports
-- How many reports have the words, if they are fewer than :most.
SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH :about LIMIT :most)

-- Or it may be, where its last day is not known.
-- fragment: is_long
coalesce(last, 2147483647) - first > 31

-- query: found_long
-- Whether an event that began more than a month before :from goes on then, or may.
SELECT 1 FROM merged WHERE id = :event AND {is_long} AND coalesce(last, 2147483647) >= :from

-- Words are asked for before the event is read.
-- fragment: in_order
page AS MATERIALIZED (SELECT e.id FROM ordered o CROSS JOIN merged e ON e.id = o.id
  WHERE (:about IS NULL OR {told_with_words} o.id)) AND

-- Which events a page has, before what each tells is made (found.c). In the order of the list
-- before all filters are asked: a page looks at no more than it tells.
-- fragment: ids_of_events
{in_order} {event_filter} LIMIT :limit OFFSET :offset) SELECT id FROM page

-- query: find_events
-- Of the events :ids, in their order.
WITH ordered AS NOT MATERIALIZED (SELECT value AS id FROM json_each(:ids)),
{ids_of_events}

-- What ended before a day is not gone through: events of more than a month (schema/50-link.sql) are
-- looked at one by one, of others those that began a month before or later. Then those of no day.
-- query: list_events_from
WITH ordered AS NOT MATERIALIZED (
  SELECT id FROM (SELECT id FROM merged WHERE {is_long} AND first < :from - 31
    AND coalesce(last, 2147483647) >= :from ORDER BY first, id LIMIT -1)
  UNION ALL SELECT id FROM (SELECT id FROM merged WHERE (first IS NULL) = 0 AND first >= :from - 31
    ORDER BY first, id LIMIT -1)
  UNION ALL SELECT id FROM (SELECT id FROM merged WHERE (first IS NULL) = 1
    ORDER BY first, id LIMIT -1)),
{in_order} {event_filter} LIMIT :limit OFFSET :offset)
{told_events}

-- query: walk_events
WITH ordered AS NOT MATERIALIZED (SELECT id FROM merged
  ORDER BY first IS NULL, first, id LIMIT :looked),
{ids_of_events}

-- query: tell_events
-- :ids, in their order.
SELECT {merged_columns}, {merged_sound} AS ":sound"
FROM json_each(:ids) j CROSS JOIN merged e ON e.id = j.value

-- Orders below leave out what is the same in all rows, or SQLite sorts them.
-- What pages list: the newest day first, up to that of the newest report; then what began earlier
-- and goes on after :from, what is still to begin, and what has no day.
-- fragment: told_in_order
SELECT {merged_columns}, {merged_sound} AS ":sound" FROM page CROSS JOIN merged e USING (id)

-- fragment: last_shown
coalesce(:to, {newest}, 2147483647)

-- fragment: newest_first
SELECT id FROM (SELECT id FROM merged WHERE (first IS NULL) = 0 AND first <= {last_shown}
    AND first >= coalesce(:from - 31, -2147483648)
    ORDER BY first DESC, id DESC LIMIT -1)
  UNION ALL SELECT id FROM (SELECT id FROM merged WHERE {is_long} AND first < :from - 31
    AND coalesce(last, 2147483647) >= :from ORDER BY first DESC, id DESC LIMIT -1)
  UNION ALL SELECT id FROM (SELECT id FROM merged WHERE (first IS NULL) = 0
    AND first > {last_shown} ORDER BY first, id LIMIT -1)
  UNION ALL SELECT id FROM (SELECT id FROM merged WHERE (first IS NULL) = 1
    ORDER BY first, id LIMIT -1)

-- query: list_events_newest
WITH ordered AS NOT MATERIALIZED ({newest_first}),
{in_order} {event_filter} LIMIT :limit OFFSET :offset)
{told_in_order}

-- query: walk_events_newest
WITH ordered AS NOT MATERIALIZED ({newest_first} LIMIT :looked),
{ids_of_events}

-- query: list_events_newest_of_story
WITH ordered AS NOT MATERIALIZED (
  SELECT id FROM (SELECT id FROM merged WHERE story = {story_now} AND (first IS NULL) = 0
    AND first <= {last_shown} ORDER BY first DESC, id DESC LIMIT -1)
  UNION ALL SELECT id FROM (SELECT id FROM merged WHERE story = {story_now}
    AND (first IS NULL) = 0 AND first > {last_shown} ORDER BY first, id LIMIT -1)
  UNION ALL SELECT id FROM (SELECT id FROM merged WHERE story = {story_now}
    AND (first IS NULL) = 1 ORDER BY first, id LIMIT -1)),
{in_order} {event_filter} LIMIT :limit OFFSET :offset)
{told_in_order}

-- fragment: event_order
ORDER BY e.first IS NULL, e.first, e.id LIMIT :limit OFFSET :offset

-- fragment: told_events
SELECT {merged_columns}, {merged_sound} AS ":sound"
FROM page JOIN merged e USING (id) ORDER BY e.first IS NULL, e.first, e.id

-- query: list_events
WITH page AS MATERIALIZED (SELECT e.id FROM merged e WHERE {event_filter} {event_order})
{told_events}

-- fragment: of_story
e.story = {story_now} AND

-- query: list_events_of_story
WITH page AS MATERIALIZED (SELECT e.id FROM merged e WHERE {of_story} {event_filter} {event_order})
{told_events}

-- fragment: newest_worked_out
(SELECT d.last FROM dated d CROSS JOIN report r ON r.rep = d.rep
 WHERE d.last IS NOT NULL AND r.state = 'live'

-- Two more reports are of the year before it, in a record of twenty to forty reports one: a report
-- whose date is wrong ("2072") is ahead of all others, and its day is no day of the record.
-- fragment: in_company
d.last - 366 <= (SELECT x.last FROM dated x WHERE x.last IS NOT NULL AND x.last <= d.last
   ORDER BY x.last DESC LIMIT 1 OFFSET (SELECT count(*) / 20 FROM (SELECT 1 FROM dated LIMIT 40)))

-- fragment: given_in_company
r.day - 366 <= (SELECT x.day FROM report x WHERE x.state = 'live' AND x.day <= r.day
   ORDER BY x.day DESC LIMIT 1 OFFSET (SELECT count(*) / 20 FROM (SELECT 1 FROM report LIMIT 40)))

-- fragment: given_later
(SELECT r.day FROM report r
   WHERE r.state = 'live' AND r.day > coalesce((SELECT day FROM known), -2147483648)
     AND NOT EXISTS (SELECT 1 FROM dated d WHERE d.rep = r.rep AND d.last IS NOT NULL)

-- The last day that was worked out for a report; that of a report that nothing was worked out for,
-- if it is later. What may be of any day of more than a month is not of the last of them, unless
-- nothing else is known of any; nor is a day that stands alone, unless all do.
-- fragment: newest
(WITH known(day) AS (SELECT coalesce(
     {newest_worked_out} AND d.last - d.first <= 31 AND {in_company} ORDER BY d.last DESC LIMIT 1),
     {newest_worked_out} AND d.last - d.first <= 31 ORDER BY d.last DESC LIMIT 1)))
   SELECT coalesce({given_later} AND {given_in_company} ORDER BY r.day DESC LIMIT 1),
     (SELECT day FROM known), {given_later} ORDER BY r.day DESC LIMIT 1),
     {newest_worked_out} ORDER BY d.last DESC LIMIT 1)))

-- The day that stands for "today": that of the newest reports.
-- fragment: as_of
coalesce(:as_of, {newest})

-- query: found_days
-- The days that stand for today in lists: of what is told newest first, and of what is to come.
SELECT {last_shown}, {as_of}

-- What was announced and is not told as done or called off: acts that the ontology covers, and
-- others whose day is told.
-- fragment: is_ahead
e.status = 2 AND (e.act IS NOT NULL OR e.first IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM merged_link l WHERE l.other = e.id AND l.kind <> 'postpones')

-- fragment: does_one
EXISTS (SELECT 1 FROM merged_party p
  WHERE p.event = e.id AND p.role = 0 AND p.thing IS NOT NULL)

-- fragment: opens_one
EXISTS (SELECT 1 FROM merged_mention k CROSS JOIN event x ON x.rep = k.rep AND x.id = k.mention
  WHERE k.event = e.id AND k.n = 0 AND x.start < 600)

-- Acts that are deeds, not words: what is asked for, refused or threatened takes no place.
-- fragment: is_deed
e.act IN ('CONSULT', 'AGREE', 'COOPERATE', 'AID', 'CONCEDE', 'RETREAT', 'PROTEST', 'SANCTION',
  'MOBILIZE', 'COERCE')

-- Words of how things are, not of what comes to pass.
-- fragment: is_state
e.act IS NULL AND e.lemma IN ('allow', 'be', 'become', 'believe', 'belong', 'consist', 'contain',
  'continue', 'cost', 'depend', 'exceed', 'expect', 'fear', 'feel', 'have', 'hope', 'include',
  'intend', 'involve', 'know', 'lack', 'like', 'mean', 'need', 'plan', 'remain', 'require', 'seem',
  'stay', 'think', 'want', 'wish')

-- (What is seen of the event alone is asked before all else: its parties are on other pages.)
-- What one would put in a calendar: that something will not be is nothing to wait for, nor how
-- things will be; in a month
-- or less what is coded, what someone who is named does, or, on a day, what is done by nobody told;
-- in more time a deed of someone named; without a day a meeting or a visit, or such a deed that a
-- report opens with or several sources tell.
-- fragment: is_of_calendar
e.negative = 0 AND NOT ({is_state}) AND (e.last - e.first <= 31 OR {is_deed})
  AND CASE WHEN e.last - e.first <= 31 THEN e.act IS NOT NULL OR {does_one}
    OR e.first = e.last AND NOT EXISTS (
      SELECT 1 FROM merged_party p WHERE p.event = e.id AND p.role = 0)
  ELSE {does_one} AND (e.last IS NOT NULL OR e.act = 'CONSULT' OR e.origins > 1
    OR {opens_one}) END

-- fragment: upcoming
{is_ahead}
  AND {event_filter}
  AND {is_of_calendar}
  AND EXISTS (SELECT 1 FROM merged_mention k JOIN dated d ON d.rep = k.rep
    WHERE k.event = e.id AND (d.first IS NULL OR d.first <= {as_of}
      AND (e.last IS NOT NULL OR d.last >= {as_of} - 31)))

-- What is due soonest comes first; a year comes when it ends.
-- fragment: upcoming_order
ORDER BY e.last IS NULL, e.last, e.first, e.id

-- overdue: its day is past.
-- fragment: told_ahead
SELECT {merged_columns}, e.last < {as_of} AS "overdue:table",
  CASE WHEN e.last < {as_of} THEN 'true' END AS "overdue:json",
  date({as_of} * 86400, 'unixepoch') AS "as_of:line", {merged_sound} AS ":sound"

-- fragment: told_upcoming
{told_ahead} FROM page CROSS JOIN merged e USING (id)

-- What is due from today on, the soonest first; what has no day; what is overdue, the latest first.
-- fragment: due_first
SELECT id FROM (SELECT id FROM merged WHERE status = 2 AND (last IS NULL) = 0
    AND last >= {as_of} ORDER BY last, first, id LIMIT -1)
  UNION ALL SELECT id FROM (SELECT id FROM merged WHERE status = 2 AND (last IS NULL) = 1
    ORDER BY last, first, id LIMIT -1)
  UNION ALL SELECT id FROM (SELECT id FROM merged WHERE status = 2 AND (last IS NULL) = 0
    AND last < {as_of} ORDER BY last DESC, first DESC, id DESC LIMIT -1)

-- query: list_upcoming
WITH ordered AS NOT MATERIALIZED ({due_first}),
{in_order} {upcoming} LIMIT :limit OFFSET :offset)
{told_upcoming}

-- fragment: ids_of_upcoming
{in_order} {upcoming} LIMIT :limit OFFSET :offset) SELECT id FROM page

-- query: walk_upcoming
WITH ordered AS NOT MATERIALIZED ({due_first} LIMIT :looked),
{ids_of_upcoming}

-- query: find_upcoming
WITH ordered AS NOT MATERIALIZED (SELECT value AS id FROM json_each(:ids)),
{ids_of_upcoming}

-- query: tell_upcoming
{told_ahead} FROM json_each(:ids) j CROSS JOIN merged e ON e.id = j.value

-- query: list_upcoming_of_story
WITH ordered AS NOT MATERIALIZED (
  SELECT id FROM (SELECT id FROM merged WHERE story = {story_now} AND status = 2
    AND (last IS NULL) = 0 AND last >= {as_of} ORDER BY last, first, id LIMIT -1)
  UNION ALL SELECT id FROM (SELECT id FROM merged WHERE story = {story_now} AND status = 2
    AND (last IS NULL) = 1 ORDER BY last, first, id LIMIT -1)
  UNION ALL SELECT id FROM (SELECT id FROM merged WHERE story = {story_now} AND status = 2
    AND (last IS NULL) = 0 AND last < {as_of} ORDER BY last DESC, first DESC, id DESC LIMIT -1)),
{in_order} {upcoming} LIMIT :limit OFFSET :offset)
{told_upcoming}

-- query: list_calendar
-- The same, those with days, as a calendar has them; behind: the day behind the last. sure: its day
-- is told, and nothing speaks of "may".
SELECT e.id, date(e.first * 86400, 'unixepoch') AS first,
  date((e.last + 1) * 86400, 'unixepoch') AS behind, date({as_of} * 86400, 'unixepoch') AS as_of,
  e.certainty = 0 AND e.precision = 'day' AS sure, e.type, e.lemma,
  {merged_names} 0 ORDER BY p.n)) AS who, {merged_names} 1 ORDER BY p.n)) AS whom,
  (SELECT name FROM entity WHERE rep = e.place_rep AND id = e.place) AS place,
  {sentence_of} AS text,
  (SELECT group_concat(name, '; ') FROM (SELECT DISTINCT coalesce(r.outlet || ' ', '')
     || '(' || r.id || coalesce(', ' || date(r.day * 86400, 'unixepoch'), '') || ')' AS name
   FROM merged_mention k JOIN report r ON r.rep = k.rep WHERE k.event = e.id
   ORDER BY r.day IS NULL, r.day, r.id)) AS told, {merged_sound} AS ":sound"
FROM merged e JOIN {mentions} AND k.event = e.id AND k.n = 0 {join_sentence}
WHERE e.first IS NOT NULL AND e.last IS NOT NULL AND (:id IS NULL OR e.story = {story_now})
  AND {upcoming}
{upcoming_order} LIMIT :limit OFFSET :offset

-- query: show_event_line
SELECT {merged_columns}, {merged_sound} AS ":sound" FROM merged e WHERE e.id = :id

-- query: show_event_told
-- Where an event is told: a row a report, with its first mention there; the first hundred.
SELECT r.id AS report, coalesce(r.title, {first_words}) AS title, {report_date}, r.outlet,
  {sentence_of} AS text, x.in_title, x.start
FROM {mentions} {join_sentence}
WHERE k.event = :id AND r.state = 'live' AND k.n = (SELECT min(o.n) FROM merged_mention o
  WHERE o.event = k.event AND o.rep = k.rep)
ORDER BY r.day IS NULL, r.day, r.id LIMIT 100

-- query: show_event_sentence
-- The mention that stands for an event, in its sentence.
SELECT r.id AS report, {report_date}, r.outlet, {sentence_of} AS text
FROM {mentions} AND k.event = :id AND k.n = 0 {join_sentence}

-- query: show_event
-- The mention that stands for an event.
SELECT e.id, r.id || '#' || k.mention AS mention
FROM merged e JOIN merged_mention k ON k.event = e.id AND k.n = 0 JOIN report r ON r.rep = k.rep
WHERE e.id = :id
