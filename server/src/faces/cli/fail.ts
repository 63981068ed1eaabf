import { CommanderError } from 'commander';
import { ConfigError } from '../../ground/config/index.ts';
import { MigrationError } from '../../ground/db/index.ts';
import { DiskFull } from '../../ground/disk/index.ts';
import { PostgresLaunchError } from '../../ground/postgres/index.ts';
import { KeyFileError } from '../../ground/vault/index.ts';
import { StartRefused } from '../prepare.ts';
import { sentenceOfUsage } from './program.ts';
import { say } from './say.ts';

/** A command cannot do what it was asked; the message is a sentence for the person at the console. */
export class CommandError extends Error {
  override name = 'CommandError';
}

const forPeople = [
  ConfigError,
  MigrationError,
  PostgresLaunchError,
  KeyFileError,
  StartRefused,
  DiskFull,
  CommandError,
];

/** Says what went wrong and sets exit code 1. */
export function fail(error: unknown): void {
  if (error instanceof CommanderError) {
    const usage = sentenceOfUsage(error);
    process.exitCode = error.exitCode;
    if (usage !== null) say(usage);
    return;
  }
  process.exitCode = 1;
  say(sentenceOf(error));
}

function sentenceOf(error: unknown): string {
  if (forPeople.some((kind) => error instanceof kind)) return (error as Error).message;
  const { code, address, port, message } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  if (code === 'EADDRINUSE') return `端口 ${port} 已被占用。请停止占用它的程序,或用 --port 指定别的端口。`;
  if (code === 'EACCES' && port !== undefined)
    return `没有权限使用端口 ${port}。请用 --port 指定 1024 以上的端口。`;
  if (code === 'EADDRNOTAVAIL') return `本机没有地址 ${address}。请检查 --host。`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return `连不上数据库:${message}。请检查 --database-url。`;
  if (code === '28P01' || code === '28000') return '数据库拒绝了用户名或口令。请检查 --database-url。';
  if (code === '3D000') return '没有这个数据库。请检查 --database-url 中的库名。';
  if (code === '42501') return `数据库用户的权限不够:${message}。`;
  return `没有完成:${message ?? String(error)}`;
}
