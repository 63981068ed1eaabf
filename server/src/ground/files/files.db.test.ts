import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { contentLost, type FileRow, type Notice, type Role } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../../faces/testing.ts';
import { testDatabase } from '../../testing/database.ts';
import { machine, openDb } from '../db/index.ts';
import { openParams } from '../params/index.ts';
import { masterKeysFrom, openVault } from '../vault/index.ts';
import { openStore } from './index.ts';
import { countMissingContent } from './missing-content.ts';
import { scanWaiting } from './scan-waiting.ts';
import { commandScanner, type Scanner } from './scanner.ts';
import { sweepFiles } from './sweep.ts';
import type { FilesDeps } from './take-upload.ts';
import { docx, png } from './testing.ts';

const database = await testDatabase();
const owner = openDb(database.migrator, { max: 1 });
let app: TestApp;
let data: string;
let deps: Omit<FilesDeps, 'scanner'>;
let warning: string;
const people: Record<string, string> = {};
const tabs: Record<string, Browser> = {};
const tab = (name: string) => tabs[name]!;
const scannerScript =
  "let t='';process.stdin.on('data',d=>t+=d).on('end',()=>process.exit(t.includes('VIRUS')?1:t.includes('LATER')?2:0))";

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'lanzha-files-'));
  const script = join(data, 'scan.mjs');
  await writeFile(script, scannerScript);
  process.env.LANZHA_SCAN_COMMAND = `${process.execPath} ${script}`;
  const keyFile = join(data, 'keys', 'vault.key');
  app = await startTestApp(database, { data });
  const units = await furnish(app.db);
  const add = async (username: string, unit: string, role: Role) => {
    people[username] = await addAccount(app.db, { username, unit, roles: [role] });
    tabs[username] = new Browser(app);
    await tab(username).signIn(username);
  };
  await add('officer', units.centre, 'duty_officer');
  await add('anna', units.xinqi, 'station_officer');
  await add('carl', units.xiaogang, 'station_officer');
  await add('leader', units.centre, 'leader');
  await add('admin', units.centre, 'system_admin');
  const { rows } = await owner.pool.query<{ id: string }>(
    `INSERT INTO warning (person, level, state, score, reasons, source, place_code, unit_id, assignee_id,
       last_evidence_at, key_id, subject_sealed, subject_masked)
     VALUES (gen_random_uuid(), 1, 'dispatched', 50, '[]', '测试', '330206001', $1, $2, now(), 1, '', '{}') RETURNING id`,
    [units.xinqi, people.anna],
  );
  warning = rows[0]!.id;
  const params = await openParams(app.db);
  params.close();
  const secret = Buffer.from((await readFile(keyFile, 'utf8')).trim().split(/\s+/).at(-1) ?? '', 'hex');
  deps = {
    db: app.db,
    vault: openVault(masterKeysFrom(secret)),
    params,
    store: await openStore(data),
    disk: { state: () => 'ok' },
  };
});
afterAll(async () => {
  delete process.env.LANZHA_SCAN_COMMAND;
  await app.close();
  await owner.close();
  await rm(data, { recursive: true, force: true });
});

interface Answer {
  id: string;
  code: string;
  message: string;
}
async function upload(name: string, file: string, content: Buffer, subject = warning, type = '') {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)], { type }), file);
  const response = await fetch(`${app.url}/api/v1/files?kind=warning&id=${subject}`, {
    method: 'POST',
    headers: { cookie: tab(name).cookie ?? '', 'x-csrf-token': tab(name).csrf ?? '' },
    body: form,
  });
  return { status: response.status, body: (await response.json()) as Answer };
}
interface Listing {
  items: FileRow[];
  mayAttach: boolean;
  mayOpen: boolean;
}
const listOf = (name: string, subject = warning) =>
  tab(name).get<Listing>(`/files?kind=warning&id=${subject}`);
const open = (name: string, id: string, how = 'content') =>
  fetch(`${app.url}/api/v1/files/${id}/${how}`, { headers: { cookie: tab(name).cookie ?? '' } });
