-- Batches read state rows without locking them and write them back only where nobody wrote meanwhile (decision 0022).
ALTER TABLE subject_state ADD COLUMN version integer NOT NULL DEFAULT 0;
