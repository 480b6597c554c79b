-- What recount asks of the record (doc/record_recount.h), and what the page of a story says beside
-- its timeline.

-- query: recount_reports
-- Of a story (:id), of those that have words (:about), of an outlet: by their last day.
SELECT r.rep, r.id, c.copy_group, d.first, d.last
FROM report r JOIN member m USING (rep) JOIN layers l ON l.rep = r.rep
  JOIN dated d ON d.rep = r.rep LEFT JOIN copy c ON c.rep = r.rep
WHERE r.state = 'live' AND l.size > 0
  AND (:id IS NULL OR m.episode IN (SELECT id FROM episode WHERE story = {story_now}))
  AND (:about IS NULL OR r.rep IN (SELECT rowid FROM search WHERE search MATCH :about))
  AND (:outlet IS NULL OR r.outlet = :outlet COLLATE NOCASE)
ORDER BY d.last IS NULL, d.last, r.id

-- query: recount_told
-- Mentions of merged events in one report; days that they tell themselves.
SELECT e.id, k.mention, CASE e.basis WHEN 'text' THEN e.first END,
  CASE e.basis WHEN 'text' THEN e.last END, e.origins, e.act IS NOT NULL
FROM merged_mention k JOIN merged e ON e.id = k.event
WHERE k.rep = ?1 ORDER BY k.mention, e.id