/** Where the content of a file lies. */
async function pathOf(id: string): Promise<string> {
  const { rows } = await owner.pool.query<{ blob: string }>(
    'SELECT blob_id AS blob FROM file WHERE id = $1',
    [id],
  );
  return deps.store.pathOf(rows[0]!.blob);
}
async function damage(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes[20]! ^= 1;
  await writeFile(path, bytes);
}
async function onDisk(): Promise<string[]> {
  const entries = await readdir(join(data, 'files'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('a file', () => {
  test('is attached, listed, and comes back byte for byte as a download that runs nothing', async () => {
    const content = Buffer.concat([docx(), Buffer.alloc(0)]);
    const { status, body } = await upload('officer', '../转账 凭证"1".docx', content);
    expect(status).toBe(201);
    const { items, mayAttach } = (await listOf('anna')).body;
    expect(mayAttach).toBe(true);
    expect(items).toMatchObject([
      { id: body.id, name: '转账 凭证_1_.docx', bytes: content.length, state: 'clean' },
    ]);
    const back = await open('anna', body.id);
    expect(Buffer.from(await back.arrayBuffer())).toEqual(content);
    const headers = Object.fromEntries(back.headers);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="__ .*docx"; filename\*=UTF-8''/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain('sandbox');
    expect(headers['cache-control']).toBe('no-store');
  });

  test('tells whoever works on the warning, but not who sent it', async () => {
    const bell = async (name: string) =>
      (await tab(name).get<{ items: Notice[] }>('/notify/notices')).body.items.filter(
        ({ kind }) => kind === 'file.attached',
      ).length;
    const before = await bell('anna');
    await upload('officer', '照片.png', png(3, 3));
    await upload('anna', '照片.png', png(4, 4));
    expect(await bell('anna')).toBe(before + 1);
    expect(await bell('officer')).toBe(0);
  });

  test('leaves neither its name nor its content readable in database or on disk', async () => {
    await upload('officer', '王小明的聊天记录.txt', Buffer.from('我叫王小明,电话 13800001234'));
    const { rows } = await owner.pool.query(
      "SELECT f.*, encode(f.name_sealed, 'escape') AS clear FROM file f",
    );
    expect(JSON.stringify(rows)).not.toContain('王小明');
    for (const path of await onDisk()) expect(String(await readFile(path))).not.toContain('13800001234');
    expect(app.log.join('')).not.toContain('王小明');
  });

  test('of the same content lies on the disk once for a unit, and once more for another', async () => {
    const content = png(9, 9);
    const before = (await onDisk()).length;
    await upload('officer', 'a.png', content);
    await upload('officer', 'b.png', content);
    expect(await onDisk()).toHaveLength(before + 1);
    await upload('anna', 'c.png', content);
    expect(await onDisk()).toHaveLength(before + 2);
    const { rows } = await owner.pool.query(
      'SELECT count(DISTINCT address)::int AS n FROM file_blob WHERE bytes = $1',
      [content.length],
    );
    expect(rows[0].n).toBeGreaterThan(1);
  });

  test('of text is previewed as text with its numbers masked; every look is written down', async () => {
    const text = Array.from({ length: 300 }, (_, n) => `第${n}行 13800001234 <b>`).join('\n');
    const { body } = await upload('officer', '记录.txt', Buffer.from(text));
    const preview = await tab('leader').get<{ lines: string[]; more: boolean }>(`/files/${body.id}/text`);
    expect(preview.body.more).toBe(true);
    expect(preview.body.lines).toHaveLength(200);
    expect(preview.body.lines[0]).toBe('第0行 138****1234 <b>');
    await open('anna', body.id);
    const { rows } = await owner.pool.query(
      'SELECT event, actor FROM audit_record WHERE target = $1 ORDER BY id',
      [`file/${body.id}`],
    );
    expect(rows).toEqual([
      { event: 'file.attached', actor: people.officer },
      { event: 'file.viewed', actor: people.leader },
      { event: 'file.downloaded', actor: people.anna },
    ]);
  });

  test('names nobody in a list or a preview: numbers and the person of the warning are masked', async () => {
    const about = randomUUID();
    const { keyId, sealed } = await app.db.inTransaction(machine, (tx) =>
      deps.vault.seal(
        tx,
        'warnings',
        Buffer.from(JSON.stringify({ name: '欧阳小红', phone: '13800005678' })),
        `warning/${about}`,
        new Date(),
      ),
    );
    await owner.pool.query(
      `INSERT INTO warning (id, person, level, state, score, reasons, source, place_code, unit_id, last_evidence_at, key_id,
         subject_sealed, subject_masked)
       SELECT $1, gen_random_uuid(), level, state, score, reasons, source, place_code, unit_id, now(), $2, $3, '{}'
       FROM warning WHERE id = $4`,
      [about, keyId, sealed, warning],
    );
    const whole = '欧阳小红_13800005678_聊天记录.txt';
    const { body } = await upload('officer', whole, Buffer.from('欧阳小红说对方叫她加群'), about);
    for (const reader of ['leader', 'anna'])
      expect((await listOf(reader, about)).body.items.map(({ name }) => name)).toEqual([
        '欧***_138****5678_聊天记录.txt',
      ]);
    const preview = await tab('leader').get<{ lines: string[] }>(`/files/${body.id}/text`);
    expect(preview.body.lines).toEqual(['欧***说对方叫她加群']);
    const bytes = await open('anna', body.id);
    expect(decodeURIComponent(bytes.headers.get('content-disposition') ?? '')).toContain(whole);
  });

  test('that is a picture is shown as one; anything else is not', async () => {
    const { body } = await upload('officer', 'p.png', png(5, 5));
    const shown = await open('anna', body.id, 'image');
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('content-disposition')).toBeNull();
    const other = await upload('officer', 'd.docx', docx([{ name: 'word/a.xml' }]));
    expect((await open('anna', other.body.id, 'image')).status).toBe(404);
    expect(await tab('anna').get(`/files/${other.body.id}/text`)).toMatchObject({ status: 409 });
  });
});

describe('who may', () => {
  test('another place sees and attaches nothing, and learns nothing', async () => {
    const { body } = await upload('officer', 'x.png', png(6, 6));
    expect(await listOf('carl')).toMatchObject({ status: 404 });
    expect(await upload('carl', 'y.png', png())).toMatchObject({ status: 404 });
    expect((await open('carl', body.id)).status).toBe(404);
    expect(await tab('carl').get(`/files/${body.id}/text`)).toMatchObject({ status: 404 });
    expect(await upload('officer', 'y.png', png(), randomUUID())).toMatchObject({ status: 404 });
  });

  test('a leader sees the list, but neither attaches nor opens what shows plain faces and numbers', async () => {
    const { items, mayAttach, mayOpen } = (await listOf('leader')).body;
    expect([items.length > 0, mayAttach, mayOpen]).toEqual([true, false, false]);
    expect(await upload('leader', 'x.png', png())).toMatchObject({ status: 403 });
    expect((await open('leader', items[0]!.id)).status).toBe(403);
  });

  test('a system administrator, somebody without a session, or a page without the token: nobody', async () => {
    expect(await listOf('admin')).toMatchObject({ status: 404 });
    expect(await upload('admin', 'x.png', png())).toMatchObject({ status: 404 });
    const { items } = (await listOf('anna')).body;
    for (const how of ['content', 'image']) {
      const reply = await fetch(`${app.url}/api/v1/files/${items[0]!.id}/${how}`);
      expect(reply.status).toBe(401);
    }
    const form = new FormData();
    form.append('file', new Blob(['x']), 'x.txt');
    const where = `${app.url}/api/v1/files?kind=warning&id=${warning}`;
    expect((await fetch(where, { method: 'POST', body: form })).status).toBe(401);
    const forged = { cookie: tab('officer').cookie ?? '' };
    expect((await fetch(where, { method: 'POST', body: form, headers: forged })).status).toBe(403);
  });

  test('nothing is deleted or rewritten by the application', async () => {
    for (const sql of [
      'DELETE FROM file',
      'DELETE FROM file_link',
      'DELETE FROM file_blob',
      "UPDATE file_blob SET type = 'x'",
    ])
      await expect(app.db.pool.query(sql)).rejects.toThrow('permission denied');
  });
});

describe('an upload that is not taken', () => {
  test.each([
    ['x.exe', Buffer.from('MZ'), '', 415, 'TYPE_NOT_ALLOWED'],
    ['x.png', Buffer.from('<html>'), '', 422, 'TYPE_MISMATCH'],
    ['x.png', png(), 'text/html', 422, 'TYPE_MISMATCH'],
    ['x.png', png(60_000, 60_000), '', 422, 'IMAGE_TOO_LARGE'],
    ['x.docx', docx([{ name: 'word/a.xml', claimed: 1 << 30 }]), '', 422, 'PACKED_TOO_DENSE'],
    ['x.txt', Buffer.alloc(0), '', 422, 'EMPTY'],
    ['x.txt', Buffer.from('a VIRUS'), '', 422, 'INFECTED'],
    ['x.txt', Buffer.alloc(21_000_000, 'a'), '', 413, 'TOO_LARGE'],
  ])('%s is answered with a sentence and leaves nothing', async (name, content, type, status, code) => {
    const before = await onDisk();
    const reply = await upload('officer', name, content, warning, type);
    expect(reply).toMatchObject({ status, body: { code } });
    expect(reply.body.message).toMatch(/。$/);
    expect(await onDisk()).toEqual(before);
  });

  test('because it broke off half way leaves nothing', async () => {
    const before = await onDisk();
    const stop = new AbortController();
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(
          Buffer.from('--b\r\ncontent-disposition: form-data; name="file"; filename="x.txt"\r\n\r\nhalf'),
        );
        await new Promise((resolve) => setTimeout(resolve, 200));
        stop.abort();
      },
    });
    const sent = fetch(`${app.url}/api/v1/files?kind=warning&id=${warning}`, {
      method: 'POST',
      headers: {
        cookie: tab('officer').cookie ?? '',
        'x-csrf-token': tab('officer').csrf ?? '',
        'content-type': 'multipart/form-data; boundary=b',
      },
      body,
      duplex: 'half',
      signal: stop.signal,
    } as RequestInit);
    await expect(sent).rejects.toThrow();
    await vi.waitFor(async () => expect(await onDisk()).toEqual(before), 5_000);
  });

  test('because it is no form with one file is answered with a sentence', async () => {
    const json = await tab('officer').post(`/files?kind=warning&id=${warning}`, {});
    expect(json.status).toBeGreaterThanOrEqual(400);
    expect(json.status).toBeLessThan(500);
    const empty = await fetch(`${app.url}/api/v1/files?kind=warning&id=${warning}`, {
      method: 'POST',
      headers: { cookie: tab('officer').cookie ?? '', 'x-csrf-token': tab('officer').csrf ?? '' },
      body: new FormData(),
    });
    expect(empty.status).toBe(400);
  });
});

