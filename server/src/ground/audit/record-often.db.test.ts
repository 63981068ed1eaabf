import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { recordOften } from './record-often.ts';
import { openBook } from './testing.ts';

const book = await openBook();
const refused = (actor: string, act: string) =>
  recordOften(book.db, { actor, unitId: null, event: 'act.refused', ok: false, detail: { act } }, 400);
const countsOf = async (actor: string, act: string) =>
  (
    await book.superuser<{ count: number }>(
      `SELECT (detail->>'count')::int AS count FROM audit_record WHERE actor = $1 AND detail->>'act' = $2 ORDER BY id`,
      [actor, act],
    )
  ).map(({ count }) => count);

test('the first is on record at once, a thousand more in the same time are one record that counts them', async () => {
  const [actor, other] = [randomUUID(), randomUUID()];
  await refused(actor, 'vault.reveal');
  expect(await countsOf(actor, 'vault.reveal')).toEqual([1]);
  for (let n = 0; n < 1_000; n++) await refused(actor, 'vault.reveal');
  await refused(actor, 'audit.read');
  await refused(other, 'vault.reveal');
  expect(await countsOf(actor, 'vault.reveal')).toEqual([1]);
  await expect.poll(() => countsOf(actor, 'vault.reveal')).toEqual([1, 1_000]);
  expect(await countsOf(actor, 'audit.read')).toEqual([1]);
  expect(await countsOf(other, 'vault.reveal')).toEqual([1]);
});

test('after a quiet time it begins anew', async () => {
  const actor = randomUUID();
  await refused(actor, 'vault.reveal');
  await sleep(500);
  await refused(actor, 'vault.reveal');
  expect(await countsOf(actor, 'vault.reveal')).toEqual([1, 1]);
});
