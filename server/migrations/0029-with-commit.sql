-- The last statements of a batch go out with COMMIT (decision 0042): what must be so is checked where it is found.

-- LZ001: a row was written by somebody else since it was read. The batch is run again.
CREATE FUNCTION all_unchanged(written bigint, wanted integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF written <> wanted THEN
    RAISE EXCEPTION 'a row was written by somebody else since it was read' USING ERRCODE = 'LZ001';
  END IF;
END $$;
