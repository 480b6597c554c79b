-- Lists for people and programs. Filters, NULL where not asked for: :from and :to (days),
-- :outlet, :about (a query of match.c's), :id (of a story, or of a report in it), :no_copies,
-- :least (reports of a group); :sort of groups, :limit (-1 for all), :offset. A column
-- "NAME:json" holds JSON and "NAME:line" is plain: both are told in JSON lines alone;
-- "NAME:table" is told in tables alone.

-- fragment: live_of_id
-- The live report that :id means: it may be the id of another version of it, or one that it had.
WITH RECURSIVE up(rep) AS (
  SELECT rep FROM report
  WHERE id IN (:id, (SELECT now FROM alias WHERE kind = 'report' AND old = :id))
  UNION SELECT r.version_of FROM report r JOIN up USING (rep) WHERE r.version_of IS NOT NULL)
SELECT rep FROM up JOIN report r USING (rep) WHERE r.state = 'live' ORDER BY r.id <> :id, r.id

-- One story or episode. An id that was superseded answers through its alias; the id of a report
-- answers for what the report is in.
-- fragment: story_now
coalesce((SELECT id FROM story WHERE id = :id),
  (SELECT now FROM alias WHERE kind = 'story' AND old = :id),
  (SELECT e.story FROM member m JOIN episode e ON e.id = m.episode
   WHERE m.rep = ({live_of_id} LIMIT 1)))

-- fragment: episode_now
coalesce((SELECT id FROM episode WHERE id = :id),
  (SELECT now FROM alias WHERE kind = 'episode' AND old = :id),
  (SELECT episode FROM member WHERE rep = ({live_of_id} LIMIT 1)))

-- fragment: report_asked
    (:outlet IS NULL OR r.outlet = :outlet COLLATE NOCASE)
    AND (:id IS NULL OR m.episode IN (SELECT id FROM episode WHERE story = {story_now}))
    AND (:about IS NULL OR r.rep IN (SELECT rowid FROM search WHERE search MATCH :about))

-- fragment: report_filter
    (:from IS NULL OR r.day >= :from) AND (:to IS NULL OR r.day <= :to) AND {report_asked}
    AND (:no_copies IS NULL
      OR NOT EXISTS (SELECT 1 FROM copy c WHERE c.rep = r.rep AND c.copy_group <> r.id))

-- fragment: group_filter
    (:from IS NULL OR g.last >= :from) AND (:to IS NULL OR g.first <= :to)
    AND (:least IS NULL OR g.n >= :least)

-- Groups of which a report is ahead of the record's newest day ("2072") come last where the latest
-- comes first: their day is wrong.
-- fragment: group_sorted
ORDER BY CASE :sort WHEN 'last' THEN coalesce(g.last > {newest}, 0) END,
  CASE :sort WHEN 'size' THEN -g.n WHEN 'last' THEN -coalesce(g.last, -2147483648) END,
  g.first IS NULL, g.first, g.id

-- Which rows a page of a list has is found before what each tells is made: a sort would
-- make it of all rows.
-- Stories are sorted by an index of what is kept of them (k), one for each order.
-- fragment: stories_asked
SELECT k.story AS id FROM kept_story k
  WHERE (:id IS NULL OR k.story = {story_now}) AND {story_has}
    AND (:from IS NULL OR k.last >= :from) AND (:to IS NULL OR k.first <= :to)
    AND (:least IS NULL OR k.reports >= :least)

-- fragment: story_page
WITH page AS MATERIALIZED ({stories_asked} ORDER BY

-- fragment: end_of_page
k.first IS NULL, k.first, k.story LIMIT :limit OFFSET :offset)

-- fragment: by_first
{story_page} {end_of_page}

-- fragment: last_of_story
-coalesce(k.last, -2147483648)

-- fragment: in_order_of_last
ORDER BY {last_of_story}, k.first IS NULL, k.first, k.story LIMIT -1)

