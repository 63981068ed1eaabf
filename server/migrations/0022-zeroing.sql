-- Zeroing (practice W7): explanations and pushes of a day, and each day as it stood at its hour. A frozen day never changes.

-- Why a warning is still open, and what is done next. A newer row of the same day takes the place of an older one.
CREATE TABLE zeroing_explanation (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  day        date NOT NULL,                -- the sheet; its day in Asia/Shanghai
  warning_id uuid NOT NULL REFERENCES warning (id),
  at         timestamptz NOT NULL,
  actor_id   uuid NOT NULL REFERENCES person (id),
  reason     text NOT NULL,                -- contract/src/zeroing, zeroingReasons
  until      timestamptz NOT NULL,
  late       boolean NOT NULL,             -- said after the hour of the day
  key_id     integer,                      -- vault_key of `sealed`
  sealed     bytea,                        -- {words, next}
  CHECK ((key_id IS NULL) = (sealed IS NULL)),
  CHECK (until > at)
);
CREATE INDEX zeroing_explanation_warning ON zeroing_explanation (warning_id, day, at);
CREATE INDEX zeroing_explanation_late ON zeroing_explanation (day) WHERE late;                     -- of a day that is over
CREATE INDEX zeroing_explanation_key ON zeroing_explanation (key_id, id) WHERE key_id IS NOT NULL;  -- forgetting

-- One row for each warning that somebody was pressed for; `push` is the act, of one warning or of a whole unit.
CREATE TABLE zeroing_push (
  push_id    uuid NOT NULL,
  warning_id uuid NOT NULL REFERENCES warning (id),
  day        date NOT NULL,
  at         timestamptz NOT NULL,
  actor_id   uuid NOT NULL REFERENCES person (id),
  unit_id    uuid NOT NULL REFERENCES unit (id),
  place_code text NOT NULL,                -- of the warning
  holder_id  uuid REFERENCES person (id),
  PRIMARY KEY (push_id, warning_id)
);
CREATE INDEX zeroing_push_warning ON zeroing_push (warning_id, at);    -- how often and when last
CREATE INDEX zeroing_push_day ON zeroing_push (day, unit_id);          -- the count of a day

-- The hours that have passed. The first row only says from when on days are counted.
CREATE TABLE zeroing_hour (
  day       date PRIMARY KEY,
  from_at   timestamptz NOT NULL,          -- the hour of the day before
  at        timestamptz NOT NULL,
  frozen_at timestamptz NOT NULL,
  param_id  bigint NOT NULL REFERENCES rule_param (id),
  counted   boolean NOT NULL,
  CHECK (counted = (from_at < at))
);
CREATE TABLE zeroing_day (
  day        date NOT NULL REFERENCES zeroing_hour (day),
  unit_id    uuid NOT NULL REFERENCES unit (id),
  place_code text NOT NULL,                -- of the unit
  open       integer NOT NULL,
  carried    integer NOT NULL,
  explained  integer NOT NULL,
  unexplained integer NOT NULL,
  overdue    integer NOT NULL,
  received   integer NOT NULL,
  closed     integer NOT NULL,
  pushed     integer NOT NULL,
  PRIMARY KEY (day, unit_id),
  CHECK (open = explained + unexplained AND carried <= open AND overdue <= open)
);
-- What was left open at the hour, as it stood then.
CREATE TABLE zeroing_left (
  day         date NOT NULL REFERENCES zeroing_hour (day),
  warning_id  uuid NOT NULL REFERENCES warning (id),
  no          bigint NOT NULL,             -- of the warning: it may have left the unit's sight since
  unit_id     uuid NOT NULL REFERENCES unit (id),
  place_code  text NOT NULL,
  level       smallint NOT NULL,
  assignee_id uuid REFERENCES person (id),
  overdue     boolean NOT NULL,
  explained   boolean NOT NULL,
  PRIMARY KEY (day, warning_id)
);
CREATE INDEX zeroing_left_list ON zeroing_left (day, explained, unit_id, level, warning_id);   -- in the order of the list

