-- One state row for each identifier (phone, idNo, account), under its blind index.

CREATE TABLE subject_state (
  key        uuid PRIMARY KEY,            -- blind index of the identifier
  person     uuid NOT NULL,               -- strongest identifier known for it: idNo > phone > account (house.md)
  rank       smallint NOT NULL,           -- rank of `person`: 3 idNo, 2 phone, 1 account
  state      bytea NOT NULL               -- time buckets and recent evidence (engine/scoring/state.ts)
) WITH (fillfactor = 70);                 -- room for HOT updates: the row changes with every signal
GRANT SELECT, INSERT, UPDATE ON subject_state TO lanzha_app;