-- fragment: by_last
WITH page AS MATERIALIZED (
  SELECT id FROM ({stories_asked} AND {last_of_story} >= coalesce(-{newest}, -2147483648)
    {in_order_of_last}
  UNION ALL SELECT id FROM ({stories_asked} AND {last_of_story} < -{newest} {in_order_of_last}
  LIMIT :limit OFFSET :offset)

-- fragment: by_size
{story_page} -k.reports, {end_of_page}

-- fragment: episode_page
WITH page AS MATERIALIZED (SELECT g.id FROM {episode} g
  WHERE (:id IS NULL OR g.story = {story_now}) AND {episode_has} AND {group_filter}
  {group_sorted} LIMIT :limit OFFSET :offset)

-- fragment: shown_text
-- Of a body b without what people hid.
coalesce((SELECT h.text FROM shown h WHERE h.rep = b.rep), b.text)

-- It ends as sentences do, or is long and neither a dateline nor a by-line.
-- fragment: says_something
(substr(b.text, s."end", 1) IN ('.', '!', '?', '"', '”') OR s."end" - s.start >= 30
  AND substr(b.text, s.start + 1, 3) <> 'By ' AND substr(b.text, s."end", 1) <> '-')

-- fragment: a_sentence
(SELECT substr(b.text, s.start + 1, s."end" - s.start) FROM sentence s
  WHERE s.rep = b.rep AND s.in_title = 0 AND s."end" > s.start

-- fragment: first_sentence
-- Behind "OSLO, Dec 16 (Wire) - ", "By Anna Berg" and "--".
coalesce({a_sentence} AND {says_something} ORDER BY s.start LIMIT 1),
  {a_sentence} ORDER BY s.start LIMIT 1))

-- fragment: first_words
-- What stands for a title where there is none: the first sentence, or what there is of the text.
(SELECT CASE WHEN length(words) <= 60 THEN words
   ELSE substr(words, 1, 49 + instr(substr(words, 50, 40) || ' ', ' ')) || '...' END
 FROM (SELECT coalesce({first_sentence}, {shown_text}) AS words))

-- A day that was worked out (d), as exactly as its first and last day agree.
-- fragment: about_day
CASE WHEN d.first = d.last THEN '~' || date(d.first * 86400, 'unixepoch')
  WHEN strftime('%Y-%m', d.first * 86400, 'unixepoch') = strftime('%Y-%m', d.last * 86400,
    'unixepoch') THEN '~' || strftime('%Y-%m', d.first * 86400, 'unixepoch')
  WHEN strftime('%Y', d.first * 86400, 'unixepoch') = strftime('%Y', d.last * 86400, 'unixepoch')
    THEN '~' || strftime('%Y', d.first * 86400, 'unixepoch') END

-- Of a report r without a date.
-- fragment: worked_out
FROM dated d WHERE d.rep = r.rep AND r.date IS NULL AND d.first IS NOT NULL

-- fragment: report_date
r.date AS "date:line", coalesce(r.date, (SELECT {about_day} {worked_out})) AS "date:table",
  (SELECT date(d.first * 86400, 'unixepoch') {worked_out}) AS "date_earliest:line",
  (SELECT date(d.last * 86400, 'unixepoch') {worked_out}) AS "date_latest:line",
  (SELECT d.basis {worked_out}) AS "date_basis:line"

-- fragment: given_days
date(g.first * 86400, 'unixepoch') AS "first:line", date(g.last * 86400, 'unixepoch') AS "last:line"

-- fragment: span_of
(SELECT min(d.first) AS first, max(d.last) AS last FROM dated d JOIN member m ON m.rep = d.rep
    JOIN episode e ON e.id = m.episode WHERE d.first IS NOT NULL AND g.first IS NULL AND

-- Days of a group; where none is given, about when it was, as worked out.
-- fragment: days
{given_days},
  coalesce(date(g.first * 86400, 'unixepoch'), (SELECT {about_day} FROM {span_of} e.story = g.id)
    d)) AS "first:table",
  coalesce(date(g.last * 86400, 'unixepoch'), (SELECT {about_day} FROM {span_of} e.story = g.id)
    d)) AS "last:table"

