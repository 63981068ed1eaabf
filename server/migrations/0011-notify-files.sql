-- Notices for people, deliveries to the outside (mail, webhooks), files with their links to what they belong to.

-- ---------------------------------------------------------------- live updates for one person
ALTER TABLE outbox ADD COLUMN person_id uuid;   -- null: for everybody whose scope holds place or unit

-- ---------------------------------------------------------------- notices
-- One row for each recipient. Holds a kind and parameters of its words; nothing that identifies a citizen.
CREATE TABLE notice (
  id        uuid PRIMARY KEY DEFAULT uuidv7(),
  event_id  uuid NOT NULL,                  -- the same for every recipient of one event
  person_id uuid NOT NULL REFERENCES person (id),
  at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  kind      text NOT NULL,
  params    jsonb NOT NULL DEFAULT '{}',
  link      text,                           -- a page of this system
  urgent    boolean NOT NULL,
  unit_id   uuid,                           -- whose business it is; webhooks of that unit hear of it
  shown     boolean NOT NULL,               -- false: this person wants the kind only by mail
  read_at   timestamptz,
  UNIQUE (event_id, person_id)
);
CREATE INDEX notice_own ON notice (person_id, id DESC) WHERE shown;                          -- the list, newest first
CREATE INDEX notice_unread ON notice (person_id, id DESC) WHERE shown AND read_at IS NULL;   -- the count at the bell

-- Which kinds reach a person where; no row: the kind's usual channels. Urgent ones are always shown.
CREATE TABLE notice_preference (
  person_id uuid NOT NULL REFERENCES person (id),
  kind      text NOT NULL,
  in_app    boolean NOT NULL,
  mail      boolean NOT NULL,
  PRIMARY KEY (person_id, kind)
);
-- Mail that is not urgent waits for the end of these hours (minutes of the day in Asia/Shanghai; may go over midnight).
CREATE TABLE notice_quiet (
  person_id   uuid PRIMARY KEY REFERENCES person (id),
  from_minute smallint NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
  to_minute   smallint NOT NULL CHECK (to_minute BETWEEN 0 AND 1439),
  CHECK (from_minute <> to_minute)
);
-- Where a person wants mail; used only once a code sent there came back.
CREATE TABLE mail_address (
  person_id    uuid PRIMARY KEY REFERENCES person (id),
  key_id       integer NOT NULL,            -- vault_key
  sealed       bytea NOT NULL,              -- {address, code}
  masked       text NOT NULL,
  code_expires timestamptz,
  code_tries   smallint NOT NULL DEFAULT 0,
  codes_sent   smallint NOT NULL DEFAULT 0, -- within the window that starts at codes_since
  codes_since  timestamptz NOT NULL DEFAULT now(),
  verified_at  timestamptz
);

-- ---------------------------------------------------------------- webhooks and deliveries
CREATE TABLE webhook (
  id             uuid PRIMARY KEY DEFAULT uuidv7(),
  unit_id        uuid NOT NULL REFERENCES unit (id),
  url            text NOT NULL,
  kinds          text[] NOT NULL CHECK (cardinality(kinds) > 0),
  enabled        boolean NOT NULL DEFAULT true,
  key_id         integer NOT NULL,          -- vault_key, as long as the subscription lives
  sealed         bytea NOT NULL,            -- {secret, previous}
  previous_until timestamptz,               -- so long the secret before the last rotation also signs
  version        integer NOT NULL DEFAULT 1,
  created_by     uuid NOT NULL REFERENCES person (id),
  created_at     timestamptz NOT NULL DEFAULT now(),
  removed_at     timestamptz
);
CREATE INDEX webhook_unit ON webhook (unit_id) WHERE enabled AND removed_at IS NULL;   -- who hears of an event

