-- An entity of the record, as `who` shows it. :id is its id, or in who_named a name.

-- The day of a report, where it is known.
-- fragment: day_of_here
coalesce(r.day, CASE WHEN d.first = d.last THEN d.first END)

-- fragment: stands
SELECT i.rep, i.entity, r.id AS report, n.name, n.title, {day_of_here} AS day

-- fragment: join_stands
JOIN report r ON r.rep = i.rep
  JOIN entity n ON n.rep = i.rep AND n.id = i.entity LEFT JOIN dated d ON d.rep = i.rep
WHERE r.state = 'live'

-- fragment: who_here
-- Where it stands: a row for each report's entity.
{stands} FROM thing_in i {join_stands} AND i.thing = :id

-- fragment: not_live
SELECT rep FROM report WHERE state IN ('old', 'unreadable')

-- query: who_named
-- Things of that id, or whose name in any report has these words, the last as it begins. The name
-- itself first, then by reports. They are put in order before a thing is read: a letter finds
-- thousands, and a page shows fifty.
WITH gone AS MATERIALIZED (SELECT i.thing, count(DISTINCT i.rep) AS n
  FROM ({not_live}) x CROSS JOIN thing_in i ON i.rep = x.rep GROUP BY i.thing),
hit AS MATERIALIZED (
  SELECT thing AS id, max(whole AND words = words_from(:id)) AS whole FROM thing_word
  WHERE words >= words_from(:id) AND words < words_below(:id) GROUP BY thing
  UNION ALL SELECT id, 0 FROM thing WHERE id = :id),
ranked AS MATERIALIZED (SELECT h.id, (SELECT count(*) FROM (
      SELECT DISTINCT i.place, i.rep FROM thing_in i WHERE i.thing = h.id))
    - coalesce((SELECT n FROM gone WHERE thing = h.id), 0) AS reports
  FROM (SELECT id, max(whole) AS whole FROM hit GROUP BY id) h
  ORDER BY h.id = :id DESC, h.whole DESC, reports DESC, h.id LIMIT -1)
SELECT t.id, t.kind, t.name, t.country, r.reports, t.sum IS {thing_sum} AS ":sound"
FROM ranked r CROSS JOIN thing t ON t.id = r.id

-- Its place is what most reports take it for.
-- fragment: spot_of_here
spot AS (SELECT p.geonames, p.lat, p.lon, p.precision, p.admin1
  FROM here JOIN place p ON p.rep = here.rep AND p.entity = here.entity
  WHERE p.geonames IS NOT NULL GROUP BY p.geonames ORDER BY count(*) DESC, p.geonames LIMIT 1)

-- fragment: what_it_is
t.id, t.kind, t.name,
  (SELECT json_group_array(json_object('name', name, 'reports', n)) FROM (
     SELECT name, count(DISTINCT rep) AS n FROM here GROUP BY name ORDER BY n DESC, name))
    AS "names:json",
  (SELECT group_concat(name, ', ') FROM (SELECT name FROM here WHERE name <> t.name
     GROUP BY name ORDER BY count(DISTINCT rep) DESC, name LIMIT 8)) AS "names:table",
  t.country, t.code, (SELECT geonames FROM spot) AS geonames, (SELECT lat FROM spot) AS lat,
  (SELECT lon FROM spot) AS lon, (SELECT admin1 FROM spot) AS admin1,
  (SELECT precision FROM spot) AS precision

-- fragment: days_of_here
date((SELECT min(day) FROM here) * 86400, 'unixepoch') AS first,
  date((SELECT max(day) FROM here) * 86400, 'unixepoch') AS last,
  t.sum IS {thing_sum} AS ":sound"

-- query: who_is
SELECT t.kind, t.name, t.country FROM thing t WHERE t.id = :id

-- query: who
WITH here AS MATERIALIZED ({who_here}), {spot_of_here}
SELECT {what_it_is}, (SELECT count(DISTINCT rep) FROM here) AS reports, {days_of_here}
FROM thing t WHERE t.id = :id

-- query: who_roles
-- What reports call it, from the first to the last day of them, with the sentence of the first
-- report that says so. What one in a hundred as many reports call it as the commonest is left out.
WITH here AS MATERIALIZED ({who_here}), {roles_of_here}

-- "Secretary General" and "Secretary-General" are one.
-- fragment: role_folded
replace(name_fold(h.title), '-', ' ')

-- fragment: roles_of_here
called AS MATERIALIZED (
  SELECT {role_folded} AS folded, min(day) AS first, max(day) AS last,
    count(DISTINCT rep) AS n FROM here h WHERE title IS NOT NULL
  GROUP BY folded ORDER BY n DESC, folded LIMIT 12),
