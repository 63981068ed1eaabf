-- What a hostile look at the house found, mended: keys that were never committed, files, notes and receipts that outlived
-- their time, counts of living persons that were taken for idle.

-- ---------------------------------------------------------------- vault
-- The transaction that made the key; null: from before. A program that finds the uncommitted key of its own transaction must
-- not remember it: a rollback would take the key away and leave it in memory.
ALTER TABLE vault_key ADD COLUMN made_by xid8;
ALTER TABLE vault_key ALTER COLUMN made_by SET DEFAULT pg_current_xact_id();
-- What is sealed under keys that no day ends. Elsewhere forgetting destroys the key and leaves the bytes, so there is no
-- foreign key. NOT VALID: a row that lost its key before this file must not keep the house from starting.
ALTER TABLE mail_address ADD FOREIGN KEY (key_id) REFERENCES vault_key (id) NOT VALID;
ALTER TABLE webhook ADD FOREIGN KEY (key_id) REFERENCES vault_key (id) NOT VALID;
ALTER TABLE staff_member ADD FOREIGN KEY (key_id) REFERENCES vault_key (id) NOT VALID;

-- ---------------------------------------------------------------- counts of subjects
-- The day of the last writing: an event that came late counts nowhere and moves nothing, but somebody lives there.
ALTER TABLE subject_state ADD COLUMN written_on date NOT NULL DEFAULT current_date;
CREATE FUNCTION subject_state_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.written_on := current_date;
  RETURN NEW;
END $$;
-- Called for the first writing of a day alone: a row changes with every signal.
CREATE TRIGGER subject_state_written BEFORE UPDATE ON subject_state
  FOR EACH ROW WHEN (OLD.written_on <> current_date) EXECUTE FUNCTION subject_state_written();

-- ---------------------------------------------------------------- files
-- The bytes are missing on the disk or do not open: the scanner passes them over and asks again after a day.
ALTER TABLE file_blob ADD COLUMN unreadable_at timestamptz;
GRANT UPDATE (unreadable_at) ON file_blob TO lanzha_app;

