import type { Task } from '@lanzha/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../ground/directory/index.ts';
import { minutes, openOffice, start } from '../../work/warnings/testing/office.ts';
import { listTasks } from './list-tasks.ts';

const office = await openOffice();
const { people, units } = office;
const tasksOf = async (who: Actor, now = start) => office.act(who, now, (desk) => listTasks(desk));
const key = ({ dueAt }: Task) => dueAt ?? '9';

const made: Record<string, string> = {};
beforeAll(async () => {
  const set = (id: string, columns: string, ...values: unknown[]) =>
    office.query(`UPDATE warning SET ${columns} WHERE id = $1`, [id, ...values]);
  for (const [name, level] of [
    ['unsigned', 'middle'],
    ['urgent', 'urgent'],
    ['mine', 'high'],
    ['colleagues', 'high'],
    ['elsewhere', 'high'],
    ['done', 'high'],
    ['after', 'high'],
    ['reached', 'high'],
  ] as const)
    made[name] = (await office.warn(level)).id;
  await set(made.mine!, `assignee_id = $2, state = 'signed'`, people.east.id);
  await set(made.colleagues!, `assignee_id = $2, state = 'signed'`, people.eastToo.id);
  await set(made.elsewhere!, `unit_id = $2, place_code = '330206002'`, units.westStation);
  await set(made.reached!, `assignee_id = $2, state = 'contacted', contacted_at = $3`, people.east.id, start);
  for (const name of ['done', 'after'])
    await set(
      made[name]!,
      `assignee_id = $2, state = 'closed', outcome = 'dissuaded', closed_at = $3`,
      people.east.id,
      start,
    );
  await office.query(
    `INSERT INTO follow_up (warning_id, made_version, step, planned_at, due_at, unit_id, place_code, assignee_id)
     VALUES ($1, 1, 1, $2, $3, $4, '330206001001', $5)`,
    [made.after, minutes(-60), minutes(30), units.eastStation, people.east.id],
  );
});

describe('my tasks', () => {
  test('are what is open in my name, what my unit has not signed for, and whom I look after again', async () => {
    const { items, counts, total } = await tasksOf(people.east);
    const kinds = Object.fromEntries(items.map(({ kind, duty, warning }) => [warning.id, `${kind} ${duty}`]));
    expect(kinds).toEqual({
      [made.unsigned!]: 'unsigned sign',
      [made.urgent!]: 'unsigned sign',
      [made.mine!]: 'assigned contact',
      [made.reached!]: 'assigned meet',
      [made.after!]: 'follow_up follow_up',
    });
    expect(counts).toEqual({ assigned: 2, unsigned: 2, follow_up: 1, lent: 0 });
    expect(total).toBe(5);
  });

  test('have what is due next on top, by whichever clock', async () => {
    const { items } = await tasksOf(people.east);
    expect(items.map(key)).toEqual(items.map(key).toSorted());
    expect(items.slice(0, 2).map(({ warning }) => warning.id)).toEqual([made.urgent, made.after]);
  });

  test('hold nothing that is somebody else’s, or of another unit', async () => {
    expect((await tasksOf(people.eastToo)).items.map(({ warning }) => warning.id).toSorted()).toEqual(
      [made.unsigned!, made.urgent!, made.colleagues!].toSorted(),
    );
    expect((await tasksOf(people.west)).items.map(({ warning }) => warning.id)).toEqual([made.elsewhere]);
    expect(await tasksOf(people.grid)).toMatchObject({ items: [], total: 0 });
    expect(await tasksOf(people.liaison)).toMatchObject({ items: [], total: 0 });
  });

  test('hold what was lent for contact, until the loan ends; nothing that was lent to be read', async () => {
    const until = new Date(Date.now() + 86_400_000);
    for (const [id, purpose] of [
      [made.elsewhere, 'contact'],
      [made.colleagues, 'read'],
    ])
      await office.act(people.duty, new Date(), ({ tx, actor }) =>
        tx.query(
          `INSERT INTO loan (warning_id, lender_id, lender_unit_id, borrower_id, purpose, until, reason, param_id)
           VALUES ($1, $2, $3, $4, $5, $6, '{}', (SELECT max(id) FROM rule_param))`,
          [id, actor.id, actor.unitId, people.grid.id, purpose, until],
        ),
      );
    const { items, counts } = await tasksOf(people.grid);
    expect(items.map(({ kind, warning }) => [kind, warning.id, warning.lent?.purpose])).toEqual([
      ['lent', made.elsewhere, 'contact'],
    ]);
    expect(counts.lent).toBe(1);
  });
});
