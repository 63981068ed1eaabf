import { type KeyRight, keyRights } from '@lanzha/contract';
import type { Command } from 'commander';
import { recordAudit } from '../../../ground/audit/index.ts';
import { machine } from '../../../ground/db/index.ts';
import {
  createServiceKey,
  listServiceKeys,
  revokeServiceKey,
  type ServiceKeyRow,
} from '../../../ground/directory/index.ts';
import { isRefusal } from '../../../ground/refusal/index.ts';
import { maskText } from '../../../ground/vault/index.ts';
import { type DatabaseOptions, withDatabase } from '../database.ts';
import { CommandError } from '../fail.ts';
import { databaseOptions } from '../options.ts';
import { print, say } from '../say.ts';
import { readEndOfKey } from './key-expiry.ts';

export function addKeys(program: Command): void {
  const keys = program.command('keys').description('外部系统的服务密钥');
  databaseOptions(keys.command('create'))
    .description('新建密钥;只在此时显示一次')
    .requiredOption('--unit <code>', '单位编码')
    .requiredOption('--source <name>', '来源名称')
    .requiredOption('--allow <rights>', `权限,逗号分隔或多次给出:${keyRights.join('、')}`, addNames)
    .option('--expires <day>', '到期日(当天 24 时失效),如 2027-06-30,或带时区的时刻')
    .option('--from-address <ranges>', '只许从这些地址或网段使用,逗号分隔或多次给出', addNames)
    .action((options: CreateOptions) => createKey(options));
  databaseOptions(keys.command('list'))
    .description('列出密钥,一行一把')
    .action((options: DatabaseOptions) =>
      withDatabase(options, async (db) =>
        (await listServiceKeys(db.pool))
          .sort((a, b) => a.number - b.number)
          .forEach((row) => {
            print(lineOf(row));
          }),
      ),
    );
  databaseOptions(keys.command('revoke'))
    .description('停用一把密钥')
    .argument('<key>', '密钥的 id 或编号')
    .option('--reason <text>', '停用原因')
    .action((name: string, options: RevokeOptions) => revokeKey(name, options));
}

interface CreateOptions extends DatabaseOptions {
  unit: string;
  source: string;
  allow: string[];
  expires?: string;
  fromAddress?: string[];
}

interface RevokeOptions extends DatabaseOptions {
  reason?: string;
}

function addNames(text: string, before: string[] = []): string[] {
  return [...before, ...text.split(',').map((name) => name.trim())];
}

async function createKey(options: CreateOptions): Promise<void> {
  const allow = readRights(options.allow);
  const source = options.source.trim();
  if (source === '' || source.length > 60) throw new CommandError('来源名称(--source)应有 1 到 60 个字。');
  const expiresAt = options.expires === undefined ? undefined : readEndOfKey(options.expires);
  if (expiresAt === null) throw new CommandError('到期日(--expires)写法不对,例如 2027-06-30。');
  await withDatabase(options, (db) =>
    db.inTransaction(machine, async (tx) => {
      const allowFrom = options.fromAddress;
      const made = await createServiceKey(tx, {
        unitCode: options.unit,
        source,
        allow,
        allowFrom,
        expiresAt,
      });
      if (isRefusal(made)) throw new CommandError(sentenceOf(made, options.unit));
      const { secret, ...row } = made;
      const detail = { allow: row.allow, allowFrom: row.allowFrom, expiresAt: row.expiresAt };
      await recordAudit(tx, {
        actor: null,
        unitId: null,
        event: 'key.created',
        ok: true,
        target: row.id,
        detail,
      });
      print({ ...lineOf(row), key: secret });
    }),
  );
  say('请立即保存 key,它不会再次显示。');
}

async function revokeKey(name: string, { reason, ...options }: RevokeOptions): Promise<void> {
  await withDatabase(options, (db) =>
    db.inTransaction(machine, async (tx) => {
      // Without the key file nothing is sealed here: numbers at least stand in no table.
      const said = reason === undefined ? null : maskText(reason);
      const revoked = await revokeServiceKey(tx, name, { reason: said });
      if (isRefusal(revoked)) {
        throw new CommandError(
          revoked.code === 'NOT_FOUND' ? `没有 id 或编号为 ${name} 的密钥。` : `密钥 ${name} 已经停用。`,
        );
      }
      await recordAudit(tx, {
        actor: null,
        unitId: null,
        event: 'key.revoked',
        ok: true,
        target: revoked.id,
        detail: { reason: said },
      });
      print({ id: revoked.id, number: revoked.number, revoked: true });
    }),
  );
}

/** One flat line of JSON: the unit by its code. */
/** What was sealed on the page is read there. */
const isSealed = (reason: string) => reason.startsWith('{"keyId"');

function lineOf({ unit, createdBy, revokedReason, ...row }: ServiceKeyRow) {
  const reason = revokedReason !== null && isSealed(revokedReason) ? '(已加密)' : revokedReason;
  return {
    ...row,
    revokedReason: reason,
    unit: unit.code,
    unitName: unit.name,
    createdBy: createdBy?.name ?? null,
  };
}

function sentenceOf(
  refusal: Exclude<Awaited<ReturnType<typeof createServiceKey>>, ServiceKeyRow>,
  unit: string,
): string {
  if (refusal.code === 'UNKNOWN_UNIT') return `没有编码为 ${unit} 的单位。`;
  if (refusal.code === 'ALREADY_EXPIRED') return '到期时间(--expires)已经过去。';
  return `地址或网段 ${refusal.data.range} 写法不对,例如 10.1.2.3 或 10.1.2.0/24。`;
}

function readRights(names: readonly string[]): KeyRight[] {
  return names.map((name) => {
    const right = keyRights.find((known) => known === name);
    if (right === undefined) throw new CommandError(`没有权限 ${name}。可用:${keyRights.join('、')}。`);
    return right;
  });
}
