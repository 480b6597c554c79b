-- What brings a record of an older schema up, a version at a time, in this order.

-- query: version_2
DROP VIEW search_content;
CREATE VIEW search_content AS
  SELECT r.rep, r.title, b.text FROM report r JOIN body b USING (rep) WHERE r.state <> 'old';
CREATE TABLE feature (
  rep   INTEGER PRIMARY KEY REFERENCES report(rep) ON DELETE CASCADE,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX copy_of ON copy(copy_group);