role AS MATERIALIZED (SELECT * FROM called WHERE n * 100 >= (SELECT max(n) FROM called)),
told AS MATERIALIZED (
  SELECT o.folded, (SELECT h.rep FROM here h WHERE {role_folded} = o.folded
     ORDER BY h.day IS NULL, h.day, h.report LIMIT 1) AS rep FROM role o),
proof AS MATERIALIZED (
  SELECT d.folded, h.title, h.report, s.in_title, s.start,
    s.start + length({sentence_of}) AS "end", {sentence_of} AS text,
    row_number() OVER (PARTITION BY d.folded ORDER BY
      instr(replace(lower({sentence_of}), '-', ' '), d.folded) = 0,
      x.in_title, x.start) AS place
  FROM told d JOIN here h ON h.rep = d.rep AND {role_folded} = d.folded
    JOIN mention x ON x.rep = h.rep AND x.entity = h.entity
    JOIN report r ON r.rep = h.rep JOIN body b ON b.rep = h.rep
    JOIN sentence s ON {at_sentence})
SELECT coalesce(p.title, o.folded) AS title, date(o.first * 86400, 'unixepoch') AS "from",
  date(o.last * 86400, 'unixepoch') AS "to", o.n AS reports,
  CASE WHEN p.report IS NOT NULL THEN json_array(json_object('report', p.report, 'in',
    CASE p.in_title WHEN 1 THEN 'title' END, 'start', p.start, 'end', p."end", 'text', p.text)) END
    AS "evidence:json",
  p.text AS "text:table", p.report AS "report:table"
FROM role o LEFT JOIN proof p ON p.folded = o.folded AND p.place = 1
ORDER BY o.first IS NULL, o.first, o.last, o.folded

-- fragment: most_company
GROUP BY t.id ORDER BY events DESC, t.name, t.id LIMIT 10

-- fragment: company
t.id, t.kind, t.name, t.country, count(DISTINCT o.event) AS events

-- query: who_with
-- Who takes part in the same events.
SELECT {company} FROM merged_party p JOIN merged_party o ON o.event = p.event AND o.thing <> p.thing
  JOIN thing t ON t.id = o.thing
WHERE p.thing = :id {most_company}

-- query: who_stories
WITH here AS MATERIALIZED ({who_here}) {stories_of_here}

-- fragment: stories_of_here
SELECT g.id, {days}, g.title AS "title:line",
  coalesce(g.title, {story_first_words}) AS "title:table",
  count(DISTINCT here.rep) AS reports, {story_sound} AS ":sound"
FROM here JOIN member m USING (rep) JOIN episode e ON e.id = m.episode
  JOIN story g ON g.id = e.story
GROUP BY g.id ORDER BY reports DESC, g.first IS NULL, g.first, g.id LIMIT 10

-- query: who_events
-- The latest first, of those that are coded as far as there are any; with the sentence of the
-- mention that stands for each.
WITH page AS MATERIALIZED (SELECT e.id
  FROM (SELECT DISTINCT event FROM merged_party WHERE thing = :id) s
  CROSS JOIN merged e ON e.id = s.event {latest_events}

-- Which they are is found before what each tells is read.
-- fragment: latest_events
ORDER BY e.act IS NULL, e.first IS NULL, e.first DESC, e.id LIMIT 10)
SELECT e.id, {merged_time} AS "time:line", {told_time} AS "time:table", {status_name} AS status,
  e.type, e.lemma, r.id AS report,
  CASE x.in_title WHEN 1 THEN 'title' END AS "in:line", s.start AS "start:line",
  s.start + length({sentence_of}) AS "end:line", {sentence_of} AS text,
  {merged_sound} AS ":sound"
FROM page CROSS JOIN merged e USING (id)
  CROSS JOIN {mentions} AND k.event = e.id AND k.n = 0 {join_sentence}
ORDER BY e.first IS NULL, e.first DESC, e.id

-- query: who_quotes
-- What it says, the latest first; a text in two parts has its second in `rest`.
WITH here AS MATERIALIZED ({who_here}) {quotes_of_here}

-- fragment: quotes_of_here
SELECT h.report, r.date, r.outlet, CASE x.in_title WHEN 1 THEN 'title' END AS "in:line",
  x.start AS "start:line", x."end" AS "end:line", x.form,
  {mention_text} AS text,
  substr({words_of}, x.rest_start + 1, x.rest_end - x.rest_start) AS rest
FROM here h JOIN quote x ON x.rep = h.rep AND x.entity = h.entity JOIN report r ON r.rep = h.rep
  JOIN body b ON b.rep = h.rep
WHERE x.sense = 'says'
ORDER BY h.day IS NULL, h.day DESC, h.report, x.in_title DESC, x.start LIMIT 10
