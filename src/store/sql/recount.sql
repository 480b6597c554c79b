-- What recount asks of the record (doc/record_recount.h), and what the page of a story says beside
-- its timeline.

-- fragment: of_recount
  JOIN layers l ON l.rep = r.rep JOIN dated d ON d.rep = r.rep LEFT JOIN copy c ON c.rep = r.rep
WHERE r.state = 'live' AND l.size > 0 AND {report_asked}
ORDER BY d.last IS NULL, d.last, r.id

-- query: recount_reports
-- Of those that have words (:about), of an outlet: by their last day.
SELECT r.rep, r.id, c.copy_group, d.first, d.last
FROM report r JOIN member m USING (rep) {of_recount}

-- query: recount_reports_of_story
-- The same of a story (:id), found by its episodes: not every report is looked at.
SELECT r.rep, r.id, c.copy_group, d.first, d.last
FROM (SELECT id FROM episode WHERE story = {story_now}) e
  CROSS JOIN member m ON m.episode = e.id CROSS JOIN report r ON r.rep = m.rep {of_recount}

-- query: recount_reports_of_some
-- The same of those in :reps (some.sql).
SELECT r.rep, r.id, c.copy_group, d.first, d.last
FROM json_each(:reps) j CROSS JOIN report r ON r.rep = j.value JOIN member m ON m.rep = r.rep
  {of_recount}

-- query: recount_told
-- Mentions of merged events in one report; days that they tell themselves. Those without any day,
-- two of three, are left out by the index: an event's row stands on a page of its own.
SELECT e.id, k.mention, CASE e.basis WHEN 'text' THEN e.first END,
  CASE e.basis WHEN 'text' THEN e.last END, e.origins, e.act IS NOT NULL
FROM merged_mention k CROSS JOIN merged e ON e.id = k.event
WHERE k.rep = ?1 AND k.first IS NOT NULL ORDER BY k.mention, e.id

-- fragment: amount_text
CASE WHEN a.least IS a.most THEN '' WHEN a.most IS NULL THEN 'at least '
    WHEN coalesce(a.least, 0) = 0 THEN 'up to '
    ELSE CAST(CAST(a.least AS INTEGER) AS TEXT) || ' to ' END
  || CAST(CAST(coalesce(a.most, a.least) AS INTEGER) AS TEXT)

-- Whose word a report is, c its group of copies: an agency, else the outlet that had the text
-- first.
-- fragment: source_of
coalesce(r.agency, (SELECT o.outlet FROM copy x JOIN report o USING (rep)
    WHERE x.copy_group = c.copy_group AND o.state = 'live'
    ORDER BY o.day IS NULL, o.day, o.id LIMIT 1), r.outlet, r.id)

-- The same of the reports in `teller`, found once a group: a text may have thousands of copies.
-- fragment: sources_of
copied AS MATERIALIZED (SELECT DISTINCT c.copy_group FROM teller JOIN copy c USING (rep)),
origin AS MATERIALIZED (SELECT c.copy_group, (SELECT o.outlet FROM copy x JOIN report o USING (rep)
    WHERE x.copy_group = c.copy_group AND o.state = 'live'
    ORDER BY o.day IS NULL, o.day, o.id LIMIT 1) AS outlet FROM copied c),
source AS MATERIALIZED (SELECT r.rep, coalesce(r.agency, o.outlet, r.outlet, r.id) AS name
  FROM teller CROSS JOIN report r USING (rep) LEFT JOIN copy c ON c.rep = r.rep
    LEFT JOIN origin o ON o.copy_group = c.copy_group)

-- A count that one report tells of the event e.
-- fragment: counted
SELECT a.kind,
  CASE WHEN coalesce(a.least, a.most) < 10 THEN e.id ELSE coalesce(e.last, e.id) END AS key,
  e.id AS event, {amount_text} AS value,
  coalesce(a.least, a.most) AS number, a.least, a.most, r.id, coalesce(d.last, r.day) AS day,
  {source_of}, s.name

