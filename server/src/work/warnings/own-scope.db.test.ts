import { beforeAll, describe, expect, test } from 'vitest';
import { listWaitingTransfers } from './list-transfers.ts';
import { listQuiet } from './quiet.ts';
import { openOffice, start } from './testing/office.ts';

const office = await openOffice();
const { people, units } = office;

/** Closed by a false alarm with a quiet period, and with a transfer that waits; the older the sooner each is listed. */
async function makeWarnings(many: number, place: string, unit: string, hoursOld: number): Promise<string[]> {
  const rows = await office.query<{ id: string }>(
    `INSERT INTO warning (person, level, state, outcome, score, reasons, source, place_code, unit_id, last_evidence_at, closed_at,
       key_id, subject_sealed, subject_masked)
     SELECT gen_random_uuid(), 1, 'closed', 'not_matched', 60, '[]', '96110', $2, $3, $4, $4, 1, '\\x00', '{}'
     FROM generate_series(1, $1) RETURNING id`,
    [many, place, unit, start],
  );
  const ids = rows.map(({ id }) => id);
  await office.query(
    `INSERT INTO quiet_period (warning_id, made_version, from_at, until_at, set_by)
     SELECT id, 1, $2, $2::timestamptz + interval '7 d' - $4 * interval '1 h', $3 FROM unnest($1::uuid[]) AS w (id)`,
    [ids, start, people.duty.id, hoursOld],
  );
  await office.query(
    `INSERT INTO warning_transfer (warning_id, made_version, kind, from_unit, from_place, to_place, asked_by, asked_at)
     SELECT id, 1, 'outside', $2, $3, '3301', $4, $5::timestamptz - $6 * interval '1 h' FROM unnest($1::uuid[]) AS w (id)`,
    [ids, unit, place, people.duty.id, start, hoursOld],
  );
  return ids;
}

let own: string;
beforeAll(async () => {
  const elsewhere = await makeWarnings(205, '330206002', units.westStation, 2);
  await office.act(people.duty, new Date(), ({ tx }) =>
    tx.query(
      `INSERT INTO loan (warning_id, lender_id, lender_unit_id, borrower_id, purpose, until, reason, param_id)
       SELECT id, $2, $3, $4, 'read', now() + interval '1 d', '{}', (SELECT max(id) FROM rule_param) FROM unnest($1::uuid[]) AS w (id)`,
      [elsewhere, people.duty.id, people.duty.unitId, people.east.id],
    ),
  );
  own = (await makeWarnings(1, '330206001001', units.eastStation, 1))[0]!;
});

describe('a station to which more is lent than a list holds', () => {
  test('sees its own quiet period', async () => {
    const { items } = await office.act(people.east, start, (desk) => listQuiet(desk));
    expect(items.map(({ warning }) => warning.id)).toEqual([own]);
  });

  test('sees its own transfer that waits', async () => {
    const { items } = await office.act(people.east, start, (desk) => listWaitingTransfers(desk));
    expect(items.map(({ warning }) => warning.id)).toEqual([own]);
  });
});

describe('the scope by place and unit', () => {
  test('is said by one function, which every policy of such a table asks', async () => {
    const asking = await office.query<{ name: string }>(
      `SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.columns u USING (table_schema, table_name)
       JOIN pg_policies p ON p.tablename = c.table_name AND p.policyname = c.table_name || '_scope'
       WHERE c.table_schema = 'public' AND c.column_name = 'place_code' AND u.column_name = 'unit_id'
         AND p.qual NOT LIKE '%in_own_scope(%'`,
    );
    expect(asking).toEqual([]);
    const spelt = await office.query<{ policyname: string }>(
      `SELECT policyname FROM pg_policies WHERE qual LIKE '%place_code%' AND qual LIKE '%lanzha.place%'`,
    );
    expect(spelt).toEqual([]);
  });

  test('becomes part of the statement that asks, with the units read once', async () => {
    const plan = await office.act(people.east, start, async ({ tx }) => {
      const { rows } = await tx.query<{ 'QUERY PLAN': string }>('EXPLAIN (VERBOSE) SELECT id FROM warning');
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).not.toContain('in_own_scope');
    expect(plan).not.toContain('scope_units');
    expect(plan).toContain('InitPlan');
  });
});
