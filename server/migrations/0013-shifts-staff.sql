-- Duty shifts with hand-over, and the register of staff with the contacts of every unit.

-- ---------------------------------------------------------------- shifts
-- A desk that somebody keeps: 值班台 of a unit.
CREATE TABLE duty_post (
  id           uuid PRIMARY KEY DEFAULT uuidv7(),
  unit_id      uuid NOT NULL REFERENCES unit (id),
  place_code   text NOT NULL,
  name         text NOT NULL,
  round_clock  boolean NOT NULL,             -- kept day and night: hours without anybody are gaps
  created_by   uuid NOT NULL REFERENCES person (id),
  created_at   timestamptz NOT NULL DEFAULT now(),
  closed_at    timestamptz
);
CREATE UNIQUE INDEX duty_post_name ON duty_post (unit_id, name) WHERE closed_at IS NULL;

CREATE TABLE shift (
  id           uuid PRIMARY KEY DEFAULT uuidv7(),
  post_id      uuid NOT NULL REFERENCES duty_post (id),
  unit_id      uuid NOT NULL REFERENCES unit (id),
  place_code   text NOT NULL,
  person_id    uuid NOT NULL REFERENCES person (id),
  role         text NOT NULL CHECK (role IN ('A', 'B')),
  starts_at    timestamptz NOT NULL,         -- as planned
  ends_at      timestamptz NOT NULL,
  unplanned    boolean NOT NULL DEFAULT false, -- made by taking over, not by the roster
  state        text NOT NULL DEFAULT 'planned'
               CHECK (state IN ('planned', 'on_duty', 'handing_over', 'handed_over', 'ended_without_successor', 'cancelled')),
  on_at        timestamptz,                  -- signed on
  handed_at    timestamptz,                  -- the note was written
  ended_at     timestamptz,
  taker_id     uuid REFERENCES person (id),
  next_id      uuid REFERENCES shift (id),   -- the shift that took over
  note_key     integer,                      -- vault_key of the note: officers write of people
  note_sealed  bytea,
  open         jsonb,                        -- what was open when the note was written: counts and numbers of warnings, no person
  read_at      timestamptz,                  -- the taker said to have read it
  reason_key   integer,                      -- vault_key of why nobody took over
  reason_sealed bytea,
  seen_by      uuid REFERENCES person (id),  -- the leader, of an end without successor or a missed sign-on
  seen_at      timestamptz,
  version      integer NOT NULL DEFAULT 1,
  CHECK (ends_at > starts_at),
  -- The rule itself: nobody leaves without a note that was read, or a reason.
  CHECK (state <> 'handed_over' OR (note_sealed IS NOT NULL AND taker_id IS NOT NULL AND read_at IS NOT NULL AND next_id IS NOT NULL)),
  CHECK (state <> 'ended_without_successor' OR reason_sealed IS NOT NULL),
  CHECK (taker_id IS NULL OR taker_id <> person_id),
  CHECK ((state IN ('planned', 'cancelled')) = (on_at IS NULL)),
  CHECK ((state IN ('handed_over', 'ended_without_successor', 'cancelled')) = (ended_at IS NOT NULL))
);
-- One person keeps a role of a desk at a time, and nobody keeps two desks.
CREATE UNIQUE INDEX shift_one_on_duty ON shift (post_id, role) WHERE state IN ('on_duty', 'handing_over');
CREATE UNIQUE INDEX shift_person_on_duty ON shift (person_id) WHERE state IN ('on_duty', 'handing_over');
CREATE INDEX shift_roster ON shift (post_id, starts_at);                                   -- a week of a desk
CREATE INDEX shift_person_planned ON shift (person_id, starts_at) WHERE state = 'planned'; -- my next shift
CREATE INDEX shift_past ON shift (coalesce(ended_at, ends_at) DESC, id DESC);              -- past ones, newest first
CREATE INDEX shift_offered ON shift (taker_id) WHERE state = 'handing_over';               -- what waits for me to read

