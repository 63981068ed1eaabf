import type { Command } from 'commander';
import { lockApprovals } from '../../../ground/approvals/index.ts';
import { recordAudit } from '../../../ground/audit/index.ts';
import { machine } from '../../../ground/db/index.ts';
import { disableAtConsole } from '../../../ground/directory/index.ts';
import { isRefusal } from '../../../ground/refusal/index.ts';
import { endSessionsOf, resetFactorAtConsole } from '../../../ground/session/index.ts';
import { maskText } from '../../../ground/vault/index.ts';
import { type DatabaseOptions, withDatabase } from '../database.ts';
import { CommandError } from '../fail.ts';
import { databaseOptions } from '../options.ts';
import { print, say } from '../say.ts';

/** What nobody can do on the page any more, or must not: whoever may run this holds the machine, and leaves a record. */
export function addAccounts(program: Command): void {
  const accounts = program.command('accounts').description('账户:页面上已经没有人能办的事');
  databaseOptions(accounts.command('reset-factor'))
    .description('重置管理员的动态码;只在系统、安全管理员的手机和恢复码都丢了时用')
    .argument('<username>', '用户名')
    .requiredOption('--reason <text>', '原因,写进审计记录')
    .action((username: string, options: AccountOptions) => resetFactor(username, options));
  databaseOptions(accounts.command('disable'))
    .description('停用账户;页面上因批准人不足两人而不能停用时用')
    .argument('<username>', '用户名')
    .requiredOption('--reason <text>', '原因,写进审计记录')
    .action((username: string, options: AccountOptions) => disable(username, options));
}

interface AccountOptions extends DatabaseOptions {
  reason: string;
}

const sentences = {
  NOT_FOUND: (name: string) => `没有用户名为 ${name} 的有效账户。`,
  NOT_AN_ADMINISTRATOR: (name: string) =>
    `${name} 不是系统管理员或安全管理员。请由管理员在“单位人员”里重置其动态码。`,
  NOT_ENROLLED: (name: string) => `${name} 没有启用动态码,不用重置。`,
  LAST_ADMIN: (name: string) => `${name} 是最后一个系统管理员,不能停用。`,
} as const;

async function resetFactor(username: string, { reason, ...options }: AccountOptions): Promise<void> {
  const why = readReason(reason);
  await withDatabase(options, (db) =>
    db.inTransaction(machine, async (tx) => {
      const done = await resetFactorAtConsole(tx, username, why);
      if (isRefusal(done)) throw new CommandError(sentences[done.code](username));
      print({ username, ...done, factorReset: true });
    }),
  );
  say('其所有登录已退出。请本人马上用口令登录,并重新启用动态码。');
}

async function disable(username: string, { reason, ...options }: AccountOptions): Promise<void> {
  const why = readReason(reason);
  await withDatabase(options, (db) =>
    db.inTransaction(machine, async (tx) => {
      await lockApprovals(tx);
      const done = await disableAtConsole(tx, username);
      if (isRefusal(done)) throw new CommandError(sentences[done.code](username));
      const { id, name } = done;
      const sessionsEnded = await endSessionsOf(tx, id);
      const detail = { console: true, reason: why, sessionsEnded };
      await recordAudit(tx, {
        actor: null,
        unitId: null,
        event: 'person.disabled',
        ok: true,
        target: id,
        detail,
      });
      print({ username, id, name, sessionsEnded, disabled: true });
    }),
  );
  say('其所有登录已退出。批准人不足两人时,请尽快补一位安全管理员或领导。');
}

/** Without the key file nothing is sealed here: numbers at least stand in no table. */
function readReason(reason: string): string {
  const said = reason.trim();
  if ([...said].length < 2 || said.length > 200) throw new CommandError('原因(--reason)应有 2 到 200 个字。');
  return maskText(said);
}