-- What a forgotten warning alone had: its file's own key and name go in the same transaction, the bytes with the next sweep.
-- @returns how many contents
CREATE FUNCTION forget_files(warnings uuid[], instant timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  touched uuid[];
  gone integer;
BEGIN
  -- Locked: whoever attaches the same content now either holds it first, and it stays, or finds it gone.
  SELECT array_agg(id) INTO touched FROM (
    SELECT b.id FROM file_blob b
    WHERE b.id IN (SELECT f.blob_id FROM file f JOIN file_link l ON l.file_id = f.id
                   WHERE l.subject_kind = 'warning' AND l.subject_id = ANY (warnings))
    ORDER BY b.id FOR UPDATE) AS held;
  UPDATE file f SET name_sealed = ''
    WHERE f.blob_id = ANY (touched) AND EXISTS (SELECT FROM file_link l WHERE l.file_id = f.id) AND NOT file_is_needed(f.id);
  UPDATE file_blob b SET sealed = '', gone_at = coalesce(b.gone_at, instant)
    WHERE b.id = ANY (touched) AND b.sealed <> ''
      AND NOT EXISTS (SELECT FROM file f WHERE f.blob_id = b.id AND file_is_needed(f.id));
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
REVOKE EXECUTE ON FUNCTION forget_files FROM PUBLIC;

-- Whether something that still knows whom it is about has this file. Not SECURITY DEFINER: only forget_files asks.
CREATE FUNCTION file_is_needed(file uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM file_link l
    WHERE l.file_id = $1 AND (l.subject_kind <> 'warning'
      OR EXISTS (SELECT FROM warning w WHERE w.id = l.subject_id AND w.forgotten_at IS NULL)))
$$;

-- As in 0009, and the files with it.
CREATE OR REPLACE FUNCTION forget_warnings(ids uuid[], instant timestamptz) RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone uuid[];
  files integer;
BEGIN
  SELECT array_agg(id) INTO gone FROM (
    SELECT id FROM warning
    WHERE id = ANY (ids) AND state = 'closed' AND forgotten_at IS NULL AND NOT held_at(id, received_at, instant)
    ORDER BY id FOR UPDATE) AS held;
  UPDATE warning w SET forgotten_at = instant, person = gen_random_uuid(), subject_sealed = '',
      subject_masked = '{"name":null,"phone":null,"idNo":null,"account":null,"age":null,"occupation":null}',
      reasons = forgotten_reasons(w.reasons),
      saved_proof = CASE WHEN w.saved_proof IS NULL THEN NULL ELSE '已去标识' END,
      version = w.version + 1
    WHERE id = ANY (gone);
  UPDATE warning_evidence e SET sealed = '', facts = '[]', reasons = forgotten_reasons(e.reasons) WHERE warning_id = ANY (gone);
  UPDATE warning_history SET sealed = NULL, key_id = NULL, note = NULL, before = NULL, detail = detail - '{proof,companions,with}'::text[]
    WHERE warning_id = ANY (gone);
  DELETE FROM warning_index WHERE warning_id = ANY (gone);
  files := forget_files(gone, instant);
  IF files > 0 THEN
    INSERT INTO retention_log (at, kind, day, count) VALUES (instant, 'files', (instant AT TIME ZONE 'UTC')::date, files);
  END IF;
  RETURN QUERY SELECT unnest(gone);
END $$;

-- Nothing is attached to what has forgotten: it would stay for ever. Locked against forgetting at the same moment.
CREATE FUNCTION file_link_is_wanted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM warning WHERE id = NEW.subject_id FOR KEY SHARE;
  IF EXISTS (SELECT FROM warning WHERE id = NEW.subject_id AND forgotten_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the warning has forgotten' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER file_link_is_wanted BEFORE INSERT ON file_link
  FOR EACH ROW WHEN (NEW.subject_kind = 'warning') EXECUTE FUNCTION file_link_is_wanted();

CREATE OR REPLACE FUNCTION file_subject_open(kind text, id uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT file_subject_visible($1, $2)
    AND NOT EXISTS (SELECT FROM lent_to_me l WHERE $1 = 'warning' AND l.warning_id = $2 AND l.purpose = 'read')
    AND NOT EXISTS (SELECT FROM warning w WHERE $1 = 'warning' AND w.id = $2 AND w.forgotten_at IS NOT NULL)
$$;

-- ---------------------------------------------------------------- signals
-- A batch whose key was destroyed is emptied (key_id 0, no bytes) and stays as a count until its receipts are gone.
CREATE INDEX signal_batch_at ON signal_batch (at);   -- which batches are older than receipts are remembered

-- Receipts of emptied batches from before `before`, in some blocks of the table: the id alone is indexed, and one more index
-- would be paid for with every signal. @returns how many, and where to go on (null: at the end)
CREATE FUNCTION drop_receipts(before timestamptz, from_block bigint, blocks integer, OUT dropped integer, OUT next_block bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE newest_old bigint;
BEGIN
  SELECT max(id) INTO newest_old FROM signal_batch WHERE at < before;
  dropped := 0;
  IF newest_old IS NULL THEN RETURN; END IF;   -- nothing is so old: no look at the table
  DELETE FROM signal_id s
    WHERE s.ctid >= format('(%s,0)', from_block)::tid AND s.ctid < format('(%s,0)', from_block + blocks)::tid
      AND s.batch_id <= newest_old
      AND coalesce((SELECT b.at < before AND b.key_id = 0 FROM signal_batch b WHERE b.id = s.batch_id), true);
  GET DIAGNOSTICS dropped = ROW_COUNT;
  IF from_block + blocks < pg_relation_size('signal_id') / current_setting('block_size')::bigint THEN
    next_block := from_block + blocks;
  END IF;
END $$;
-- Emptied batches from before `before`, after their receipts. @returns how many
CREATE FUNCTION drop_batches(before timestamptz, most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE dropped integer;
BEGIN
  DELETE FROM signal_batch
    WHERE id IN (SELECT id FROM signal_batch WHERE at < before AND key_id = 0 ORDER BY at LIMIT most);
  GET DIAGNOSTICS dropped = ROW_COUNT;
  RETURN dropped;
END $$;
REVOKE EXECUTE ON FUNCTION drop_receipts, drop_batches FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_receipts, drop_batches TO lanzha_app;

-- ---------------------------------------------------------------- retention
ALTER TABLE retention_log DROP CONSTRAINT retention_log_kind_check;
ALTER TABLE retention_log ADD CONSTRAINT retention_log_kind_check CHECK (kind IN
  ('signals', 'warnings.false', 'warnings.effective', 'subjects', 'notes', 'receipts', 'files', 'key', 'paused', 'confirmed'));
-- Warnings that forgot before this file left their files behind.
SELECT forget_files(array_agg(w.id), now()) FROM warning w
  WHERE w.forgotten_at IS NOT NULL AND EXISTS (SELECT FROM file_link l WHERE l.subject_kind = 'warning' AND l.subject_id = w.id);

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('shift.notes.kept', '90', 'd', 'rules §10.2', '设计');   -- a note may name whom a false alarm was about, so it goes no later than that one
