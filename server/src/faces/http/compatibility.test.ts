import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { type ApiShape, brokenSince, type OpenApi, shapeOf } from '../../testing/api-shape.ts';
import { describeApi } from './openapi.ts';

const folder = new URL('./releases/', import.meta.url);
const releases = (await readdir(folder)).filter((name) => name.endsWith('.json'));
const now = shapeOf((await describeApi('/api/v1')) as OpenApi);

test.each(releases)('a client written against the API of %s goes on working', async (name) => {
  const then = JSON.parse(await readFile(new URL(name, folder), 'utf8')) as ApiShape;
  expect(Object.keys(then).length).toBeGreaterThan(20);
  expect(brokenSince(then, now)).toEqual([]);
});

test('what would break an older client is found', () => {
  const then: ApiShape = {
    'GET /a': { accepts: ['query.q'], requires: [], status: '200', answers: ['items', 'items[].id'] },
    'POST /b': { accepts: ['body.note'], requires: ['body.note'], status: '200', answers: ['ok'] },
    'GET /c': { accepts: [], requires: [], status: '200', answers: [] },
  };
  const later: ApiShape = {
    'GET /a': { accepts: ['query.page'], requires: ['query.page'], status: '200', answers: ['items'] },
    'POST /b': {
      accepts: ['body.note', 'body.more', 'body.more.why'],
      requires: ['body.more.why'],
      status: '201',
      answers: ['ok', 'new'],
    },
  };
  expect(brokenSince(then, later)).toEqual([
    'GET /a no longer takes query.q',
    'GET /a now requires query.page',
    'GET /a no longer answers items[].id',
    'POST /b answers 201 instead of 200',
    'GET /c is gone',
  ]);
});