-- One row for each thing that goes out once. References and words' parameters only, no address, no citizen.
CREATE TABLE delivery (
  id          uuid PRIMARY KEY DEFAULT uuidv7(),  -- Message-ID and webhook-id: the receiver tells a repeat by it
  channel     text NOT NULL CHECK (channel IN ('mail', 'webhook')),
  event_id    uuid NOT NULL,
  person_id   uuid REFERENCES person (id),
  webhook_id  uuid REFERENCES webhook (id),
  kind        text NOT NULL,
  body        jsonb NOT NULL,                     -- {at, link, urgent, params}
  state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dropped', 'dead', 'discarded')),
  attempts    smallint NOT NULL DEFAULT 0,
  due         timestamptz NOT NULL DEFAULT now(),
  leased_till timestamptz,                        -- a process is at it until then; later it is taken for dead
  reason      text,                               -- a code, never the words of the other side
  created_at  timestamptz NOT NULL DEFAULT now(),
  ended_at    timestamptz,
  ended_by    uuid REFERENCES person (id),
  CHECK ((channel = 'mail') = (person_id IS NOT NULL)),
  CHECK ((channel = 'webhook') = (webhook_id IS NOT NULL))
);
-- The same event reaches the same place once, however often the job that plans it runs.
CREATE UNIQUE INDEX delivery_mail_once ON delivery (event_id, person_id) WHERE channel = 'mail';
CREATE UNIQUE INDEX delivery_webhook_once ON delivery (event_id, webhook_id) WHERE channel = 'webhook';
CREATE INDEX delivery_due ON delivery (due) WHERE state = 'waiting';                   -- what goes out next
CREATE INDEX delivery_state ON delivery (state, id DESC);                              -- dead letters

ALTER TABLE notice ENABLE ROW LEVEL SECURITY;
-- Anybody's business may concern anybody: writing is open, reading and marking are the recipient's.
CREATE POLICY notice_insert ON notice FOR INSERT WITH CHECK (true);
CREATE POLICY notice_own ON notice FOR SELECT USING (
  current_setting('lanzha.scope', true) = 'all'
  OR person_id = nullif(current_setting('lanzha.person', true), '')::uuid
);
CREATE POLICY notice_mark ON notice FOR UPDATE USING (
  person_id = nullif(current_setting('lanzha.person', true), '')::uuid
);
-- Who sends reads which channels the recipient wants; only the person changes them.
ALTER TABLE notice_preference ENABLE ROW LEVEL SECURITY;
CREATE POLICY notice_preference_read ON notice_preference FOR SELECT USING (true);
CREATE POLICY notice_preference_own ON notice_preference USING (
  person_id = nullif(current_setting('lanzha.person', true), '')::uuid
);
ALTER TABLE notice_quiet ENABLE ROW LEVEL SECURITY;
CREATE POLICY notice_quiet_own ON notice_quiet USING (
  current_setting('lanzha.scope', true) = 'all'
  OR person_id = nullif(current_setting('lanzha.person', true), '')::uuid
);
ALTER TABLE mail_address ENABLE ROW LEVEL SECURITY;
CREATE POLICY mail_address_own ON mail_address USING (
  current_setting('lanzha.scope', true) = 'all'
  OR person_id = nullif(current_setting('lanzha.person', true), '')::uuid
);

GRANT SELECT, INSERT ON notice TO lanzha_app;
GRANT UPDATE (read_at) ON notice TO lanzha_app;
GRANT SELECT, INSERT, UPDATE ON notice_preference TO lanzha_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON notice_quiet, mail_address TO lanzha_app;
GRANT SELECT, INSERT, UPDATE ON webhook TO lanzha_app;
GRANT SELECT, INSERT ON delivery TO lanzha_app;
GRANT UPDATE (state, attempts, due, leased_till, reason, ended_at, ended_by) ON delivery TO lanzha_app;

-- ---------------------------------------------------------------- files
-- What is stored on disk, once for each unit and content. The name of the file on disk is its id.
CREATE TABLE file_blob (
  id         uuid PRIMARY KEY,
  unit_id    uuid NOT NULL REFERENCES unit (id),
  place_code text NOT NULL,
  address    uuid NOT NULL,                 -- keyed hash of unit and SHA-256: tells equal contents apart from others, nothing else
  bytes      bigint NOT NULL CHECK (bytes > 0),
  type       text NOT NULL,                 -- as found in the content, not as declared
  state      text NOT NULL CHECK (state IN ('unscanned', 'waiting', 'clean', 'infected')),
  key_id     integer NOT NULL,              -- vault_key of `sealed`
  sealed     bytea NOT NULL,                -- the file's own key and its SHA-256
  created_at timestamptz NOT NULL DEFAULT now(),
  scanned_at timestamptz,
  gone_at    timestamptz                    -- the bytes were removed (retention, or infected)
);
CREATE UNIQUE INDEX file_blob_once ON file_blob (unit_id, address) WHERE gone_at IS NULL;
CREATE INDEX file_blob_waiting ON file_blob (created_at) WHERE state = 'waiting' AND gone_at IS NULL;   -- to be scanned

