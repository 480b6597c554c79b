-- Search by FTS5. :words is a query of match.c's, :exact its words as they were typed, :run its
-- first run of a script without blanks, :most how many reports are ranked. Filters as in lists.sql.

-- query: search_is_large
-- There are more matches than are ranked.
SELECT EXISTS (SELECT 1 FROM search WHERE search MATCH :words LIMIT 1 OFFSET :most)

-- fragment: matches
SELECT rowid FROM search WHERE search MATCH :words

-- fragment: score
-- Texts with the very words before those with other forms of them; then by BM25, a title's words
-- four times as heavy as the text's.
SELECT r.rep, r.id,
  exact_words(coalesce(r.title, '') || ' ' || b.text, :exact) AS exact,
  bm25(search, 4.0, 1.0, 1.0) AS score
FROM search CROSS JOIN report r ON r.rep = search.rowid JOIN body b ON b.rep = r.rep

-- fragment: passage
CASE WHEN :run IS NULL OR instr(b.text, :run) = 0
  THEN snippet(search, 1, '[', ']', ' ... ', 24)
  ELSE (SELECT CASE WHEN at > 40 THEN '... ' ELSE '' END
      || substr(b.text, max(1, at - 40), min(at - 1, 40)) || '[' || :run || ']'
      || substr(b.text, at + length(:run), 40) || ' ...'
    FROM (SELECT instr(b.text, :run) AS at)) END AS snippet

-- fragment: show_best
SELECT r.id, r.date, r.outlet, r.title AS "title:line",
  coalesce(r.title, {first_words}) AS "title:table", {passage}, e.story, r.url
FROM best CROSS JOIN search ON search.rowid = best.rep
  JOIN report r ON r.rep = best.rep JOIN body b ON b.rep = best.rep
  LEFT JOIN member m ON m.rep = best.rep LEFT JOIN episode e ON e.id = m.episode
WHERE search MATCH :words ORDER BY best.exact DESC, best.score, best.id

-- query: search
-- All matches are ranked.
WITH best AS MATERIALIZED (
  {score} LEFT JOIN member m ON m.rep = r.rep
  WHERE search MATCH :words AND r.state = 'live' AND {report_filter}
  ORDER BY exact DESC, score, r.id LIMIT :limit OFFSET :offset)
{show_best}

-- fragment: newest
-- Matches that pass the filters, newest first, undated last.
SELECT r.rep FROM report r INDEXED BY report_day LEFT JOIN member m ON m.rep = r.rep
WHERE r.state = 'live' AND r.rep IN ({matches}) AND {report_filter}
ORDER BY r.day DESC, r.id DESC LIMIT :most

-- query: search_newest
-- The newest :most are ranked: ranking all of a common word's matches makes search slow.
WITH hit AS MATERIALIZED ({newest}),
best AS MATERIALIZED (
  {score}
  WHERE search MATCH :words AND +search.rowid IN (SELECT rep FROM hit)
  ORDER BY exact DESC, score, r.id LIMIT :limit OFFSET :offset)
{show_best}

-- query: search_count
SELECT count(*) FROM report r LEFT JOIN member m ON m.rep = r.rep
WHERE r.state = 'live' AND r.rep IN ({matches}) AND {report_filter}
