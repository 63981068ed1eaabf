-- What was agreed on or ended stays so: facts that are written once are refused a second time, whatever a program says.

-- The secret of a key is made once, while it may be fetched; a key that was revoked stays revoked.
CREATE FUNCTION service_key_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.revoked_at IS NOT NULL AND (NEW.revoked_at, NEW.revoked_by, NEW.revoked_reason, NEW.key_hash)
       IS DISTINCT FROM (OLD.revoked_at, OLD.revoked_by, OLD.revoked_reason, OLD.key_hash) THEN
    RAISE EXCEPTION 'a revoked key stays as it is' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.key_hash IS DISTINCT FROM OLD.key_hash AND (OLD.key_hash IS NOT NULL OR OLD.fetch_until <= now()) THEN
    RAISE EXCEPTION 'the secret of a key is made once, in its time' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER service_key_stays BEFORE UPDATE OF key_hash, revoked_at, revoked_by, revoked_reason ON service_key
  FOR EACH ROW EXECUTE FUNCTION service_key_stays();

-- A code of the emergency path is used once.
CREATE FUNCTION approval_code_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a used code stays used' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER approval_code_stays BEFORE UPDATE ON approval_code
  FOR EACH ROW WHEN (OLD.used_at IS NOT NULL) EXECUTE FUNCTION approval_code_stays();

-- What is sealed leaves its clear words in dead rows: vacuum is to come by for few of them, too.
ALTER TABLE approval SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
ALTER TABLE approval_history SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
ALTER TABLE rule_param_withdrawal SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);

-- What people write into a request names colleagues and citizens: it lies sealed. What lies in clear from before is sealed by a job.
ALTER TABLE approval
  ALTER COLUMN why DROP NOT NULL,   -- of releases before this one, until the job has sealed it
  ADD COLUMN why_sealed  jsonb,     -- sealed words
  ADD COLUMN note_sealed jsonb,     -- sealed words; null: nothing was said
  ADD CONSTRAINT approval_why_once CHECK (num_nonnulls(why, why_sealed) = 1),
  ADD CONSTRAINT approval_note_once CHECK (num_nonnulls(note, note_sealed) <= 1);
CREATE INDEX approval_in_clear ON approval (id) WHERE why IS NOT NULL OR note IS NOT NULL;   -- what the job has to seal
-- The history held the same words a second time. Emptied before it goes: a dropped column stays on the disk.
UPDATE approval_history SET note = NULL WHERE note IS NOT NULL;
ALTER TABLE approval_history DROP COLUMN note;
-- The same with why a planned value of a parameter was taken back.
ALTER TABLE rule_param_withdrawal
  ALTER COLUMN why DROP NOT NULL,   -- of releases before this one, until the job has sealed it
  ADD COLUMN why_sealed jsonb,      -- sealed words
  ADD CONSTRAINT rule_param_withdrawal_why_once CHECK (num_nonnulls(why, why_sealed) = 1);
CREATE FUNCTION rule_param_withdrawal_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'why a version was taken back stays' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER rule_param_withdrawal_stays BEFORE UPDATE ON rule_param_withdrawal
  FOR EACH ROW WHEN (OLD.why_sealed IS NOT NULL OR NEW.why IS NOT NULL) EXECUTE FUNCTION rule_param_withdrawal_stays();
GRANT UPDATE (why, why_sealed) ON rule_param_withdrawal TO lanzha_app;

-- Nobody decides a second time on what was decided, and words are exchanged for their seal only.
CREATE FUNCTION approval_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'pending' AND (NEW.state, NEW.decided_by, NEW.decided_at, NEW.emergency, NEW.version)
       IS DISTINCT FROM (OLD.state, OLD.decided_by, OLD.decided_at, OLD.emergency, OLD.version) THEN
    RAISE EXCEPTION 'a request is decided once' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF (NEW.why, NEW.why_sealed) IS DISTINCT FROM (OLD.why, OLD.why_sealed)
       AND NOT (OLD.why_sealed IS NULL AND NEW.why IS NULL) THEN
    RAISE EXCEPTION 'the reason of a request stays' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF (NEW.note, NEW.note_sealed) IS DISTINCT FROM (OLD.note, OLD.note_sealed)
       AND NOT (OLD.state = 'pending' AND OLD.note_sealed IS NULL OR OLD.note IS NOT NULL AND NEW.note_sealed IS NOT NULL) THEN
    RAISE EXCEPTION 'what was said to a decision stays' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER approval_stays BEFORE UPDATE ON approval FOR EACH ROW EXECUTE FUNCTION approval_stays();
