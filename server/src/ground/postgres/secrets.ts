import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { giveTo } from './account.ts';
import { errno, folderUnusable } from './errors.ts';
import type { Layout } from './layout.ts';

/** `superuser` is the launcher's alone; the others are the login roles of the application. */
export const ROLES = {
  superuser: 'postgres',
  migrator: 'lanzha_migrator',
  app: 'lanzha_app',
  reader: 'lanzha_reader',
} as const;

export type RoleKey = keyof typeof ROLES;
export type Secrets = Record<RoleKey, string>;

/** The passwords of this folder; makes and stores new ones when there are none yet. */
export async function loadSecrets(layout: Layout): Promise<{ secrets: Secrets; isNew: boolean }> {
  const text = await readFile(layout.secretsFile, 'utf8').catch((error: unknown) => {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (text !== undefined) return { secrets: parse(layout.secretsFile, text), isNew: false };
  const secrets: Secrets = {
    superuser: password(),
    migrator: password(),
    app: password(),
    reader: password(),
  };
  await store(layout, secrets);
  return { secrets, isNew: true };
}

async function store(layout: Layout, secrets: Secrets): Promise<void> {
  const draft = `${layout.secretsFile}.${process.pid}`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await giveTo(draft, layout.keeper);
  await rename(draft, layout.secretsFile);
}

function parse(file: string, text: string): Secrets {
  try {
    const { superuser, migrator, app, reader }: Partial<Secrets> = JSON.parse(text);
    if (superuser && migrator && app && reader) return { superuser, migrator, app, reader };
  } catch {}
  throw folderUnusable(file, '文件已损坏;请删除它,程序会在下次启动时换上新密码,数据不受影响');
}

function password(): string {
  return randomBytes(24).toString('base64url');
}

/** What PostgreSQL stores instead of a password (RFC 5803), so that no statement ever carries one. */
export function scramVerifier(plain: string, salt: Buffer = randomBytes(16), rounds = 4096): string {
  const salted = pbkdf2Sync(plain, salt, rounds, 32, 'sha256');
  const key = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(key('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${key('Server Key').toString('base64')}`;
}
