-- What came in. Both tables are append-only for the application; old slices go by partition and key, not by DELETE.

-- A batch of payloads sealed together under the day's key.
CREATE TABLE signal_batch (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at       timestamptz NOT NULL DEFAULT now(),
  key_id   integer NOT NULL,              -- vault_key
  count    integer NOT NULL,
  sealed   bytea NOT NULL                 -- NDJSON of the accepted payloads, in the order of signal_id.ord
);
ALTER TABLE signal_batch ALTER COLUMN sealed SET STORAGE EXTERNAL;  -- ciphertext does not compress
GRANT SELECT, INSERT ON signal_batch TO lanzha_app;

-- One row for each accepted signal: its receipt, and the first decision for whoever sends the id again.
-- The key is a keyed hash of (unit, source, id), so the table can be distributed by it.
CREATE TABLE signal_id (
  id_hash    uuid PRIMARY KEY,
  content    bigint NOT NULL,             -- keyed hash of the content: tells a repeat from a conflict
  batch_id   bigint NOT NULL,
  ord        integer NOT NULL,
  level      smallint,                    -- index in contract levels; null = no warning
  score      smallint NOT NULL,
  warning_id uuid
);
GRANT SELECT, INSERT ON signal_id TO lanzha_app;
