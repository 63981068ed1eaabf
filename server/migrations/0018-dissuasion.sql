-- Warnings to every end: contacts, what an ending said, transfers that are accepted or returned, follow-ups, reviews,
-- do-not-disturb. Rows that a step of a warning made carry the version of that step, so that undo finds them.

-- One attempt to reach the person of a warning. A correction is a row of its own that names the one it corrects.
CREATE TABLE contact_record (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  warning_id uuid NOT NULL REFERENCES warning (id),
  version    integer NOT NULL,            -- the version of the warning that the attempt, or its correction, made
  corrects   uuid REFERENCES contact_record (id),
  at         timestamptz NOT NULL,
  actor_id   uuid NOT NULL REFERENCES person (id),
  method     text NOT NULL CHECK (method IN ('call', 'sms', 'video', 'meet', 'family', 'third_party')),
  reached    boolean NOT NULL,
  failed     text,                        -- contract/src/dissuasion, contactFailures
  result     text CHECK (result IN ('believes', 'doubts', 'refuses', 'transferred')),
  basis      text CHECK (basis IN ('consent', 'emergency')),
  started_at timestamptz,                 -- null: not noted
  ended_at   timestamptz,
  key_id     integer,                     -- vault_key of `sealed`
  sealed     bytea,                       -- {said, statement, present, basisWhy, why}
  undone_at  timestamptz,                 -- the step was taken back
  CHECK (reached OR result IS NULL),
  CHECK ((method IN ('family', 'third_party')) = (basis IS NOT NULL)),   -- relatives only with consent or in an emergency
  CHECK ((key_id IS NULL) = (sealed IS NULL))
);
CREATE UNIQUE INDEX contact_record_step ON contact_record (warning_id, version);
CREATE INDEX contact_record_key ON contact_record (key_id, id) WHERE key_id IS NOT NULL;   -- forgetting

-- What an ending said, as far as its outcome demands it. Codes and sums only.
CREATE TABLE warning_ending (
  warning_id   uuid NOT NULL REFERENCES warning (id),
  version      integer NOT NULL,
  at           timestamptz NOT NULL,
  actor_id     uuid NOT NULL REFERENCES person (id),
  outcome      text NOT NULL,
  loss_fen     bigint CHECK (loss_fen >= 0),   -- cheated: null is unknown
  loss_at      timestamptz,
  stop_payment text,
  false_alarm  text,
  sought       text[] NOT NULL DEFAULT '{}',   -- what was tried to find another way to the person
  told         text[] NOT NULL DEFAULT '{}',
  of_id        uuid REFERENCES warning (id),   -- duplicate: of which
  claimed_fen  bigint,                         -- money said to be saved without proof: counts as 0
  file_id      uuid REFERENCES file (id),      -- proof of money saved
  undone_at    timestamptz,
  PRIMARY KEY (warning_id, version)
);

-- A warning handed over: inside the county the other unit signs or returns it, out of the county somebody else reviews it.
CREATE TABLE warning_transfer (
  id            uuid PRIMARY KEY DEFAULT uuidv7(),
  warning_id    uuid NOT NULL REFERENCES warning (id),
  made_version  integer NOT NULL,
  kind          text NOT NULL CHECK (kind IN ('inside', 'outside')),
  from_unit     uuid NOT NULL REFERENCES unit (id),
  from_place    text NOT NULL,
  from_assignee uuid REFERENCES person (id),
  to_unit       uuid REFERENCES unit (id),
  to_place      text NOT NULL,
  asked_by      uuid NOT NULL REFERENCES person (id),
  asked_at      timestamptz NOT NULL,
  state         text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'accepted', 'returned', 'withdrawn')),
  ended_version integer,
  ended_by      uuid REFERENCES person (id),
  ended_at      timestamptz,
  CHECK ((kind = 'inside') = (to_unit IS NOT NULL)),
  CHECK ((state = 'pending') = (ended_at IS NULL)),
  CHECK (kind = 'inside' OR state <> 'accepted' OR ended_by <> asked_by)   -- two people
);
CREATE UNIQUE INDEX warning_transfer_pending ON warning_transfer (warning_id) WHERE state = 'pending';
CREATE INDEX warning_transfer_warning ON warning_transfer (warning_id, made_version);