CREATE TABLE shift_history (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  shift_id   uuid NOT NULL REFERENCES shift (id),
  version    integer NOT NULL,               -- the version this entry made
  at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor_id   uuid NOT NULL REFERENCES person (id),
  act        text NOT NULL,
  from_state text,
  to_state   text NOT NULL,
  key_id     integer,                        -- vault_key of the words that came with the step
  sealed     bytea,
  detail     jsonb NOT NULL DEFAULT '{}',    -- of 'take' and 'untake': the warnings, with the steps that moved them
  UNIQUE (shift_id, version)
);

-- ---------------------------------------------------------------- staff
-- Everybody who takes part in the work, with an account or without.
CREATE TABLE staff_member (
  id           uuid PRIMARY KEY DEFAULT uuidv7(),
  name         text NOT NULL,
  unit_id      uuid NOT NULL REFERENCES unit (id),
  place_code   text NOT NULL,
  post         text NOT NULL DEFAULT '',
  account_id   uuid UNIQUE REFERENCES person (id),
  key_id       integer,                      -- vault_key of the sealed telephone number
  phone_sealed bytea,
  phone_masked text,
  left_day     date,                         -- gone from the unit since; never deleted
  version      integer NOT NULL DEFAULT 1,
  created_at   timestamptz NOT NULL DEFAULT now(),
  CHECK ((key_id IS NULL) = (phone_sealed IS NULL)),
  CHECK ((phone_sealed IS NULL) = (phone_masked IS NULL))
);
CREATE INDEX staff_member_unit ON staff_member (unit_id, name);
CREATE INDEX staff_member_order ON staff_member (name, id);                                -- pages of the register

-- Secondments, trainings, qualifications. What was entered by mistake is struck out and stays readable.
CREATE TABLE staff_entry (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  member_id   uuid NOT NULL REFERENCES staff_member (id),
  kind        text NOT NULL CHECK (kind IN ('secondment', 'training', 'qualification')),
  title       text NOT NULL,
  from_unit   uuid REFERENCES unit (id),     -- of a secondment: where the person comes from
  from_day    date NOT NULL,
  to_day      date,                          -- null: still so
  hours       numeric(5, 1),                 -- of a training
  certificate text,
  made_by     uuid NOT NULL REFERENCES person (id),
  made_at     timestamptz NOT NULL DEFAULT now(),
  struck_by   uuid REFERENCES person (id),
  struck_at   timestamptz,
  struck_why  text,
  CHECK (to_day IS NULL OR to_day >= from_day),
  CHECK ((kind = 'secondment') = (from_unit IS NOT NULL)),
  CHECK ((struck_at IS NULL) = (struck_why IS NULL))
);
CREATE INDEX staff_entry_member ON staff_entry (member_id, from_day DESC);

-- Who is the contact of a unit for a function, one after the other.
CREATE TABLE staff_contact (
  id           uuid PRIMARY KEY DEFAULT uuidv7(),
  unit_id      uuid NOT NULL REFERENCES unit (id),
  place_code   text NOT NULL,
  function     text NOT NULL,                -- contract/src/staff, contactFunctions
  rank         text NOT NULL CHECK (rank IN ('A', 'B')),
  member_id    uuid NOT NULL REFERENCES staff_member (id),
  member_name  text NOT NULL,                -- as it was: the person may move to a unit out of sight
  from_day     date NOT NULL,
  to_day       date,                         -- null: the contact now
  confirmed_at timestamptz NOT NULL,         -- somebody made sure that it is still so
  confirmed_by uuid NOT NULL REFERENCES person (id),
  reported_at  timestamptz,                  -- the change was told to the other side (rules.md §3.1)
  ended_why    text,
  version      integer NOT NULL DEFAULT 1,
  CHECK (to_day IS NULL OR to_day >= from_day),
  CHECK ((to_day IS NULL) = (ended_why IS NULL))
);
CREATE UNIQUE INDEX staff_contact_now ON staff_contact (unit_id, function, rank) WHERE to_day IS NULL;
CREATE INDEX staff_contact_past ON staff_contact (unit_id, function, rank, from_day DESC);  -- who it was before
CREATE INDEX staff_contact_member ON staff_contact (member_id);

