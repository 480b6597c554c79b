-- Is the record sound? Rows of findings: part, id (of a report or group, where one is meant),
-- finding. What stands under check_about is no fault.

-- query: check_index
INSERT INTO search(search, rank) VALUES ('integrity-check', 1)

-- query: check_about
SELECT 'reports' AS part, NULL AS id, count(*) || ' live, '
  || (SELECT count(*) FROM report WHERE state = 'old') || ' older versions' AS finding
FROM report WHERE state = 'live'
UNION ALL
SELECT 'groups', NULL, count(*) || ' reports wait to be linked'
FROM report r LEFT JOIN member m USING (rep)
WHERE r.state = 'live' AND m.rep IS NULL HAVING count(*) > 0
UNION ALL
SELECT 'layers', NULL, count(*) || ' reports were analysed by an older program:'
  || ' `dateline reanalyse` makes their marks and events readable'
FROM analysis a JOIN layers l USING (rep) WHERE a.size > 0 AND l.size = 0 HAVING count(*) > 0

-- query: check_file
SELECT 'file' AS part, NULL AS id, integrity_check AS finding FROM pragma_integrity_check
WHERE integrity_check <> 'ok'

-- query: check_references
SELECT 'references' AS part, NULL AS id,
  'row ' || rowid || ' of ' || "table" || ' points nowhere' AS finding
FROM pragma_foreign_key_check

-- query: check_versions
-- One live version of a report, to which the others lead.
SELECT 'versions' AS part, id, count(*) || ' live reports have this id' AS finding
FROM report WHERE state = 'live' GROUP BY id HAVING count(*) > 1
UNION ALL
SELECT 'versions', id, 'an older version leads to no other' FROM report
WHERE state = 'old' AND version_of IS NULL

-- query: check_groups
-- Every report in an episode that is there, every episode in a story that is there, and no more.
SELECT 'groups' AS part, r.id AS id, 'it stands in no episode' AS finding
FROM report r LEFT JOIN member m USING (rep)
WHERE r.state = 'live' AND m.rep IS NULL
  AND EXISTS (SELECT 1 FROM meta WHERE key = 'linked' AND value = 'yes')
UNION ALL
SELECT 'groups', r.id, 'its episode ' || m.episode || ' is missing'
FROM member m JOIN report r USING (rep) LEFT JOIN episode e ON e.id = m.episode
WHERE e.id IS NULL
UNION ALL
SELECT 'groups', e.id, 'the story ' || e.story || ' of this episode is missing'
FROM episode e LEFT JOIN story s ON s.id = e.story WHERE s.id IS NULL
UNION ALL
SELECT 'groups', e.id, 'no report is in this episode'
FROM episode e WHERE NOT EXISTS (SELECT 1 FROM member m WHERE m.episode = e.id)
UNION ALL
SELECT 'groups', s.id, 'no episode is in this story'
FROM story s WHERE NOT EXISTS (SELECT 1 FROM episode e WHERE e.story = s.id)
UNION ALL
SELECT 'groups', s.id, 'what is kept of this story is not what it has'
FROM story s LEFT JOIN kept_story k ON k.story = s.id
WHERE (k.reports, k.first, k.last) IS NOT ((SELECT count(*) FROM episode e
    JOIN member m ON m.episode = e.id WHERE e.story = s.id), s.first, s.last)
UNION ALL
SELECT 'entities', t.id, 'it cannot be found by its name'
FROM thing t LEFT JOIN thing_word w ON w.words = words_from(t.name) AND w.thing = t.id
WHERE words_from(t.name) IS NOT NULL AND w.whole IS NOT 1
UNION ALL
SELECT 'events', p.event, 'it cannot be found by the name of one who takes part'
FROM merged_party p LEFT JOIN party_word w ON w.words = words_from(p.name) AND w.name = p.name
WHERE p.thing IS NULL AND words_from(p.name) IS NOT NULL AND w.name IS NULL
UNION ALL
SELECT 'events', e.id, 'what is kept of its place is not what it has'
FROM merged e LEFT JOIN entity n ON n.rep = e.place_rep AND n.id = e.place
  LEFT JOIN kept_place k ON k.event = e.id
WHERE (k.name, k.country) IS NOT (n.name, n.country)
UNION ALL
SELECT 'copies', min(r.id), 'it is a copy of nothing'
FROM copy c JOIN report r USING (rep) GROUP BY c.copy_group HAVING count(*) = 1

