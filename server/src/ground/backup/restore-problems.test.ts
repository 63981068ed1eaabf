import { expect, test } from 'vitest';
import { BackupError } from './manifest.ts';
import { restoreProblem } from './restore-problems.ts';

const sentenceFor = (code: string, path?: string) => {
  const error = Object.assign(new Error(`${code}: somewhere`), { code, ...(path ? { path } : {}) });
  return [error, new BackupError('备份中的 x 缺失或已损坏。', { cause: error })].map(
    (one) => (restoreProblem(one, '/backups', '/data') as Error).message,
  );
};

test.each([
  ['ENOSPC', undefined, '恢复没有做完:/data 所在的磁盘满了。'],
  ['EDQUOT', undefined, '恢复没有做完:/data 所在的磁盘满了。'],
  ['EROFS', '/data/files', '恢复没有做完:/data/files 在只读的文件系统上。'],
  ['EACCES', '/data/files', '恢复没有做完:当前账号没有权限写 /data/files。'],
  ['EACCES', '/backups/log', '恢复没有做完:当前账号没有权限读备份里的 /backups/log。'],
])('%s at %s is a sentence, wherever it comes up', (code, path, sentence) => {
  for (const said of sentenceFor(code, path)) expect(said.slice(0, sentence.length)).toBe(sentence);
});

test('what is damaged stays what it was', () => {
  const error = new BackupError('备份中的 x 缺失或已损坏。', { cause: new Error('bad frame') });
  expect(restoreProblem(error, '/backups', '/data')).toBe(error);
});
