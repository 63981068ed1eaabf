import { basename, dirname, extname } from 'node:path';
import type { Command } from 'commander';
import { readSignalFile, type Sender, SignalFileError } from '../../../facts/signals/index.ts';
import { recordAudit } from '../../../ground/audit/index.ts';
import { readConfig } from '../../../ground/config/index.ts';
import { type Db, machine } from '../../../ground/db/index.ts';
import { openDisk } from '../../../ground/disk/index.ts';
import { openParams } from '../../../ground/params/index.ts';
import { checkKeyFile, openKeyFile, openVault } from '../../../ground/vault/index.ts';
import { guardIntake, openIntake, openJudges } from '../../intake.ts';
import { type DatabaseOptions, withDatabase } from '../database.ts';
import { CommandError } from '../fail.ts';
import { type ImportResult, importLines } from '../import-lines.ts';
import { databaseOptions } from '../options.ts';
import { printAll } from '../output.ts';
import { print, say } from '../say.ts';

interface ImportOptions extends DatabaseOptions {
  source?: string;
  unit?: string;
}

export function addSignals(program: Command): void {
  const signals = program.command('signals').description('线索信号');
  databaseOptions(signals.command('import'))
    .description('导入文件(NDJSON、CSV、xlsx 或旧版 xls);先逐行输出没有收下的行,最后一行是合计')
    .argument('<file>', '文件')
    .option('--source <name>', '来源名称,默认为文件名')
    .option('--unit <code>', '以哪个单位的名义导入,默认为本级反诈中心')
    .action((file: string, options: ImportOptions) => importFile(file, options));
}

/**
 * stdout: rejected lines as NDJSON `{"line","id","field","error"}`, then one line
 * `{"accepted","duplicates","rejected","warnings"}`. Exit code 2 when a line was rejected.
 */
async function importFile(file: string, options: ImportOptions): Promise<void> {
  const source = (options.source ?? basename(file, extname(file)).slice(0, 60)).trim();
  if (source === '' || source.length > 60) throw new CommandError('来源名称(--source)应有 1 到 60 个字。');
  await withDatabase(options, async (db) => {
    const sender = { unitId: await findUnit(db, options.unit), source };
    const result = await importThrough(db, file, sender, options);
    print(result);
    if (result.rejected > 0) {
      process.exitCode = 2;
      say(`有 ${result.rejected} 行没有收下。改正后重新导入同一文件即可,已收下的不会重复计数。`);
    }
  });
}

async function importThrough(
  db: Db,
  file: string,
  sender: Sender,
  options: ImportOptions,
): Promise<ImportResult> {
  const { keyFile, dataDir } = readConfig({ ...options }, process.env);
  const master = await openKeyFile(keyFile, false);
  await checkKeyFile(db, keyFile, master);
  const vault = openVault(master, () => openKeyFile(keyFile, false));
  const params = await openParams(db);
  const judges = await openJudges({ db, vault });
  const reports = new Reports();
  try {
    const disk = await openDisk({ folders: [dataDir, dirname(keyFile)], params });
    const intake = guardIntake(openIntake({ db, params, vault, ...judges }), disk);
    const limits = () => ({
      now: Date.now(),
      futureTolerance: params.milliseconds('signal.future.tolerance'),
    });
    const result = await importLines(readSignalFile(file, { limits, notice: say }), intake, sender, {
      rejected: (lines) => printAll(lines.map(({ line, id, field, error }) => ({ line, id, field, error }))),
      conflict: (line) => reports.conflict(line),
      progress: (soFar) => reports.progress(soFar),
    });
    await recordImport(db, sender, result, true);
    return result;
  } catch (error) {
    if (reports.soFar.accepted > 0) {
      say(`导入中断,此前已收下 ${reports.soFar.accepted} 条。重新导入同一文件时,它们不会重复计数。`);
      await recordImport(db, sender, reports.soFar, false);
    }
    throw error instanceof SignalFileError ? new CommandError(error.message) : error;
  } finally {
    reports.end();
    judges.lists.close();
    params.close();
  }
}

/** Who sent how much; the name of the file may say more than an audit log should. */
function recordImport(db: Db, { unitId }: Sender, result: ImportResult, ok: boolean): Promise<void> {
  return db.inTransaction(machine, (tx) =>
    recordAudit(tx, { actor: null, unitId, event: 'signals.imported', ok, detail: { ...result } }),
  );
}

const sayEveryMs = 2_000;

/** What people see on stderr while it runs. */
class Reports {
  private said = performance.now();
  soFar: ImportResult = { accepted: 0, duplicates: 0, rejected: 0, warnings: 0 };
  private readonly conflicts: number[] = [];

  progress(soFar: ImportResult): void {
    this.soFar = soFar;
    if (performance.now() - this.said < sayEveryMs) return;
    this.said = performance.now();
    const { accepted, duplicates, rejected } = soFar;
    say(`已收下 ${accepted} 条,重复 ${duplicates} 条,没有收下 ${rejected} 行……`);
  }

  conflict(line: number): void {
    this.conflicts.push(line);
  }

  end(): void {
    const { length } = this.conflicts;
    if (length === 0) return;
    const first = this.conflicts.slice(0, 10).join('、');
    say(
      `有 ${length} 行的编号已用于内容不同的信号,保留先收到的内容:第 ${first} 行${length > 10 ? '等' : ''}。`,
    );
  }
}

/** The unit of a code, or the centre of the county this installation works for. @returns its id */
async function findUnit(db: Db, code: string | undefined): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>(
    `SELECT u.id FROM unit u, installation i
      WHERE u.closed_at IS NULL
        AND CASE WHEN $1::text IS NULL THEN u.kind = 'anti_fraud_center' AND u.place_code = i.county_code
                 ELSE u.code = $1 END
      ORDER BY u.code LIMIT 1`,
    [code ?? null],
  );
  if (rows[0] !== undefined) return rows[0].id;
  if (code !== undefined) throw new CommandError(`没有编码为 ${code} 的单位。`);
  throw new CommandError('还没有本级反诈中心。请先在网页上完成首次设置,或用 --unit 指定单位。');
}
