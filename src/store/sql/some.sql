-- What the pages of a story and of an entity say, worked out from some of its reports: :reps, a
-- JSON array of report.rep. A large story has half of all events: a page over all of them takes
-- seconds.

-- query: sample_of_story
-- The reports of a story in order of their days: some.c chooses of them.
SELECT rep, 0 FROM kept_member WHERE story = {story_now} ORDER BY known, id

-- query: sample_of_thing
-- Those that name an entity likewise, with whether a day is known; of one day in an order of their
-- ids. All of an older version is gone with the next linking.
SELECT rep, place >> 32 < 2147483647 FROM thing_in WHERE thing = :id
GROUP BY place, rep ORDER BY place, rep

-- Events that they tell.
-- fragment: told_by_some
(SELECT DISTINCT k.event FROM json_each(:reps) j CROSS JOIN merged_mention k ON k.rep = j.value)

-- Who takes part in them: a row an event and a thing. Rows of one report stand beside one another:
-- those of merged events are all over the file.
-- fragment: seen_by_some
(SELECT k.event, i.thing, max(x.act) AS act
    FROM json_each(:reps) j CROSS JOIN party p ON p.rep = j.value
    CROSS JOIN thing_in i ON i.rep = p.rep AND i.entity = p.entity
    CROSS JOIN merged_mention k ON k.rep = p.rep AND k.mention = p.event
    CROSS JOIN event x ON x.rep = p.rep AND x.id = p.event GROUP BY k.event, i.thing)

-- fragment: takes_part
t.kind IN ('PERSON', 'ORG', 'GPE', 'NORP')

-- query: some_actors
SELECT t.id, t.kind, t.name, t.title, t.country, s.n AS events
FROM (SELECT thing, count(*) AS n FROM {seen_by_some} GROUP BY thing) s
  CROSS JOIN thing t ON t.id = s.thing
WHERE {takes_part} ORDER BY s.n DESC, t.name, t.id LIMIT 20

-- query: some_network
-- Who takes part in the same events: a row a pair of the fourteen with most events.
WITH seen AS MATERIALIZED {seen_by_some},
top AS MATERIALIZED (SELECT s.thing, s.n
  FROM (SELECT thing, count(*) AS n FROM seen GROUP BY thing) s CROSS JOIN thing t ON t.id = s.thing
  WHERE {takes_part} ORDER BY s.n DESC, s.thing LIMIT 14),
of_top AS MATERIALIZED (SELECT s.event, s.thing, s.act, t.n
  FROM seen s JOIN top t USING (thing)),
pair AS MATERIALIZED (SELECT a.thing AS one, b.thing AS two, a.n AS n, b.n AS m, a.act,
    count(*) AS events
  FROM of_top a JOIN of_top b ON b.event = a.event
  WHERE a.n > b.n OR (a.n = b.n AND a.thing < b.thing) GROUP BY a.thing, b.thing, a.act)
SELECT p.one AS id, t.name, p.n AS "of:table", p.two AS other_id, o.name AS other,
  p.m AS "of_other:table", sum(p.events) AS events,
  (SELECT group_concat(act, ', ') FROM (SELECT act FROM pair q
   WHERE q.one = p.one AND q.two = p.two AND act IS NOT NULL ORDER BY act)) AS acts
FROM pair p JOIN thing t ON t.id = p.one JOIN thing o ON o.id = p.two
GROUP BY p.one, p.two ORDER BY sum(p.events) DESC, p.n DESC, p.m DESC, p.one, p.two

-- query: some_places
-- Where their events took or take place, with how exact each point is.
SELECT l.name, l.country, g.lat, g.lon, g.precision, g.geonames, count(DISTINCT k.event) AS events
FROM json_each(:reps) j CROSS JOIN event x ON x.rep = j.value AND x.place IS NOT NULL
  CROSS JOIN place g ON g.rep = x.rep AND g.entity = x.place
  CROSS JOIN entity l ON l.rep = g.rep AND l.id = g.entity
  CROSS JOIN merged_mention k ON k.rep = x.rep AND k.mention = x.id
WHERE g.lat IS NOT NULL AND g.lon IS NOT NULL
GROUP BY coalesce(g.geonames, l.name) ORDER BY events DESC, l.name, g.geonames LIMIT 40

-- query: some_last
-- The last day of them; it is that of the story, whose last report is always among them.
SELECT date(max(coalesce(d.last, r.day)) * 86400, 'unixepoch') AS last
FROM json_each(:reps) j CROSS JOIN report r ON r.rep = j.value LEFT JOIN dated d ON d.rep = r.rep

-- Where an entity (:id) stands in them, as who_here. +: by report, not among all places of it.
-- fragment: here_of_some
{stands} FROM json_each(:reps) j CROSS JOIN thing_in i ON i.rep = j.value
  {join_stands} AND +i.thing = :id

-- query: some_who
-- How many reports name it was counted when these were chosen (:of_all), with those that do not
-- count any more.
WITH here AS MATERIALIZED ({here_of_some}), {spot_of_here}
SELECT {what_it_is},
  :of_all - (SELECT count(DISTINCT i.rep) FROM ({not_live}) n
    CROSS JOIN thing_in i ON i.rep = n.rep AND +i.thing = t.id) AS reports, {days_of_here}
FROM thing t WHERE t.id = :id

-- query: some_roles
WITH here AS MATERIALIZED ({here_of_some}), {roles_of_here}

-- Its events that they tell.
-- fragment: events_of_here
(SELECT DISTINCT k.event FROM json_each(:reps) j CROSS JOIN thing_in i ON i.rep = j.value
    CROSS JOIN party p ON p.rep = i.rep AND p.entity = i.entity
    CROSS JOIN merged_mention k ON k.rep = p.rep AND k.mention = p.event WHERE +i.thing = :id)

-- query: some_with
SELECT {company} FROM {events_of_here} s
  CROSS JOIN merged_party o ON o.event = s.event AND o.thing <> :id
  JOIN thing t ON t.id = o.thing
{most_company}

-- query: some_stories
WITH here AS MATERIALIZED ({here_of_some}) {stories_of_here}

-- query: some_events
WITH page AS MATERIALIZED (SELECT e.id FROM {events_of_here} s
  CROSS JOIN merged e ON e.id = s.event {latest_events}

-- query: some_quotes
WITH here AS MATERIALIZED ({here_of_some}) {quotes_of_here}