-- fragment: join_counted
JOIN merged_count a ON a.event = e.id JOIN report r ON r.rep = a.rep
  LEFT JOIN dated d ON d.rep = r.rep LEFT JOIN copy c ON c.rep = r.rep
  LEFT JOIN event x ON x.rep = a.rep AND x.id = (SELECT min(k.mention) FROM merged_mention k
    WHERE k.event = e.id AND k.rep = a.rep)
  LEFT JOIN entity s ON s.rep = x.rep AND s.id = x.attributed_to
WHERE a.kind <> '' AND coalesce(a.least, a.most) > 0

-- What one report tells of the event e, which another contradicts.
-- fragment: contradicted
SELECT 'status', l.other, l.other, CASE e.id WHEN l.other THEN 'happened' ELSE 'denied' END,
  NULL, NULL, NULL, r.id, coalesce(d.last, r.day), {source_of}, s.name

-- fragment: join_contradicted
JOIN merged_mention k ON k.event = e.id JOIN event x ON x.rep = k.rep AND x.id = k.mention
  JOIN report r ON r.rep = k.rep LEFT JOIN dated d ON d.rep = r.rep
  LEFT JOIN copy c ON c.rep = r.rep LEFT JOIN entity s ON s.rep = x.rep AND s.id = x.attributed_to
WHERE l.kind = 'contradicts'

-- fragment: value_order
ORDER BY 1, 2, 5, 4, 9, 8

-- How the reports of a story tell what happened, sayings aside, a row for each that takes part. A
-- time is told for an event where neither another one nor a colon stands between them, nor another
-- one right behind it ("on Friday confirmed"): events are numbered as they stand, so it is near.
-- fragment: telling_as
SELECT x.lemma, k.event, x.rep, x.id AS mention, r.id AS report,
  coalesce(d.last, r.day) AS day,

-- fragment: telling
, o.name, {sentence_of},
  CASE WHEN t.start >= s.start AND t."end" <= s."end" AND NOT EXISTS (SELECT 1 FROM event y
    WHERE y.rep = x.rep AND y.id BETWEEN x.id - 8 AND x.id + 8 AND y.id <> x.id
      AND y.in_title = x.in_title
      AND (y.start BETWEEN min(x.start, t.start) AND max(x.start, t.start)
        OR y.start BETWEEN t."end" AND t."end" + 1))
    AND instr(substr({words_of}, min(x.start, t.start) + 1, abs(x.start - t.start)), ':') = 0
    THEN substr({words_of}, t.start + 1, t."end" - t.start) END, t.start = s.start,
  t.first, t.last, CASE WHEN g.precision <> 'country' THEN h.thing END, l.name, g.admin1, l.country,
  g.precision = 'point',
  (SELECT max(coalesce(a.min, a.max)) FROM amount a WHERE a.rep = x.rep AND a.event = x.id
   AND a.of IS NOT NULL), x.act IS NOT NULL, p.role, n.id, n.kind, n.name

-- fragment: join_tellings
{join_sentence}
  JOIN party p ON p.rep = x.rep AND p.event = x.id
  LEFT JOIN thing_in i ON i.rep = p.rep AND i.entity = p.entity LEFT JOIN thing n ON n.id = i.thing
  LEFT JOIN timex t ON t.rep = x.rep AND t.id = x.time AND t.in_title = x.in_title
  LEFT JOIN entity l ON l.rep = x.rep AND l.id = x.place
  LEFT JOIN place g ON g.rep = x.rep AND g.entity = x.place
  LEFT JOIN thing_in h ON h.rep = x.rep AND h.entity = x.place
  LEFT JOIN copy c ON c.rep = r.rep LEFT JOIN dated d ON d.rep = r.rep
  LEFT JOIN entity o ON o.rep = x.rep AND o.id = x.attributed_to
