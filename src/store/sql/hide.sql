-- Parts of reports that people marked as clutter (hide.c, schema/60-correct.sql).

-- query: hide_text_of
-- The report that :id means, and its text.
SELECT r.id, b.text FROM report r JOIN body b USING (rep) WHERE r.rep = ({live_of_id} LIMIT 1)

-- query: hide_asked
-- What is to be hidden of a report.
SELECT c.n, c.start, c.words FROM report r CROSS JOIN correction c ON c.report = r.id
WHERE r.rep = ?1 AND c.kind = 'text' ORDER BY c.n

-- query: put_hidden
INSERT OR IGNORE INTO hidden VALUES (?1, ?2, ?3, ?4, row_sum(?1, ?2, ?3, ?4))

-- query: put_shown
INSERT INTO shown VALUES (?1, ?2)

-- query: forget_hidden
DELETE FROM hidden WHERE rep = ?

-- query: forget_shown
DELETE FROM shown WHERE rep = ?

-- query: hidden_of
SELECT start, "end" FROM hidden WHERE rep = ? ORDER BY start, correction

-- query: hidden_told
SELECT h.start, h."end", c.n, c.who, c.why FROM hidden h JOIN correction c ON c.n = h.correction
WHERE h.rep = ? ORDER BY h.start, c.n

-- query: shown_of
SELECT text FROM shown WHERE rep = ?

-- query: hide_kept
SELECT r.title, b.text, r.date, coalesce(l.size, 0), l.bytes, r.state <> 'old'
FROM report r JOIN body b USING (rep) LEFT JOIN layers l USING (rep) WHERE rep = ?

-- query: hide_reps
SELECT rep FROM report WHERE id = ? ORDER BY rep

-- query: hide_mentions_of
DELETE FROM merged_mention WHERE rep = ?

-- query: hide_things_of
DELETE FROM thing_in WHERE rep = ?

-- query: hide_report_of
-- The report that a correction of a text is about.
SELECT report FROM correction WHERE n = ? AND kind = 'text'
