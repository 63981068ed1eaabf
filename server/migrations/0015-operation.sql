-- Operation: what `lanzha check`, the system page and the intake look at.

-- One look at the disks an hour: how fast they fill, and so for how many days they last.
CREATE TABLE disk_sample (
  at             timestamptz PRIMARY KEY,
  free_bytes     bigint NOT NULL,        -- of the fullest disk that the application writes to
  database_bytes bigint NOT NULL
);
GRANT SELECT, INSERT, DELETE ON disk_sample TO lanzha_app;

GRANT SELECT ON schema_migration TO lanzha_app;   -- whether the database is behind the program

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('disk.low',   '10240', 'MB', 'house.md', '设计'),   -- below it everybody is told
  ('disk.floor', '1024',  'MB', 'house.md', '设计');   -- below it nothing new is taken in; the rest is for work under way
