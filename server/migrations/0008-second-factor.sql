-- Signing in: second factor, lock-out by name and address, age and history of passwords, one's own sessions; service
-- keys that end, and that work from named addresses only.

ALTER TABLE person
  ADD COLUMN password_changed_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN failed_at           timestamptz,                  -- last failure of anybody under this name: `failures` starts anew after a while
  ADD COLUMN failures_since      integer NOT NULL DEFAULT 0,   -- failures since the last sign-in, told at the next one
  ADD COLUMN signed_in_at        timestamptz,                  -- last complete sign-in
  ADD COLUMN signed_in_from      text,                         -- its address
  ADD COLUMN factor_asked_at     timestamptz;                  -- first sign-in: the grace for enrolling counts from here; epoch = no grace

-- Failures and successes of a name by the address they came from (IPv4, or the /64 of IPv6): a stranger's failures
-- must not lock out who signs in from the usual place. Pruned by a job.
CREATE TABLE signin_address (
  person_id    uuid NOT NULL REFERENCES person (id),
  address      text NOT NULL,
  failures     smallint NOT NULL DEFAULT 0,
  failed_at    timestamptz,
  locked_until timestamptz,
  signed_in_at timestamptz,
  PRIMARY KEY (person_id, address)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON signin_address TO lanzha_app;

-- Hashes of former passwords, so that none comes back soon.
CREATE TABLE password_history (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  hash      text NOT NULL,
  at        timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX password_history_person ON password_history (person_id, id);   -- a new password is compared with the last ones
GRANT SELECT, INSERT, DELETE ON password_history TO lanzha_app;

-- The secret of the code generator (RFC 6238), sealed under the key of purpose `signin.until` that no day ends.
CREATE TABLE second_factor (
  person_id    uuid PRIMARY KEY REFERENCES person (id),
  key_id       integer NOT NULL REFERENCES vault_key (id),
  secret       bytea NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  confirmed_at timestamptz,                 -- null: begun, the first code has not come yet
  last_step    bigint NOT NULL DEFAULT 0    -- the newest 30-second step whose code was used: none works twice
);
GRANT SELECT, INSERT, UPDATE, DELETE ON second_factor TO lanzha_app;

-- Codes of 80 random bits for who lost the telephone; stored as sha256, each works once.
CREATE TABLE recovery_code (
  person_id uuid NOT NULL REFERENCES person (id),
  hash      bytea NOT NULL,
  used_at   timestamptz,
  PRIMARY KEY (person_id, hash)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON recovery_code TO lanzha_app;

ALTER TABLE session
  ADD COLUMN id                uuid NOT NULL DEFAULT uuidv7() UNIQUE,   -- names it towards its person; the token stays a hash
  ADD COLUMN address           text NOT NULL DEFAULT '',
  ADD COLUMN device            text NOT NULL DEFAULT '',                -- browser and system in words, not the whole header
  ADD COLUMN previous_at       timestamptz,                             -- the sign-in before this one …
  ADD COLUMN previous_from     text,
  ADD COLUMN previous_failures integer NOT NULL DEFAULT 0;              -- … and failures between the two

ALTER TABLE service_key
  ADD COLUMN expires_at     timestamptz,                   -- null: until revoked
  ADD COLUMN allow_from     text[] NOT NULL DEFAULT '{}',  -- CIDR ranges; empty: from anywhere
  ADD COLUMN created_by     uuid REFERENCES person (id),   -- null: on the command line
  ADD COLUMN last_used_from text,
  ADD COLUMN revoked_by     uuid REFERENCES person (id),
  ADD COLUMN revoked_reason text;

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('signin.totp',            'all', 'roles', 'rules §10.3', '设计'),   -- all, nobody, or roles with commas between
  ('signin.totp_grace_days', '7',   'd',     'rules §10.3', '设计'),   -- after the first sign-in
  ('signin.failures_name',   '20',  'times', 'rules §10.3', '设计'),   -- of one name from all addresses together
  ('signin.lock_name',       '30',  'min',   'rules §10.3', '设计'),
  ('signin.known_address',   '90',  'd',     'rules §10.3', '设计'),   -- so long an address counts as usual
  ('password.age',           '90',  'd',     'rules §10.3', '记忆'),
  ('password.history',       '5',   'times', 'rules §10.3', '设计');
