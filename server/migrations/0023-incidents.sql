-- Incidents (警情): what was reported of somebody who was cheated. No filed case: that is a table of its own (rules §7.3).
-- Scripts (话术): what an officer reads out, by type of fraud; versions of our own texts.

-- ---------------------------------------------------------------- incidents
CREATE TABLE incident (
  id             uuid PRIMARY KEY DEFAULT uuidv7(),
  no             bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  state          text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'collected', 'handed_over', 'withdrawn')),
  source         text NOT NULL,            -- contract/src/incidents, incidentSources
  warning_id     uuid REFERENCES warning (id),
  made_version   integer,                  -- the version of the warning whose ending opened it
  place_code     text NOT NULL,
  unit_id        uuid NOT NULL REFERENCES unit (id),
  opened_by      uuid NOT NULL REFERENCES person (id),
  opened_at      timestamptz NOT NULL,
  report_due     timestamptz NOT NULL,     -- by then the elements are with the upper platform
  fraud_type     text,                     -- two-level code (rules §7.2) …
  subtype        text,
  type_version   text,                     -- … of the edition of this year
  screen_sharing text CHECK (screen_sharing IN ('yes', 'no', 'unknown')),
  warned_before  text CHECK (warned_before IN ('yes', 'no', 'unknown')),
  leak           text,                     -- where the other side had the personal data from
  crisis         text CHECK (crisis IN ('yes', 'no', 'unknown')),
  key_id         integer,                  -- vault_key of `sealed`
  sealed         bytea,                    -- {victimName, victimIdNo, …, brief, referral, handedTo, receipt, withdrawnWhy}
  handed_at      timestamptz,
  handed_by      uuid REFERENCES person (id),
  withdrawn_how  text CHECK (withdrawn_how IN ('undo', 'review')),
  withdrawn_from text,                     -- the state it stood in
  withdrawn_at   timestamptz,
  withdrawn_by   uuid REFERENCES person (id),
  version        integer NOT NULL DEFAULT 1,
  CHECK ((source = 'warning') = (warning_id IS NOT NULL)),
  CHECK ((warning_id IS NULL) = (made_version IS NULL)),
  CHECK ((fraud_type IS NULL) = (type_version IS NULL)),
  CHECK (subtype IS NULL OR fraud_type IS NOT NULL),
  CHECK ((key_id IS NULL) = (sealed IS NULL)),
  CHECK ((handed_at IS NULL) = (handed_by IS NULL)),
  CHECK (state <> 'handed_over' OR handed_at IS NOT NULL),
  CHECK ((state = 'withdrawn') = (withdrawn_how IS NOT NULL AND withdrawn_from IS NOT NULL AND withdrawn_at IS NOT NULL
         AND withdrawn_by IS NOT NULL))
);
-- An ending opens one incident, however often it is told; one that an undo withdrew is taken up again, not made anew.
CREATE UNIQUE INDEX incident_warning ON incident (warning_id) WHERE state <> 'withdrawn' OR withdrawn_how = 'undo';
CREATE INDEX incident_newest ON incident (opened_at DESC, id DESC);                                         -- the list
CREATE INDEX incident_open ON incident (report_due, id) WHERE state IN ('draft', 'collected');              -- what is due next
CREATE INDEX incident_unit ON incident (unit_id, opened_at DESC, id DESC);                                  -- of a station

-- Money that the victim sent. A row entered by mistake is struck out and stays readable.
CREATE TABLE incident_transfer (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  incident_id uuid NOT NULL REFERENCES incident (id),
  no          smallint NOT NULL,           -- 1, 2, 3 … within the incident
  amount_fen  bigint CHECK (amount_fen > 0),
  sent_at     timestamptz,
  sent_to     text CHECK (sent_to IN ('second', 'minute', 'hour', 'day')),   -- how exactly the time is known
  channel     text,
  arrival     text,                        -- what can still be cancelled (practice F7)
  cancelling  text,
  payee_kind  text,
  key_id      integer,
  sealed      bytea,                       -- {fromAccount, fromName, fromBank, toAccount, toName, toBank, reference}
  struck_at   timestamptz,
  struck_by   uuid REFERENCES person (id),
  UNIQUE (incident_id, no),
  CHECK ((sent_at IS NULL) = (sent_to IS NULL)),
  CHECK ((key_id IS NULL) = (sealed IS NULL)),
  CHECK ((struck_at IS NULL) = (struck_by IS NULL))
);

-- Withdrawing, and another type once it was collected: asked for by one, answered by another (rules §7.3, U10).
CREATE TABLE incident_review (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  incident_id uuid NOT NULL REFERENCES incident (id),
  kind        text NOT NULL CHECK (kind IN ('withdraw', 'retype')),
  from_type   text,
  from_subtype text,
  to_type     text,
  to_subtype  text,
  asked_by    uuid NOT NULL REFERENCES person (id),
  asked_at    timestamptz NOT NULL,
  state       text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'agreed', 'refused', 'lapsed')),
  answered_by uuid REFERENCES person (id),
  answered_at timestamptz,
  key_id      integer NOT NULL,
  sealed      bytea NOT NULL,              -- why it was asked for
  CHECK ((kind = 'retype') = (to_type IS NOT NULL)),
  CHECK ((state = 'pending') = (answered_at IS NULL)),
  CHECK ((answered_at IS NULL) = (answered_by IS NULL)),
  CHECK (state NOT IN ('agreed', 'refused') OR answered_by <> asked_by)   -- two people
);
CREATE UNIQUE INDEX incident_review_pending ON incident_review (incident_id) WHERE state = 'pending';

