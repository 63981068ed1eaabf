import { fraudTypeNames } from '@lanzha/contract';
import { type DrillScore, drillTypes } from '@lanzha/engine/drill';
import type { Command } from 'commander';
import * as z from 'zod';
import { readDrillScore, readTruth, truthFileIn } from '../../../flows/drill/index.ts';
import { readConfig } from '../../../ground/config/index.ts';
import { getInstallation } from '../../../ground/installation/index.ts';
import { startPostgres } from '../../../ground/postgres/index.ts';
import { checkKeyFile, openKeyFile, openVault } from '../../../ground/vault/index.ts';
import { createDistrict, type DistrictOptions } from '../../drill.ts';
import type { AppUrls } from '../../ground.ts';
import {
  type DatabaseOptions,
  isEmptyFolder,
  sayPostgres,
  urlsOfDatabase,
  withDatabase,
} from '../database.ts';
import { CommandError } from '../fail.ts';
import { databaseOptions } from '../options.ts';
import { print, say } from '../say.ts';

interface CreateOptions extends DatabaseOptions {
  seed: string;
  days: string;
  scale: string;
}

export function addDrill(program: Command): void {
  const drill = program.command('drill').description('演练区划');
  databaseOptions(drill.command('create'))
    .description('新建演练库:虚构的区划、单位、人员、往来信号和办理经过')
    .option('--seed <number>', '种子;同一种子、同一规模是同一个区划', '1')
    .option('--days <number>', '历史有多少天', '30')
    .option('--scale <number>', '规模;1 是一个县(12 个镇街),20 是一个市', '1')
    .action((options: CreateOptions) => create(options));
  databaseOptions(drill.command('score'))
    .description('按剧情核对:按类型的识别情况、快慢、避免的损失')
    .action((options: DatabaseOptions) => score(options));
}

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const limits = {
  seed: { shape: whole(0, 2_147_483_647), sentence: '种子(--seed)应是 0 到 2147483647 的整数。' },
  days: { shape: whole(1, 366), sentence: '天数(--days)应是 1 到 366 的整数。' },
  scale: { shape: z.coerce.number().min(0.2).max(50), sentence: '规模(--scale)应是 0.2 到 50 的数。' },
} as const;

function read(name: keyof typeof limits, value: string): number {
  const parsed = limits[name].shape.safeParse(value.trim() === '' ? Number.NaN : value);
  if (!parsed.success) throw new CommandError(limits[name].sentence);
  return parsed.data;
}

/** stdout: one line with what was made. */
async function create(options: CreateOptions): Promise<void> {
  const wanted = {
    seed: read('seed', options.seed),
    days: read('days', options.days),
    scale: read('scale', options.scale),
    until: thisMinute(),
  };
  const began = performance.now();
  const made = await withFreshDatabase(options, (urls) => make(urls, options, wanted));
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const { until: _, ...asked } = wanted;
  print({ ...asked, ...made, seconds });
  say(`演练区划已建好。账户在 ${made.accounts};启动:lanzha serve --drill --live --data ${options.data}`);
}

function make(urls: AppUrls, { data, databaseUrl }: DatabaseOptions, wanted: DistrictOptions) {
  return createDistrict(
    urls,
    readConfig({ data, databaseUrl, drill: true }, process.env),
    wanted,
    sayProgress(),
  );
}

const thisMinute = () => new Date(Math.floor(Date.now() / 60_000) * 60_000);

/** Every few seconds, for people. */
export function sayProgress(): (share: number, warnings: number) => void {
  let said = performance.now();
  say('正在建立演练区划……');
  return (share, warnings) => {
    if (performance.now() - said < 3_000 && share < 1) return;
    said = performance.now();
    say(`演练历史已写 ${Math.round(share * 100)}%,预警 ${warnings} 条……`);
  };
}

/**
 * What `serve --drill` makes at its first start: little, so that nobody waits long, but more than a week, so that the leader's board
 * has the same day of last week to compare with. `drill create` makes a month.
 */
export const firstDistrict = (): DistrictOptions => ({ seed: 1, days: 9, scale: 1, until: thisMinute() });

async function withFreshDatabase<T>(
  options: DatabaseOptions,
  work: (urls: AppUrls) => Promise<T>,
): Promise<T> {
  const url = options.databaseUrl ?? process.env.DATABASE_URL;
  if (url !== undefined && url !== '') return work(await urlsOfDatabase(url));
  if (!(await isEmptyFolder(options.data)))
    throw new CommandError(`目录 ${options.data} 里已经有东西。演练要用一个空目录,请用 --data 指定。`);
  const { urls, stop } = await startPostgres({ dataDir: options.data, log: sayPostgres });
  try {
    return await work(urls);
  } finally {
    await stop();
  }
}

/** stdout: the whole score as one line of JSON; stderr: a table for people. */
async function score(options: DatabaseOptions): Promise<void> {
  await withDatabase(options, async (db) => {
    if ((await getInstallation(db.pool)).kind !== 'drill')
      throw new CommandError('这是正式库,没有剧情可以核对。drill score 只用于演练库。');
    const { keyFile, dataDir } = readConfig({ ...options, drill: true }, process.env);
    const path = truthFileIn(dataDir);
    const truth = await readTruth(path);
    if (truth === null) throw new CommandError(`找不到剧情文件 ${path},不能核对。请检查 --data。`);
    const master = await openKeyFile(keyFile, false);
    await checkKeyFile(db, keyFile, master);
    const result = await readDrillScore(db, openVault(master), truth);
    print(result);
    say(tableOf(result));
  });
}

function tableOf({ detection, minutes, money, follow, onlyInstructed }: DrillScore): string {
  const rate = (value: number | null) => (value === null ? '—' : `${(value * 100).toFixed(1)}%`).padStart(7);
  const line = (name: string, one: DrillScore['detection']['all']) =>
    `${name.padEnd(11, '　')} ${String(one.attempts).padStart(6)} ${String(one.serious).padStart(6)} ${String(one.detectedSerious).padStart(6)} ` +
    `${rate(one.precision)} ${rate(one.recall)} ${rate(one.f1)}   ${one.inTime}/${one.payable}`;
  const yuan = (fen: number) => `${Math.round(fen / 100).toLocaleString('zh-CN')} 元`;
  const span = ({ median, p90, count }: DrillScore['minutes']['toDesk']) =>
    count === 0 ? '—' : `中位 ${median} 分钟,九成在 ${p90} 分钟内(${count} 件)`;
  return [
    '类型　　　　　　　　   企图   信了   发现  准确率  召回率      F1   付款前预警/会付款',
    ...drillTypes.map((type) => line(fraudTypeNames[type], detection.byType[type])),
    line('合计', detection.all),
    `只靠上级指令发现:${onlyInstructed} 件`,
    `第一条涉诈信号→预警:${span(minutes.toDesk)}`,
    `预警→第一次联系:${span(minutes.toFirstContact)}`,
    `其中紧急、高危:${span(minutes.toFirstContactUrgent)}`,
    `预警→联系到本人:${span(minutes.toReached)}`,
    `如无人干预会损失 ${yuan(money.stake)};已损失 ${yuan(money.lost)};因劝阻没有付出 ${yuan(money.prevented)}`,
    `登记并有凭证的避免损失 ${yuan(money.savedWithProof)},其中与剧情相符 ${yuan(money.savedAndTrue)}`,
    `预警 ${follow.warnings} 条:签收 ${follow.signed},联系到 ${follow.contacted},见面 ${follow.met},办结 ${follow.closed},超时 ${follow.overdue},误判为不符 ${follow.wronglyDismissed}`,
  ].join('\n');
}
