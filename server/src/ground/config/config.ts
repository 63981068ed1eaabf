import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { isLoopback } from './loopback.ts';
import { inList } from './proxy-list.ts';

/** What `serve` runs with, checked. */
export interface Config {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Keys, and the database unless `databaseUrl` is given; absolute. */
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly keyFile: string;
  readonly drill: boolean;
  /** A drill that goes on by itself. */
  readonly live: boolean;
  /** PEM texts. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  /** Reverse proxies that are believed; undefined without `--behind-proxy`. */
  readonly proxies: readonly string[] | undefined;
  /** Where backups go while the application serves; absolute. */
  readonly backupTo: string | undefined;
  readonly logLevel: string | undefined;
  /** Where the log goes instead of stderr; absolute. */
  readonly logFile: string | undefined;
  /** Days that log files are kept. */
  readonly logKeep: number;
  /** What the collector of `/metrics` must show; without it there is no such page. */
  readonly metricsToken: string | undefined;
}

/** One sentence for each wrong value. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.sentences = sentences;
  }
}

const text = z.string().trim().min(1);
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\/\S+$/, {
  message: '数据库地址(--database-url 或环境变量 DATABASE_URL)应形如 postgres://用户:口令@主机:5432/库名。',
});
const port = z.coerce
  .number('端口(--port)应是 0 到 65535 的整数。')
  .refine(
    (value) => Number.isInteger(value) && value >= 0 && value <= 65_535,
    '端口(--port)应是 0 到 65535 的整数。',
  );
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Network logs stay at least six months (rules.md §10.2). */
const badLogKeep = '日志保存天数(LANZHA_LOG_KEEP_DAYS)应是 1 到 3660 的整数;网络日志依法至少留存六个月。';

const input = z.object({
  port: port.default(8080),
  host: text.default('127.0.0.1'),
  data: text.default('./data'),
  databaseUrl: databaseUrl.optional(),
  drill: z.boolean().default(false),
  live: z.boolean().default(false),
  tlsCert: text.optional(),
  tlsKey: text.optional(),
  behindProxy: z.union([z.literal(true), text]).optional(),
  keyFile: text.optional(),
  backupTo: text.optional(),
  logLevel: z.enum(levels, `日志级别(LANZHA_LOG_LEVEL)应是 ${levels.join('、')} 之一。`).optional(),
  logFile: text.optional(),
  logKeep: z.coerce.number(badLogKeep).int(badLogKeep).min(1, badLogKeep).max(3_660, badLogKeep).default(190),
  metricsToken: text.optional(),
  metricsTokenFile: text.optional(),
});

/** Options of the command line, as commander names them. */
export type ConfigInput = Partial<Record<keyof z.infer<typeof input>, unknown>>;

