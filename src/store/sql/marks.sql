-- Marks and events of a report as rows (schema/40-marks.sql). A sum is the upper half of row_sum.

-- query: put_sentence
INSERT INTO sentence VALUES (?1, ?2, ?3, ?4, row_sum(?1, ?2, ?3, ?4) >> 32)

-- query: put_entity
INSERT INTO entity
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, row_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7) >> 32)

-- query: put_place
INSERT INTO place
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, row_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7) >> 32)

-- query: put_mention
INSERT INTO mention
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, row_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7) >> 32)

-- query: put_timex
INSERT INTO timex VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
  row_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) >> 32)

-- query: put_quote
INSERT INTO quote VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,
  row_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) >> 32)

-- query: put_amount
INSERT INTO amount VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
  row_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) >> 32)

-- query: put_event
INSERT INTO event (rep, id, in_title, start, end, lemma, type, act, mode, cameo, contexts, time,
  place, attributed_to, quote, tense, certainty, negative, status, rule, sure, sum)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
  ?21, (row_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
    ?19, ?20) >> 32) + coalesce(?21, 0))

-- query: put_party
INSERT INTO party
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, row_sum(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) >> 32)

-- fragment: sentence_sum
row_sum(rep, in_title, start, end) >> 32

-- fragment: entity_sum
row_sum(rep, id, kind, name, country, code, title) >> 32

-- fragment: place_sum
row_sum(rep, entity, geonames, lat, lon, precision, admin1) >> 32

-- fragment: mention_sum
row_sum(rep, id, in_title, start, end, label, entity) >> 32

-- fragment: timex_sum
row_sum(rep, id, in_title, start, end, type, value, first, last, rule) >> 32

-- fragment: quote_sum
row_sum(rep, id, in_title, start, end, rest_start, rest_end, form, sense, source_start, source_end,
  entity, cue_start, cue_end, within, rule) >> 32

-- fragment: amount_sum
row_sum(rep, id, in_title, start, end, kind, value, unit, of, min, max, event, rule) >> 32

-- `sure` is added: rows of before it have the sums that they had.
-- fragment: event_sum
(row_sum(rep, id, in_title, start, end, lemma, type, act, mode, cameo, contexts, time, place,
  attributed_to, quote, tense, certainty, negative, status, rule) >> 32) + coalesce(sure, 0)

-- fragment: party_sum
row_sum(rep, event, role, n, in_title, start, end, entity, code) >> 32

-- Of one report: how many rows there are in each table, and how many of them are as they were
-- written.
-- query: count_marks
SELECT count(*), coalesce(sum(sum IS {sentence_sum}), 0) FROM sentence WHERE rep = ?1
UNION ALL SELECT count(*), coalesce(sum(sum IS {entity_sum}), 0) FROM entity WHERE rep = ?1
UNION ALL SELECT count(*), coalesce(sum(sum IS {place_sum}), 0) FROM place WHERE rep = ?1
UNION ALL SELECT count(*), coalesce(sum(sum IS {mention_sum}), 0) FROM mention WHERE rep = ?1
UNION ALL SELECT count(*), coalesce(sum(sum IS {timex_sum}), 0) FROM timex WHERE rep = ?1
UNION ALL SELECT count(*), coalesce(sum(sum IS {quote_sum}), 0) FROM quote WHERE rep = ?1
UNION ALL SELECT count(*), coalesce(sum(sum IS {amount_sum}), 0) FROM amount WHERE rep = ?1
UNION ALL SELECT count(*), coalesce(sum(sum IS {event_sum}), 0) FROM event WHERE rep = ?1
UNION ALL SELECT count(*), coalesce(sum(sum IS {party_sum}), 0) FROM party WHERE rep = ?1

-- The numbers of an event e in words.
-- fragment: status_name
CASE e.status WHEN 0 THEN 'happened' WHEN 1 THEN 'ongoing' WHEN 2 THEN 'planned'
    WHEN 3 THEN 'possible' WHEN 4 THEN 'denied' WHEN 5 THEN 'postponed' WHEN 6 THEN 'cancelled' END

-- fragment: certainty_name
CASE e.certainty WHEN 0 THEN 'certain' WHEN 1 THEN 'probable' WHEN 2 THEN 'possible' END

-- fragment: sure_name
CASE e.sure WHEN 1 THEN 'low' WHEN 2 THEN 'middle' WHEN 3 THEN 'high' END

-- fragment: polarity_name
CASE e.negative WHEN 0 THEN 'positive' WHEN 1 THEN 'negative' END