WHERE r.state = 'live' AND x.status = 0 AND x.negative = 0
  AND NOT EXISTS (SELECT 1 FROM quote q WHERE q.rep = x.rep AND q.in_title = x.in_title
    AND q.cue_start = x.start)

-- fragment: telling_order
ORDER BY 1, 6, 5, 4, p.role, p.n

-- query: recount_tellings
{telling_as} {source_of} {telling}
FROM merged e JOIN {mentions} AND k.event = e.id {join_tellings} AND e.story = {story_now}
{telling_order}

-- query: recount_tellings_of_some
WITH teller AS MATERIALIZED (SELECT value AS rep FROM json_each(:reps)), {sources_of}
{telling_as} u.name {telling}
FROM source u CROSS JOIN {mentions} AND k.rep = u.rep {join_tellings}
{telling_order}

-- query: recount_values
-- Of the events of a story: counts, by kind, day and size; then what some reports tell as done and
-- others as not so. Small counts of one day are mostly of several happenings: those of one event
-- alone are of one thing.
{counted} FROM merged e {join_counted} AND e.story = {story_now}
UNION ALL
{contradicted} FROM merged_link l CROSS JOIN merged e ON e.id IN (l.event, l.other)
  {join_contradicted} AND e.story = {story_now}
{value_order}

-- fragment: counted_by_some
(SELECT DISTINCT k.event FROM json_each(:reps) j CROSS JOIN amount o ON o.rep = j.value
    CROSS JOIN merged_mention k ON k.rep = o.rep AND k.mention = o.event WHERE o.kind = 'count')

-- query: recount_values_of_some
-- The same of events that the reports :reps tell.
{counted} FROM {counted_by_some} t CROSS JOIN merged e ON e.id = t.event {join_counted}
  AND a.rep IN (SELECT value FROM json_each(:reps))
UNION ALL
{contradicted} FROM {told_by_some} t CROSS JOIN merged_link l ON l.event = t.event
  CROSS JOIN merged e ON e.id IN (l.event, l.other) {join_contradicted}
{value_order}

-- fragment: story_actors
FROM merged e JOIN merged_party p ON p.event = e.id JOIN thing t ON t.id = p.thing
WHERE e.story = {story_now} AND t.kind IN ('PERSON', 'ORG', 'GPE', 'NORP')
GROUP BY t.id ORDER BY count(DISTINCT p.event) DESC, t.name, t.id LIMIT 20

-- What no report was analysed for is not worked out: the key is absent.
-- fragment: is_linked
EXISTS (SELECT 1 FROM dated d WHERE d.story = g.id)

-- fragment: is_overdue
json(CASE WHEN e.last < {as_of} THEN 'true' END)

-- query: show_story_whole
SELECT g.id, {days}, g.n AS "reports:table", g.outlets, g.origins, g.title AS "title:line",
  coalesce(g.title, {story_first_words}) AS "title:table", g.terms AS "terms:table",
  {story_reports}, {story_episodes}, {story_copies}, {terms}, {follows}, {story_corrected},
  CASE WHEN {is_linked} THEN
  (SELECT json_group_array(json(o)) FROM (SELECT json_object('id', t.id, 'kind', t.kind,
     'name', t.name, 'title', t.title, 'country', t.country, 'code', t.code,
     'events', count(DISTINCT p.event)) AS o {story_actors})) END AS "actors:json",
  CASE WHEN {is_linked} THEN
  (SELECT json_group_array(json(o)) FROM (SELECT json_object('id', e.id, 'time', {merged_time},
     'time_from', date(e.first * 86400, 'unixepoch'),
     'time_to', date(e.last * 86400, 'unixepoch'), 'type', e.type, 'act', e.act,
     'lemma', e.lemma, 'status', {status_name}, 'overdue', {is_overdue},
     'actors', json({merged_objects} 0 ORDER BY p.n))),
     'recipients', json({merged_objects} 1 ORDER BY p.n))),
     'reports', json({merged_reports}), 'mentions', json({merged_mentions})) AS o
   FROM merged e WHERE e.story = g.id AND {is_ahead}
   {upcoming_order})) END AS "upcoming:json",
  {story_sound} AS ":sound"
