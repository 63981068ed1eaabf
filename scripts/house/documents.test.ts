import { expect, test } from 'vitest';
import { deadLinks, decisionFaults } from './documents.ts';

const links = (text: string) => deadLinks([{ path: 'docs/a.md', text }], (path) => path === 'docs/b.md');

test('follows links from the folder of the document', () => {
  expect(links('[b](b.md) [b](./b.md#part) [b](../docs/b.md "title")')).toEqual([]);
  expect(links('one\n[c](../b.md)')).toEqual(['docs/a.md:2 → ../b.md']);
});

test('sees pictures, definitions and html', () => {
  expect(links('![](p.png)\n[x]: q.md\n<img src="r.png">')).toEqual([
    'docs/a.md:1 → p.png',
    'docs/a.md:2 → q.md',
    'docs/a.md:3 → r.png',
  ]);
});

test('leaves addresses, anchors and code alone', () => {
  expect(
    links('[w](https://example.org/x) [m](mailto:a@b.c) [p](#part) `[c](d.md)`\n```\n[e](f.md)\n```'),
  ).toEqual([]);
});

const decision = (name: string, title: string) => ({ path: `docs/decisions/${name}`, text: `# ${title}\n` });

test('refuses decisions with a taken number, a taken title or no number', () => {
  const faults = decisionFaults([
    decision('001-node.md', 'Node'),
    decision('001-vite.md', 'Vite'),
    decision('002-more.md', 'Node'),
    decision('three.md', 'Three'),
    decision('README.md', 'Decisions'),
  ]);
  expect(faults).toEqual([
    'docs/decisions/001-vite.md: number 001 is taken by docs/decisions/001-node.md',
    'docs/decisions/002-more.md: title is the same as in docs/decisions/001-node.md',
    'docs/decisions/three.md: name it NNN-title.md',
  ]);
});