-- Every step, with every value as it was and as it became.
CREATE TABLE incident_history (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  incident_id uuid NOT NULL REFERENCES incident (id),
  version     integer NOT NULL,            -- the version this entry made
  at          timestamptz NOT NULL,
  actor_id    uuid NOT NULL REFERENCES person (id),
  act         text NOT NULL,
  from_state  text,
  to_state    text NOT NULL,
  fields      text[] NOT NULL DEFAULT '{}',   -- what it changed: 'victimName', '<transfer>/amount'
  key_id      integer,
  sealed      bytea,                       -- {changes: [{path, before, after}], note}
  UNIQUE (incident_id, version),
  CHECK ((key_id IS NULL) = (sealed IS NULL))
);

-- Scope: the policy shape of 0014.
ALTER TABLE incident ENABLE ROW LEVEL SECURITY;
CREATE POLICY incident_scope ON incident USING (
  current_setting('lanzha.scope', true) = 'all'
  OR (current_setting('lanzha.place', true) <> '' AND place_code ^@ current_setting('lanzha.place', true))
  OR unit_id = ANY ((SELECT string_to_array(current_setting('lanzha.units', true), ',')::uuid[])::uuid[])
);
ALTER TABLE incident_transfer ENABLE ROW LEVEL SECURITY;
CREATE POLICY incident_transfer_scope ON incident_transfer USING (
  current_setting('lanzha.scope', true) = 'all' OR EXISTS (SELECT FROM incident i WHERE i.id = incident_id));
ALTER TABLE incident_review ENABLE ROW LEVEL SECURITY;
CREATE POLICY incident_review_scope ON incident_review USING (
  current_setting('lanzha.scope', true) = 'all' OR EXISTS (SELECT FROM incident i WHERE i.id = incident_id));
ALTER TABLE incident_history ENABLE ROW LEVEL SECURITY;
CREATE POLICY incident_history_scope ON incident_history USING (
  current_setting('lanzha.scope', true) = 'all' OR EXISTS (SELECT FROM incident i WHERE i.id = incident_id));

-- Nothing is deleted; the history is only added to.
GRANT SELECT, INSERT ON incident, incident_transfer, incident_review, incident_history TO lanzha_app;
GRANT UPDATE (state, made_version, fraud_type, subtype, type_version, screen_sharing, warned_before, leak, crisis, key_id, sealed,
  handed_at, handed_by, withdrawn_how, withdrawn_from, withdrawn_at, withdrawn_by, version) ON incident TO lanzha_app;
GRANT UPDATE (amount_fen, sent_at, sent_to, channel, arrival, cancelling, payee_kind, key_id, sealed, struck_at, struck_by)
  ON incident_transfer TO lanzha_app;
GRANT UPDATE (state, answered_by, answered_at) ON incident_review TO lanzha_app;

-- Files may belong to an incident: the functions of 0011 with one more kind. Who has the incident alone hears of it in its unit.
CREATE OR REPLACE FUNCTION file_subject_visible(kind text, id uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE kind WHEN 'warning' THEN EXISTS (SELECT FROM warning w WHERE w.id = $2)
                   WHEN 'incident' THEN EXISTS (SELECT FROM incident i WHERE i.id = $2) ELSE false END
$$;
CREATE OR REPLACE FUNCTION file_subject(kind text, id uuid)
  RETURNS TABLE (person_id uuid, place_code text, unit_id uuid) LANGUAGE sql STABLE AS $$
  SELECT w.assignee_id, w.place_code, w.unit_id FROM warning w WHERE kind = 'warning' AND w.id = $2
  UNION ALL SELECT i.opened_by, i.place_code, i.unit_id FROM incident i WHERE kind = 'incident' AND i.id = $2
$$;

-- ---------------------------------------------------------------- scripts
-- A text as somebody of the house has written it; without a row the original that came with the product holds.
CREATE TABLE script_version (
  type      text NOT NULL,                 -- fraud type
  version   integer NOT NULL CHECK (version > 0),
  at        timestamptz NOT NULL DEFAULT now(),
  author_id uuid NOT NULL REFERENCES person (id),
  content   jsonb,                         -- contract/src/scripts, scriptText; null: back to the original
  why       text NOT NULL,
  PRIMARY KEY (type, version)
);
-- One text for the whole house: whoever has any scope of work reads it, nobody writes in another's name.
ALTER TABLE script_version ENABLE ROW LEVEL SECURITY;
CREATE POLICY script_version_read ON script_version FOR SELECT USING (true);
CREATE POLICY script_version_own_name ON script_version FOR INSERT WITH CHECK (
  author_id = nullif(current_setting('lanzha.person', true), '')::uuid);
GRANT SELECT, INSERT ON script_version TO lanzha_app;

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('incident.report.minutes', '30', 'min',   'rules §3.1', '转述'),   -- from the report to the upper platform
  ('incident.report.prewarn', '10', 'min',   'rules §3.1', '设计'),   -- so long before it is told that time runs out
  ('incident.cancel.atm',     '24', 'h',     'rules §4',   '记忆'),   -- so long a transfer at an ATM to another's account can be cancelled
  ('incident.plain.hourly',   '60', 'times', 'rules §10.1', '设计');  -- so often an hour one person opens elements in full
