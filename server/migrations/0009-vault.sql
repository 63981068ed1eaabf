-- Rotation of the master key, search by blind index, and forgetting (docs/decisions/0028).

-- Which master key of the key file wraps a data key; the file holds the old and the new one while they are changed.
ALTER TABLE vault_key ADD COLUMN generation smallint NOT NULL DEFAULT 0;
GRANT UPDATE (wrapped, generation) ON vault_key TO lanzha_app;

-- The generation that wraps new data keys, and whose key file this is. Whoever makes a data key reads it FOR SHARE.
CREATE TABLE vault_master (
  one_row     boolean PRIMARY KEY DEFAULT true CHECK (one_row),
  generation  smallint NOT NULL,
  fingerprint text                        -- keyed hash, hex; null until a server has opened the database once
);
INSERT INTO vault_master (generation) VALUES (0);
GRANT SELECT ON vault_master TO lanzha_app;
GRANT UPDATE (generation, fingerprint) ON vault_master TO lanzha_app;

-- What forgetting looks up: everything sealed under one data key.
CREATE INDEX signal_batch_key ON signal_batch (key_id, id);
CREATE INDEX warning_key ON warning (key_id, id);
CREATE INDEX warning_evidence_key ON warning_evidence (key_id, id);
CREATE INDEX warning_history_key ON warning_history (key_id, id) WHERE key_id IS NOT NULL;
-- What outlives its slice is sealed again; what happened itself stays append-only.
GRANT UPDATE (key_id, sealed) ON signal_batch, warning_evidence, warning_history TO lanzha_app;
GRANT DELETE ON subject_state TO lanzha_app;

-- Personal data of the warning were destroyed: nobody knows any more whom it was about.
ALTER TABLE warning ADD COLUMN forgotten_at timestamptz;

-- Which warnings an identifier or a name stands in, by blind index. One row for each that a signal of it told.
CREATE TABLE warning_index (
  key        uuid NOT NULL,
  warning_id uuid NOT NULL REFERENCES warning (id),
  PRIMARY KEY (key, warning_id)
);
CREATE INDEX warning_index_warning ON warning_index (warning_id);   -- forgetting: the keys of one warning
ALTER TABLE warning_index ENABLE ROW LEVEL SECURITY;
CREATE POLICY warning_index_scope ON warning_index USING (EXISTS (SELECT FROM warning w WHERE w.id = warning_id));
GRANT SELECT, INSERT ON warning_index TO lanzha_app;

-- A search: what stands in an address is `id`, what was looked for stands here as blind indexes.
CREATE TABLE search_handle (
  id         uuid PRIMARY KEY,            -- random
  person_id  uuid NOT NULL REFERENCES person (id),
  kinds      text[] NOT NULL,
  keys       uuid[] NOT NULL,
  masked     text NOT NULL,               -- for the title of the page
  expires_at timestamptz NOT NULL
);
CREATE INDEX search_handle_expires ON search_handle (expires_at);
ALTER TABLE search_handle ENABLE ROW LEVEL SECURITY;
CREATE POLICY search_handle_own ON search_handle USING (
  current_setting('lanzha.scope', true) = 'all' OR person_id::text = current_setting('lanzha.person', true));
GRANT SELECT, INSERT, DELETE ON search_handle TO lanzha_app;

-- Warnings from before warning_index are entered by a job: only the program can compute a blind index.
CREATE TABLE search_backfill (
  one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
  after   uuid,                           -- the last warning done
  done    boolean NOT NULL
);
INSERT INTO search_backfill (done) SELECT NOT EXISTS (SELECT FROM warning);
GRANT SELECT, UPDATE ON search_backfill TO lanzha_app;

-- Legal holds: what must not be forgotten, by whom, why, until when. Released, never removed.
CREATE TABLE retention_hold (
  id             uuid PRIMARY KEY,
  warning_id     uuid REFERENCES warning (id),
  from_at        timestamptz,             -- or everything received in a period
  to_at          timestamptz,
  reason         jsonb NOT NULL,          -- sealed: a letter of a court names people
  until          timestamptz,             -- null: until released
  placed_by      uuid NOT NULL REFERENCES person (id),
  placed_at      timestamptz NOT NULL DEFAULT now(),
  released_by    uuid REFERENCES person (id),
  released_at    timestamptz,
  release_reason jsonb,
  CHECK (num_nonnulls(warning_id, from_at) = 1 AND (from_at IS NULL) = (to_at IS NULL) AND (to_at IS NULL OR from_at < to_at)),
  CHECK (num_nonnulls(released_by, released_at, release_reason) IN (0, 3))
);
CREATE INDEX retention_hold_warning ON retention_hold (warning_id) WHERE released_at IS NULL;
GRANT SELECT, INSERT ON retention_hold TO lanzha_app;
GRANT UPDATE (released_by, released_at, release_reason) ON retention_hold TO lanzha_app;