FROM {story} g WHERE g.id = {story_now}

-- query: show_story_actors
SELECT t.id, t.kind, t.name, t.title, t.country, count(DISTINCT p.event) AS events {story_actors}

-- query: show_story_ahead
-- The sentence that announces what is still to come: what no report since calls done or called off.
-- What has no day comes last, the newest first; told: the day of the report that says so.
SELECT {announced} e.story = {story_now} AND {is_ahead}
ORDER BY e.last IS NULL, e.last, e.first, r.day DESC, e.id

-- overdue: its day is past, or it was told without one more than thirty days ago.
-- fragment: announced
e.id, {told_time} AS time, coalesce(e.last, r.day + 30) < {as_of} AS overdue, r.id AS report,
  date(r.day * 86400, 'unixepoch') AS told,
  replace(e.lemma, '_', ' ') || coalesce(': ' || (SELECT group_concat(name, ', ') FROM
    (SELECT p.name FROM merged_party p WHERE p.event = e.id AND p.role = 0 AND p.thing IS NOT NULL
     ORDER BY p.n LIMIT 3)), '') AS what,
  (SELECT substr({words_of}, s.start + 1, s."end" - s.start) FROM sentence s
   WHERE s.rep = x.rep AND s.in_title = x.in_title AND s.start <= x.start
   ORDER BY s.start DESC LIMIT 1) AS sentence
FROM merged e CROSS JOIN {mentions} AND k.event = e.id AND k.n = 0
WHERE

-- Reports of the story :id that may be of that day or a later one: along an index.
-- fragment: reports_from
kept_member m CROSS JOIN dated d ON d.rep = m.rep WHERE m.story = {story_now} AND m.known >=

-- The last day by which a report of the story stands for sure: of those that may be as late as one
-- of the newest twenty is for sure, the last. As kept_member tells the last day each may be of, no
-- other is later.
-- fragment: find_story_end
(SELECT max(d.first) FROM {reports_from} coalesce((SELECT max(d.first)
   FROM (SELECT rep FROM kept_member WHERE story = {story_now} AND known < 2147483647
      ORDER BY known DESC, id DESC, rep DESC LIMIT 20) m CROSS JOIN dated d ON d.rep = m.rep),
    -2147483648))

-- fragment: story_end
(SELECT day FROM ending)

-- Its days do not lie behind the story's last one; a month or a year that began long before it is
-- mostly one of which the better part is over.
-- fragment: is_not_past
(e.last IS NULL OR {story_end} IS NULL OR e.last >= {story_end} AND e.first > {story_end} - 8)

-- A report of the last three months of its story tells it; of the last two weeks, where no day is
-- told: what was to be done soon is done, or given up, by then.
-- fragment: told_lately
EXISTS (SELECT 1 FROM merged_mention k CROSS JOIN dated d ON d.rep = k.rep WHERE k.event = e.id
  AND ({story_end} IS NULL
    OR d.first >= {story_end} - CASE WHEN e.last IS NULL THEN 14 ELSE 90 END))

-- How much speaks for it: what it is, when it is due, who does it, and that a report opens with it.
-- fragment: how_clear
(e.act IS NOT NULL) + (e.last IS NOT NULL)
  + EXISTS (SELECT 1 FROM merged_party p
    WHERE p.event = e.id AND p.role = 0 AND p.thing IS NOT NULL)
  + EXISTS (SELECT 1 FROM merged_mention k CROSS JOIN event x ON x.rep = k.rep AND x.id = k.mention
    WHERE k.event = e.id AND k.n = 0 AND x.start < 600)

-- fragment: told_day
(SELECT d.first FROM merged_mention k CROSS JOIN dated d ON d.rep = k.rep
 WHERE k.event = e.id AND k.n = 0)