-- After an ending somebody looks again: 24 hours, 72 hours, 7 days (parameters).
CREATE TABLE follow_up (
  id            uuid PRIMARY KEY DEFAULT uuidv7(),
  warning_id    uuid NOT NULL REFERENCES warning (id),
  made_version  integer NOT NULL,
  step          smallint NOT NULL CHECK (step BETWEEN 1 AND 3),
  planned_at    timestamptz NOT NULL,
  due_at        timestamptz NOT NULL,     -- overdue from then on
  unit_id       uuid NOT NULL REFERENCES unit (id),
  place_code    text NOT NULL,
  assignee_id   uuid NOT NULL REFERENCES person (id),
  state         text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'cancelled')),
  result        text CHECK (result IN ('safe', 'contacted_again', 'cheated', 'not_reached')),
  method        text,
  ended_version integer,                  -- the version of the warning whose step cancelled it
  ended_at      timestamptz,
  ended_by      uuid REFERENCES person (id),
  key_id        integer,
  sealed        bytea,                    -- the note
  version       integer NOT NULL DEFAULT 1,
  UNIQUE (warning_id, made_version, step),
  CHECK ((state = 'open') = (ended_at IS NULL)),
  CHECK ((state = 'done') = (result IS NOT NULL)),
  CHECK ((key_id IS NULL) = (sealed IS NULL))
);
CREATE INDEX follow_up_open ON follow_up (due_at, id) WHERE state = 'open';                 -- the list, most urgent first
CREATE INDEX follow_up_unit ON follow_up (unit_id, due_at, id) WHERE state = 'open';        -- of a station
CREATE INDEX follow_up_done ON follow_up (ended_at DESC, id DESC) WHERE state = 'done';     -- the list of those done; figures
CREATE INDEX follow_up_key ON follow_up (key_id, id) WHERE key_id IS NOT NULL;

-- 四必查 (rules §6.3): what must be looked into, by when, and what was found.
CREATE TABLE mandatory_review (
  id            uuid PRIMARY KEY DEFAULT uuidv7(),
  kind          text NOT NULL CHECK (kind IN ('dissuasion_failed', 'large_loss', 'community', 'place')),
  warning_id    uuid NOT NULL REFERENCES warning (id),
  made_version  integer NOT NULL,
  cause         text NOT NULL CHECK (cause IN ('closed', 'follow_up')),
  opened_at     timestamptz NOT NULL,
  due_at        timestamptz NOT NULL,
  unit_id       uuid NOT NULL REFERENCES unit (id),
  place_code    text NOT NULL,
  dissuaded_by  uuid NOT NULL REFERENCES person (id),   -- who closed it and does not review it
  state         text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'withdrawn')),
  finding       text,
  ended_at      timestamptz,
  ended_by      uuid REFERENCES person (id),
  key_id        integer,
  sealed        bytea,                    -- the finding in words
  version       integer NOT NULL DEFAULT 1,
  CHECK ((state = 'open') = (ended_at IS NULL)),
  CHECK ((state = 'closed') = (finding IS NOT NULL)),                     -- closed only with a finding
  CHECK (state <> 'closed' OR ended_by <> dissuaded_by)
);
CREATE UNIQUE INDEX mandatory_review_open ON mandatory_review (warning_id, kind) WHERE state = 'open';
CREATE INDEX mandatory_review_list ON mandatory_review (state, due_at, id);
CREATE INDEX mandatory_review_key ON mandatory_review (key_id, id) WHERE key_id IS NOT NULL;

-- Do-not-disturb after a false alarm. Whom it is about is asked of the warning: when that forgets, this knows nobody.
CREATE TABLE quiet_period (
  id           uuid PRIMARY KEY DEFAULT uuidv7(),
  warning_id   uuid NOT NULL REFERENCES warning (id),
  made_version integer NOT NULL,
  from_at      timestamptz NOT NULL,
  until_at     timestamptz NOT NULL CHECK (until_at > from_at),
  set_by       uuid NOT NULL REFERENCES person (id),
  lifted_at    timestamptz,
  lifted_by    uuid REFERENCES person (id),
  lifted_version integer,                 -- the step that lifted it
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);
CREATE INDEX quiet_period_running ON quiet_period (until_at, warning_id) WHERE lifted_at IS NULL;
CREATE INDEX quiet_period_warning ON quiet_period (warning_id);
-- What came and was not dispatched: decided, kept in its batch, counted here. Append-only.
CREATE TABLE quiet_signal (
  quiet_id uuid NOT NULL REFERENCES quiet_period (id),
  batch_id bigint NOT NULL,
  ord      integer NOT NULL,
  at       timestamptz NOT NULL,
  level    smallint NOT NULL,
  score    smallint NOT NULL,
  PRIMARY KEY (quiet_id, batch_id, ord)
);

ALTER TABLE contact_record ENABLE ROW LEVEL SECURITY;
CREATE POLICY contact_record_scope ON contact_record USING (
  current_setting('lanzha.scope', true) = 'all' OR EXISTS (SELECT FROM warning w WHERE w.id = warning_id));
