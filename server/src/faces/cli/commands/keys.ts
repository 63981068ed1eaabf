import type { Command } from 'commander';
import { recordAudit } from '../../../ground/audit/index.ts';
import { machine } from '../../../ground/db/index.ts';
import {
  createServiceKey,
  type KeyRight,
  keyRights,
  listServiceKeys,
  revokeServiceKey,
} from '../../../ground/directory/index.ts';
import { isRefusal } from '../../../ground/refusal/index.ts';
import { type DatabaseOptions, withDatabase } from '../database.ts';
import { CommandError } from '../fail.ts';
import { databaseOptions } from '../options.ts';
import { print, say } from '../say.ts';

export function addKeys(program: Command): void {
  const keys = program.command('keys').description('外部系统的服务密钥');
  databaseOptions(keys.command('create'))
    .description('新建密钥;只在此时显示一次')
    .requiredOption('--unit <code>', '单位编码')
    .requiredOption('--source <name>', '来源名称')
    .requiredOption('--allow <rights>', `权限,逗号分隔或多次给出:${keyRights.join('、')}`, addRights)
    .action((options: CreateOptions) => createKey(options));
  databaseOptions(keys.command('list'))
    .description('列出密钥,一行一把')
    .action((options: DatabaseOptions) =>
      withDatabase(options, async (db) => (await listServiceKeys(db.pool)).forEach(print)),
    );
  databaseOptions(keys.command('revoke'))
    .description('停用一把密钥')
    .argument('<key>', '密钥的 id 或编号')
    .action((name: string, options: DatabaseOptions) => revokeKey(name, options));
}

interface CreateOptions extends DatabaseOptions {
  unit: string;
  source: string;
  allow: string[];
}

function addRights(text: string, before: string[] = []): string[] {
  return [...before, ...text.split(',').map((name) => name.trim())];
}

async function createKey(options: CreateOptions): Promise<void> {
  const allow = readRights(options.allow);
  const source = options.source.trim();
  if (source === '' || source.length > 60) throw new CommandError('来源名称(--source)应有 1 到 60 个字。');
  await withDatabase(options, (db) =>
    db.inTransaction(machine, async (tx) => {
      const made = await createServiceKey(tx, { unitCode: options.unit, source, allow });
      if (isRefusal(made)) throw new CommandError(`没有编码为 ${options.unit} 的单位。`);
      await recordAudit(tx, {
        actor: null,
        unitId: null,
        event: 'key.created',
        ok: true,
        target: made.id,
        detail: { allow },
      });
      print(made);
    }),
  );
  say('请立即保存 key,它不会再次显示。');
}

async function revokeKey(name: string, options: DatabaseOptions): Promise<void> {
  await withDatabase(options, (db) =>
    db.inTransaction(machine, async (tx) => {
      const revoked = await revokeServiceKey(tx, name);
      if (isRefusal(revoked)) throw new CommandError(`没有 id 或编号为 ${name} 的密钥。`);
      await recordAudit(tx, {
        actor: null,
        unitId: null,
        event: 'key.revoked',
        ok: true,
        target: revoked.id,
      });
      print({ ...revoked, revoked: true });
    }),
  );
}

function readRights(names: readonly string[]): KeyRight[] {
  return names.map((name) => {
    const right = keyRights.find((known) => known === name);
    if (right === undefined) throw new CommandError(`没有权限 ${name}。可用:${keyRights.join('、')}。`);
    return right;
  });
}
