-- The table of all warnings: its orders and filters at a million rows, its words, saved views, tasks.

-- Every list ends its order with the time of receipt, newest first, then the id: an index on a filter that also holds these
-- two answers "the newest of that kind" without sorting, and stops after a page.
CREATE INDEX warning_level ON warning (level, received_at DESC, id);            -- filter and order by level, over closed ones too
CREATE INDEX warning_state ON warning (state, received_at DESC, id);            -- the same by state
CREATE INDEX warning_outcome ON warning (outcome, received_at DESC, id) WHERE outcome IS NOT NULL;          -- 已被骗, 误报: rare ones
CREATE INDEX warning_fraud_type ON warning (fraud_type, received_at DESC, id) WHERE fraud_type IS NOT NULL;
CREATE INDEX warning_source ON warning (source, received_at DESC, id);
CREATE INDEX warning_assignee ON warning (assignee_id, received_at DESC, id) WHERE assignee_id IS NOT NULL;
CREATE INDEX warning_unit_received ON warning (unit_id, received_at DESC, id);  -- a station's newest, whatever the county has
-- Orders of their own: few rows have a clock that runs, or money saved.
CREATE INDEX warning_due ON warning (due, received_at DESC, id) WHERE due < 'infinity';
CREATE INDEX warning_saved ON warning (saved_fen, received_at DESC, id) WHERE saved_fen IS NOT NULL;
-- My tasks: what is open in my name, the next due first.
CREATE INDEX warning_task ON warning (assignee_id, due, id) WHERE state <> 'closed' AND assignee_id IS NOT NULL;

-- Words of the list: masked name, first reason, source. pg_trgm finds no letters in Chinese under LC_CTYPE=C, so a text is
-- taken apart into pairs of neighbouring characters, and '^' with the surname (docs/decisions/0036).
CREATE FUNCTION warning_words(masked jsonb, reasons jsonb, source text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(coalesce(masked ->> 'name', '') || E'\n' || coalesce(reasons -> 0 ->> 'text', '') || E'\n' || source)
$$;
CREATE FUNCTION warning_word_pairs(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_agg(DISTINCT pair) FROM (
    SELECT c[i] || c[i + 1] AS pair
    FROM (SELECT string_to_array(words, NULL) AS c) AS letters, generate_series(1, cardinality(c) - 1) AS i
    UNION ALL SELECT '^' || left(words, 1)) AS pairs
$$;
CREATE INDEX warning_word_pairs_index ON warning USING gin (warning_word_pairs(warning_words(subject_masked, reasons, source)));

-- The operator of that index is not leakproof, so a policy of row-level security keeps it from being used. This asks with the
-- owner's rights, holds the scope of the transaction itself, and answers ids only; whoever reads the rows reads them under
-- the policies again. NULL: more than `most`, such words are looked for while reading.
CREATE FUNCTION find_warning_words(word text, most integer) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  sought text := lower(word);
  place text := coalesce(current_setting('lanzha.place', true), '');
  units uuid[] := coalesce(string_to_array(current_setting('lanzha.units', true), ',')::uuid[], '{}');
  -- Four pairs, spread over the word, find nearly what all would; strpos makes it exact.
  pairs text[] := CASE WHEN length(word) = 1 THEN ARRAY['^' || sought] ELSE ARRAY(
    SELECT DISTINCT substr(sought, 1 + k * (length(sought) - 2) / 3, 2) FROM generate_series(0, 3) AS k) END;
  found uuid[];
BEGIN
  EXECUTE format(
    'SELECT array_agg(id) FROM (SELECT id FROM warning
       WHERE warning_word_pairs(warning_words(subject_masked, reasons, source)) @> $1
         AND ($2 = 1 OR strpos(warning_words(subject_masked, reasons, source), $3) > 0) AND (%s)
       LIMIT $6 + 1) AS hits',
    CASE
      WHEN current_setting('lanzha.scope', true) = 'all' THEN 'true'
      WHEN place <> '' AND units = '{}' THEN
        'place_code ~>=~ $4 AND place_code ~<~ ($4 || '':'') OR id = ANY (ARRAY(SELECT warning_id FROM lent_to_me))'
      WHEN place <> '' THEN
        'place_code ^@ $4 OR unit_id = ANY ($5) OR id = ANY (ARRAY(SELECT warning_id FROM lent_to_me))'
      ELSE 'unit_id = ANY ($5) OR id = ANY (ARRAY(SELECT warning_id FROM lent_to_me))'
    END)
    INTO found USING pairs, length(word), sought, place, units, most;
  RETURN CASE WHEN cardinality(found) > most THEN NULL ELSE coalesce(found, '{}') END;
END $$;
REVOKE EXECUTE ON FUNCTION find_warning_words FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_warning_words TO lanzha_app;

-- Views that somebody keeps. What they typed (name, words, source) and chose lies sealed under a key that no day ends.
CREATE TABLE saved_view (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  owner_id   uuid NOT NULL REFERENCES person (id),
  unit_id    uuid NOT NULL REFERENCES unit (id),   -- whose people see it when it is shared
  shared     boolean NOT NULL,
  key_id     integer NOT NULL REFERENCES vault_key (id),
  sealed     bytea NOT NULL,                       -- {name, filter, sort, columns, density}
  version    integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  removed_at timestamptz                           -- may come back for a day
);
CREATE INDEX saved_view_owner ON saved_view (owner_id);
CREATE INDEX saved_view_shared ON saved_view (unit_id) WHERE shared AND removed_at IS NULL;

-- The order of somebody's tabs and the one that opens first: ids of saved views, codes of built-in ones.
CREATE TABLE view_arrangement (
  person_id uuid PRIMARY KEY REFERENCES person (id),
  tabs      text[] NOT NULL,
  first_tab text NOT NULL,
  version   integer NOT NULL
);

ALTER TABLE saved_view ENABLE ROW LEVEL SECURITY;
CREATE POLICY saved_view_seen ON saved_view FOR SELECT USING (
  current_setting('lanzha.scope', true) = 'all'
  OR owner_id = nullif(current_setting('lanzha.person', true), '')::uuid
  OR (shared AND removed_at IS NULL
      AND unit_id = (SELECT p.unit_id FROM person p WHERE p.id = nullif(current_setting('lanzha.person', true), '')::uuid)));
CREATE POLICY saved_view_made ON saved_view FOR INSERT WITH CHECK (
  owner_id = nullif(current_setting('lanzha.person', true), '')::uuid);
CREATE POLICY saved_view_changed ON saved_view FOR UPDATE USING (
  owner_id = nullif(current_setting('lanzha.person', true), '')::uuid);
CREATE POLICY saved_view_pruned ON saved_view FOR DELETE USING (
  current_setting('lanzha.scope', true) = 'all' AND removed_at IS NOT NULL);
ALTER TABLE view_arrangement ENABLE ROW LEVEL SECURITY;
CREATE POLICY view_arrangement_own ON view_arrangement USING (
  current_setting('lanzha.scope', true) = 'all' OR person_id = nullif(current_setting('lanzha.person', true), '')::uuid);

GRANT SELECT, INSERT, DELETE ON saved_view TO lanzha_app;
GRANT UPDATE (unit_id, shared, key_id, sealed, version, removed_at) ON saved_view TO lanzha_app;
GRANT SELECT, INSERT, UPDATE ON view_arrangement TO lanzha_app;