-- query: check_sums
-- Rows whose bits turned; those of one report are looked at with it.
SELECT 'settings' AS part, key AS id, 'its value is damaged' AS finding
FROM meta WHERE sum IS NOT row_sum(key, value)
UNION ALL
SELECT 'stories', id, 'it is damaged' FROM story
WHERE sum IS NOT row_sum(id, title, terms, first, last, outlets, origins)
UNION ALL
SELECT 'stories', story, 'what is kept of it is damaged' FROM kept_story
WHERE sum IS NOT {kept_story_sum}
UNION ALL
SELECT 'episodes', id, 'it is damaged' FROM episode
WHERE sum IS NOT row_sum(id, title, terms, first, last, outlets, origins, story)
UNION ALL
SELECT 'reasons', id, 'the reason why ' || other || ' joined is damaged' FROM why
WHERE sum IS NOT row_sum(level, id, other, weight, text)
UNION ALL
SELECT 'days', r.id, 'the days worked out for it are damaged' FROM dated d JOIN report r USING (rep)
WHERE d.sum IS NOT {dated_sum}
UNION ALL
SELECT 'entities', t.id, 'it is damaged' FROM thing t WHERE t.sum IS NOT {thing_sum}
UNION ALL
SELECT 'entities', thing, 'a row that says where it stands is damaged' FROM thing_in
WHERE sum IS NOT {thing_in_sum}
UNION ALL
SELECT 'stories', story, 'where one of its reports stands in time is damaged' FROM kept_member
WHERE sum IS NOT {kept_member_sum}
UNION ALL
SELECT 'entities', thing, 'words by which it is found are damaged' FROM thing_word
WHERE sum IS NOT {thing_word_sum}
UNION ALL
SELECT 'events', NULL, 'words by which ' || name || ' is found are damaged' FROM party_word
WHERE sum IS NOT {party_word_sum}
UNION ALL
SELECT 'events', event, 'where it took place is damaged' FROM kept_place
WHERE sum IS NOT {kept_place_sum}
UNION ALL
SELECT 'events', e.id, 'it is damaged' FROM merged e WHERE e.sum IS NOT {merged_sum}
UNION ALL
SELECT 'events', event, 'one of those who take part is damaged' FROM merged_party
WHERE sum IS NOT {merged_party_sum}
UNION ALL
SELECT 'events', event, 'a row that says where it is told is damaged' FROM merged_mention
WHERE sum IS NOT {merged_mention_sum}
UNION ALL
SELECT 'events', event, 'a count of it is damaged' FROM merged_count
WHERE sum IS NOT {merged_count_sum}
UNION ALL
SELECT 'events', event, 'a link of it is damaged' FROM merged_link
WHERE sum IS NOT {merged_link_sum}
UNION ALL
SELECT 'aliases', old, 'it is damaged' FROM alias WHERE sum IS NOT row_sum(kind, old, now)
UNION ALL
SELECT 'removed', id, 'what keeps it out is damaged' FROM tombstone
WHERE sum IS NOT row_sum(sha256, id, outlet, url_key)
UNION ALL
SELECT 'notes', NULL, 'a note on ' || file || ' is damaged' FROM note
WHERE rep IS NULL AND sum IS NOT row_sum(rep, file, record, code, byte, message)
UNION ALL
SELECT 'corrections', CAST(n AS TEXT), 'it is damaged' FROM correction
WHERE sum IS NOT {correction_sum}
UNION ALL
SELECT 'corrections', CAST(correction AS TEXT), 'what it hides is damaged' FROM hidden
WHERE sum IS NOT row_sum(rep, start, "end", correction)
UNION ALL
SELECT 'addresses', url, 'what is known of it is damaged' FROM asked
WHERE sum IS NOT row_sum(url, kind, next, status, at, failures, etag, modified, changed, why)

-- query: next_report
SELECT min(rep) FROM report WHERE rep > ?

-- query: next_raw
SELECT min(rep) FROM raw WHERE rep > ?

-- One report, part by part: a part that cannot be read does not hide the others. The first column
-- says whether the row's bits are as they were written.
-- query: check_report
SELECT sum IS {report_sum}, id, state, sha256, length(CAST(title AS BLOB)) FROM report WHERE rep = ?

-- query: check_body
SELECT sum IS row_sum(rep, text), length(CAST(text AS BLOB)) FROM body WHERE rep = ?

-- query: check_raw
SELECT sum IS row_sum(rep, kind, charset, size, bytes, map), size, bytes, map FROM raw WHERE rep = ?

-- query: check_analysis
SELECT sum IS row_sum(rep, version, size, json), size, json FROM analysis WHERE rep = ?

-- query: check_layers
SELECT l.sum IS row_sum(rep, l.size, bytes), l.size, bytes, r.title, b.text
FROM layers l JOIN report r USING (rep) JOIN body b USING (rep) WHERE rep = ?

-- query: check_feature
SELECT sum IS row_sum(rep, bytes) FROM feature WHERE rep = ?

-- query: check_details
-- Notes, pieces taken out, places in groups.
SELECT (SELECT count(*) FROM note n WHERE n.rep = ?1
          AND n.sum IS NOT row_sum(rep, file, record, code, byte, message))
  + (SELECT count(*) FROM removed x WHERE x.rep = ?1
       AND x.sum IS NOT row_sum(rep, n, text, reason, at))
  + (SELECT count(*) FROM member m WHERE m.rep = ?1 AND m.sum IS NOT row_sum(rep, episode))
  + (SELECT count(*) FROM copy c WHERE c.rep = ?1
       AND c.sum IS NOT row_sum(rep, copy_group, overlap, why)) = 0

-- What is no JSON is an error of this statement: json_valid says the same of what it had
-- no memory for.
-- query: is_json
SELECT json_type(?) = 'object'
