-- Warnings: one open warning for each person and episode.

CREATE TABLE warning (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  no               bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  person           uuid NOT NULL,          -- blind index of the strongest identifier
  level            smallint NOT NULL,      -- 0 urgent … 3 low, order of contract levels
  state            text NOT NULL CHECK (state IN ('new', 'dispatched', 'signed', 'contacting', 'contacted', 'met', 'closed')),
  outcome          text CHECK (outcome IN ('dissuaded', 'cheated', 'not_matched', 'duplicate', 'unreachable', 'refused',
                                           'transferred')),
  fraud_type       text,
  score            smallint NOT NULL,
  reasons          jsonb NOT NULL,         -- [{code,text,weight}], strongest first, no identifiers in clear
  source           text NOT NULL,          -- of the first evidence
  place_code       text NOT NULL,
  unit_id          uuid NOT NULL REFERENCES unit (id),
  assignee_id      uuid REFERENCES person (id),
  received_at      timestamptz NOT NULL DEFAULT now(),
  last_evidence_at timestamptz NOT NULL,
  evidence_count   integer NOT NULL DEFAULT 0,
  contact_due      timestamptz,
  meet_due         timestamptz,
  contacted_at     timestamptz,
  met_at           timestamptz,
  closed_at        timestamptz,
  saved_fen        bigint,                 -- money saved, only with proof (rules.md §6.3)
  saved_proof      text,
  merged_into      uuid REFERENCES warning (id),
  key_id           integer NOT NULL,       -- vault_key of the sealed subject
  subject_sealed   bytea NOT NULL,         -- {name,phone,idNo,account,age,occupation}
  subject_masked   jsonb NOT NULL,         -- the same, masked (rules.md §10.1)
  version          integer NOT NULL DEFAULT 1,
  -- The clock that runs now: first the contact, then the meeting; infinity when none does. Orders the desk.
  due              timestamptz NOT NULL GENERATED ALWAYS AS (
    CASE WHEN state = 'closed' OR met_at IS NOT NULL THEN 'infinity'::timestamptz
         WHEN contacted_at IS NULL THEN coalesce(contact_due, 'infinity'::timestamptz)
         ELSE coalesce(meet_due, 'infinity'::timestamptz) END) STORED,
  -- What the list searches: masked name and the words of the reasons.
  search           text NOT NULL GENERATED ALWAYS AS (
    lower(coalesce(subject_masked ->> 'name', '') || ' ' || jsonb_path_query_array(reasons, '$[*].text')::text)) STORED,
  CHECK ((state = 'closed') = (outcome IS NOT NULL)),
  CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
  CHECK (saved_fen IS NULL OR saved_proof IS NOT NULL),   -- no proof, no money saved
  CHECK (merged_into IS NULL OR outcome = 'duplicate')
);
-- The rule itself: no second open warning for a person.
CREATE UNIQUE INDEX warning_one_open ON warning (person) WHERE state <> 'closed';
-- The desk: open ones by level, then by what is due first.
CREATE INDEX warning_desk ON warning (level, due, id) WHERE state <> 'closed';
CREATE INDEX warning_closed ON warning (closed_at DESC, id DESC) WHERE state = 'closed';   -- closed lists, newest first
CREATE INDEX warning_received ON warning (received_at DESC, id);
CREATE INDEX warning_person ON warning (person, received_at DESC);       -- what was known of a person before
CREATE INDEX warning_merged ON warning (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX warning_unit ON warning (unit_id, state);

CREATE TABLE warning_evidence (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  warning_id uuid NOT NULL REFERENCES warning (id),
  batch_id   bigint NOT NULL,
  ord        integer NOT NULL,
  at         timestamptz NOT NULL,
  kind       text NOT NULL,
  level      smallint,                     -- of this signal by itself; null: below every level, kept for what it shows
  score      smallint NOT NULL,
  reasons    jsonb NOT NULL,
  facts      jsonb NOT NULL,               -- [{label,value}], masked
  key_id     integer NOT NULL,
  sealed     bytea NOT NULL,               -- the whole payload, kept as long as the warning
  UNIQUE (warning_id, batch_id, ord)
);
CREATE TABLE warning_history (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  warning_id uuid NOT NULL REFERENCES warning (id),
  version    integer NOT NULL,             -- the version this entry made
  at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  by         text NOT NULL CHECK (by IN ('person', 'machine', 'law')),
  actor_id   uuid REFERENCES person (id),
  act        text NOT NULL,
  from_state text,
  to_state   text,
  note       text,                         -- numbers masked
  detail     jsonb NOT NULL DEFAULT '{}',
  before     jsonb,                        -- changed columns as they were: what undo restores
  key_id     integer,                      -- vault_key of `sealed`
  sealed     bytea                         -- the note in full, when masking took something from it
);
-- One entry of a kind a version: two writers of the same step collide. Looking at a field is no step.
CREATE UNIQUE INDEX warning_history_step ON warning_history (warning_id, version, act) WHERE act <> 'reveal';
CREATE INDEX warning_evidence_warning ON warning_evidence (warning_id, at);
CREATE INDEX warning_history_warning ON warning_history (warning_id, version, id);

-- Scope (house.md): one policy shape. A transaction names the place prefix and the units it acts for; a machine says 'all'.
ALTER TABLE warning ENABLE ROW LEVEL SECURITY;
CREATE POLICY warning_scope ON warning USING (
  current_setting('lanzha.scope', true) = 'all'
  OR (current_setting('lanzha.place', true) <> '' AND place_code ^@ current_setting('lanzha.place', true))
  OR unit_id = ANY (string_to_array(current_setting('lanzha.units', true), ',')::uuid[])
);
ALTER TABLE warning_evidence ENABLE ROW LEVEL SECURITY;
CREATE POLICY warning_evidence_scope ON warning_evidence USING (EXISTS (SELECT FROM warning w WHERE w.id = warning_id));
ALTER TABLE warning_history ENABLE ROW LEVEL SECURITY;
CREATE POLICY warning_history_scope ON warning_history USING (EXISTS (SELECT FROM warning w WHERE w.id = warning_id));

GRANT SELECT, INSERT, UPDATE ON warning TO lanzha_app;
GRANT SELECT, INSERT ON warning_evidence, warning_history TO lanzha_app;