ALTER TABLE warning_ending ENABLE ROW LEVEL SECURITY;
CREATE POLICY warning_ending_scope ON warning_ending USING (
  current_setting('lanzha.scope', true) = 'all' OR EXISTS (SELECT FROM warning w WHERE w.id = warning_id));
ALTER TABLE warning_transfer ENABLE ROW LEVEL SECURITY;
CREATE POLICY warning_transfer_scope ON warning_transfer USING (
  current_setting('lanzha.scope', true) = 'all' OR EXISTS (SELECT FROM warning w WHERE w.id = warning_id));
ALTER TABLE follow_up ENABLE ROW LEVEL SECURITY;
CREATE POLICY follow_up_scope ON follow_up USING (
  current_setting('lanzha.scope', true) = 'all'
  OR (current_setting('lanzha.place', true) <> '' AND place_code ^@ current_setting('lanzha.place', true))
  OR unit_id = ANY ((SELECT string_to_array(current_setting('lanzha.units', true), ',')::uuid[])::uuid[])
);
ALTER TABLE mandatory_review ENABLE ROW LEVEL SECURITY;
CREATE POLICY mandatory_review_scope ON mandatory_review USING (
  current_setting('lanzha.scope', true) = 'all'
  OR (current_setting('lanzha.place', true) <> '' AND place_code ^@ current_setting('lanzha.place', true))
  OR unit_id = ANY ((SELECT string_to_array(current_setting('lanzha.units', true), ',')::uuid[])::uuid[])
);
ALTER TABLE quiet_period ENABLE ROW LEVEL SECURITY;
CREATE POLICY quiet_period_scope ON quiet_period USING (
  current_setting('lanzha.scope', true) = 'all' OR EXISTS (SELECT FROM warning w WHERE w.id = warning_id));
ALTER TABLE quiet_signal ENABLE ROW LEVEL SECURITY;
CREATE POLICY quiet_signal_scope ON quiet_signal USING (
  current_setting('lanzha.scope', true) = 'all' OR EXISTS (SELECT FROM quiet_period q WHERE q.id = quiet_id));

GRANT SELECT, INSERT ON contact_record, warning_ending, warning_transfer, follow_up, mandatory_review, quiet_period, quiet_signal
  TO lanzha_app;
-- What was written stays; a step taken back is marked, what outlives its slice is sealed again.
GRANT UPDATE (undone_at, key_id, sealed) ON contact_record TO lanzha_app;
GRANT UPDATE (undone_at) ON warning_ending TO lanzha_app;
GRANT UPDATE (state, ended_version, ended_by, ended_at) ON warning_transfer TO lanzha_app;
GRANT UPDATE (state, result, method, ended_version, ended_at, ended_by, key_id, sealed, version) ON follow_up TO lanzha_app;
GRANT UPDATE (state, finding, ended_at, ended_by, key_id, sealed, version) ON mandatory_review TO lanzha_app;
GRANT UPDATE (lifted_at, lifted_by, lifted_version) ON quiet_period TO lanzha_app;

-- A warning that forgets its person takes the words about that person with it.
CREATE FUNCTION forget_dissuasion() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE contact_record SET key_id = NULL, sealed = NULL WHERE warning_id = NEW.id;
  UPDATE follow_up SET key_id = NULL, sealed = NULL WHERE warning_id = NEW.id;
  UPDATE mandatory_review SET key_id = NULL, sealed = NULL WHERE warning_id = NEW.id;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION forget_dissuasion FROM PUBLIC;
CREATE TRIGGER warning_forgets_dissuasion AFTER UPDATE OF forgotten_at ON warning
  FOR EACH ROW WHEN (NEW.forgotten_at IS NOT NULL AND OLD.forgotten_at IS NULL) EXECUTE FUNCTION forget_dissuasion();

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('warning.unreachable.attempts', '2', 'times', 'practice W6', '设计'),   -- so many attempts in vain at least
  ('warning.unreachable.ways',     '2', 'times', 'practice W6', '设计'),   -- by so many different ways at least
  ('warning.quiet.usual',          '7',  'd', 'rules §6.1', '设计'),       -- do-not-disturb offered after a false alarm
  ('warning.quiet.most',           '30', 'd', 'rules §6.1', '设计'),       -- and at the most
  ('follow_up.first',              '24', 'h', 'rules §6.3', '设计'),
  ('follow_up.second',             '72', 'h', 'rules §6.3', '设计'),
  ('follow_up.third',              '7',  'd', 'rules §6.3', '设计'),
  ('follow_up.grace',              '12', 'h', 'rules §6.3', '设计'),       -- so long before it may be done, and after it is overdue
  ('review.due',                   '7',  'd', 'rules §6.3', '设计');       -- 四必查: so long from opening to finding
