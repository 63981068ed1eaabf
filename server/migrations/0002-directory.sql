-- Places (official code tree), units, people, sessions, service keys.

CREATE TABLE place (
  code   text PRIMARY KEY CHECK (code ~ '^[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?$'),
  name   text NOT NULL,
  level  smallint NOT NULL CHECK (level BETWEEN 1 AND 5),   -- 1 province … 5 village
  parent text REFERENCES place (code)
);
CREATE INDEX place_parent ON place (parent);   -- children of a place: pickers, dispatch
GRANT SELECT, INSERT ON place TO lanzha_app;
GRANT SELECT ON place TO lanzha_reader;

CREATE TABLE unit (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  code       text NOT NULL UNIQUE,
  name       text NOT NULL,
  kind       text NOT NULL,
  place_code text NOT NULL REFERENCES place (code),
  parent_id  uuid REFERENCES unit (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  closed_at  timestamptz
);
CREATE INDEX unit_place ON unit (place_code, kind);   -- dispatch: the unit of a kind for a place
GRANT SELECT, INSERT, UPDATE ON unit TO lanzha_app;
GRANT SELECT ON unit TO lanzha_reader;

CREATE TABLE person (
  id                   uuid PRIMARY KEY DEFAULT uuidv7(),
  name                 text NOT NULL,
  username             text NOT NULL UNIQUE,
  unit_id              uuid NOT NULL REFERENCES unit (id),
  roles                text[] NOT NULL CHECK (cardinality(roles) > 0),
  password_hash        text NOT NULL,
  must_change_password boolean NOT NULL DEFAULT false,
  failures             smallint NOT NULL DEFAULT 0,
  locked_until         timestamptz,
  last_seen_at         timestamptz,
  disabled_at          timestamptz,
  created_at           timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX person_unit ON person (unit_id);
GRANT SELECT, INSERT, UPDATE ON person TO lanzha_app;

-- Cookie sessions: the token is stored as its hash, so that a dump signs nobody in.
CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  person_id  uuid NOT NULL REFERENCES person (id),
  csrf       text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  seen_at    timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX session_person ON session (person_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO lanzha_app;

-- Keys of outside systems: one unit, one source, listed rights.
CREATE TABLE service_key (
  id           uuid PRIMARY KEY DEFAULT uuidv7(),
  number       integer GENERATED ALWAYS AS IDENTITY UNIQUE,  -- scope of signal ids: small, stable
  unit_id      uuid NOT NULL REFERENCES unit (id),
  source       text NOT NULL,
  allow        text[] NOT NULL,
  key_hash     bytea NOT NULL UNIQUE,
  created_at   timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  revoked_at   timestamptz
);
GRANT SELECT, INSERT, UPDATE ON service_key TO lanzha_app;
