-- Clocks: one row for each duty that runs against time, of whatever room. engine/src/deadlines computes, this table
-- holds, workers claim what `next_at` says. Instants are whole milliseconds.

CREATE TABLE clocks (
  subject_kind  text NOT NULL,              -- 'warning', …: whose handler is called
  subject_id    uuid NOT NULL,
  policy        text NOT NULL,              -- 'warning.contact', …: one clock for each duty of a subject
  calendar      text NOT NULL,              -- 'always', or 'office 08:30-12:00,14:00-17:30': kept as it was agreed
  params        jsonb NOT NULL,             -- rule_param versions that the spans came from
  due_ms        bigint NOT NULL,            -- spans of working time: from the start,
  prewarn_ms    bigint[] NOT NULL,          -- before due, the longest first,
  escalate_ms   bigint[] NOT NULL,          -- after due, the shortest first
  state         text NOT NULL CHECK (state IN ('running', 'paused', 'met', 'late', 'cancelled')),
  started_at    timestamptz NOT NULL,
  used_ms       bigint NOT NULL DEFAULT 0,  -- working time spent before running_since
  running_since timestamptz,
  paused_until  timestamptz,
  ended_at      timestamptz,
  fired         text[] NOT NULL DEFAULT '{}', -- steps that have fired; none does twice
  warn_at       timestamptz[] NOT NULL,     -- computed: when each step comes if nothing changes; empty once ended
  due_at        timestamptz,
  escalate_at   timestamptz[] NOT NULL,
  pauses        integer NOT NULL DEFAULT 0, -- how often it stood still
  pause_reason  text,
  next_at       timestamptz,                -- when a worker has to look; null: never again by itself
  failures      smallint NOT NULL DEFAULT 0,
  place_code    text NOT NULL,
  unit_id       uuid NOT NULL REFERENCES unit (id),
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (subject_id, subject_kind, policy),
  CHECK ((state = 'running') = (running_since IS NOT NULL)),
  CHECK (state <> 'paused' OR paused_until IS NOT NULL),
  CHECK ((state IN ('met', 'late', 'cancelled')) = (ended_at IS NOT NULL)),
  CHECK (ended_at IS NULL OR next_at IS NULL)
) WITH (fillfactor = 80);                   -- room for the next version beside the old one
-- What is due now, the longest overdue first.
CREATE INDEX clocks_next ON clocks (next_at) WHERE next_at IS NOT NULL;

-- Everything that happened to a clock. One entry of a kind a version: a step cannot fire twice even if two try.
CREATE TABLE clock_events (
  subject_id   uuid NOT NULL,               -- no foreign key: rows of clocks are never deleted
  subject_kind text NOT NULL,
  policy       text NOT NULL,
  version      integer NOT NULL,            -- the version of the clock that it made
  act          text NOT NULL,               -- 'start', 'pause', 'due', 'escalate1', …
  at           timestamptz NOT NULL,        -- by the clock of whoever acted; of steps, of the database
  due_at       timestamptz,                 -- as it stood afterwards
  actor_id     uuid REFERENCES person (id), -- null: the machine
  detail       jsonb NOT NULL DEFAULT '{}', -- codes only
  PRIMARY KEY (subject_id, subject_kind, policy, version, act)
);

ALTER TABLE clocks ENABLE ROW LEVEL SECURITY;
CREATE POLICY clocks_scope ON clocks USING (
  current_setting('lanzha.scope', true) = 'all'
  OR (current_setting('lanzha.place', true) <> '' AND place_code ^@ current_setting('lanzha.place', true))
  OR unit_id = ANY (string_to_array(current_setting('lanzha.units', true), ',')::uuid[])
);
ALTER TABLE clock_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY clock_events_scope ON clock_events USING (
  current_setting('lanzha.scope', true) = 'all'
  OR EXISTS (SELECT FROM clocks c WHERE c.subject_id = clock_events.subject_id AND c.subject_kind = clock_events.subject_kind
             AND c.policy = clock_events.policy));

GRANT SELECT, INSERT, UPDATE ON clocks TO lanzha_app;
GRANT SELECT, INSERT ON clock_events TO lanzha_app;

