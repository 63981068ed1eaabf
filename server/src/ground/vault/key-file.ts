import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { dataKeyBytes } from './seal.ts';

/** The key file is missing although data are sealed, or damaged, or another one. The message is for the console. */
export class KeyFileError extends Error {
  override name = 'KeyFileError';
}

/** What stands in a key file. The first form is one secret, from which everything is derived; rotation writes the second. */
export type KeyFileContent =
  | { readonly form: 1; readonly secret: Buffer }
  | {
      readonly form: 2;
      readonly index: Buffer;
      readonly content: Buffer;
      readonly audit: Buffer;
      /** By generation. More than one while the master key is being changed. */
      readonly wrappings: ReadonlyMap<number, Buffer>;
    };

const lost =
  '没有它,已保存的姓名、号码、账号和原文解不开,按号码查找也用不了;账户、单位以及预警的编号、等级和经过没有丢。';
const remedy = '请把密钥文件的备份放回原处再启动,不要新建或修改它,也不要删除数据库。';

/** @throws KeyFileError missing, cut short or foreign: each with what is lost, what is not, and what to do */
export async function readKeyFile(path: string): Promise<KeyFileContent> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EACCES' || error.code === 'EPERM')
      throw new KeyFileError(`没有权限读取密钥文件 ${path}。请让运行拦诈的账号可以读它。`);
    return undefined;
  });
  if (text === undefined) throw new KeyFileError(`找不到密钥文件 ${path}。${lost}${remedy}`);
  if (/^[0-9a-f]{128}\s*$/.test(text)) return { form: 1, secret: Buffer.from(text.trim(), 'hex') };
  const parsed = text.startsWith(firstLine) ? parse(text) : undefined;
  if (parsed !== undefined) return parsed;
  if (/^[0-9a-f]{0,127}\s*$/.test(text) || firstLine.startsWith(text.slice(0, firstLine.length)))
    throw new KeyFileError(`密钥文件 ${path} 不完整(被截断或改动过)。${lost}${remedy}`);
  throw new KeyFileError(`密钥文件 ${path} 的内容不对,不是拦诈的密钥文件。${lost}${remedy}`);
}

export function foreignKeyFile(path: string): KeyFileError {
  return new KeyFileError(`密钥文件 ${path} 是另一个数据库的,打不开这里的内容。${lost}${remedy}`);
}

export function staleKeyFile(path: string): KeyFileError {
  return new KeyFileError(
    `密钥文件 ${path} 是更换主密钥之前的旧备份。${lost}请放回更换之后备份的那一份再启动。`,
  );
}

const firstLine = 'lanzha-keys 2\n';
const checkOf = (text: string) => createHash('sha256').update(text).digest('hex');

function parse(text: string): KeyFileContent | undefined {
  const [, body = '', check] = /^([\s\S]*\n)check ([0-9a-f]{64})\s*$/.exec(text) ?? [];
  if (check === undefined || check !== checkOf(body)) return undefined;
  const part = (name: string, bytes: number) => {
    const hex = new RegExp(`^${name} ([0-9a-f]{${bytes * 2}})$`, 'm').exec(body)?.[1];
    return hex === undefined ? undefined : Buffer.from(hex, 'hex');
  };
  const [index, content, audit] = [part('index', 32), part('content', 32), part('audit', 32)];
  const wrappings = new Map(
    [...body.matchAll(new RegExp(`^wrapping (\\d{1,4}) ([0-9a-f]{${dataKeyBytes * 2}})$`, 'gm'))].map(
      ([, generation, hex = '']) => [Number(generation), Buffer.from(hex, 'hex')],
    ),
  );
  if (index === undefined || content === undefined || audit === undefined || wrappings.size === 0) return;
  return { form: 2, index, content, audit, wrappings };
}

function textOf(file: Extract<KeyFileContent, { form: 2 }>): string {
  const hex = (bytes: Buffer) => bytes.toString('hex');
  const body = [
    firstLine.trim(),
    `index ${hex(file.index)}`,
    `content ${hex(file.content)}`,
    `audit ${hex(file.audit)}`,
    ...[...file.wrappings].map(([generation, key]) => `wrapping ${generation} ${hex(key)}`),
    '',
  ].join('\n');
  return `${body}check ${checkOf(body)}\n`;
}

/** Puts a new content in the place of the old at once: after a crash the file is the one or the other, whole. */
export async function replaceKeyFile(
  path: string,
  content: Extract<KeyFileContent, { form: 2 }>,
): Promise<void> {
  const before = await stat(path);
  const beside = `${path}.new`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(textOf(content));
    await file.chmod(0o600);
    await file.sync();
  } finally {
    await file.close();
  }
  if (process.getuid?.() === 0) await chown(beside, before.uid, before.gid);
  await rename(beside, path);
  await syncFolder(dirname(path));
}

/** Makes a key file (64 random bytes in hex, mode 0600) where there is none. */
export async function makeKeyFile(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return undefined;
    throw error;
  });
  if (file === undefined) return;
  await file.writeFile(`${randomBytes(64).toString('hex')}\n`);
  await file.sync();
  await file.close();
  await chmod(path, 0o600);
  await syncFolder(dirname(path));
}

/** A new name is durable only once its folder is; Windows has no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
