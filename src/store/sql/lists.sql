-- Lists for people and programs. Filters, NULL where not asked for: :from and :to (days),
-- :outlet, :about, :story; :limit, -1 for all. A column "NAME:json" holds JSON, "NAME:line" is
-- plain; both are told in JSON lines alone.

-- fragment: report_filter
    (:from IS NULL OR r.day >= :from) AND (:to IS NULL OR r.day <= :to)
    AND (:outlet IS NULL OR r.outlet = :outlet COLLATE NOCASE)
    AND (:story IS NULL OR m.episode IN (SELECT id FROM episode WHERE story = :story))

-- fragment: group_filter
    (:from IS NULL OR g.last >= :from) AND (:to IS NULL OR g.first <= :to)
    AND (:about IS NULL OR g.title LIKE '%' || :about || '%' OR g.terms LIKE '%' || :about || '%')

-- fragment: days
date(g.first * 86400, 'unixepoch') AS first, date(g.last * 86400, 'unixepoch') AS last

-- fragment: terms
(SELECT json_group_array(value)
   FROM json_each('["' || replace(g.terms, ' ', '","') || '"]') WHERE value <> '') AS "terms:json"

-- fragment: episode_reports
(SELECT json_group_array(id) FROM (
   SELECT r.id AS id FROM member m JOIN report r USING (rep)
   WHERE m.episode = g.id ORDER BY r.id)) AS "reports:json"

-- fragment: episode_copies
(SELECT coalesce(json_group_array(json(ids)), '[]') FROM (
   SELECT json_group_array(id) AS ids FROM (
     SELECT c.copy_group AS copies, r.id AS id
     FROM copy c JOIN report r USING (rep) JOIN member m USING (rep)
     WHERE m.episode = g.id ORDER BY c.copy_group, r.id)
   GROUP BY copies ORDER BY copies)) AS "copies:json"

-- fragment: story_reports
(SELECT json_group_array(id) FROM (
   SELECT r.id AS id FROM member m JOIN report r USING (rep) JOIN episode e ON e.id = m.episode
   WHERE e.story = g.id ORDER BY r.id)) AS "reports:json"

-- fragment: story_episodes
(SELECT json_group_array(id) FROM (
   SELECT id FROM episode WHERE story = g.id ORDER BY id)) AS "episodes:json"

-- fragment: story_copies
(SELECT coalesce(json_group_array(json(ids)), '[]') FROM (
   SELECT json_group_array(id) AS ids FROM (
     SELECT c.copy_group AS copies, r.id AS id
     FROM copy c JOIN report r USING (rep) JOIN member m USING (rep)
       JOIN episode e ON e.id = m.episode
     WHERE e.story = g.id ORDER BY c.copy_group, r.id)
   GROUP BY copies ORDER BY copies)) AS "copies:json"

-- fragment: of_outlet
    (:outlet IS NULL OR EXISTS (
       SELECT 1 FROM episode e JOIN member m ON m.episode = e.id JOIN report r USING (rep)

-- query: list_reports
SELECT r.id, r.date, r.outlet, r.title, json_quote(r.agency) AS "agency:json",
  json_quote(r.language) AS "language:json", json_quote(m.episode) AS "episode:json", e.story,
  json_quote(r.url) AS "url:json", length(b.text) AS characters
FROM report r JOIN body b USING (rep) LEFT JOIN member m USING (rep)
  LEFT JOIN episode e ON e.id = m.episode
WHERE r.state = 'live'
  AND (:about IS NULL OR r.title LIKE '%' || :about || '%' OR b.text LIKE '%' || :about || '%')
  AND {report_filter}
ORDER BY r.day IS NULL, r.day, r.id LIMIT :limit

-- query: list_episodes
SELECT g.id, {days}, g.outlets, g.origins, g.title, g.story,
  {episode_reports}, {episode_copies}, {terms}
FROM episode g
WHERE (:story IS NULL OR g.story = :story)
  AND {of_outlet} WHERE e.id = g.id AND r.outlet = :outlet COLLATE NOCASE))
  AND {group_filter}
ORDER BY g.first IS NULL, g.first, g.id LIMIT :limit

-- query: list_stories
SELECT g.id, {days}, g.outlets, g.origins, g.title,
  {story_reports}, {story_episodes}, {story_copies}, {terms}
FROM story g
WHERE (:story IS NULL OR g.id = :story)
  AND {of_outlet} WHERE e.story = g.id AND r.outlet = :outlet COLLATE NOCASE))
  AND {group_filter}
ORDER BY g.first IS NULL, g.first, g.id LIMIT :limit

-- query: list_notes
SELECT r.id, n.file, n.record, n.byte, n.code, n.message
FROM note n LEFT JOIN report r USING (rep)
ORDER BY n.file, n.record, n.code, n.byte LIMIT :limit

-- One story or episode. An id that was superseded answers through its alias; the id of a report
-- answers for what the report is in.
-- fragment: story_now
coalesce((SELECT id FROM story WHERE id = :id),
  (SELECT now FROM alias WHERE kind = 'story' AND old = :id),
  (SELECT e.story FROM report r JOIN member m USING (rep) JOIN episode e ON e.id = m.episode
   WHERE r.id = :id AND r.state = 'live'))

-- fragment: episode_now
coalesce((SELECT id FROM episode WHERE id = :id),
  (SELECT now FROM alias WHERE kind = 'episode' AND old = :id),
  (SELECT m.episode FROM report r JOIN member m USING (rep)
   WHERE r.id = :id AND r.state = 'live'))

-- query: show_story
SELECT g.id, {days}, g.outlets, g.origins, g.title,
  {story_reports}, {story_episodes}, {story_copies}, {terms},
  json_array() AS "actors:json", json_array() AS "upcoming:json",
  json_array() AS "disagreements:json"
FROM story g WHERE g.id = {story_now}

-- query: show_episode
SELECT g.id, {days}, g.outlets, g.origins, g.title, g.story,
  {episode_reports}, {episode_copies}, {terms}
FROM episode g WHERE g.id = {episode_now}

-- query: show_story_reports
SELECT r.id, r.date, r.outlet, r.title, r.agency, c.copy_group, substr(b.text, 1, 300) AS lead
FROM member m JOIN report r USING (rep) JOIN body b USING (rep)
  JOIN episode e ON e.id = m.episode LEFT JOIN copy c USING (rep)
WHERE e.story = {story_now}
ORDER BY r.day IS NULL, r.day, r.id

-- query: explain_story
SELECT id, other, weight, text AS why FROM why
WHERE level = 1 AND id = {story_now} ORDER BY weight DESC, other

-- query: explain_episode
SELECT id, other, weight, text AS why FROM why
WHERE level = 0 AND id = {episode_now} ORDER BY weight DESC, other