describe('a scanner', () => {
  const always =
    (verdict: Awaited<ReturnType<Scanner>>): Scanner =>
    async (content) => {
      for await (const _ of content);
      return verdict;
    };
  const running = new AbortController().signal;
  const stateOf = async (id: string) =>
    (await listOf('officer')).body.items.find((item) => item.id === id)?.state;

  test('that is not there lets a file in only to wait; it opens once it was found clean', async () => {
    const { body, status } = await upload('officer', 'w.txt', Buffer.from('LATER one'));
    expect(status).toBe(201);
    expect(await stateOf(body.id)).toBe('waiting');
    expect((await open('officer', body.id)).status).toBe(409);
    expect(await tab('officer').get(`/files/${body.id}/text`)).toMatchObject({
      status: 409,
      body: { code: 'NOT_READY' },
    });
    expect(await scanWaiting({ ...deps, scanner: always('unavailable') }, running)).toBe(0);
    expect(await stateOf(body.id)).toBe('waiting');
    await scanWaiting({ ...deps, scanner: always('clean') }, running);
    expect(await stateOf(body.id)).toBe('clean');
    expect((await open('officer', body.id)).status).toBe(200);
  });

  test('meets files that are missing or damaged: the others are judged all the same', async () => {
    const send = async (text: string) =>
      (await upload('officer', 'm.txt', Buffer.from(`LATER ${text}`))).body.id;
    const [missing, damaged, whole] = [await send('gone'), await send('damaged'), await send('whole')];
    await rename(await pathOf(missing), join(data, 'aside'));
    await damage(await pathOf(damaged));
    const script = join(data, 'any.mjs');
    await writeFile(script, "process.stdin.resume().on('end', () => process.exit(0))"); // clean, however little it saw
    const scanner = commandScanner([process.execPath, script]);
    const recorded = async () =>
      (await owner.pool.query("SELECT FROM audit_record WHERE event = 'file.unreadable'")).rowCount;
    for (let round = 0; round < 2; round++) {
      expect(await scanWaiting({ ...deps, scanner }, running)).toBe(1 - round);
      expect([await stateOf(missing), await stateOf(damaged), await stateOf(whole)]).toEqual([
        'waiting',
        'waiting',
        'clean',
      ]);
      expect(await recorded()).toBe(2);
    }
    await rename(join(data, 'aside'), await pathOf(missing));
    expect(await scanWaiting({ ...deps, scanner }, running)).toBe(0);
    await owner.pool.query("UPDATE file_blob SET unreadable_at = unreadable_at - interval '25 hours'");
    expect(await scanWaiting({ ...deps, scanner }, running)).toBe(1);
    expect([await stateOf(missing), await recorded()]).toEqual(['clean', 2]);
  });

  test('that finds something later removes the bytes and tells who sent them', async () => {
    const before = (await onDisk()).length;
    const { body } = await upload('officer', 'v.txt', Buffer.from('LATER two'));
    await scanWaiting({ ...deps, scanner: always('infected') }, running);
    expect(await stateOf(body.id)).toBe('infected');
    expect((await open('officer', body.id)).status).toBe(404);
    expect(await onDisk()).toHaveLength(before);
    const { items } = (await tab('officer').get<{ items: Notice[] }>('/notify/notices')).body;
    expect(items[0]).toMatchObject({ kind: 'file.infected', urgent: true, link: `/warnings/${warning}` });
  });
});

