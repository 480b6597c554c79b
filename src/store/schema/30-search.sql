-- Search: words of titles and texts, as stems and without accents, so that protest finds protests
-- and Nguyen finds Nguyễn. Scripts without blanks are found by pairs of neighbouring letters.

CREATE TABLE letter_pairs (             -- only of reports with such letters
  rep   INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  pairs TEXT NOT NULL                   -- of each run of them in title and text: "ab bc c" of abc
) STRICT;

-- What the index is made of; the text is stored once, but for those of which people hid a part.
-- Older versions are not found by it.
CREATE VIEW search_content AS
  SELECT r.rep, r.title, coalesce(h.text, b.text) AS text, p.pairs
  FROM report r JOIN body b USING (rep) LEFT JOIN letter_pairs p USING (rep)
    LEFT JOIN shown h USING (rep)
  WHERE r.state <> 'old';
CREATE VIRTUAL TABLE search USING fts5(title, text, pairs,
  content='search_content', content_rowid='rep',
  tokenize="porter unicode61 remove_diacritics 2 categories 'L* N* Co M*'");
INSERT INTO search(search, rank) VALUES ('pgsz', 16000); -- a piece of the index fills a page
-- Pieces of one size are merged by eight, not by four: fewer are written again while reports come
-- in; a search looks into a few more.
INSERT INTO search(search, rank) VALUES ('automerge', 8);
