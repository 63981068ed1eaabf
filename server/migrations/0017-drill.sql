-- How a drill goes on: at most one row, and none in a real database. What the story is made from, and what is true in
-- it, lies beside the database in a file (decision 0034): nobody who reads the tables learns who cheats whom.
CREATE TABLE drill_state (
  one_row   boolean PRIMARY KEY DEFAULT true CHECK (one_row),
  made_at   timestamptz,                          -- when the history was complete; null: it was cut off, make it anew
  running   boolean NOT NULL DEFAULT true,
  speed     double precision NOT NULL DEFAULT 1 CHECK (speed > 0),
  story_at  timestamptz NOT NULL,                 -- the story has been told up to here
  sent      bigint NOT NULL DEFAULT 0,            -- signals since the history
  fed_at    timestamptz                           -- when a server last fed it
);
-- Emergencies that an instructor started; `at` is story time.
CREATE TABLE drill_emergency (
  n    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  at   timestamptz NOT NULL,
  by   uuid NOT NULL REFERENCES person (id)
);
GRANT SELECT, INSERT, UPDATE ON drill_state TO lanzha_app;
GRANT SELECT, INSERT ON drill_emergency TO lanzha_app;

-- The law of the house, kept by the database: a real one takes no drill.
CREATE FUNCTION only_in_a_drill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM installation WHERE kind = 'drill') THEN
    RAISE EXCEPTION 'this database is no drill' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER drill_state_only_in_a_drill BEFORE INSERT ON drill_state FOR EACH ROW EXECUTE FUNCTION only_in_a_drill();

-- Places of 99 stand for nothing real: no real database works for one.
CREATE FUNCTION place_fits_installation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.county_code LIKE '99%' AND NEW.kind <> 'drill' THEN
    RAISE EXCEPTION 'drill places are for drills' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER installation_place BEFORE UPDATE OF county_code ON installation FOR EACH ROW EXECUTE FUNCTION place_fits_installation();
