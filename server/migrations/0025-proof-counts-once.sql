-- Money saved counts once: what proves it stands with one ending (rules §6.3, practice W13).

-- Keyed hash of the reference of the transaction, or the stored file that shows it; null: nothing counts by this ending, or
-- it is older than this column.
ALTER TABLE warning_ending ADD COLUMN proof_key uuid;
CREATE INDEX warning_ending_proof ON warning_ending (proof_key) WHERE proof_key IS NOT NULL;   -- has it been counted already
