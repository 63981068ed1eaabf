import { randomBytes } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { openTamperingBook } from './testing/tampering.ts';
import { verifyAudit } from './verify.ts';

const count = 24;
const { book, superuser, found } = await openTamperingBook(count);

describe('the tail is cut', () => {
  const cut = async (from: number) => {
    await superuser(
      `DELETE FROM audit_record WHERE id IN (SELECT record_id FROM audit_seal WHERE position >= ${from})`,
    );
    await superuser(`DELETE FROM audit_seal WHERE position >= ${from}`);
  };

  test('records and seals together: the anchor outside knows better', async () => {
    await cut(20);
    expect(await found()).toEqual([['cut', `20-${count}`]]);
  });

  test('without an anchor nothing is found, and the verdict says so', async () => {
    await cut(20);
    const verdict = await book.verify([]);
    expect(verdict.ok).toBe(true);
    expect(verdict.notes.join()).toContain('没有锚点');
  });

  test('everything', async () => {
    await superuser('TRUNCATE audit_record, audit_seal');
    expect(await found()).toEqual([['cut', `1-${count}`]]);
  });

  test('and the chain goes on over it: the anchor does not fit, and the new sealer sees it at once', async () => {
    await cut(20);
    const sealer = book.startSealer();
    await book.write(10);
    await book.allSealed();
    await sealer.stop();
    expect(await found()).toEqual([['rewritten', String(count)]]);
    const broken = await superuser(`SELECT FROM audit_record WHERE event = 'audit.broken'`);
    expect(broken).toHaveLength(1);
  });

  test('while the sealer runs: it remembers the end and carries it outside', async () => {
    const sealer = book.startSealer();
    await book.write(10); // after the last anchor
    await book.allSealed();
    await cut(30);
    await expect.poll(async () => (await book.anchors()).at(-1)?.line).toContain('"position":34,');
    await book.write(20);
    await book.allSealed();
    await sealer.stop();
    expect(await found()).toEqual([['rewritten', '34']]);
  });

  test('seals only: the records are sealed again, and the anchor tells', async () => {
    await superuser('DELETE FROM audit_seal WHERE position >= 20');
    const sealer = book.startSealer();
    await book.allSealed();
    await sealer.stop();
    expect(await found()).toEqual([['rewritten', String(count)]]);
  });

  test('every anchor above the cut tells, each at its place, and none below', async () => {
    for (const more of [2, 3, 3]) {
      await book.write(more);
      const sealer = book.startSealer();
      await book.allSealed();
      await sealer.stop(); // leaves an anchor at 26, 29 and 32
    }
    await cut(28);
    await book.write(10);
    const sealer = book.startSealer();
    await book.allSealed();
    await sealer.stop();
    expect(await found()).toEqual([
      ['rewritten', '29'],
      ['rewritten', '32'],
    ]);
  });
});

describe('anchors', () => {
  test('an altered or invented line is told apart', async () => {
    const line = (await book.anchors()).at(-1);
    const altered = line!.line.replace('"position":24', '"position":23');
    expect(await book.verify([{ where: '第 1 行', line: altered }])).toMatchObject({
      ok: false,
      findings: [{ kind: 'anchor' }],
    });
  });

  test('the file goes on after a torn line', async () => {
    const before = (await book.anchors()).length;
    await appendFile(book.anchorFile, '{"v":1,"posi');
    const sealer = book.startSealer();
    await book.write(1);
    await book.allSealed();
    await sealer.stop();
    const verdict = await book.verify();
    expect(verdict).toMatchObject({ ok: true, anchors: { checked: before + 1 } });
    expect(verdict.notes.join()).toContain(`第 ${before + 1} 行`);
  });
});

test('another key file fits nothing, and the verdict says to look at the key first', async () => {
  const verdict = await verifyAudit(book.db, { key: randomBytes(32) });
  expect(verdict).toMatchObject({ ok: false, faults: count });
  expect(verdict.notes.join()).toContain('密钥');
});