GRANT UPDATE (why, why_sealed, note_sealed) ON approval TO lanzha_app;

-- Scope by place and unit, said once: lists that must leave out what is only lent ask the same as the policies. The units are handed
-- in as (SELECT scope_units()), read once for a statement and not for each row. Both become part of the statement that asks.
CREATE FUNCTION scope_units() RETURNS uuid[] LANGUAGE sql STABLE
  RETURN string_to_array(current_setting('lanzha.units', true), ',')::uuid[];
CREATE FUNCTION in_own_scope(place_code text, unit_id uuid, units uuid[]) RETURNS boolean LANGUAGE sql STABLE
  RETURN current_setting('lanzha.scope', true) = 'all'
    OR (current_setting('lanzha.place', true) <> '' AND place_code ^@ current_setting('lanzha.place', true))
    OR unit_id = ANY (units);
ALTER POLICY warning_scope ON warning USING (in_own_scope(place_code, unit_id, (SELECT scope_units())));
ALTER POLICY clocks_scope ON clocks USING (in_own_scope(place_code, unit_id, (SELECT scope_units())));
ALTER POLICY duty_post_scope ON duty_post USING (in_own_scope(place_code, unit_id, (SELECT scope_units())));
ALTER POLICY shift_scope ON shift USING (in_own_scope(place_code, unit_id, (SELECT scope_units())));
ALTER POLICY staff_member_scope ON staff_member USING (in_own_scope(place_code, unit_id, (SELECT scope_units())));
ALTER POLICY staff_contact_scope ON staff_contact USING (in_own_scope(place_code, unit_id, (SELECT scope_units())));
ALTER POLICY follow_up_scope ON follow_up USING (in_own_scope(place_code, unit_id, (SELECT scope_units())));
ALTER POLICY mandatory_review_scope ON mandatory_review USING (in_own_scope(place_code, unit_id, (SELECT scope_units())));
ALTER POLICY zeroing_push_scope ON zeroing_push USING (in_own_scope(place_code, unit_id, (SELECT scope_units())));
ALTER POLICY zeroing_day_scope ON zeroing_day USING (in_own_scope(place_code, unit_id, (SELECT scope_units())));
ALTER POLICY zeroing_left_scope ON zeroing_left USING (in_own_scope(place_code, unit_id, (SELECT scope_units())));
ALTER POLICY incident_scope ON incident USING (in_own_scope(place_code, unit_id, (SELECT scope_units())));
ALTER POLICY file_blob_scope ON file_blob USING (
  in_own_scope(place_code, unit_id, (SELECT scope_units())) OR EXISTS (SELECT FROM file f WHERE f.blob_id = file_blob.id));
ALTER POLICY loan_scope ON loan USING (
  current_setting('lanzha.scope', true) = 'all'
  OR lender_id = nullif(current_setting('lanzha.person', true), '')::uuid
  OR borrower_id = nullif(current_setting('lanzha.person', true), '')::uuid
  OR EXISTS (SELECT FROM warning w WHERE w.id = warning_id AND in_own_scope(w.place_code, w.unit_id, (SELECT scope_units()))));

-- That the money was gone may turn out by correcting a contact: then it is looked into as when a follow-up tells it (rules §6.3).
ALTER TABLE mandatory_review DROP CONSTRAINT mandatory_review_cause_check,
  ADD CONSTRAINT mandatory_review_cause_check CHECK (cause IN ('closed', 'follow_up', 'corrected'));