-- fragment: episode_days
{given_days},
  coalesce(date(g.first * 86400, 'unixepoch'), (SELECT {about_day} FROM {span_of} e.id = g.id) d))
    AS "first:table",
  coalesce(date(g.last * 86400, 'unixepoch'), (SELECT {about_day} FROM {span_of} e.id = g.id) d))
    AS "last:table"

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

-- fragment: episode
-- With its number of reports, n.
(SELECT e.*, (SELECT count(*) FROM member m WHERE m.episode = e.id) AS n FROM episode e)

-- fragment: story
(SELECT s.*, k.reports AS n FROM story s JOIN kept_story k ON k.story = s.id)

-- Which report it is, is found before its text is read.
-- fragment: episode_first_words
(SELECT {first_words} FROM body b WHERE b.rep = (
   SELECT m.rep FROM member m JOIN report r USING (rep)
   WHERE m.episode = g.id ORDER BY r.day IS NULL, r.day, r.id LIMIT 1))

-- fragment: story_first_words
(SELECT {first_words} FROM body b WHERE b.rep = (
   SELECT m.rep FROM episode e JOIN member m ON m.episode = e.id JOIN report r USING (rep)
   WHERE e.story = g.id ORDER BY r.day IS NULL, r.day, r.id LIMIT 1))

-- fragment: episode_member
SELECT 1 FROM member m JOIN report r USING (rep) WHERE m.episode = g.id

-- fragment: story_member
SELECT 1 FROM episode e JOIN member m ON m.episode = e.id JOIN report r USING (rep)
    WHERE e.story = k.story

-- fragment: of_outlet
AND r.outlet = :outlet COLLATE NOCASE

-- fragment: of_words
AND r.rep IN (SELECT rowid FROM search WHERE search MATCH :about)

-- Of a group: one of its reports is of the outlet, one has the words.
-- fragment: episode_has
    (:outlet IS NULL OR EXISTS ({episode_member} {of_outlet}))
    AND (:about IS NULL OR EXISTS ({episode_member} {of_words}))

-- fragment: story_has
    (:outlet IS NULL OR EXISTS ({story_member} {of_outlet}))
    AND (:about IS NULL OR k.story IN (SELECT e.story FROM search s JOIN member m ON m.rep = s.rowid
      JOIN episode e ON e.id = m.episode WHERE s.search MATCH :about))

-- fragment: followed
-- The story that story g takes up (f, with the reason w); one that is of its own time by now is
-- none.
FROM why w JOIN story f ON f.id = coalesce((SELECT id FROM story WHERE id = w.other),
    (SELECT now FROM alias WHERE kind = 'story' AND old = w.other))
  WHERE w.level = 2 AND w.id = g.id AND f.last < g.first
    AND w.sum IS row_sum(w.level, w.id, w.other, w.weight, w.text)
  ORDER BY w.weight DESC, w.other LIMIT 1)

