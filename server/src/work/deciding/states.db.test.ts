import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Db, give, machine, openDb, type Tx } from '../../ground/db/index.ts';
import { testDatabase } from '../../testing/database.ts';
import { lostRace, makeSubjects, readSubjects, recallSubjects, savingSubjects } from './states.ts';
import { openSubjectMemory } from './subject-memory.ts';
import type { Identifier } from './subjects.ts';

let db: Db;
beforeAll(async () => {
  db = openDb((await testDatabase()).app, { pipeline: true });
});
afterAll(() => db.close());

const asMachine = <T>(work: (tx: Tx) => Promise<T>) => db.inTransaction(machine, work);
const read = (some: ReadonlyMap<string, Identifier>) => asMachine((tx) => readSubjects(tx, some));
const some = (count: number): Map<string, Identifier> =>
  new Map(Array.from({ length: count }, () => randomUUID()).map((key) => [key, { key, rank: 2 }]));
const versions = async (of: ReadonlyMap<string, Identifier>) =>
  new Map([...(await read(of))].map(([key, { version }]) => [key, version]));

describe('rows that somebody else wrote since they were read', () => {
  test.each(['changed', 'recalled and left as they are'])(
    'refuse what was %s, and nothing is written',
    async (how) => {
      const all = some(3);
      await asMachine((tx) => makeSubjects(tx, all));
      const memory = openSubjectMemory(2 ** 10);
      const mine = await read(all);
      for (const subject of mine.values()) subject.changed = true;
      await asMachine((tx) => give(tx, savingSubjects(mine.values())));
      memory.keep(mine.values());
      const held = await asMachine((tx) => recallSubjects(memory, tx, all, new Map()));
      expect([...held.values()].every(({ recalled }) => recalled)).toBe(true);

      const [first, ...others] = [...(await read(all)).values()];
      first!.changed = true;
      await asMachine((tx) => give(tx, savingSubjects([first!])));
      const before = await versions(all);
      const touched = how === 'changed' ? [...held.keys()] : others.map(({ key }) => key);
      for (const key of touched) held.get(key)!.changed = true;
      await expect(asMachine((tx) => give(tx, savingSubjects(held.values())))).rejects.toMatchObject({
        code: lostRace,
      });
      expect(await versions(all)).toEqual(before);
    },
  );

  test('refuse what was new to both', async () => {
    const all = some(2);
    const [mine, theirs] = [await read(all), await read(all)];
    for (const subject of [...mine.values(), ...theirs.values()]) subject.changed = true;
    await asMachine((tx) => give(tx, savingSubjects(mine.values())));
    await expect(asMachine((tx) => give(tx, savingSubjects(theirs.values())))).rejects.toMatchObject({
      code: '23505',
      constraint: 'subject_state_pkey',
    });
  });
});

test('what was written is known by its new version and place, and can be written again without reading', async () => {
  const all = some(5);
  const subjects = await read(all);
  for (let time = 0; time < 3; time++) {
    for (const subject of subjects.values()) subject.changed = true;
    await asMachine((tx) => give(tx, savingSubjects(subjects.values())));
    const now = await read(all);
    for (const { key, version, place } of subjects.values())
      expect(now.get(key)).toMatchObject({ version, place });
  }
});
