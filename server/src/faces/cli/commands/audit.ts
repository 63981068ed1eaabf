import { access } from 'node:fs/promises';
import type { Command } from 'commander';
import {
  type AnchorLine,
  anchorFileIn,
  readAnchorFile,
  type Verdict,
  verifyAudit,
} from '../../../ground/audit/index.ts';
import { readConfig } from '../../../ground/config/index.ts';
import { openKeyFile } from '../../../ground/vault/index.ts';
import { type DatabaseOptions, refuseEmptyFolder, withDatabase } from '../database.ts';
import { CommandError } from '../fail.ts';
import { databaseOptions } from '../options.ts';
import { print, say } from '../say.ts';

interface VerifyOptions extends DatabaseOptions {
  anchor: string[];
}

export function addAudit(program: Command): void {
  const audit = program.command('audit').description('审计记录');
  databaseOptions(audit.command('verify'))
    .description('核验审计链:有没有记录被改动、删除、插入、调换次序或截去末尾')
    .option(
      '--anchor <file>',
      '保存在别处的锚点文件,可多次给出;数据目录里的那份总会对照',
      (file: string, before: string[]) => [...before, file],
      [] as string[],
    )
    .action((options: VerifyOptions) => verify(options));
}

/** Prints the verdict as one line of JSON, its sentences beside it; exit code 1 when something is wrong. */
async function verify(options: VerifyOptions): Promise<void> {
  const { keyFile, dataDir, databaseUrl } = readConfig(
    { data: options.data, databaseUrl: options.databaseUrl },
    process.env,
  );
  if (databaseUrl === undefined) await refuseEmptyFolder(dataDir);
  const { audit: key } = await openKeyFile(keyFile, false);
  const anchors = readAnchors(await anchorFilesOf(options, dataDir));
  const onProgress = (links: number) => say(`已核验 ${links.toLocaleString('zh-CN')} 条……`);
  const started = performance.now();
  const verdict = await withDatabase(options, (db) => verifyAudit(db, { key, anchors, onProgress }));
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  sayVerdict(verdict);
  print({ ...verdict, seconds });
  if (!verdict.ok) process.exitCode = 1;
}

async function anchorFilesOf({ anchor, databaseUrl }: VerifyOptions, dataDir: string): Promise<string[]> {
  for (const file of anchor) {
    await access(file).catch(() => {
      throw new CommandError(`找不到锚点文件 ${file}。请检查 --anchor。`);
    });
  }
  const own = anchorFileIn(dataDir);
  const kept = await access(own).then(
    () => true,
    () => false,
  );
  if (!kept && databaseUrl === undefined) say(`数据目录里没有锚点文件(${own})。`);
  return kept ? [own, ...anchor] : anchor;
}

async function* readAnchors(files: readonly string[]): AsyncGenerator<AnchorLine> {
  for (const file of files)
    for await (const { number, line } of readAnchorFile(file))
      yield { where: `${file} 第 ${number} 行`, line };
}

function sayVerdict({ ok, sealed, unsealed, faults, findings, notes }: Verdict): void {
  if (ok) {
    say(sealed + unsealed.count === 0 ? '还没有审计记录。' : `审计链完整:${sealed} 条记录未发现改动。`);
  } else {
    say(`审计链有问题,共 ${faults} 处:`);
    for (const { text } of findings) say(`  ${text}`);
    const listed = findings.reduce((sum, { count }) => sum + count, 0);
    if (listed < faults) say(`  另有 ${faults - listed} 处未列出。`);
  }
  for (const note of notes) say(`说明:${note}`);
}
