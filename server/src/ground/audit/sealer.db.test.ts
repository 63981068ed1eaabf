import { describe, expect, test } from 'vitest';
import { machine } from '../db/index.ts';
import { recordAudit } from './record.ts';
import { openBook } from './testing.ts';

const book = await openBook();
const late = { actor: null, unitId: null, ok: true };

const positions = async () =>
  (await book.superuser<{ position: number }>('SELECT position FROM audit_seal ORDER BY position')).map(
    (r) => r.position,
  );

test('seals committed records, in one chain without a gap', async () => {
  const sealer = book.startSealer();
  await book.write(30);
  await book.allSealed();
  await sealer.stop();
  expect(await positions()).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
  expect(await book.verify()).toMatchObject({ ok: true, sealed: 30, unsealed: { count: 0 }, findings: [] });
});

describe('a transaction that commits late', () => {
  test('holds up nobody and is sealed when it commits, though its id and its number are lower', async () => {
    const sealer = book.startSealer();
    const held = await book.db.pool.connect();
    await held.query('BEGIN');
    await recordAudit(held, { ...late, event: 'late.first' });
    await book.write(5);
    await book.allSealed(); // whatever has been committed
    await recordAudit(held, { ...late, event: 'late.second' });
    await held.query('COMMIT');
    held.release();
    await book.allSealed();
    await sealer.stop();
    expect(await book.verify()).toMatchObject({ ok: true, sealed: 37 });
  });

  test('is not lost when the sealer changes meanwhile', async () => {
    const first = book.startSealer();
    const held = await book.db.pool.connect();
    await held.query('BEGIN');
    await recordAudit(held, { ...late, event: 'late.across' });
    await book.write(3);
    await book.allSealed();
    await first.stop();
    const second = book.startSealer();
    await book.write(3);
    await book.allSealed();
    await held.query('COMMIT');
    held.release();
    await book.allSealed();
    await second.stop();
    expect(await book.verify()).toMatchObject({ ok: true, sealed: 44 });
  });

  test('that rolls back leaves nothing', async () => {
    const sealer = book.startSealer();
    await expect(
      book.db.inTransaction(machine, async (tx) => {
        await recordAudit(tx, { ...late, event: 'never.happened' });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await book.write(1);
    await book.allSealed();
    await sealer.stop();
    expect(await book.verify()).toMatchObject({ ok: true, sealed: 45 });
  });
});

test('under load from many writers and two sealers there is one chain of everything', async () => {
  const sealers = [book.startSealer(), book.startSealer()];
  const before = (await positions()).length;
  await Promise.all(Array.from({ length: 12 }, () => book.write(60)));
  await book.allSealed();
  expect(sealers.filter((sealer) => sealer.isSealing())).toHaveLength(1);
  await Promise.all(sealers.map((sealer) => sealer.stop()));
  expect((await positions()).length).toBe(before + 720);
  expect(await book.verify()).toMatchObject({ ok: true, sealed: before + 720, unsealed: { count: 0 } });
});

test('when the sealer stops, the other one takes over', async () => {
  const [a, b] = [book.startSealer(), book.startSealer()];
  await book.write(1);
  await book.allSealed();
  await (a.isSealing() ? a : b).stop();
  await book.write(1);
  await book.allSealed();
  expect([a.isSealing(), b.isSealing()].filter(Boolean)).toHaveLength(1);
  await Promise.all([a.stop(), b.stop()]);
});

test('more than a page of records that wait is sealed at once', async () => {
  const [{ before }] = (await book.superuser<{ before: number }>(
    'SELECT count(*)::int AS before FROM audit_seal',
  )) as [{ before: number }];
  await book.db.pool.query(
    `INSERT INTO audit_record (event, ok) SELECT 'bulk.written', true FROM generate_series(1, 1234)`,
  );
  const sealer = book.startSealer();
  await book.allSealed();
  await sealer.stop();
  const after = await book.verify();
  expect(after.sealed).toBe(before + 1234);
  expect(after.findings).toMatchObject([{ kind: 'inserted', count: 1234 }]); // nobody with the key wrote these
});

describe('anchors', () => {
  const last = async () => (await book.anchors()).at(-1)?.line;

  test('go outside when the sealer stops, at the end of the chain', async () => {
    await book.write(3);
    const sealer = book.startSealer();
    await book.allSealed();
    const before = (await book.anchors()).length;
    await sealer.stop();
    expect(await book.anchors()).toHaveLength(before + 1);
    expect(await last()).toContain(`"position":${(await positions()).at(-1)},`);
  });

  test('that a place does not keep are kept by the others, and the sealing goes on', async () => {
    const mailbox: string[] = [];
    const broken = { name: 'broken', write: () => Promise.reject(new Error('full')) };
    const mail = { name: 'mail', write: async (_: unknown, line: string) => void mailbox.push(line) };
    const sealer = book.startSealer({ sinks: [broken, mail] });
    await book.write(2);
    await book.allSealed();
    await sealer.stop();
    expect(mailbox.at(-1)).toContain(`"position":${(await positions()).length},`);
    expect(book.log.some((line) => line.includes('audit anchor not kept') && line.includes('broken'))).toBe(
      true,
    );
  });

  test('nothing new, no anchor', async () => {
    const leadAndStop = async () => {
      const sealer = book.startSealer();
      await expect.poll(() => sealer.isSealing(), { timeout: 15_000 }).toBe(true);
      await sealer.stop();
    };
    await leadAndStop(); // the test before kept its anchors elsewhere
    const before = (await book.anchors()).length;
    await leadAndStop();
    expect(await book.anchors()).toHaveLength(before);
  });
});