ALTER TABLE zeroing_explanation ENABLE ROW LEVEL SECURITY;
CREATE POLICY zeroing_explanation_scope ON zeroing_explanation USING (
  current_setting('lanzha.scope', true) = 'all' OR EXISTS (SELECT FROM warning w WHERE w.id = warning_id));
ALTER TABLE zeroing_push ENABLE ROW LEVEL SECURITY;
CREATE POLICY zeroing_push_scope ON zeroing_push USING (
  current_setting('lanzha.scope', true) = 'all'
  OR (current_setting('lanzha.place', true) <> '' AND place_code ^@ current_setting('lanzha.place', true))
  OR unit_id = ANY ((SELECT string_to_array(current_setting('lanzha.units', true), ',')::uuid[])::uuid[])
);
-- Hours say nothing of anybody.
ALTER TABLE zeroing_hour ENABLE ROW LEVEL SECURITY;
CREATE POLICY zeroing_hour_read ON zeroing_hour FOR SELECT USING (true);
-- Only the machine counts a day.
CREATE POLICY zeroing_hour_count ON zeroing_hour FOR INSERT WITH CHECK (current_setting('lanzha.scope', true) = 'all');
ALTER TABLE zeroing_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY zeroing_day_scope ON zeroing_day FOR SELECT USING (
  current_setting('lanzha.scope', true) = 'all'
  OR (current_setting('lanzha.place', true) <> '' AND place_code ^@ current_setting('lanzha.place', true))
  OR unit_id = ANY ((SELECT string_to_array(current_setting('lanzha.units', true), ',')::uuid[])::uuid[])
);
CREATE POLICY zeroing_day_count ON zeroing_day FOR INSERT WITH CHECK (current_setting('lanzha.scope', true) = 'all');
ALTER TABLE zeroing_left ENABLE ROW LEVEL SECURITY;
CREATE POLICY zeroing_left_scope ON zeroing_left FOR SELECT USING (
  current_setting('lanzha.scope', true) = 'all'
  OR (current_setting('lanzha.place', true) <> '' AND place_code ^@ current_setting('lanzha.place', true))
  OR unit_id = ANY ((SELECT string_to_array(current_setting('lanzha.units', true), ',')::uuid[])::uuid[])
);
CREATE POLICY zeroing_left_count ON zeroing_left FOR INSERT WITH CHECK (current_setting('lanzha.scope', true) = 'all');

GRANT SELECT, INSERT ON zeroing_explanation, zeroing_push, zeroing_hour, zeroing_day, zeroing_left TO lanzha_app;
-- What outlives its slice is sealed again; what was said stays.
GRANT UPDATE (key_id, sealed) ON zeroing_explanation TO lanzha_app;

-- A warning that forgets its person takes the words about that person with it.
CREATE FUNCTION forget_zeroing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE zeroing_explanation SET key_id = NULL, sealed = NULL WHERE warning_id = NEW.id;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION forget_zeroing FROM PUBLIC;
CREATE TRIGGER warning_forgets_zeroing AFTER UPDATE OF forgotten_at ON warning
  FOR EACH ROW WHEN (NEW.forgotten_at IS NOT NULL AND OLD.forgotten_at IS NULL) EXECUTE FUNCTION forget_zeroing();

-- The board counts who was reached and met within a day.
CREATE INDEX warning_contacted ON warning (contacted_at) WHERE contacted_at IS NOT NULL;
CREATE INDEX warning_met ON warning (met_at) WHERE met_at IS NOT NULL;

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('zeroing.hour',       '17:00', 'hours', 'practice W7', '设计'),   -- before it every open warning is explained, each day
  ('zeroing.push.every', '30',    'min',   'practice W7', '设计');   -- so long a warning that was pressed for is left alone
