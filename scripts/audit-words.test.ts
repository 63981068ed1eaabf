import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const server = new URL('../server/src/', import.meta.url);
const sources = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !/(\.test|testing)/.test(file),
);
const recorded = new Set(
  sources.flatMap((file) => {
    const source = readFileSync(new URL(file, server), 'utf8');
    return [...source.matchAll(/recordAudit\([^;]*?event: '([a-z_]+\.[a-z_]+)'/g)].map(([, event]) => event!);
  }),
);

/** Names that the audit page has words for. */
function described(language: 'zh' | 'en'): string[] {
  const words = readFileSync(new URL(`../web/src/audit/words-${language}.ts`, import.meta.url), 'utf8');
  const events = words.slice(
    words.indexOf('\n  event: {'),
    words.indexOf('\n  },', words.indexOf('\n  event: {')),
  );
  return [...events.matchAll(/^ {4}([a-z_]+):/gm)].map(([, name]) => name!);
}

test('what the server records is told in words on the audit page, in both languages', () => {
  expect(recorded.size).toBeGreaterThan(40);
  const names = described('zh');
  expect(
    [...recorded].map((event) => event.replace('.', '_')).filter((name) => !names.includes(name)),
  ).toEqual([]);
  expect(described('en').toSorted()).toEqual(names.toSorted());
});
