-- What recount asks of the record (doc/record_recount.h), and what the page of a story says beside
-- its timeline.

-- query: recount_reports
-- Of a story (:id), of those that have words (:about), of an outlet: by their last day.
SELECT r.rep, r.id, c.copy_group, d.first, d.last
FROM report r JOIN member m USING (rep) JOIN layers l ON l.rep = r.rep
  JOIN dated d ON d.rep = r.rep LEFT JOIN copy c ON c.rep = r.rep
WHERE r.state = 'live' AND l.size > 0
  AND {report_asked}
ORDER BY d.last IS NULL, d.last, r.id

-- query: recount_told
-- Mentions of merged events in one report; days that they tell themselves.
SELECT e.id, k.mention, CASE e.basis WHEN 'text' THEN e.first END,
  CASE e.basis WHEN 'text' THEN e.last END, e.origins, e.act IS NOT NULL
FROM merged_mention k JOIN merged e ON e.id = k.event
WHERE k.rep = ?1 ORDER BY k.mention, e.id

-- fragment: amount_text
CASE WHEN c.least IS c.most THEN '' WHEN c.most IS NULL THEN 'at least '
    WHEN coalesce(c.least, 0) = 0 THEN 'up to '
    ELSE CAST(CAST(c.least AS INTEGER) AS TEXT) || ' to ' END
  || CAST(CAST(coalesce(c.most, c.least) AS INTEGER) AS TEXT)

-- query: recount_values
-- Of the events of a story: counts, by kind, day and size; then what some reports tell as done and
-- others deny. Small counts of one day are mostly of several happenings: those of one event alone
-- are of one thing.
SELECT c.kind,
  CASE WHEN coalesce(c.least, c.most) < 10 THEN e.id ELSE coalesce(e.last, e.id) END AS key,
  e.id AS event, {amount_text} AS value,
  coalesce(c.least, c.most) AS number, c.least, c.most, r.id, coalesce(d.last, r.day) AS day
FROM merged e JOIN merged_count c ON c.event = e.id JOIN report r ON r.rep = c.rep
  LEFT JOIN dated d ON d.rep = c.rep
WHERE e.story = {story_now} AND c.kind <> '' AND coalesce(c.least, c.most) > 0
UNION ALL
SELECT 'status', e.id, e.id, CASE x.status WHEN 0 THEN 'happened' ELSE 'denied' END,
  NULL, NULL, NULL, r.id, coalesce(d.last, r.day)
FROM merged e JOIN merged_mention k ON k.event = e.id
  JOIN event x ON x.rep = k.rep AND x.id = k.mention JOIN report r ON r.rep = k.rep
  LEFT JOIN dated d ON d.rep = k.rep
WHERE e.story = {story_now} AND x.status IN (0, 4) AND e.act IS NOT NULL
ORDER BY 1, 2, 5, 4, 9, 8

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
  {story_reports}, {story_episodes}, {story_copies}, {terms}, {story_corrected},
  CASE WHEN {is_linked} THEN
  (SELECT json_group_array(json(o)) FROM (SELECT json_object('id', t.id, 'kind', t.kind,
     'name', t.name, 'title', t.title, 'country', t.country, 'code', t.code,
     'events', count(DISTINCT p.event)) AS o {story_actors})) END AS "actors:json",
  CASE WHEN {is_linked} THEN
  (SELECT json_group_array(json(o)) FROM (SELECT json_object('id', e.id, 'time', {merged_time},
     'type', e.type, 'act', e.act, 'lemma', e.lemma, 'status', {status_name},
     'overdue', {is_overdue},
     'actors', json({merged_objects} 0 ORDER BY p.n))),
     'recipients', json({merged_objects} 1 ORDER BY p.n))),
     'reports', json({merged_reports}), 'mentions', json({merged_mentions})) AS o
   FROM merged e WHERE e.story = g.id AND {is_ahead}
   ORDER BY e.first IS NULL, e.first, e.id)) END AS "upcoming:json",
  {story_sound} AS ":sound"
FROM {story} g WHERE g.id = {story_now}

-- query: show_story_actors
SELECT t.id, t.kind, t.name, t.title, t.country, count(DISTINCT p.event) AS events {story_actors}

-- query: show_story_ahead
-- The sentence that announces what is still to come: what no report since calls done or called off.
SELECT e.id, {merged_time} AS time, e.last < {as_of} AS overdue, r.id AS report,
  (SELECT substr({words_of}, s.start + 1, s."end" - s.start) FROM sentence s
   WHERE s.rep = x.rep AND s.in_title = x.in_title AND s.start <= x.start
   ORDER BY s.start DESC LIMIT 1) AS sentence
FROM merged e JOIN {mentions} AND k.event = e.id AND k.n = 0
WHERE e.story = {story_now} AND {is_ahead}
ORDER BY e.first IS NULL, e.first, e.id

-- query: show_story_last
-- The last day of its reports, worked out where not given.
SELECT date(max(coalesce(d.last, r.day)) * 86400, 'unixepoch') AS last
FROM member m JOIN episode e ON e.id = m.episode JOIN report r USING (rep)
  LEFT JOIN dated d USING (rep)
WHERE e.story = {story_now}
