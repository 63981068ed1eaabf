import { emptyState, encodeState, type SubjectState } from '@lanzha/engine/scoring';
import { beforeEach, describe, expect, test } from 'vitest';
import { give } from '../../ground/db/index.ts';
import { countIdleSubjects, readSubjects, savingSubjects } from '../deciding/index.ts';
import { onDay, openArchive } from './testing.ts';

const archive = await openArchive();
const { office, owner } = archive;
beforeEach(() => archive.reset());

interface Row {
  /** Days on which the last event that counted lay, the last evidence, and the last writing. */
  latest?: number;
  evidence?: number;
  written: number;
  person?: string;
}

async function put({ latest, evidence, written, person }: Row): Promise<string> {
  const state: SubjectState = {
    ...emptyState(),
    latest: latest === undefined ? 0 : onDay(latest).getTime() / 60_000,
    recent:
      evidence === undefined ? [] : [{ batch: 1, ord: 0, at: onDay(evidence).getTime() / 1_000, score: 40 }],
  };
  const key = crypto.randomUUID();
  await owner.query(
    'INSERT INTO subject_state (key, person, rank, state, written_on) VALUES ($1, $2, 2, $3, $4)',
    [key, person ?? key, Buffer.from(encodeState(state)), onDay(written)],
  );
  return key;
}
async function isThere(key: string): Promise<boolean> {
  return (await office.query('SELECT FROM subject_state WHERE key = $1', [key])).length === 1;
}
/** The last day after whose run the row is still there. */
async function livesUntil(key: string, last: number): Promise<number> {
  for (let day = 1; day <= last; day++) {
    await archive.run(onDay(day));
    if (!(await isThere(key))) return day - 1;
  }
  return last;
}
const idle = (day: number) => archive.asMachine((tx) => countIdleSubjects(tx, onDay(day - 38), 1_000));

describe('a row is idle only when nothing of it is young', () => {
  test('an event', async () => {
    expect(await livesUntil(await put({ latest: 20, written: 0 }), 70)).toBe(58);
  });

  test('evidence of signals that all came late: no event ever counted', async () => {
    expect(await livesUntil(await put({ evidence: 20, written: 0 }), 70)).toBe(58);
  });

  test('a writing: somebody was heard of, though late and without weight', async () => {
    expect(await livesUntil(await put({ written: 20 }), 70)).toBe(58);
  });

  test('work on the person: counts are kept as long as a warning is open', async () => {
    const id = await archive.warning(onDay(0));
    const [warning] = await office.query<{ person: string }>('SELECT person FROM warning WHERE id = $1', [
      id,
    ]);
    const key = await put({ latest: 0, written: 0, person: warning!.person });
    expect(await livesUntil(key, 60)).toBe(60);
    expect(await idle(60)).toBe(0);
    await archive.close(id, 'not_matched', onDay(60));
    expect(await idle(61)).toBe(1);
    await archive.run(onDay(61));
    expect(await isThere(key)).toBe(false);
  });
});

test('a writing notes its day', async () => {
  const key = await put({ written: 0 });
  await archive.asMachine(async (tx) => {
    const [subject] = (await readSubjects(tx, new Map([[key, { key, rank: 2 }]]))).values();
    await give(tx, savingSubjects([{ ...subject!, changed: true }]));
  });
  const [row] = await office.query<{ today: boolean }>(
    'SELECT written_on = current_date AS today FROM subject_state WHERE key = $1',
    [key],
  );
  expect(row).toEqual({ today: true });
});