-- What is planned and may be: what is due, the first three hundred; what has no day and is told by
-- the newest two hundred reports, of the last two weeks. A large story has thousands of plans, and
-- most are past.
-- fragment: planned_at_end
ending(story, day) AS MATERIALIZED (SELECT {story_now}, {find_story_end}),
planned(id) AS MATERIALIZED (
  SELECT id FROM (SELECT e.id FROM ending CROSS JOIN merged e ON e.story = ending.story
    WHERE e.status = 2 AND (e.last IS NULL) = 0 AND e.last >= coalesce(ending.day, -2147483648)
    ORDER BY e.last, e.first, e.id LIMIT 300)
  UNION SELECT k.event FROM (SELECT m.rep FROM ending
      CROSS JOIN kept_member m ON m.story = ending.story
      AND m.known >= coalesce(ending.day - 14, -2147483648)
      ORDER BY m.known DESC, m.id DESC LIMIT 200) m
    CROSS JOIN merged_mention k ON k.rep = m.rep WHERE k.due = 2147483647)

-- fragment: is_clear_ahead
{is_ahead} AND {told_lately} AND {how_clear} > 1

-- query: show_story_next
-- What is still to come when the story ends, by reports of its last days: what most sources tell,
-- of this what is clearest, of this the first that is due, or what was told last. Those that most
-- sources tell are looked at first: others only where none of them will do.
WITH {planned_at_end},
plan AS MATERIALIZED (SELECT e.id, e.origins FROM planned CROSS JOIN merged e ON e.id = planned.id
  WHERE e.story = (SELECT story FROM ending) AND e.negative = 0 AND {is_not_past}
  ORDER BY e.origins DESC, e.id LIMIT -1),
best AS MATERIALIZED (SELECT plan.origins FROM plan CROSS JOIN merged e ON e.id = plan.id
  WHERE {is_clear_ahead} LIMIT 1)
SELECT {announced} e.id = (SELECT e.id FROM plan CROSS JOIN merged e ON e.id = plan.id
  WHERE plan.origins = (SELECT origins FROM best) AND {is_clear_ahead}
  ORDER BY {how_clear} DESC, e.last IS NULL, e.last, {told_day} DESC, e.id LIMIT 1)

-- query: show_story_last
-- The last day of its reports, worked out where not given.
SELECT date(max(coalesce(d.last, r.day)) * 86400, 'unixepoch') AS last
FROM member m JOIN episode e ON e.id = m.episode JOIN report r USING (rep)
  LEFT JOIN dated d USING (rep)
WHERE e.story = {story_now}

-- A sentence that a report says of the event e.
-- fragment: said
SELECT e.id AS event, r.rep, r.id AS report, r.outlet, u.name AS source,
    coalesce(d.last, r.day) AS day, k.n, x.in_title, s.start, s."end", o.name AS said_by

-- fragment: by_source
JOIN source u ON u.rep = k.rep {join_sentence} LEFT JOIN dated d ON d.rep = r.rep
    LEFT JOIN entity o ON o.rep = x.rep AND o.id = x.attributed_to
  WHERE e.act IS NOT NULL AND x.act IS NOT NULL

-- Mentions without the text, which is read of what is shown.
-- fragment: told_of
merged_mention k JOIN event x ON x.rep = k.rep AND x.id = k.mention
  JOIN report r ON r.rep = k.rep

-- query: show_story_sources
-- Its sources side by side: what each tells that no other does, and what it told first of all. A
-- text that several carry is of one source, as is what an agency is credited with.
WITH teller AS MATERIALIZED (SELECT rep FROM kept_member WHERE story = {story_now}), {sources_of},
said AS MATERIALIZED (
  {said} FROM merged e JOIN {told_of} AND k.event = e.id {by_source} AND e.story = {story_now}),
{sources_side_by_side}

