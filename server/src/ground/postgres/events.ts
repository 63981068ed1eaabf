/** What happens to the server, for the console and the health page; never carries a password or a row. */
export type PostgresEvent =
  | { kind: 'sheltered'; dataDir: string; home: string }
  | { kind: 'abandoned-found'; dataDir: string; home: string }
  | { kind: 'programs-copied'; folder: string }
  | { kind: 'waiting-for-launch' }
  | { kind: 'initialising'; cluster: string }
  | { kind: 'starting' }
  | { kind: 'recovering'; seconds: number }
  | { kind: 'ready'; pid: number; how: 'started' | 'adopted'; milliseconds: number }
  | { kind: 'crashed'; pid: number; exit: string; retryInMs: number }
  | { kind: 'restart-failed'; sentence: string; retryInMs: number }
  | { kind: 'low-disk'; freeBytes: number }
  | { kind: 'stopping'; pid: number }
  | { kind: 'stopped'; pid: number; how: 'fast' | 'immediate' | 'killed' }
  | { kind: 'left-running'; pid: number };

export type PostgresLog = (event: PostgresEvent) => void;

const sentences: { [K in PostgresEvent['kind']]: (event: Extract<PostgresEvent, { kind: K }>) => string } = {
  sheltered: (e) => `数据库账号到不了 ${e.dataDir},数据库放在 ${e.home}`,
  'abandoned-found': (e) => `${e.home} 是 ${e.dataDir} 以前的数据库,已不再使用;确认不需要后请删除`,
  'programs-copied': (e) => `已把 PostgreSQL 程序复制到 ${e.folder}`,
  'waiting-for-launch': () => '另一条命令正在启动或停止数据库,等待它完成',
  initialising: (e) => `正在建立数据库 ${e.cluster}`,
  starting: () => '正在启动数据库',
  recovering: (e) => `数据库正在从上次中断处恢复,已用 ${e.seconds} 秒`,
  ready: (e) =>
    `数据库已就绪(进程号 ${e.pid},${e.how === 'started' ? '新启动' : '接管运行中的'},${e.milliseconds} 毫秒)`,
  crashed: (e) => `数据库意外退出(进程号 ${e.pid},${e.exit}),${e.retryInMs} 毫秒后重新启动`,
  'restart-failed': (e) => `数据库重新启动失败,${e.retryInMs} 毫秒后再试:${e.sentence}`,
  'low-disk': (e) => `数据库所在磁盘只剩 ${Math.floor(e.freeBytes / 1024 / 1024)} MB,请尽快清理`,
  stopping: (e) => `正在停止数据库(进程号 ${e.pid})`,
  stopped: (e) =>
    `数据库已停止(进程号 ${e.pid}${e.how === 'fast' ? '' : ',未能正常关闭,下次启动会自动恢复'})`,
  'left-running': (e) => `还有其他命令在用数据库(进程号 ${e.pid}),由最后一个使用者停止`,
};

/** The sentence in Chinese that the console prints for an event. */
export function describeEvent<K extends PostgresEvent['kind']>(
  event: Extract<PostgresEvent, { kind: K }>,
): string {
  const describe = sentences[event.kind as K];
  return describe(event);
}
