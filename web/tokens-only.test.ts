import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, 'src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.(css|tsx?)$/.test(file) && !/tokens(\.test)?\.(ts|css)$/.test(file),
);
const found = (pattern: RegExp) =>
  files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(pattern)].map(([text]) => `${file}: ${text}`),
  );

test('colours and pixel sizes are written in tokens.ts alone', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(found(/#[0-9a-f]{6}\b|\brgba?\(|\bhsla?\(|\d+px\b/gi)).toEqual([]);
});

test('every custom property that a style sheet reads is a token', async () => {
  const { tokensCss } = await import('./src/design/tokens.ts');
  const known = new Set([...tokensCss().matchAll(/--[\w-]+(?=:)/g)].map(([name]) => name));
  const unknown = found(/var\((--[\w-]+)/g).filter((line) => !known.has(line.split('var(')[1] ?? ''));
  expect(unknown).toEqual([]);
});