-- fragment: coded_by_some
(SELECT DISTINCT k.event FROM json_each(:reps) j
    CROSS JOIN event x ON x.rep = j.value AND x.act IS NOT NULL
    CROSS JOIN merged_mention k ON k.rep = x.rep AND k.mention = x.id)

-- query: some_sources
-- Of events that the reports :reps tell so that they are coded, whoever tells them. Which these are
-- stands beside one another; all events that they tell are all over the file.
WITH asked AS MATERIALIZED (SELECT t.event
  FROM {coded_by_some} t CROSS JOIN merged e ON e.id = t.event AND e.act IS NOT NULL),
teller AS MATERIALIZED (SELECT DISTINCT o.rep
  FROM asked CROSS JOIN merged_mention o ON o.event = asked.event), {sources_of},
said AS MATERIALIZED (
  {said} FROM asked CROSS JOIN merged e ON e.id = asked.event
    CROSS JOIN {told_of} AND k.event = e.id {by_source}),
{sources_side_by_side}

-- Texts are read of those alone that are told. :sample: of a source so many, NULL: all.
-- fragment: line_told
SELECT json_object('event', l.event, 'report', l.report,
     'in', CASE l.in_title WHEN 1 THEN 'title' END, 'start', l.start, 'end', l."end",
     'text', (SELECT rtrim(substr(CASE l.in_title WHEN 1 THEN r.title ELSE b.text END, l.start + 1,
         l."end" - l.start), char(10) || ' ') FROM report r JOIN body b USING (rep)
       WHERE r.rep = l.rep), 'said_by', l.said_by) AS o
   FROM (SELECT * FROM line WHERE source = g.source AND

-- fragment: first_lines
ORDER BY day IS NULL, day, n, event LIMIT coalesce(:sample, -1)) l

-- fragment: sources_side_by_side
told AS MATERIALIZED (SELECT source, event, min(day) AS day FROM said GROUP BY source, event),
event_of AS MATERIALIZED (SELECT event, count(*) AS sources, min(day) AS day,
    sum(day IS NULL) AS undated FROM told GROUP BY event),
first_of AS MATERIALIZED (SELECT t.event, min(t.source) AS source FROM told t
    JOIN event_of e ON e.event = t.event AND e.day = t.day
  WHERE e.sources > 1 AND e.undated = 0 GROUP BY t.event HAVING count(*) = 1),
best AS MATERIALIZED (SELECT *, row_number() OVER (PARTITION BY source, event
    ORDER BY day IS NULL, day, n) AS at FROM said),
line AS MATERIALIZED (SELECT b.*, e.sources = 1 AS alone, f.source IS b.source AS is_first
  FROM best b JOIN event_of e ON e.event = b.event LEFT JOIN first_of f ON f.event = b.event
  WHERE b.at = 1 AND b.start IS NOT NULL)
SELECT g.source, (SELECT json_group_array(outlet) FROM (SELECT DISTINCT outlet FROM said
     WHERE source = g.source AND outlet IS NOT NULL ORDER BY outlet)) AS "outlets:json",
  count(DISTINCT g.rep) AS "reports:table",
  (SELECT json_group_array(report) FROM (SELECT DISTINCT report, day FROM said
     WHERE source = g.source ORDER BY day IS NULL, day, report)) AS "reports:json",
  date(min(g.day) * 86400, 'unixepoch') AS first, date(max(g.day) * 86400, 'unixepoch') AS last,
  count(DISTINCT g.event) AS events,
  (SELECT sum(alone) FROM line WHERE source = g.source) AS "alone:table",
  (SELECT sum(is_first) FROM line WHERE source = g.source) AS "first to tell:table",
  (SELECT json_group_array(json(o)) FROM ({line_told} alone {first_lines})) AS "alone:json",
  (SELECT json_group_array(json(o)) FROM ({line_told} is_first {first_lines}))
    AS "told_first:json"
FROM said g GROUP BY g.source ORDER BY events DESC, g.source
