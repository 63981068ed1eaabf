-- What two people must agree on: requests, parameters that change by them, rights that are given by them (rules.md §10.3).

CREATE TABLE approval (
  id           uuid PRIMARY KEY DEFAULT uuidv7(),
  kind         text NOT NULL,                  -- contract/src/approvals, approvalKinds
  target       text NOT NULL,                  -- what it is about: code of a parameter, id of a person
  payload      jsonb NOT NULL,                 -- what is asked for, with what was there when it was asked; no citizen's data
  why          text NOT NULL,
  state        text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'approved', 'refused', 'withdrawn', 'expired')),
  requested_by uuid NOT NULL REFERENCES person (id),
  requested_at timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  decided_by   uuid REFERENCES person (id),    -- null while pending, and when time decided
  decided_at   timestamptz,
  note         text,
  emergency    boolean NOT NULL DEFAULT false, -- approved by the requester alone with the code of the console
  version      integer NOT NULL DEFAULT 1,
  CHECK (expires_at > requested_at),
  CHECK ((state = 'pending') = (decided_at IS NULL)),
  CHECK ((decided_by IS NULL) = (state IN ('pending', 'expired'))),
  -- The rule itself, whatever a program does: nobody decides on an own request.
  CHECK (state NOT IN ('approved', 'refused') OR decided_by <> requested_by OR (emergency AND state = 'approved'))
);
-- One request of a kind for a thing at a time: two that contradict each other cannot both wait.
CREATE UNIQUE INDEX approval_one_pending ON approval (kind, target) WHERE state = 'pending';
CREATE INDEX approval_decided ON approval (decided_at DESC, id DESC) WHERE state <> 'pending';   -- the list of what is done
CREATE INDEX approval_requested_by ON approval (requested_by, requested_at DESC);                -- my own requests
CREATE INDEX approval_target ON approval (target, requested_at DESC);                            -- all about one thing
GRANT SELECT, INSERT ON approval TO lanzha_app;
GRANT UPDATE (state, decided_by, decided_at, note, emergency, version) ON approval TO lanzha_app;

CREATE TABLE approval_history (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),
  approval_id uuid NOT NULL REFERENCES approval (id),
  version     integer NOT NULL,                -- the version this entry made
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  act         text NOT NULL CHECK (act IN ('request', 'approve', 'refuse', 'withdraw', 'expire', 'emergency')),
  actor_id    uuid REFERENCES person (id),     -- null: time ran out
  note        text,
  UNIQUE (approval_id, version)
);
GRANT SELECT, INSERT ON approval_history TO lanzha_app;

-- One-time codes of the emergency path, made by the command line on the machine; stored as hashes.
CREATE TABLE approval_code (
  code_hash   text PRIMARY KEY,                -- sha256, hex
  made_at     timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz NOT NULL,
  used_at     timestamptz,
  approval_id uuid REFERENCES approval (id)
);
GRANT SELECT, INSERT ON approval_code TO lanzha_app;
GRANT UPDATE (used_at, approval_id) ON approval_code TO lanzha_app;

-- An account may wait for its rights: it signs in and may do nothing.
ALTER TABLE person DROP CONSTRAINT person_roles_check;
ALTER TABLE person
  ADD COLUMN staff_no   text,   -- police or staff number: the same human being behind two accounts
  ADD COLUMN reset_hash text;   -- a first password that waits for a second person's yes
CREATE INDEX person_staff_no ON person (staff_no) WHERE staff_no IS NOT NULL;   -- other accounts of the same human being

-- A change of a parameter is a new version; the past is never edited.
ALTER TABLE rule_param
  ADD COLUMN approval_id uuid REFERENCES approval (id),            -- null: delivered with the product
  ADD COLUMN made_at     timestamptz NOT NULL DEFAULT now();
GRANT INSERT (code, value, unit, legal_basis, certainty, effective_from, reviewed_by, approval_id) ON rule_param TO lanzha_app;
-- The database itself refuses a version without an approval, or one that would reach into the past.
ALTER TABLE rule_param ENABLE ROW LEVEL SECURITY;
CREATE POLICY rule_param_read ON rule_param FOR SELECT USING (true);
CREATE POLICY rule_param_forward ON rule_param FOR INSERT
  WITH CHECK (approval_id IS NOT NULL AND effective_from >= transaction_timestamp());

-- A version that was taken back before it came into force.
CREATE TABLE rule_param_withdrawal (
  param_id bigint PRIMARY KEY REFERENCES rule_param (id),
  at       timestamptz NOT NULL,
  by       uuid NOT NULL REFERENCES person (id),
  why      text NOT NULL
);
GRANT SELECT, INSERT ON rule_param_withdrawal TO lanzha_app;
GRANT SELECT ON rule_param_withdrawal TO lanzha_reader;

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('approval.expires',   '7',  'd',   'rules §10.3', '设计'),   -- a request nobody answered is over after this long
  ('approval.code.kept', '30', 'min', 'rules §10.3', '设计'),   -- how long a code of the emergency path works
  -- From which score a signal becomes a warning of each level; 0 to 100.
  ('scoring.level.urgent', '80', 'points', 'decision 0011', '设计'),
  ('scoring.level.high',   '60', 'points', 'decision 0011', '设计'),
  ('scoring.level.middle', '40', 'points', 'decision 0011', '设计'),
  ('scoring.level.low',    '25', 'points', 'decision 0011', '设计');
