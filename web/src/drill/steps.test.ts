import type { Act } from '@lanzha/contract';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { paths } from '../paths.ts';
import { keepTour, readTour, stepsFor } from './steps.ts';

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  Object.assign(globalThis, {
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    },
  });
});

const everyRoom = Object.values(paths);
const namesFor = (acts: readonly Act[], rooms: readonly string[] = everyRoom) =>
  stepsFor(acts, rooms).map(({ name }) => name);

describe('the steps of the tour', () => {
  const handles: Act[] = ['warnings.read', 'warnings.handle', 'vault.reveal', 'directory.read'];
  const work = ['sign', 'contact', 'end', 'undo'];

  it('lead through the desk only who works at it', () => {
    expect(namesFor([...handles, 'warnings.assign'])).toEqual(expect.arrayContaining(['desk', ...work]));
    for (const looksOn of [['warnings.read', 'board.read'], ['audit.read'], []] as Act[][])
      expect(namesFor(looksOn)).not.toEqual(expect.arrayContaining([expect.stringMatching(work.join('|'))]));
  });

  it('tell a station that it sees its own warnings, and nobody else', () => {
    expect(namesFor(handles)).toContain('area');
    expect(namesFor(handles)).not.toContain('desk');
    expect(namesFor([...handles, 'warnings.assign'])).not.toContain('area');
  });

  it('begin with the board for who has it and does not work at the desk', () => {
    expect(namesFor(['warnings.read', 'board.read'])[0]).toBe('board');
    expect(namesFor([...handles, 'warnings.assign', 'board.read'])[0]).toBe('desk');
  });

  it('speak of unmasking only to who may unmask', () => {
    expect(namesFor(['warnings.read', 'board.read'])).not.toContain('why');
    expect(namesFor(['warnings.read', 'board.read', 'vault.reveal'])).toContain('why');
  });

  it('offer to decide a request only to who may, and never to who has made it', () => {
    const about = (acts: Act[]) =>
      namesFor(acts).filter((name) => ['approve', 'asked', 'decided'].includes(name));
    expect(about(['approvals.read', 'rights.approve', 'rights.request'])).toEqual(['approve']);
    expect(about(['approvals.read', 'rights.request'])).toEqual(['asked']);
    expect(about(['approvals.read', 'audit.read'])).toEqual(['decided']);
  });

  it.each(everyRoom)('never lead to %s who does not have that room', (closed) => {
    const rooms = everyRoom.filter((room) => room !== closed);
    for (const acts of [handles, ['board.read'], ['directory.read'], []] as Act[][])
      expect(stepsFor(acts, rooms).map(({ to }) => to)).not.toContain(closed);
  });

  it('are two for who has no room: why there is none, and the other roles', () => {
    expect(namesFor([], [])).toEqual(['nothing', 'roles']);
  });

  it('end for everybody with the other roles', () => {
    for (const acts of [handles, ['board.read'], ['audit.read'], []] as Act[][])
      expect(namesFor(acts).at(-1)).toBe('roles');
  });
});

const own = stepsFor(['warnings.read', 'warnings.handle', 'warnings.assign'], [paths.warnings]);
const third = own[2];
if (third === undefined) throw new RangeError('too few steps');

test('the tour begins at its first step and goes on where it was left', () => {
  expect(readTour('duty', own)).toBe(0);
  keepTour('duty', third);
  expect(readTour('duty', own)).toBe(2);
  keepTour('duty', 'done');
  expect(readTour('duty', own)).toBe('done');
});

test('who steps in after somebody else begins at the first step, and a tour that was closed stays closed', () => {
  keepTour('duty', third);
  expect(readTour('leader', own)).toBe(0);
  keepTour('duty', 'done');
  expect(readTour('leader', own)).toBe('done');
});

test.each(['', 'x', '-1', '3', 'duty', 'duty gone'])('%j kept by another release begins anew', (value) => {
  kept.set('lanzha.tour', value);
  expect(readTour('duty', own)).toBe(0);
});
