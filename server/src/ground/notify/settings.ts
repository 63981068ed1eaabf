import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { ConfigError, isLoopback } from '../config/index.ts';

/** How this installation sends mail; undefined fields mean: not needed. The password never lies in the database. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte, `starttls` required before anything is said, `none` only to this machine. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly from: string;
  /** PEM of the authority of an inner mail server; undefined: the usual ones. */
  readonly ca: string | undefined;
}

/** What notify takes from the environment (docs/operation.md). */
export interface NotifySettings {
  readonly mail: MailSettings | undefined;
  /** Where people open this system; links in mails begin with it. Without it a mail names the page only. */
  readonly publicUrl: string | undefined;
  /** Webhooks may go to this machine by plain HTTP: for development. */
  readonly loopbackWebhooks: boolean;
}

const smtp = z.object({
  host: z.string().trim().min(1),
  port: z.coerce.number('端口(LANZHA_SMTP_PORT)应是 1 到 65535 的整数。').int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none'], '加密方式(LANZHA_SMTP_SECURITY)应是 tls、starttls 或 none。'),
  from: z.email('发件地址(LANZHA_SMTP_FROM)应是一个邮箱地址。'),
});

/** @throws ConfigError with a sentence for each wrong value */
export function readNotifySettings(env: Readonly<Record<string, string | undefined>>): NotifySettings {
  const publicUrl = env.LANZHA_PUBLIC_URL?.replace(/\/+$/, '') || undefined;
  if (publicUrl !== undefined && !/^https?:\/\/[^\s/?#]+$/.test(publicUrl))
    throw new ConfigError(['本系统的网址(LANZHA_PUBLIC_URL)应形如 https://lanzha.example.gov.cn。']);
  return { mail: readMail(env), publicUrl, loopbackWebhooks: env.LANZHA_WEBHOOK_LOOPBACK === '1' };
}

function readMail(env: Readonly<Record<string, string | undefined>>): MailSettings | undefined {
  const host = env.LANZHA_SMTP_HOST?.trim();
  if (!host) return undefined;
  const security = env.LANZHA_SMTP_SECURITY || 'starttls';
  const port = env.LANZHA_SMTP_PORT || (security === 'tls' ? '465' : '587');
  const parsed = smtp.safeParse({ host, port, security, from: env.LANZHA_SMTP_FROM ?? '' });
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(({ message }) => message));
  if (parsed.data.security === 'none' && !isLoopback(host))
    throw new ConfigError([`发信服务器 ${host} 不在本机,须加密(LANZHA_SMTP_SECURITY=starttls 或 tls)。`]);
  const user = env.LANZHA_SMTP_USER || undefined;
  const password = env.LANZHA_SMTP_PASSWORD_FILE
    ? readText(env.LANZHA_SMTP_PASSWORD_FILE, '口令文件(LANZHA_SMTP_PASSWORD_FILE)').trim()
    : env.LANZHA_SMTP_PASSWORD || undefined;
  if ((user === undefined) !== (password === undefined))
    throw new ConfigError(['发信的用户名(LANZHA_SMTP_USER)与口令(LANZHA_SMTP_PASSWORD_FILE)须同时给出。']);
  const ca = env.LANZHA_SMTP_CA_FILE
    ? readText(env.LANZHA_SMTP_CA_FILE, '证书文件(LANZHA_SMTP_CA_FILE)')
    : undefined;
  return { ...parsed.data, user, password, ca };
}

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError([`${name} ${path} 不能读取,请检查路径与权限。`]);
  }
}
