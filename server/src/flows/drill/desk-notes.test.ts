import type { OpenWork } from '@lanzha/contract';
import { chanceOf } from '@lanzha/engine/drill';
import { describe, expect, test } from 'vitest';
import { deskNote } from './desk-notes.ts';

const open: OpenWork = {
  at: '2026-03-02T12:00:00.000Z',
  byLevel: { urgent: 1, high: 2, middle: 4, low: 5 },
  overdue: 2,
  pending: 3,
  own: 1,
  items: [],
};
const nothing = { ...open, byLevel: { urgent: 0, high: 0, middle: 0, low: 0 } };

describe('the note of a desk', () => {
  test('says what is open, and the same for the same shift', () => {
    const note = deskNote(chanceOf(1, 'note'), open, 'night', false);
    expect(note).toMatch(/^交班时未结 12 件，其中紧急、高危 3 件，待签收 3 件，超时 2 件。/);
    expect(deskNote(chanceOf(1, 'note'), open, 'night', false)).toBe(note);
    expect(deskNote(chanceOf(1, 'note'), nothing, 'day', false)).toMatch(/^交班时没有未结预警。/);
  });

  test('says each thing once, and tells a trainee where to begin', () => {
    for (let n = 0; n < 60; n++)
      for (const kept of ['day', 'night', 'station'] as const) {
        const sentences = deskNote(chanceOf(n, kept), open, kept, true).split('。').filter(Boolean);
        expect(new Set(sentences).size).toBe(sentences.length);
        expect(sentences.at(-1)).toContain('接班后请先签收新来的');
      }
  });
});
