import type { OperationFinding } from '@lanzha/contract';
import { compareSchema, type Tx } from '../../ground/db/index.ts';
import { getInstallation } from '../../ground/installation/index.ts';
import { bad, fine, type Machine, warn } from './finding.ts';

const oldest = 150_000;

export async function checkDatabase(tx: Tx): Promise<OperationFinding> {
  const { rows } = await tx.query<{
    version: string;
    number: number;
    fsync: string;
    commit: string;
    pages: string;
  }>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
       current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
       current_setting('full_page_writes') AS pages`,
  );
  const { version, number, fsync, commit, pages } = rows[0]!;
  if (number < oldest) {
    return bad(
      'database',
      [`PostgreSQL ${version} 太旧`, `PostgreSQL ${version} is too old`],
      [
        '请换用 PostgreSQL 15 或更高，用 lanzha copy-database 搬过去',
        'Use PostgreSQL 15 or newer; carry the data over with lanzha copy-database',
      ],
    );
  }
  if (fsync !== 'on' || commit === 'off' || pages !== 'on') {
    return bad(
      'database',
      [
        `PostgreSQL ${version} 关闭了 fsync、full_page_writes 或同步提交，断电会丢失数据`,
        `PostgreSQL ${version} runs without fsync, full_page_writes or synchronous commit: a power failure loses data`,
      ],
      [
        '请在 PostgreSQL 的配置里把 fsync、full_page_writes 和 synchronous_commit 设为 on，重启数据库',
        'Set fsync, full_page_writes and synchronous_commit to on and restart the database',
      ],
    );
  }
  return fine('database', [
    `PostgreSQL ${version}，断电不丢数据`,
    `PostgreSQL ${version}, safe against power failure`,
  ]);
}

export async function checkSchema(tx: Tx): Promise<OperationFinding> {
  const { missing, unknown } = await compareSchema(tx);
  if (unknown.length > 0) {
    return bad(
      'schema',
      [
        `数据库比程序新（${unknown.join('、')}）`,
        `The database is newer than the program (${unknown.join(', ')})`,
      ],
      ['请换用同一版本或更新版本的程序', 'Use the same release of the program or a newer one'],
    );
  }
  if (missing.length > 0) {
    return bad(
      'schema',
      [`数据库结构落后 ${missing.length} 步`, `The database is ${missing.length} steps behind`],
      ['请重新启动 lanzha serve，启动时会自动升级', 'Start lanzha serve again: it upgrades by itself'],
    );
  }
  return fine('schema', ['数据库结构与程序一致', 'Database and program are of one release']);
}

export async function checkSetup(tx: Tx): Promise<OperationFinding> {
  const { kind, county, done } = await getInstallation(tx);
  if (!done) {
    return warn(
      'setup',
      ['首次设置还没有完成', 'The first set-up is not done'],
      [
        '请启动服务，按窗口里的设置码在浏览器里完成设置',
        'Start the service and finish the set-up in a browser with the code it prints',
      ],
    );
  }
  const name = county?.name ?? '';
  return kind === 'drill'
    ? fine('setup', [`演练库，${name}`, `Drill, ${name}`])
    : fine('setup', [`正式库，${name}`, `Real data, ${name}`]);
}

export async function checkClock(tx: Tx): Promise<OperationFinding> {
  const before = Date.now();
  const { rows } = await tx.query<{ at: Date }>('SELECT clock_timestamp() AS at');
  const middle = (before + Date.now()) / 2;
  const skew = Math.abs(rows[0]!.at.getTime() - middle) / 1_000;
  const seconds = skew.toFixed(1);
  if (skew <= 2) {
    return fine('clock', ['程序与数据库的时间一致', 'Program and database agree about the time']);
  }
  const found = skew > 30 ? bad : warn;
  return found(
    'clock',
    [`程序与数据库的时间相差 ${seconds} 秒`, `The clocks of program and database differ by ${seconds} s`],
    [
      '请在两台机器上打开时间同步(timedatectl set-ntp true):时限按时间计算',
      'Switch on time synchronisation on both machines (timedatectl set-ntp true): duties run against time',
    ],
  );
}

export function checkZone({ now }: Machine): OperationFinding {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (now.getTimezoneOffset() === -480) return fine('zone', [`时区 ${zone}`, `Time zone ${zone}`]);
  return warn(
    'zone',
    [`时区是 ${zone}，不是北京时间`, `The time zone is ${zone}, not that of Beijing`],
    [
      '请用环境变量 TZ=Asia/Shanghai 启动服务；页面不受影响，命令行里的时间会不对',
      'Start the service with TZ=Asia/Shanghai; pages are not affected, times on the command line are',
    ],
  );
}