/** Command line first, then environment, then defaults. @throws ConfigError */
export function readConfig(options: ConfigInput, env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = input.safeParse({
    ...options,
    databaseUrl: options.databaseUrl ?? (env.DATABASE_URL || undefined),
    keyFile: env.LANZHA_KEY_FILE || undefined,
    backupTo: options.backupTo ?? (env.LANZHA_BACKUP_TO || undefined),
    logLevel: env.LANZHA_LOG_LEVEL || undefined,
    logFile: options.logFile ?? (env.LANZHA_LOG_FILE || undefined),
    logKeep: env.LANZHA_LOG_KEEP_DAYS || undefined,
    metricsToken: env.LANZHA_METRICS_TOKEN || undefined,
    metricsTokenFile: env.LANZHA_METRICS_TOKEN_FILE || undefined,
  });
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(sentenceOf));
  const { data, host, behindProxy, ...given } = parsed.data;
  const sentences: string[] = [];
  const tls = readTls(given.tlsCert, given.tlsKey, sentences);
  const proxies = readProxies(behindProxy, sentences);
  if (!isLoopback(host) && tls === undefined && proxies === undefined && sentences.length === 0) {
    sentences.push(
      `要在 ${host} 上对外服务,须给出证书(--tls-cert 与 --tls-key),或说明前面有反向代理(--behind-proxy)。`,
    );
  }
  if (isLoopback(host) && proxies !== undefined && sentences.length === 0 && !fromHere(proxies)) {
    sentences.push(
      `在 ${host} 上只有本机连得到:--behind-proxy 里要有本机的代理(127.0.0.1),或用 --host 写明对外的地址。`,
    );
  }
  if (given.live && !given.drill) sentences.push('--live 只能与 --drill 一起使用。');
  const metricsToken = readToken(given.metricsToken, given.metricsTokenFile, sentences);
  if (sentences.length > 0) throw new ConfigError(sentences);
  const dataDir = resolve(data);
  const { port, databaseUrl, drill, live, logLevel, logKeep } = given;
  const keyFile = resolve(given.keyFile ?? join(dataDir, 'keys', 'vault.key'));
  const backupTo = given.backupTo === undefined ? undefined : resolve(given.backupTo);
  const logFile = given.logFile === undefined ? undefined : resolve(given.logFile);
  const log = { logLevel, logFile, logKeep };
  const folders = { dataDir, keyFile, backupTo };
  return { host, port, ...folders, databaseUrl, drill, live, tls, proxies, ...log, metricsToken };
}

function sentenceOf({ message, path }: { message: string; path: PropertyKey[] }): string {
  return message.endsWith('。') ? message : `参数 ${path.map(String).join('.')} 不正确:${message}`;
}

function readTls(cert: string | undefined, key: string | undefined, sentences: string[]): Config['tls'] {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    sentences.push('--tls-cert 与 --tls-key 须同时给出。');
    return undefined;
  }
  const certText = readPem(cert, '证书文件(--tls-cert)', /-----BEGIN CERTIFICATE-----/, sentences);
  const keyText = readPem(key, '私钥文件(--tls-key)', /-----BEGIN [A-Z ]*PRIVATE KEY-----/, sentences);
  return { cert: certText, key: keyText };
}

function readPem(file: string, name: string, expected: RegExp, sentences: string[]): string {
  try {
    const pem = readFileSync(file, 'utf8');
    if (!expected.test(pem)) sentences.push(`${name} ${file} 不是 PEM 格式。`);
    return pem;
  } catch {
    sentences.push(`${name} ${file} 不能读取,请检查路径与权限。`);
    return '';
  }
}

/** Short tokens can be guessed: nobody types this one, so it may be long. */
function readToken(
  token: string | undefined,
  file: string | undefined,
  sentences: string[],
): string | undefined {
  let found = token;
  if (found === undefined && file !== undefined) {
    try {
      found = readFileSync(file, 'utf8').trim();
    } catch {
      sentences.push(`指标令牌文件(LANZHA_METRICS_TOKEN_FILE)${file} 不能读取,请检查路径与权限。`);
      return undefined;
    }
  }
  if (found !== undefined && (found.length < 20 || /\s/.test(found)))
    sentences.push('指标令牌(LANZHA_METRICS_TOKEN)至少 20 个字符,不含空白。');
  return found;
}

function readProxies(given: true | string | undefined, sentences: string[]): Config['proxies'] {
  if (given === undefined) return undefined;
  if (given === true) return ['127.0.0.1', '::1'];
  const addresses = given.split(',').map((address) => address.trim());
  const wrong = addresses.filter((address) => !isAddressOrRange(address));
  if (wrong.length > 0) sentences.push(`--behind-proxy 后应是代理的 IP 或网段,不是 ${wrong.join('、')}。`);
  return addresses;
}

/** Whether a proxy on this machine is among them. */
function fromHere(proxies: readonly string[]): boolean {
  const isProxy = inList(proxies);
  return isProxy('127.0.0.1') || isProxy('::1');
}

function isAddressOrRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