describe('a file whose bytes did not come back with a backup', () => {
  const missing = () =>
    deps.db.inTransaction(machine, async (tx) => (await countMissingContent(tx, data)).missing);

  test('or are damaged, is refused with a sentence, and the missing ones are counted', async () => {
    const [text, picture] = [
      await upload('officer', 'lost.txt', Buffer.from('to be lost')),
      await upload('officer', 'lost.png', png(11, 11)),
    ];
    expect(await missing()).toBe(0);
    const paths = [await pathOf(text.body.id), await pathOf(picture.body.id)] as const;
    const whole = await readFile(paths[1]);
    for (const broken of [rm, damage]) {
      if (broken === damage) for (const path of paths) await writeFile(path, whole);
      for (const path of paths) await broken(path);
      const replies = [
        await open('officer', text.body.id),
        await open('officer', picture.body.id),
        await open('officer', picture.body.id, 'image'),
      ];
      for (const reply of replies) {
        expect(reply.status).toBe(410);
        expect(await reply.json()).toMatchObject({ code: 'CONTENT_LOST', message: contentLost });
      }
      expect(await tab('officer').get(`/files/${text.body.id}/text`)).toMatchObject({
        status: 410,
        body: { code: 'CONTENT_LOST' },
      });
      expect(await missing()).toBe(broken === rm ? 2 : 0);
    }
  });
});