-- The machine sees every warning: asking for each row of evidence and history again only costs time.
ALTER POLICY warning_evidence_scope ON warning_evidence USING (
  current_setting('lanzha.scope', true) = 'all' OR EXISTS (SELECT FROM warning w WHERE w.id = warning_id));
ALTER POLICY warning_history_scope ON warning_history USING (
  current_setting('lanzha.scope', true) = 'all' OR EXISTS (SELECT FROM warning w WHERE w.id = warning_id));

-- What a clock says changes nothing that an officer decides on and makes no version: two clocks may speak at one version.
DROP INDEX warning_history_step;
CREATE UNIQUE INDEX warning_history_step ON warning_history (warning_id, version, act)
  WHERE act NOT IN ('reveal', 'overdue', 'escalate', 'resume');

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('warning.clock.calendar',          'always', 'calendar', 'practice W2', '设计'),  -- or 'office': hours of the next row
  ('clock.office.hours',              '08:30-12:00,14:00-17:30', 'hours', 'practice W2', '设计'),
  ('warning.urgent.escalate.leader',  '5',    'min', 'practice W3', '设计'),         -- after due, to the leader of the unit
  ('warning.urgent.escalate.centre',  '15',   'min', 'practice W3', '设计'),         -- after due, to the centre's duty officer
  ('warning.high.escalate.leader',    '15',   'min', 'practice W3', '设计'),
  ('warning.high.escalate.centre',    '60',   'min', 'practice W3', '设计'),
  ('warning.middle.escalate.leader',  '60',   'min', 'practice W3', '设计'),
  ('warning.middle.escalate.centre',  '240',  'min', 'practice W3', '设计'),
  ('warning.low.escalate.leader',     '240',  'min', 'practice W3', '设计'),
  ('warning.low.escalate.centre',     '1440', 'min', 'practice W3', '设计'),
  ('warning.clock.pause',             '240',  'min',   'practice W6', '设计'),       -- a pause ends by itself after this
  ('warning.clock.pauses',            '2',    'times', 'practice W6', '设计');       -- so often may a clock stand still

-- Open warnings from before have no clocks yet: each duty that is still owed gets one, started when the warning came.
INSERT INTO clocks (subject_kind, subject_id, policy, calendar, params, due_ms, prewarn_ms, escalate_ms, state, started_at, used_ms,
                    running_since, fired, warn_at, due_at, escalate_at, next_at, place_code, unit_id)
SELECT 'warning', w.id, d.policy, 'always', '{}', s.due_ms,
       CASE WHEN s.due_ms > 0 THEN ARRAY[s.due_ms / 5] ELSE '{}' END, ARRAY[s.leader_ms, s.centre_ms],
       'running', s.start, 0, s.start, '{}',
       CASE WHEN s.due_ms > 0 THEN ARRAY[s.due - s.due_ms / 5 * interval '1 ms'] ELSE '{}' END, s.due,
       ARRAY[s.due + s.leader_ms * interval '1 ms', s.due + s.centre_ms * interval '1 ms'],
       CASE WHEN s.due_ms > 0 THEN s.due - s.due_ms / 5 * interval '1 ms' ELSE s.due END, w.place_code, w.unit_id
FROM warning w
CROSS JOIN LATERAL (VALUES ('warning.contact', w.contact_due, w.contacted_at), ('warning.meet', w.meet_due, w.met_at)) AS d (policy, due, done)
CROSS JOIN LATERAL (
  SELECT date_trunc('milliseconds', w.received_at) AS start, date_trunc('milliseconds', d.due) AS due,
         (extract(epoch FROM date_trunc('milliseconds', d.due) - date_trunc('milliseconds', w.received_at)) * 1000)::bigint AS due_ms,
         (ARRAY[5, 15, 60, 240])[w.level + 1] * 60000::bigint AS leader_ms,
         (ARRAY[15, 60, 240, 1440])[w.level + 1] * 60000::bigint AS centre_ms) AS s
WHERE w.state <> 'closed' AND d.due IS NOT NULL AND d.done IS NULL;
INSERT INTO clock_events (subject_id, subject_kind, policy, version, act, at, due_at, detail)
SELECT subject_id, subject_kind, policy, version, 'start', started_at, due_at, '{"from": "migration"}' FROM clocks;
