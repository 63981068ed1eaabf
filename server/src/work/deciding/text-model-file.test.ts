import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fraudTypes } from '@lanzha/contract';
import { classifyText, decodeTextModel } from '@lanzha/engine/classifying';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildTextModel, defaultTextModel, defaultTexts } from './text-model-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lanzha-model-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('our texts are types of fraud or normal, each with an id of its own', async () => {
  const texts = await defaultTexts();
  expect(new Set(texts.map(({ id }) => id)).size).toBe(texts.length);
  const known = [...fraudTypes, 'normal'] as string[];
  expect(texts.filter(({ label, text }) => !known.includes(label) || text.trim() === '')).toEqual([]);
});

test('a missing model is made when it is asked for, and knows its own texts', {
  timeout: 120_000,
}, async () => {
  const model = decodeTextModel(readFileSync(await defaultTextModel(join(folder, 'new'))));
  const texts = await defaultTexts();
  const right = texts.filter(({ text, label }) => classifyText(model, text).label === label);
  expect(right.length / texts.length).toBeGreaterThan(0.9);
});

test('a model of today is left alone, one of other texts is made again', { timeout: 120_000 }, async () => {
  const file = await defaultTextModel(folder);
  const model = readFileSync(file);
  writeFileSync(file, 'untouched');
  expect(readFileSync(await defaultTextModel(folder), 'utf8')).toBe('untouched');
  writeFileSync(`${file}.inputs`, 'older');
  expect(readFileSync(await defaultTextModel(folder)).equals(model)).toBe(true);
});

test('two that build at once leave one whole model and nothing else', { timeout: 120_000 }, async () => {
  await Promise.all([buildTextModel(folder), buildTextModel(folder)]);
  expect(readdirSync(folder).sort()).toEqual(['text-model.bin', 'text-model.bin.inputs', 'text-sieve.bin']);
  expect(() => decodeTextModel(readFileSync(join(folder, 'text-model.bin')))).not.toThrow();
});