-- What was forgotten, kept or put off. Append-only.
CREATE TABLE retention_log (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at       timestamptz NOT NULL,
  kind     text NOT NULL CHECK (kind IN ('signals', 'warnings.false', 'warnings.effective', 'subjects', 'key', 'paused', 'confirmed')),
  day      date,                          -- of the slice, or on which it fell due
  count    integer NOT NULL,              -- signals, warnings, rows; of a key: values that were sealed again
  param_id bigint REFERENCES rule_param (id),
  purpose  text,                          -- of a destroyed key
  actor    uuid REFERENCES person (id)    -- null: the law, by the parameter
);
GRANT SELECT, INSERT ON retention_log TO lanzha_app;

-- Where the daily job stands.
CREATE TABLE retention_state (
  one_row       boolean PRIMARY KEY DEFAULT true CHECK (one_row),
  last_run_at   timestamptz NOT NULL DEFAULT now(),
  paused_at     timestamptz,              -- the clock had jumped: nothing is destroyed until somebody confirms
  confirmed_for timestamptz,              -- the instant up to which a jump was confirmed
  subject_after uuid                      -- resume point over subject_state
);
INSERT INTO retention_state DEFAULT VALUES;
GRANT SELECT, UPDATE ON retention_state TO lanzha_app;   -- SELECT … FOR UPDATE needs it too

CREATE FUNCTION held_at(warning uuid, received timestamptz, instant timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM retention_hold h
    WHERE h.released_at IS NULL AND (h.until IS NULL OR h.until > instant)
      AND (h.warning_id = warning OR (h.from_at <= received AND received < h.to_at)))
$$;

-- Takes the person out of closed warnings; the rest (level, outcome, times, who worked) stays for the figures. The
-- application may not write into history and evidence; this is the one thing that it may have done there.
CREATE FUNCTION forget_warnings(ids uuid[], instant timestamptz) RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone uuid[];
BEGIN
  SELECT array_agg(id) INTO gone FROM (
    SELECT id FROM warning
    WHERE id = ANY (ids) AND state = 'closed' AND forgotten_at IS NULL AND NOT held_at(id, received_at, instant)
    ORDER BY id FOR UPDATE) AS held;
  UPDATE warning w SET forgotten_at = instant, person = gen_random_uuid(), subject_sealed = '',
      subject_masked = '{"name":null,"phone":null,"idNo":null,"account":null,"age":null,"occupation":null}',
      reasons = forgotten_reasons(w.reasons),
      saved_proof = CASE WHEN w.saved_proof IS NULL THEN NULL ELSE '已去标识' END,
      version = w.version + 1
    WHERE id = ANY (gone);
  UPDATE warning_evidence e SET sealed = '', facts = '[]', reasons = forgotten_reasons(e.reasons) WHERE warning_id = ANY (gone);
  UPDATE warning_history SET sealed = NULL, key_id = NULL, note = NULL, before = NULL, detail = detail - '{proof,companions,with}'::text[]
    WHERE warning_id = ANY (gone);
  DELETE FROM warning_index WHERE warning_id = ANY (gone);
  RETURN QUERY SELECT unnest(gone);
END $$;

-- The sentence of the rule stays, the words quoted from a citizen's message go.
CREATE FUNCTION forgotten_reasons(reasons jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_agg(r || jsonb_build_object('text', split_part(r ->> 'text', '关键词句', 1))), '[]')
  FROM jsonb_array_elements(reasons) AS r
$$;

REVOKE EXECUTE ON FUNCTION forget_warnings FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_warnings TO lanzha_app;

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('warning.false.kept',   '90',  'd',     'rules §10.2', '设计'),   -- closed as not matched, then without the person
  ('warning.kept',         '730', 'd',     'rules §10.2', '设计'),   -- every other closed warning
  ('subject.idle.kept',    '38',  'd',     'house.md',    '设计'),   -- the longest bucket (30 days) and the latest late event (7)
  ('retention.gap',        '7',   'd',     '设计',        '设计'),   -- a longer silence is taken for a jump of the clock
  ('search.handle.kept',   '15',  'min',   '设计',        '设计'),
  ('search.hourly',        '120', 'times', '设计',        '设计');