-- One upload by one person.
CREATE TABLE file (
  id          uuid PRIMARY KEY,
  blob_id     uuid NOT NULL REFERENCES file_blob (id),
  uploaded_by uuid NOT NULL REFERENCES person (id),
  at          timestamptz NOT NULL DEFAULT now(),
  key_id      integer NOT NULL,
  name_sealed bytea NOT NULL                -- names of files tell names of people
);
CREATE INDEX file_of_blob ON file (blob_id);

-- What a file belongs to. A later room adds its kind to file_subject_visible().
CREATE TABLE file_link (
  file_id      uuid NOT NULL REFERENCES file (id),
  subject_kind text NOT NULL,
  subject_id   uuid NOT NULL,
  at           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (file_id, subject_kind, subject_id)
);
CREATE INDEX file_link_subject ON file_link (subject_kind, subject_id, at);   -- the files of a warning

-- Runs with the caller's rights: a subject that the caller's scope does not hold is not there.
CREATE FUNCTION file_subject_visible(kind text, id uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE kind WHEN 'warning' THEN EXISTS (SELECT FROM warning w WHERE w.id = $2) ELSE false END
$$;
-- Who works on a subject, and where: they hear of what is attached to it.
CREATE FUNCTION file_subject(kind text, id uuid)
  RETURNS TABLE (person_id uuid, place_code text, unit_id uuid) LANGUAGE sql STABLE AS $$
  SELECT w.assignee_id, w.place_code, w.unit_id FROM warning w WHERE kind = 'warning' AND w.id = $2
$$;

ALTER TABLE file_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY file_link_scope ON file_link USING (
  current_setting('lanzha.scope', true) = 'all' OR file_subject_visible(subject_kind, subject_id)
);
ALTER TABLE file ENABLE ROW LEVEL SECURITY;
CREATE POLICY file_scope ON file FOR SELECT USING (
  current_setting('lanzha.scope', true) = 'all' OR EXISTS (SELECT FROM file_link l WHERE l.file_id = id)
);
CREATE POLICY file_insert ON file FOR INSERT WITH CHECK (
  uploaded_by = nullif(current_setting('lanzha.person', true), '')::uuid
);
ALTER TABLE file_blob ENABLE ROW LEVEL SECURITY;
CREATE POLICY file_blob_scope ON file_blob USING (
  current_setting('lanzha.scope', true) = 'all'
  OR (current_setting('lanzha.place', true) <> '' AND place_code ^@ current_setting('lanzha.place', true))
  OR unit_id = ANY (string_to_array(current_setting('lanzha.units', true), ',')::uuid[])
  OR EXISTS (SELECT FROM file f WHERE f.blob_id = file_blob.id)
);
GRANT SELECT, INSERT ON file, file_link, file_blob TO lanzha_app;
GRANT UPDATE (state, scanned_at, gone_at) ON file_blob TO lanzha_app;

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('notify.tries',            '8',     'times', 'house.md',    '设计'),
  ('notify.retry.first',      '30',    's',     'house.md',    '设计'),
  ('notify.retry.longest',    '6',     'h',     'house.md',    '设计'),
  ('notify.code.valid',       '15',    'min',   'rules §10.3', '设计'),
  ('notify.code.tries',       '5',     'times', 'rules §10.3', '设计'),
  ('notify.webhook.hosts',    '',      'hosts', 'house.md',    '设计'),   -- a.example, *.b.example, c.example:8443; empty: none
  ('notify.webhook.nets',     '',      'nets',  'house.md',    '设计'),   -- private ranges opened on purpose (10.1.0.0/16); empty: none
  ('notify.webhook.overlap',  '24',    'h',     'house.md',    '设计'),
  ('files.bytes',             '20971520', 'bytes', 'house.md', '设计'),
  ('files.pixels',            '60',    'megapixels', 'house.md', '设计'),
  ('files.zip.entries',       '2000',  'entries', 'house.md',  '设计'),
  ('files.zip.ratio',         '100',   'times', 'house.md',    '设计'),
  ('files.zip.bytes',         '209715200', 'bytes', 'house.md', '设计'),
  ('files.uploads.person',    '3',     'uploads', 'house.md',  '设计'),
  ('files.uploads.all',       '24',    'uploads', 'house.md',  '设计'),
  ('files.rate.least',        '8192',  'bytes/s', 'house.md',  '设计'),
  ('files.orphans.after',     '24',    'h',     'house.md',    '设计');
