-- Search by FTS5. :words is a query of match.c's, :exact its words as they were typed, :run its
-- first run of a script without blanks, :most how many reports are ranked. Filters as in lists.sql.

-- query: fts5_api
-- FTS5's functions for programs, where the pointer that is bound points.
SELECT fts5(?1)

-- query: search_is_large
-- There are more matches than are ranked.
SELECT EXISTS (SELECT 1 FROM search WHERE search MATCH :words LIMIT 1 OFFSET :most)

-- fragment: matches
SELECT rowid FROM search WHERE search MATCH :words

-- fragment: score
-- By BM25, a title's words four times as heavy as the text's.
SELECT r.rep, r.id, bm25(search, 4.0, 1.0, 1.0) AS score
FROM search CROSS JOIN report r ON r.rep = search.rowid

-- fragment: best
-- From `scored`: of the :window best those with the very words come before those with other forms
-- of them.
best AS MATERIALIZED (
  SELECT rep, id, score, CASE WHEN place <= :window THEN (
      SELECT exact_words(coalesce(r.title, '') || ' ' || {shown_text}, :exact)
      FROM report r JOIN body b ON b.rep = r.rep WHERE r.rep = placed.rep) ELSE -1 END AS exact
  FROM (SELECT rep, id, score, row_number() OVER (ORDER BY score, id) AS place FROM scored) placed
  ORDER BY exact DESC, score, id LIMIT :limit OFFSET :offset)

-- fragment: passage
CASE WHEN :run IS NULL OR instr({shown_text}, :run) = 0
  THEN snippet(search, 1, '[', ']', ' ... ', 24)
  ELSE (SELECT CASE WHEN at > 40 THEN '... ' ELSE '' END
      || substr(words, max(1, at - 40), min(at - 1, 40)) || '[' || :run || ']'
      || substr(words, at + length(:run), 40) || ' ...'
    FROM (SELECT instr(words, :run) AS at, words FROM (SELECT {shown_text} AS words)))
  END AS snippet

-- fragment: show_best
SELECT r.id, {report_date}, r.outlet, r.title AS "title:line",
  coalesce(r.title, {first_words}) AS "title:table", {passage}, e.story, r.url,
  {report_sound} AS ":sound"
FROM best CROSS JOIN search ON search.rowid = best.rep
  JOIN report r ON r.rep = best.rep JOIN body b ON b.rep = best.rep
  LEFT JOIN member m ON m.rep = best.rep LEFT JOIN episode e ON e.id = m.episode
WHERE search MATCH :words ORDER BY best.exact DESC, best.score, best.id

-- query: search
-- All matches are ranked.
WITH scored AS MATERIALIZED (
  {score} LEFT JOIN member m ON m.rep = r.rep
  WHERE search MATCH :words AND r.state = 'live' AND {report_filter}),
{best}
{show_best}

-- query: search_newest
-- The newest :most are ranked: ranking all of a common word's matches makes search slow.
WITH hit AS MATERIALIZED (
  SELECT r.rep FROM report r INDEXED BY report_day LEFT JOIN member m ON m.rep = r.rep
  WHERE r.state = 'live' AND r.rep IN ({matches}) AND {report_filter}
  ORDER BY r.day DESC, r.id DESC LIMIT :most),
scored AS MATERIALIZED (
  {score} WHERE search MATCH :words AND +search.rowid IN (SELECT rep FROM hit)),
{best}
{show_best}

-- query: search_count
-- How many matches there are: only live reports have words in the index.
SELECT count(*) FROM search WHERE search MATCH :words

-- query: search_count_filtered
SELECT count(*) FROM search CROSS JOIN report r ON r.rep = search.rowid
  LEFT JOIN member m ON m.rep = r.rep
WHERE search MATCH :words AND r.state = 'live' AND {report_filter}

-- query: search_count_newest
-- The same where most reports match: every one is looked at in the order of the index.
SELECT count(*) FROM report r LEFT JOIN member m ON m.rep = r.rep
WHERE r.state = 'live' AND r.rep IN ({matches}) AND {report_filter}