CREATE TABLE staff_history (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  member_id  uuid NOT NULL REFERENCES staff_member (id),
  at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor_id   uuid NOT NULL REFERENCES person (id),
  act        text NOT NULL,
  detail     jsonb NOT NULL DEFAULT '{}'     -- names of units, functions, days; never a number of a telephone
);
CREATE INDEX staff_history_member ON staff_history (member_id, id);

-- Scope: the policy shape of 0005.
ALTER TABLE duty_post ENABLE ROW LEVEL SECURITY;
CREATE POLICY duty_post_scope ON duty_post USING (
  current_setting('lanzha.scope', true) = 'all'
  OR (current_setting('lanzha.place', true) <> '' AND place_code ^@ current_setting('lanzha.place', true))
  OR unit_id = ANY (string_to_array(current_setting('lanzha.units', true), ',')::uuid[])
);
ALTER TABLE shift ENABLE ROW LEVEL SECURITY;
CREATE POLICY shift_scope ON shift USING (
  current_setting('lanzha.scope', true) = 'all'
  OR (current_setting('lanzha.place', true) <> '' AND place_code ^@ current_setting('lanzha.place', true))
  OR unit_id = ANY (string_to_array(current_setting('lanzha.units', true), ',')::uuid[])
);
ALTER TABLE shift_history ENABLE ROW LEVEL SECURITY;
CREATE POLICY shift_history_scope ON shift_history USING (EXISTS (SELECT FROM shift s WHERE s.id = shift_id));
ALTER TABLE staff_member ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_member_scope ON staff_member USING (
  current_setting('lanzha.scope', true) = 'all'
  OR (current_setting('lanzha.place', true) <> '' AND place_code ^@ current_setting('lanzha.place', true))
  OR unit_id = ANY (string_to_array(current_setting('lanzha.units', true), ',')::uuid[])
);
ALTER TABLE staff_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_entry_scope ON staff_entry USING (EXISTS (SELECT FROM staff_member m WHERE m.id = member_id));
ALTER TABLE staff_contact ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_contact_scope ON staff_contact USING (
  current_setting('lanzha.scope', true) = 'all'
  OR (current_setting('lanzha.place', true) <> '' AND place_code ^@ current_setting('lanzha.place', true))
  OR unit_id = ANY (string_to_array(current_setting('lanzha.units', true), ',')::uuid[])
);
ALTER TABLE staff_history ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_history_scope ON staff_history USING (EXISTS (SELECT FROM staff_member m WHERE m.id = member_id));

GRANT SELECT, INSERT ON duty_post, shift, shift_history, staff_member, staff_entry, staff_contact, staff_history TO lanzha_app;
GRANT UPDATE (closed_at) ON duty_post TO lanzha_app;
GRANT UPDATE (state, on_at, handed_at, ended_at, taker_id, next_id, note_key, note_sealed, open, read_at, reason_key,
  reason_sealed, seen_by, seen_at, version)
  ON shift TO lanzha_app;
GRANT UPDATE (name, unit_id, place_code, post, account_id, key_id, phone_sealed, phone_masked, left_day, version)
  ON staff_member TO lanzha_app;
GRANT UPDATE (struck_by, struck_at, struck_why) ON staff_entry TO lanzha_app;
GRANT UPDATE (to_day, confirmed_at, confirmed_by, reported_at, ended_why, version) ON staff_contact TO lanzha_app;

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('shift.sign_on.early',     '60', 'min', 'practice W15', '设计'),   -- so long before its beginning a shift may be signed on
  ('shift.sign_on.late',      '15', 'min', 'practice W15', '设计'),   -- so long after it the leader is to look
  ('staff.contact.confirm',   '90', 'd',   'practice D6',  '设计'),   -- a contact nobody confirmed for so long is asked about
  ('staff.contact.report',    '1',  'd',   'rules §3.1',   '记忆');   -- working days in which a new 7×24 contact is told to the other side
