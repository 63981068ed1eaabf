import { expect, test } from 'vitest';
import { type ScoredWarning, scoreDrill } from './score.ts';
import type { ThreadTruth, Truth } from './truth.ts';

const minute = 60_000;
const thread = (id: string, more: Partial<ThreadTruth> = {}): ThreadTruth => ({
  kind: 'thread',
  id,
  type: '01',
  gang: 'G001',
  begins: 0,
  ending: 'paid',
  listens: 'call',
  stake: 0,
  victim: '某人',
  phone: '16000000000',
  ...more,
});
const signal = (id: string, of: string, at: number): Truth => ({
  kind: 'signal',
  id,
  at,
  sender: 'operator',
  thread: of,
  stage: 'contact',
});
const warning = (id: string, more: Partial<ScoredWarning> = {}): ScoredWarning => ({
  id,
  level: 'middle',
  fraudType: '01',
  receivedAt: 0,
  reachedAt: null,
  triedAt: null,
  signedAt: null,
  met: false,
  outcome: null,
  overdue: false,
  saved: 0,
  instructed: false,
  ...more,
});

// Four attempts: one found in time and stopped, one found too late, one missed, one known from above alone. One warning is nothing.
const truth: Truth[] = [
  { kind: 'drill', seed: 1, scale: 1, days: 1, from: 0, until: 1 },
  thread('stopped', { stake: 10_000 }),
  signal('a1', 'stopped', 10 * minute),
  signal('a2', 'stopped', 30 * minute),
  { kind: 'paid', thread: 'stopped', at: 40 * minute, amount: 1_000 },
  { kind: 'stopped', thread: 'stopped', at: 50 * minute },
  thread('late', { type: '04', stake: 5_000 }),
  signal('b1', 'late', 0),
  { kind: 'paid', thread: 'late', at: 5 * minute, amount: 5_000 },
  thread('missed', { ending: 'dropped' }),
  signal('c1', 'missed', 0),
  thread('told', { ending: 'ignored' }),
  signal('d1', 'told', 0),
  thread('unheard', { stake: 7_000 }),
];
const warnings = [
  warning('w1', {
    receivedAt: 12 * minute,
    signedAt: 13 * minute,
    triedAt: 20 * minute,
    reachedAt: 45 * minute,
    met: true,
    outcome: 'dissuaded',
    saved: 12_000,
  }),
  warning('w2', {
    fraudType: '04',
    level: 'urgent',
    receivedAt: 60 * minute,
    triedAt: 63 * minute,
    outcome: 'not_matched',
  }),
  warning('w3', { fraudType: '01', overdue: true, saved: 300 }),
  warning('w4', { fraudType: null, instructed: true }),
];
const score = scoreDrill(
  truth,
  warnings,
  new Map([
    ['a2', 'w1'],
    ['b1', 'w2'],
    ['d1', 'w4'],
  ]),
);

test('counts what was found among the attempts that found belief, and what was right among the warnings', () => {
  expect(score.detection.all).toMatchObject({
    attempts: 4,
    serious: 3,
    detected: 2,
    detectedSerious: 2,
    right: 2,
    warnings: 3,
  });
  expect(score.detection.all.precision).toBeCloseTo(2 / 3);
  expect(score.detection.all.recall).toBeCloseTo(2 / 3);
  expect(score.detection.all.f1).toBeCloseTo(2 / 3);
  expect(score.detection.byType['01']).toMatchObject({
    attempts: 3,
    serious: 2,
    detectedSerious: 1,
    right: 1,
    warnings: 2,
    precision: 0.5,
    recall: 0.5,
    f1: 0.5,
  });
  expect(score.detection.byType['08']).toMatchObject({
    attempts: 0,
    precision: null,
    recall: null,
    f1: null,
  });
  expect(score.onlyInstructed).toBe(1);
});

test('is in time only before the first payment', () => {
  expect(score.detection.all).toMatchObject({ payable: 2, inTime: 1 });
});

test('measures minutes from the first signal to the desk, and from there to the person', () => {
  expect(score.minutes.toDesk).toEqual({ count: 3, median: 2, p90: 60 });
  expect(score.minutes.toFirstContact).toEqual({ count: 2, median: 8, p90: 8 });
  expect(score.minutes.toFirstContactUrgent).toEqual({ count: 1, median: 3, p90: 3 });
  expect(score.minutes.toReached).toEqual({ count: 1, median: 33, p90: 33 });
});

test('adds up money: saved counts only with proof, and is true only where somebody was stopped', () => {
  expect(score.money).toEqual({
    stake: 15_000,
    lost: 6_000,
    prevented: 9_000,
    savedWithProof: 12_300,
    savedAndTrue: 9_000,
  });
});

test('follows warnings to their ends, and finds the victim who was sent away', () => {
  expect(score.follow).toEqual({
    warnings: 4,
    signed: 1,
    contacted: 1,
    met: 1,
    closed: 2,
    overdue: 1,
    outcomes: { dissuaded: 1, not_matched: 1 },
    wronglyDismissed: 1,
  });
});