describe('the sweep', () => {
  const old = new Date(Date.now() - 48 * 3_600_000);

  test('removes what has no row once it is old, and leaves the rest', async () => {
    const [stray, young] = [randomUUID(), randomUUID()];
    await writeFile(deps.store.tempPath(stray), 'x');
    await deps.store.keep(stray);
    await writeFile(deps.store.tempPath(young), 'x');
    const before = await onDisk();
    await Promise.all(before.filter((path) => !path.endsWith(young)).map((path) => utimes(path, old, old)));
    expect(await sweepFiles(deps)).toBe(1);
    expect(await onDisk()).toHaveLength(before.length - 1);
    await deps.store.dropTemp(young);
  });

  test('takes back what has a row but was moved in vain, because the machine lost power', async () => {
    const { body } = await upload('officer', 'power.txt', Buffer.from('committed'));
    const path = await pathOf(body.id);
    await rename(path, deps.store.tempPath(basename(path)));
    await utimes(deps.store.tempPath(basename(path)), old, old);
    await sweepFiles(deps);
    expect((await open('officer', body.id)).status).toBe(200);
  });

  test('removes what was forgotten: without its key it opens for nobody', async () => {
    expect(await onDisk()).not.toEqual([]);
    await owner.pool.query("DELETE FROM vault_key WHERE purpose = 'files'");
    await sweepFiles(deps);
    expect(await onDisk()).toEqual([]);
  });
});
