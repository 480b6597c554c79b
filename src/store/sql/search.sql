-- Search by FTS5. :words is a query of FTS5's, :most how many of the newest matches are ranked.

-- query: search
-- report_filter of lists.sql; the best :limit, with the passage that matches.
WITH hit AS MATERIALIZED (
  SELECT rowid AS rep FROM search WHERE search MATCH :words ORDER BY rowid DESC LIMIT :most),
best AS MATERIALIZED (
  SELECT r.rep, r.id, bm25(search, 4.0, 1.0) AS score, e.story
  FROM search JOIN report r ON r.rep = search.rowid LEFT JOIN member m USING (rep)
    LEFT JOIN episode e ON e.id = m.episode
  WHERE search MATCH :words AND search.rowid >= (SELECT min(rep) FROM hit) AND r.state = 'live'
    AND {report_filter}
  ORDER BY score, r.id LIMIT :limit)
SELECT r.id, r.date, r.outlet, r.title,
  snippet(search, 1, '[', ']', ' ... ', 24) AS snippet,
  json_quote(best.story) AS "story:json", json_quote(r.url) AS "url:json"
FROM best CROSS JOIN search ON search.rowid = best.rep JOIN report r ON r.rep = best.rep
WHERE search MATCH :words ORDER BY best.score, best.id

-- query: search_is_cut
-- There are more matches than are ranked.
SELECT EXISTS (SELECT 1 FROM search WHERE search MATCH :words LIMIT 1 OFFSET :most)
