-- What every room stands on: the installation itself, parameters, live updates, sealed keys, access records.
-- Roles lanzha_app and lanzha_reader exist before the first migration (ground/db/roles.ts).

-- PostgreSQL 18 has uuidv7(); 15 to 17 get one of the same form: 48 bits of milliseconds, then random.
DO $$
BEGIN
  IF current_setting('server_version_num')::int < 180000 THEN
    CREATE FUNCTION uuidv7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $f$
      SELECT (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
              || '7' || substr(r, 14, 3) || substr(r, 17, 16))::uuid
        FROM (SELECT replace(gen_random_uuid()::text, '-', '') AS r) AS random
    $f$;
  END IF;
END $$;

CREATE TABLE installation (
  one_row         boolean PRIMARY KEY DEFAULT true CHECK (one_row),
  kind            text NOT NULL CHECK (kind IN ('real', 'drill')),  -- fixed at creation (house.md)
  county_code     text,
  setup_code_hash text,                                             -- sha256 of the one-time code, hex
  created_at      timestamptz NOT NULL DEFAULT now(),
  completed_at    timestamptz
);
GRANT SELECT, INSERT ON installation TO lanzha_app;
GRANT UPDATE (county_code, setup_code_hash, completed_at) ON installation TO lanzha_app;

-- Legal and local numbers with source and certainty (rules.md §0). A decision keeps the version it was made with.
CREATE TABLE rule_param (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code           text NOT NULL,
  value          text NOT NULL,
  unit           text NOT NULL,
  legal_basis    text NOT NULL,
  certainty      text NOT NULL CHECK (certainty IN ('原文', '转述', '工作总结', '实测', '记忆', '设计', '未查到')),
  effective_from timestamptz NOT NULL DEFAULT '-infinity',
  effective_to   timestamptz NOT NULL DEFAULT 'infinity',
  reviewed_by    text,
  CHECK (effective_from < effective_to)
);
CREATE INDEX rule_param_code ON rule_param (code, effective_from);
GRANT SELECT ON rule_param TO lanzha_app, lanzha_reader;

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('warning.urgent.contact', '15',   'min',   'rules §6.3', '设计'),
  ('warning.urgent.meet',    '60',   'min',   'rules §6.3', '设计'),
  ('warning.high.contact',   '120',  'min',   'rules §6.3', '设计'),
  ('warning.middle.contact', '1440', 'min',   'rules §6.3', '设计'),
  ('warning.low.contact',    '4320', 'min',   'rules §6.3', '设计'),
  ('warning.clock.prewarn',  '20',   'percent', 'rules §6.3', '设计'),
  ('warning.undo',           '10',   'min',   'screens.md', '设计'),
  ('episode.silence',        '72',   'h',     'house.md',   '设计'),
  ('signal.id.remembered',   '180',  'd',     'interfaces.md', '设计'),
  ('signal.payload.kept',    '30',   'd',     'house.md',   '设计'),
  ('signal.future.tolerance', '5',   'min',   'house.md',   '设计'),
  ('signal.late.limit',      '7',    'd',     'house.md',   '设计'),
  ('session.idle',           '15',   'min',   'rules §10.3', '记忆'),
  ('session.absolute',       '12',   'h',     'rules §10.3', '设计'),
  ('signin.failures',        '5',    'times', 'rules §10.3', '记忆'),
  ('signin.lock',            '5',    'min',   'rules §10.3', '记忆');

-- What browsers and other nodes are told. Readers follow (xid, seq) below the oldest running transaction, so a late
-- commit is never jumped over. Pruned by a job; holds references only, no personal data.
CREATE TABLE outbox (
  seq        bigint GENERATED ALWAYS AS IDENTITY,
  xid        xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at         timestamptz NOT NULL DEFAULT now(),
  topic      text NOT NULL,
  place_code text NOT NULL,
  unit_id    uuid,
  body       jsonb NOT NULL,
  PRIMARY KEY (xid, seq)
);
GRANT SELECT, INSERT, DELETE ON outbox TO lanzha_app;

-- Data keys of a time slice, wrapped by the master key in the key file outside the database. Forgetting = deleting a row.
CREATE TABLE vault_key (
  id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  purpose    text NOT NULL,          -- 'signals', 'warnings', …
  slice      text NOT NULL,          -- the day, YYYY-MM-DD in UTC
  wrapped    bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (purpose, slice)
);
GRANT SELECT, INSERT, DELETE ON vault_key TO lanzha_app;

-- Who did or saw what that must be answerable later. Append-only: no UPDATE, no DELETE for anyone but the owner.
CREATE TABLE audit_record (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor    uuid,                     -- person; null for the machine
  unit_id  uuid,
  event    text NOT NULL,            -- 'session.created', 'vault.revealed', …
  ok       boolean NOT NULL,
  target   text,                     -- opaque handle, never an identifier of a citizen
  detail   jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_record_actor ON audit_record (actor, at);
GRANT SELECT, INSERT ON audit_record TO lanzha_app;
