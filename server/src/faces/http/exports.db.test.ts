import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordAudit } from '../../ground/audit/index.ts';
import { machine } from '../../ground/db/index.ts';
import { createUnit } from '../../ground/directory/index.ts';
import { isRefusal } from '../../ground/refusal/index.ts';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';
import { describeApi } from './openapi.ts';

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
}
const { paths } = (await describeApi('/api/v1')) as { paths: Record<string, Record<string, Operation>> };
const forTables = /csv|spreadsheet|excel|tab-separated/;
const isForTables = (operation: Operation | undefined) =>
  forTables.test(Object.keys(operation?.responses['200']?.content ?? {}).join());
/** Every answer that a table program opens. A new one is tried as soon as it is described. */
const exports = Object.entries(paths)
  .filter(([, { get }]) => isForTables(get))
  .map(([path]) => path);
/** Those that ask for a purpose: reading/lists/export.db.test.ts tries the same on them. */
const posted = Object.entries(paths)
  .filter(([, { post }]) => isForTables(post))
  .map(([path]) => path);

const formulas = [
  '=1+1',
  '+1',
  '-1+1',
  '@SUM(1)',
  '＝1',
  '|cmd',
  '%x',
  "'=1",
  '"=1',
  '=HYPERLINK("http://x")',
];
const database = await testDatabase();
let app: TestApp;
const tabs: Browser[] = [];

beforeAll(async () => {
  app = await startTestApp(database, { behindProxy: true });
  const { centre } = await furnish(app.db);
  for (const role of ['audit_admin', 'leader', 'duty_officer', 'system_admin', 'security_admin'] as const) {
    await addAccount(app.db, { username: role.replace('_', '.'), unit: centre, roles: [role] });
    const tab = Object.assign(new Browser(app), { address: `10.5.0.${tabs.length}` });
    await tab.signIn(role.replace('_', '.'));
    tabs.push(tab);
  }
  for (const [n, text] of formulas.entries()) {
    const unitId = await app.db.inTransaction(machine, async (tx) => {
      const unit = await createUnit(tx, {
        code: `F${n}`,
        name: `${text} 单位`,
        kind: 'police_station',
        place: '330206001',
      });
      if (isRefusal(unit)) throw new Error(unit.code);
      const detail = { words: `\t${text}`, more: `\r${text}` };
      await recordAudit(tx, { actor: null, unitId: unit.id, event: 'formula.tried', ok: true, detail });
      return unit.id;
    });
    // Some person of these offices may write the register.
    const member = { name: `${text} 李`, unit: unitId, post: `${text} 岗` };
    const made = await Promise.all(tabs.map((tab) => tab.post('/staff', member)));
    expect(made.map(({ status }) => status)).toContain(200);
  }
}, 60_000);
afterAll(() => app.close());

test('the exports for table programs are known', async () => {
  expect(exports).toEqual(expect.arrayContaining(['/audit/export', '/staff/export']));
  const root = join(import.meta.dirname, '../..');
  let routes = 0;
  for await (const file of glob('**/*.routes.ts', { cwd: root }))
    routes += readFileSync(join(root, file), 'utf8').match(/text\/csv; charset/g)?.length ?? 0;
  expect(posted).toEqual(['/lists/warnings/export']);
  expect([...exports, ...posted], 'an export is not described in plain-paths.ts').toHaveLength(routes);
});

describe.each(exports)('GET %s', (path) => {
  test('holds no cell that a table program would run', async () => {
    const cookies = tabs.map(({ cookie }) => cookie ?? '');
    const replies = await Promise.all(
      cookies.map((cookie) => fetch(`${app.url}/api/v1${path}`, { headers: { cookie } })),
    );
    const reply = replies.find(({ status }) => status === 200);
    if (reply === undefined) throw new Error(`nobody may GET ${path}`);
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
    const rows = parse(await reply.text(), { bom: true, relax_column_count: true }) as string[][];
    const cells = rows.flat();
    for (const text of formulas) expect(cells.join('\n')).toContain(text);
    for (const cell of cells) expect(cell).not.toMatch(/^[\s"]*[=+\-@|%＝＋－＠\t\r]/);
  });
});
