-- Events as the formats of `export` need them: the rows of `events` (events.sql: e, k, x, r, b)
-- with what is known of parties and reports beside their names.

-- fragment: export_parties
(SELECT json_group_array(json(o)) FROM (SELECT json_object('entity', p.thing,
     'name', coalesce(t.name, p.name), 'raw', p.name, 'kind', t.kind, 'title', t.title,
     'country', coalesce(p.country, t.country), 'code', coalesce(p.code, t.code)) AS o
   FROM {parties} AND p.role =

-- fragment: export_sentences_before
(SELECT count(*) FROM sentence s
   WHERE s.rep = x.rep AND s.in_title = x.in_title AND s.start <= x.start)

-- fragment: export_told
(SELECT json_group_array(json(o)) FROM (SELECT json_object('report', r.id, 'outlet', r.outlet,
     'title', r.title, 'url', r.url, 'language', r.language,
     'date', date(d.first * 86400, 'unixepoch'), 'length', length(b.text),
     'in', CASE x.in_title WHEN 1 THEN 'title' END, 'sentence', {export_sentences_before},
     'start', x.start, 'text', {mention_text}) AS o
   FROM {mentions} LEFT JOIN dated d ON d.rep = k.rep
   WHERE k.event = e.id ORDER BY k.n))

-- fragment: export_sentence
(SELECT substr({words_of}, s.start + 1, s."end" - s.start)
   FROM {mentions} JOIN sentence s ON s.rep = x.rep AND s.in_title = x.in_title
     AND s.start <= x.start
   WHERE k.event = e.id AND k.n = 0 ORDER BY s.start DESC LIMIT 1)

-- fragment: export_named
(SELECT group_concat(name, ';') FROM (SELECT DISTINCT replace(n.name, ';', ',') AS name
   FROM merged_mention k JOIN entity n ON n.rep = k.rep
   WHERE k.event = e.id AND k.n = 0 AND n.kind IN

-- What of its row people put right: the event, who takes part, the story.
-- fragment: export_corrected
(SELECT group_concat(what, ';') FROM (
   SELECT 'event' AS what FROM correction WHERE {event_corrected}
   UNION SELECT 'entity' FROM correction c JOIN merged_party p ON p.event = e.id
     AND (p.thing = c.now OR p.thing = c.other_now) WHERE c.kind = 'thing'
   UNION SELECT 'story' FROM correction WHERE kind IN ('report', 'episode', 'story')
     AND (now = e.story OR other_now = e.story)
   UNION SELECT 'text' FROM merged_mention k JOIN hidden h ON h.rep = k.rep WHERE k.event = e.id
   ORDER BY what)) AS corrected

-- fragment: exported
SELECT e.id, {status_name} AS status, e.type, e.act, e.mode, e.cameo, e.lemma, e.contexts,
  quad(e.cameo) AS quad, goldstein(e.cameo) AS goldstein,
  {export_parties} 0 ORDER BY p.n)) AS "actors:json",
  {export_parties} 1 ORDER BY p.n)) AS "recipients:json",
  date(e.first * 86400, 'unixepoch') AS time_from,
  date(e.last * 86400, 'unixepoch') AS time_to, e.precision AS time_precision,
  {merged_place}, {certainty_name} AS certainty, {sure_name} AS sure,
  {merged_counts} AS "counts:json", e.story,
  (SELECT title FROM story WHERE id = e.story) AS story_title, e.outlets,
  {export_told} AS "told:json", {export_sentence} AS sentence,
  {export_named} ('PERSON') ORDER BY name)) AS people,
  {export_named} ('ORG') ORDER BY name)) AS organisations,
  {export_named} ('GPE', 'LOC', 'FAC') ORDER BY name)) AS places, {export_corrected},
  {merged_sound} AS ":sound"
FROM merged e WHERE

-- query: list_export
{exported} {event_filter} {event_order}

-- query: list_export_of_story
{exported} {of_story} {event_filter} {event_order}
