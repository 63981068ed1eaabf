-- Tightened after a review by outsiders' eyes: one open warning for each person whatever a batch holds, loans, approvals.

-- Which warning a signal raised or strengthened: asked when somebody else gets a warning by an identifier that changed hands.
CREATE INDEX warning_evidence_signal ON warning_evidence (batch_id, ord) WHERE level IS NOT NULL;

-- Loans of a warning are seen by whose own scope holds it. To whom it is only lent sees the own loan, not those of others.
ALTER POLICY loan_scope ON loan USING (
  current_setting('lanzha.scope', true) = 'all'
  OR lender_id = nullif(current_setting('lanzha.person', true), '')::uuid
  OR borrower_id = nullif(current_setting('lanzha.person', true), '')::uuid
  OR EXISTS (SELECT FROM warning w WHERE w.id = warning_id AND (
    (current_setting('lanzha.place', true) <> '' AND w.place_code ^@ current_setting('lanzha.place', true))
    OR w.unit_id = ANY (string_to_array(current_setting('lanzha.units', true), ',')::uuid[]))));
-- Who has to be told of what happens to a lent warning, whoever does it: ids alone, with the owner's rights.
CREATE VIEW loan_told AS
  SELECT DISTINCT l.warning_id, l.borrower_id FROM loan l
  WHERE l.until > now() AND NOT EXISTS (SELECT FROM loan_end e WHERE e.loan_id = l.id);
GRANT SELECT ON loan_told TO lanzha_app;

INSERT INTO rule_param (code, value, unit, legal_basis, certainty) VALUES
  ('approval.disabled.counts', '7', 'd', 'rules §10.3', '设计');   -- so long a disabled approver keeps others from agreeing alone
