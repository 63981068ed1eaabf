-- The chain over the audit records (docs/decisions/0007). Records are still written in the business transaction; one
-- sealer chains them afterwards with a key that is not in the database.

ALTER TABLE audit_record
  ADD COLUMN xid        xid8 NOT NULL DEFAULT pg_current_xact_id(),  -- the sealer follows transactions, not ids: no late commit is skipped
  ADD COLUMN nonce      uuid,     -- drawn by the writing program: a record copied later has a twin
  ADD COLUMN writer_mac bytea;    -- HMAC-SM3 of the writing program; null: written by somebody without the key
CREATE INDEX audit_record_xid ON audit_record (xid, id);                       -- the sealer: what came since
CREATE INDEX audit_record_at ON audit_record (at, id);                         -- the viewer: newest first, between dates
CREATE INDEX audit_record_event ON audit_record (event COLLATE "C", at, id);   -- one event, one room; the list of events
CREATE INDEX audit_record_target ON audit_record (target, at, id) WHERE target IS NOT NULL;  -- everything about one thing
CREATE INDEX audit_record_refused ON audit_record (at, id) WHERE NOT ok;       -- what was refused: rare, and asked for

-- The application says what happened; number and transaction are the database's to give.
REVOKE INSERT ON audit_record FROM lanzha_app;
GRANT INSERT (at, actor, unit_id, event, ok, target, detail, nonce, writer_mac) ON audit_record TO lanzha_app;

-- One row for each sealed record. Append-only like the records; what is written here without the key is found by
-- `lanzha audit verify`. No foreign key: a removed record must leave its seal behind.
CREATE TABLE audit_seal (
  position  bigint PRIMARY KEY,       -- 1, 2, 3 … without a gap
  record_id bigint NOT NULL UNIQUE,
  digest    bytea NOT NULL,           -- HMAC-SM3 of every column of the record
  signed    boolean NOT NULL,         -- whether writer_mac fitted when it was sealed
  horizon   xid8 NOT NULL,            -- the records of every transaction below it were sealed before: where a successor looks on
  sealed_at timestamptz NOT NULL,
  prev      bytea NOT NULL,           -- mac of position − 1; 32 zero bytes at the first
  mac       bytea NOT NULL            -- HMAC-SM3 of all columns above
);
GRANT SELECT, INSERT ON audit_seal TO lanzha_app;

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('audit.anchor.every',   '10',   'min',     'house.md', '设计'),   -- the head of the chain goes outside at least so often
  ('audit.anchor.records', '1000', 'records', 'house.md', '设计');   -- … and after so many records