-- fragment: follows
(SELECT json_object('story', f.id, 'title', f.title, 'last', date(f.last * 86400, 'unixepoch'),
   'why', w.text) {followed} AS "follows:json"

-- fragment: follows_text
(SELECT f.id || coalesce(' (' || f.title || ')', '') || ', ' || w.text {followed} AS "follows:table"

-- fragment: story_corrected
(SELECT json('true') FROM correction WHERE kind IN ('report', 'episode', 'story')
   AND (now = g.id OR other_now = g.id) LIMIT 1) AS "corrected:json"

-- fragment: episode_corrected
(SELECT json('true') FROM correction WHERE kind IN ('report', 'episode') AND report = g.id LIMIT 1)
  AS "corrected:json"

-- The last column ":sound" says whether no bit of the row turned: else it is not told.
-- fragment: report_sound
(SELECT sum IS {report_sum} FROM report WHERE rep = r.rep) AND b.sum IS row_sum(b.rep, b.text)

-- fragment: kept_story_sum
row_sum(story, reports, first, last)

-- fragment: story_sound
(SELECT sum IS row_sum(id, title, terms, first, last, outlets, origins)
   FROM story WHERE id = g.id)
  AND (SELECT sum IS {kept_story_sum} FROM kept_story WHERE story = g.id)

-- fragment: episode_sound
(SELECT sum IS row_sum(id, title, terms, first, last, outlets, origins, story)
   FROM episode WHERE id = g.id)

-- fragment: why_sound
sum IS row_sum(level, id, other, weight, text)

-- query: list_reports
WITH page AS MATERIALIZED (SELECT r.rep
  FROM report r LEFT JOIN member m USING (rep)
  WHERE r.state = 'live' AND {report_filter}
  ORDER BY r.day NULLS LAST, r.id LIMIT :limit OFFSET :offset)
SELECT r.id, {report_date}, r.outlet, r.title AS "title:line",
  coalesce(r.title, {first_words}) AS "title:table", r.agency, r.language, m.episode, e.story,
  r.url, length(b.text) AS characters, {report_sound} AS ":sound"
FROM page JOIN report r USING (rep) JOIN body b USING (rep) LEFT JOIN member m USING (rep)
  LEFT JOIN episode e ON e.id = m.episode
ORDER BY r.day IS NULL, r.day, r.id

-- query: list_episodes
{episode_page}
SELECT g.id, {episode_days}, g.n AS "reports:table", g.outlets, g.origins, g.title AS "title:line",
  coalesce(g.title, {episode_first_words}) AS "title:table", g.terms AS "terms:table", g.story,
  {episode_reports}, {episode_copies}, {terms}, {episode_corrected},
  {episode_sound} AS ":sound"
FROM page JOIN {episode} g USING (id) {group_sorted}

-- Without the ids of what they are made of.
-- fragment: story_heads
SELECT g.id, {days}, g.n AS reports, g.outlets, g.origins,
  coalesce(g.title, {story_first_words}) AS title, {story_sound} AS ":sound"
FROM page JOIN {story} g USING (id) {group_sorted}

-- query: list_story_heads
{by_first} {story_heads}

-- query: list_story_heads_by_last
{by_last} {story_heads}

-- query: list_story_heads_by_size
{by_size} {story_heads}

-- fragment: stories
SELECT g.id, {days}, g.n AS "reports:table",
  (SELECT count(*) FROM episode e WHERE e.story = g.id) AS "episodes:table", g.outlets, g.origins,
  g.title AS "title:line", coalesce(g.title, {story_first_words}) AS "title:table",
  g.terms AS "terms:table", {story_reports}, {story_episodes}, {story_copies}, {terms},
  {follows}, {story_corrected}, {story_sound} AS ":sound"
FROM page JOIN {story} g USING (id) {group_sorted}

-- query: list_stories
{by_first} {stories}

-- query: list_stories_by_last
{by_last} {stories}

-- query: list_stories_by_size
{by_size} {stories}

-- query: list_notes
SELECT r.id, n.file, n.record, n.byte, n.code, n.message,
  n.sum IS row_sum(n.rep, n.file, n.record, n.code, n.byte, n.message) AS ":sound"
FROM note n LEFT JOIN report r USING (rep)
ORDER BY n.file, n.record, n.code, n.byte LIMIT :limit OFFSET :offset

-- fragment: copy_reports
FROM copy c JOIN report r USING (rep) WHERE c.copy_group = g.copy_group AND r.state = 'live'

-- query: list_copies
-- One text and the reports that carry it. origin: the earliest dated of them.
SELECT g.copy_group AS id,
  date((SELECT min(r.day) {copy_reports}) * 86400, 'unixepoch') AS first,
  date((SELECT max(r.day) {copy_reports}) * 86400, 'unixepoch') AS last,
  (SELECT count(*) {copy_reports}) AS "reports:table",
  (SELECT count(DISTINCT r.outlet) {copy_reports}) AS outlets,
  (SELECT r.id {copy_reports} ORDER BY r.day IS NULL, r.day, r.id LIMIT 1) AS origin,
  (SELECT r.agency {copy_reports} ORDER BY r.agency IS NULL, r.day IS NULL, r.day, r.id LIMIT 1)
    AS agency,
  (SELECT r.title {copy_reports} ORDER BY r.title IS NULL, r.day IS NULL, r.day, r.id LIMIT 1)
    AS "title:line",
  (SELECT coalesce(r.title, {first_words})
   FROM copy c JOIN report r USING (rep) JOIN body b USING (rep)
   WHERE c.copy_group = g.copy_group AND r.state = 'live'
   ORDER BY r.title IS NULL, r.day IS NULL, r.day, r.id LIMIT 1) AS "title:table",
  (SELECT json_group_array(json_object('id', id, 'date', date, 'outlet', outlet, 'overlap', overlap,
     'why', why)) FROM (
     SELECT r.id, r.date, r.outlet, c.overlap, c.why {copy_reports}
     ORDER BY r.day IS NULL, r.day, r.id)) AS "reports:json"
FROM (SELECT DISTINCT copy_group FROM copy) g
ORDER BY first IS NULL, first, id LIMIT :limit OFFSET :offset

-- query: show_copies
-- Each report that carries the text that the report :id carries.
SELECT r.id, r.date, r.outlet, r.title AS "title:line",
  coalesce(r.title, {first_words}) AS "title:table", c.overlap, c.why
FROM copy c JOIN report r USING (rep) JOIN body b USING (rep)
WHERE r.state = 'live' AND c.copy_group = coalesce(
    (SELECT copy_group FROM copy WHERE rep = ({live_of_id} LIMIT 1)),
    (SELECT now FROM alias WHERE kind = 'copy' AND old = :id))
ORDER BY r.day IS NULL, r.day, r.id

-- query: show_versions
-- The version that counts, then those that it replaced.
WITH RECURSIVE now AS ({live_of_id} LIMIT 1),
  older(rep) AS (SELECT rep FROM now
    UNION SELECT r.rep FROM report r JOIN older ON r.version_of = older.rep)
SELECT r.id, r.state, r.date, r.date_modified, r.date_retrieved, r.title, b.text
FROM report r JOIN body b USING (rep)
WHERE r.rep IN (SELECT rep FROM older)
ORDER BY r.state <> 'live', coalesce(r.date_modified, r.date_retrieved, r.date) DESC, r.sha256

-- fragment: live
FROM report r WHERE r.state = 'live'

-- query: list_status
-- One row: what the record holds. Rows of reports are gone through once: all else is counted along
-- indexes. Whether one was analysed is told by that of `layers`: the lines of `analysis` are long.
WITH spoken AS MATERIALIZED (SELECT r.language, r.english, count(*) AS n,
    sum(r.english AND r.rep NOT IN (SELECT rep FROM layers WHERE size > 0)) AS waiting
  {live} GROUP BY r.language, r.english)
SELECT (SELECT count(*) {live}) AS reports,
  (SELECT count(*) FROM episode) AS episodes, (SELECT count(*) FROM story) AS stories,
  (SELECT count(*) FROM copy) AS copies,
  date((SELECT min(r.day) {live}) * 86400, 'unixepoch') AS first,
  date((SELECT max(r.day) {live}) * 86400, 'unixepoch') AS last,
  (SELECT coalesce(sum(n), 0) FROM spoken WHERE NOT english) AS not_english,
  (SELECT coalesce(sum(waiting), 0) FROM spoken) AS not_analysed,
  (SELECT count(*) {live} AND NOT EXISTS (SELECT 1 FROM member m WHERE m.rep = r.rep))
    AS not_linked,
  (SELECT count(*) FROM report WHERE state = 'old') AS older_versions,
  (SELECT count(*) FROM report WHERE state = 'unreadable') AS unreadable,
  (SELECT count(*) FROM note) AS notes,
  (SELECT json_group_array(json_object('outlet', outlet, 'reports', n)) FROM (
     SELECT r.outlet, count(*) AS n {live} GROUP BY r.outlet
     ORDER BY r.outlet IS NULL, n DESC, r.outlet)) AS "outlets:json",
  (SELECT json_group_array(json_object('language', language, 'reports', n)) FROM (
     SELECT language, sum(n) AS n FROM spoken GROUP BY language
     ORDER BY language IS NULL, n DESC, language)) AS "languages:json",
  (SELECT json_group_array(json_object('year', year, 'reports', n)) FROM (
     SELECT CAST(strftime('%Y', r.day * 86400, 'unixepoch') AS INTEGER) AS year, count(*) AS n
     {live} GROUP BY year ORDER BY year IS NULL, year)) AS "years:json"

-- query: show_story
SELECT g.id, {days}, g.n AS "reports:table", g.outlets, g.origins, g.title AS "title:line",
  coalesce(g.title, {story_first_words}) AS "title:table", g.terms AS "terms:table",
  {story_reports}, {story_episodes}, {story_copies}, {terms}, {follows}, {follows_text},
  {story_corrected}, {story_sound} AS ":sound"
FROM {story} g WHERE g.id = {story_now}

-- query: show_story_heading
-- Without the lists of its reports, which are long in a large one.
SELECT g.id, {days}, g.n AS reports, g.outlets, g.origins,
  coalesce(g.title, {story_first_words}) AS title, {follows}, {story_sound} AS ":sound"
FROM {story} g WHERE g.id = {story_now}

-- query: show_story_latest
-- The newest report of a story, and the sentence that opens it.
SELECT r.id AS report, {report_date}, r.outlet, {first_sentence} AS text
FROM report r JOIN body b USING (rep) WHERE r.rep = (SELECT rep FROM kept_member
  WHERE story = {story_now} AND known < 2147483647 ORDER BY known DESC, id DESC LIMIT 1)

-- query: show_episode
SELECT g.id, {episode_days}, g.n AS "reports:table", g.outlets, g.origins, g.title AS "title:line",
  coalesce(g.title, {episode_first_words}) AS "title:table", g.terms AS "terms:table", g.story,
  {episode_reports}, {episode_copies}, {terms}, {episode_corrected},
  {episode_sound} AS ":sound"
FROM {episode} g WHERE g.id = {episode_now}

-- query: show_story_reports
-- In order before a text is read: who shows the first of many reads no more. :sample: so many.
WITH page AS MATERIALIZED (SELECT rep FROM kept_member
  WHERE story = {story_now} ORDER BY given, id LIMIT coalesce(:sample, -1))
SELECT r.id, coalesce(r.date, (SELECT {about_day} {worked_out})) AS date,
  (SELECT date(d.first * 86400, 'unixepoch') {worked_out}) AS date_earliest,
  (SELECT date(d.last * 86400, 'unixepoch') {worked_out}) AS date_latest, r.outlet,
  coalesce(r.title, {first_words}) AS title, r.agency, c.copy_group, r.url,
  substr(b.text, 1 + coalesce((SELECT min(start) FROM sentence
    WHERE rep = r.rep AND in_title = 0), 0), 300) AS lead, {report_sound} AS ":sound"
FROM page p CROSS JOIN report r ON r.rep = p.rep CROSS JOIN body b ON b.rep = r.rep
  LEFT JOIN copy c ON c.rep = r.rep

-- query: show_arrivals
-- How far reports have come in: a number that grows with each.
SELECT coalesce(max(rep), 0) AS arrival FROM report

-- query: show_new_stories
-- Stories that reports came into behind that arrival (:id), those with most of them first.
SELECT g.id, {days}, coalesce(g.title, {story_first_words}) AS title, n.reports AS reports,
  {story_sound} AS ":sound"
FROM (SELECT e.story AS id, count(*) AS reports
   FROM report r JOIN member m USING (rep) JOIN episode e ON e.id = m.episode
   WHERE r.rep > CAST(:id AS INTEGER) AND r.state = 'live'
   GROUP BY e.story ORDER BY reports DESC, e.story LIMIT 12) n JOIN story g USING (id)
ORDER BY n.reports DESC, g.id

-- query: explain_story
SELECT id, other, weight, text AS why, {why_sound} AS ":sound" FROM why
WHERE level = 1 AND id = {story_now} ORDER BY weight DESC, other

-- query: explain_episode
SELECT id, other, weight, text AS why, {why_sound} AS ":sound" FROM why
WHERE level = 0 AND id = {episode_now} ORDER BY weight DESC, other
