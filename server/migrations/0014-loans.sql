-- Loans (借阅): one warning lent to somebody whose scope does not hold it, for a reason and until an end.

-- Append-only: what was lent stays on record, an early end is a row of its own.
CREATE TABLE loan (
  id             uuid PRIMARY KEY DEFAULT uuidv7(),
  warning_id     uuid NOT NULL REFERENCES warning (id),
  lender_id      uuid NOT NULL REFERENCES person (id),
  lender_unit_id uuid NOT NULL REFERENCES unit (id),
  borrower_id    uuid NOT NULL REFERENCES person (id),
  purpose        text NOT NULL CHECK (purpose IN ('read', 'contact')),
  at             timestamptz NOT NULL DEFAULT now(),
  until          timestamptz NOT NULL,
  reason         jsonb NOT NULL,           -- sealed words
  param_id       bigint NOT NULL REFERENCES rule_param (id),   -- the version of loans.days.most that bounded `until`
  CHECK (until > at),
  CHECK (borrower_id <> lender_id)
);
CREATE INDEX loan_borrowed ON loan (borrower_id, until);          -- in every policy below: what runs for this person
CREATE INDEX loan_warning ON loan (warning_id, until);            -- who has this warning now: live updates, the warning's page
CREATE INDEX loan_lent ON loan (lender_id, at DESC);              -- the page of who lent, newest first
CREATE TABLE loan_end (
  loan_id uuid PRIMARY KEY REFERENCES loan (id),                  -- one end, however many press
  at      timestamptz NOT NULL DEFAULT now(),
  by      uuid NOT NULL REFERENCES person (id),
  reason  jsonb                                                   -- sealed words; null: none was given
);
-- A role of these never borrows, whatever it was before it got the role (rules.md §10.3).
CREATE FUNCTION may_borrow(roles text[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT NOT roles && ARRAY['system_admin', 'security_admin', 'audit_admin']
$$;

-- What runs for the person of this transaction. Reads with the owner's rights, so that the policy of loan (which asks for
-- the warning) and the policies of warning (which ask here) do not ask each other in a circle.
CREATE VIEW lent_to_me AS
  SELECT l.id AS loan_id, l.warning_id, l.purpose, l.until, l.lender_id
  FROM loan l JOIN person p ON p.id = l.borrower_id
  WHERE l.borrower_id = nullif(current_setting('lanzha.person', true), '')::uuid AND l.until > now()
    AND p.disabled_at IS NULL AND may_borrow(p.roles)
    AND NOT EXISTS (SELECT FROM loan_end e WHERE e.loan_id = l.id);
-- Loans that run, of everybody; with the reader's own rights.
CREATE VIEW loan_running WITH (security_invoker = true) AS
  SELECT l.* FROM loan l WHERE l.until > now() AND NOT EXISTS (SELECT FROM loan_end e WHERE e.loan_id = l.id);

-- How many run for each person: numbers for the security administrator, who sees no warnings and no loans.
CREATE VIEW loan_count AS
  SELECT borrower_id, count(*) AS running FROM loan l
  WHERE l.until > now() AND NOT EXISTS (SELECT FROM loan_end e WHERE e.loan_id = l.id) GROUP BY borrower_id;

-- The same as before; the units are read once for a statement, not parsed again for each row.
ALTER POLICY warning_scope ON warning USING (
  current_setting('lanzha.scope', true) = 'all'
  OR (current_setting('lanzha.place', true) <> '' AND place_code ^@ current_setting('lanzha.place', true))
  OR unit_id = ANY ((SELECT string_to_array(current_setting('lanzha.units', true), ',')::uuid[])::uuid[])
);
-- Beside the scope: a lent warning is read, and written only when it was lent for contact. Policies of a table are joined
-- by OR in the order of their names, and the list in ARRAY() is made once, when the scope did not already say yes.
CREATE POLICY warning_scope_lent ON warning FOR SELECT USING (id = ANY (ARRAY(SELECT warning_id FROM lent_to_me)));
CREATE POLICY warning_scope_lent_contact ON warning FOR UPDATE USING (
  id = ANY (ARRAY(SELECT warning_id FROM lent_to_me WHERE purpose = 'contact')));
-- Evidence, history, index and files hang on the warning and follow it; clocks have a place and a unit of their own.
CREATE POLICY clocks_scope_lent ON clocks FOR SELECT USING (
  subject_kind = 'warning' AND subject_id = ANY (ARRAY(SELECT warning_id FROM lent_to_me)));
CREATE POLICY clocks_scope_lent_contact ON clocks USING (   -- written by INSERT … ON CONFLICT
  subject_kind = 'warning' AND subject_id = ANY (ARRAY(SELECT warning_id FROM lent_to_me WHERE purpose = 'contact')));

ALTER TABLE loan ENABLE ROW LEVEL SECURITY;
CREATE POLICY loan_scope ON loan FOR SELECT USING (
  current_setting('lanzha.scope', true) = 'all'
  OR lender_id = nullif(current_setting('lanzha.person', true), '')::uuid
  OR borrower_id = nullif(current_setting('lanzha.person', true), '')::uuid
  OR EXISTS (SELECT FROM warning w WHERE w.id = warning_id));
-- Nobody lends in another's name, and nobody lends on what is only lent to them.
CREATE POLICY loan_insert ON loan FOR INSERT WITH CHECK (
  lender_id = nullif(current_setting('lanzha.person', true), '')::uuid
  AND EXISTS (SELECT FROM warning w WHERE w.id = warning_id)
  AND warning_id <> ALL (ARRAY(SELECT warning_id FROM lent_to_me)));
ALTER TABLE loan_end ENABLE ROW LEVEL SECURITY;
CREATE POLICY loan_end_scope ON loan_end FOR SELECT USING (
  current_setting('lanzha.scope', true) = 'all' OR EXISTS (SELECT FROM loan l WHERE l.id = loan_id));
CREATE POLICY loan_end_insert ON loan_end FOR INSERT WITH CHECK (
  by = nullif(current_setting('lanzha.person', true), '')::uuid
  AND EXISTS (SELECT FROM loan l WHERE l.id = loan_id));
GRANT SELECT, INSERT ON loan, loan_end TO lanzha_app;
GRANT SELECT ON lent_to_me, loan_running, loan_count TO lanzha_app;

-- Whether more may be done with a subject than read what is masked: files show what masks hide, and are added to it.
CREATE FUNCTION file_subject_open(kind text, id uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT file_subject_visible($1, $2)
    AND NOT EXISTS (SELECT FROM lent_to_me l WHERE $1 = 'warning' AND l.warning_id = $2 AND l.purpose = 'read')
$$;

-- A station's own open warnings in the order of the desk, and their counts: without it every open one of the county is read.
CREATE INDEX warning_unit_desk ON warning (unit_id, level, due, id) WHERE state <> 'closed';
-- The warnings of a town: who has that for a scope, and the county's desk when it asks for one town. It holds every column
-- that the policy asks for, so that counting a list to its end reads the index alone.
CREATE INDEX warning_place ON warning (place_code text_pattern_ops, state) INCLUDE (unit_id, id);
-- The same for a unit; takes the place of the index of that name without the columns of the policy.
DROP INDEX warning_unit;
CREATE INDEX warning_unit ON warning (unit_id, state) INCLUDE (place_code, id);
-- A station's closed ones, newest first.
CREATE INDEX warning_unit_closed ON warning (unit_id, closed_at DESC, id DESC) WHERE state = 'closed';

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('loans.days.most', '30', 'd', 'rules §10.2 (PIPL 6, 19)', '设计');   -- the longest a warning is lent at a time
