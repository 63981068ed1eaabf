import { posix } from 'node:path';
import type { TextFile } from './files.ts';

/** Relative links of markdown files that lead nowhere: `file:line → target`. `exists` takes a path from the root. */
export function deadLinks(documents: readonly TextFile[], exists: (path: string) => boolean): string[] {
  return documents.flatMap(({ path, text }) =>
    linksOf(text)
      .filter(({ target }) => !/^([a-z][a-z0-9+.-]*:|#|\/\/)/i.test(target))
      .filter(({ target }) => !exists(resolve(path, target)))
      .map(({ target, line }) => `${path}:${line} → ${target}`),
  );
}

function resolve(document: string, target: string): string {
  const [file = ''] = target.split(/[#?]/);
  return posix.join(posix.dirname(document), decodeURIComponent(file));
}

function linksOf(text: string): { target: string; line: number }[] {
  let fenced = false;
  return text.split('\n').flatMap((line, index) => {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    if (fenced) return [];
    const bare = line.replace(/`[^`]*`/g, '');
    const inline = [...bare.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)];
    const defined = [...bare.matchAll(/^\s*\[[^\]]+\]:\s*<?(\S+?)>?(\s|$)/g)];
    const html = [...bare.matchAll(/\b(?:src|href)="([^"]+)"/g)];
    return [...inline, ...defined, ...html].map((match) => ({ target: match[1] ?? '', line: index + 1 }));
  });
}

/** What is wrong with the names in docs/decisions: shape, a number used twice, a title used twice. */
export function decisionFaults(documents: readonly TextFile[]): string[] {
  const decisions = documents.filter(
    ({ path }) => path.startsWith('docs/decisions/') && !path.endsWith('/README.md'),
  );
  const numbers = new Map<string, string>();
  const titles = new Map<string, string>();
  return decisions.flatMap(({ path, text }) => {
    const number = posix.basename(path).match(/^(\d{3,4})-[a-z0-9-]+\.md$/)?.[1];
    if (number === undefined) return [`${path}: name it NNN-title.md`];
    const title = text.match(/^# +(.+)$/m)?.[1]?.trim();
    if (title === undefined) return [`${path}: has no title`];
    const faults: string[] = [];
    const sameNumber = numbers.get(number);
    if (sameNumber !== undefined) faults.push(`${path}: number ${number} is taken by ${sameNumber}`);
    const sameTitle = titles.get(title);
    if (sameTitle !== undefined) faults.push(`${path}: title is the same as in ${sameTitle}`);
    numbers.set(number, path);
    titles.set(title, path);
    return faults;
  });
}
