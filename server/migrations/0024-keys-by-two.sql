-- A key of an outside system takes two people: one asks, another agrees, and who asked fetches the secret.

ALTER TABLE service_key
  ALTER COLUMN key_hash DROP NOT NULL,          -- null: granted, the secret is not made yet
  ADD COLUMN approval_id uuid UNIQUE REFERENCES approval (id),   -- null: on the command line, or before this release
  ADD COLUMN fetch_until timestamptz,           -- so long who asked may fetch the secret; null: nothing to fetch
  ADD COLUMN by_one      boolean NOT NULL DEFAULT false;         -- made by one person alone before this release
UPDATE service_key SET by_one = true WHERE created_by IS NOT NULL;
ALTER TABLE service_key
  -- The rule itself, whatever a program does: no key by a person to which nobody else agreed.
  ADD CONSTRAINT service_key_agreed CHECK (created_by IS NULL OR approval_id IS NOT NULL OR by_one),
  ADD CONSTRAINT service_key_granted CHECK (key_hash IS NOT NULL OR (approval_id IS NOT NULL AND fetch_until IS NOT NULL));
-- What a key may do, for whom and from where stays as it was agreed on: nobody widens a key.
REVOKE INSERT, UPDATE ON service_key FROM lanzha_app;
GRANT INSERT (unit_id, source, allow, allow_from, key_hash, expires_at, created_by, approval_id, fetch_until)
  ON service_key TO lanzha_app;
GRANT UPDATE (key_hash, last_used_at, last_used_from, revoked_at, revoked_by, revoked_reason) ON service_key TO lanzha_app;

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('keys.fetch.within', '3', 'd', 'rules §10.3', '设计');   -- so long a granted key waits to be fetched
