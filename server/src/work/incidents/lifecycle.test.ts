import { type IncidentAct, type IncidentState, incidentActs, incidentStates } from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../ground/refusal/index.ts';
import { nextState, type Standing } from './lifecycle.ts';

const people = ['陈', '周', '吴'] as const;
const fresh: Standing = { state: 'draft', pending: null, withdrawn: null };

/** What the services write after a step: a model of the rows. */
function after(at: Standing, act: IncidentAct, by: string, state: IncidentState): Standing {
  const answered =
    act === 'agree_withdraw' || act === 'agree_retype' || act === 'refuse' || act === 'take_back';
  const asked = act === 'ask_withdraw' ? 'withdraw' : act === 'ask_retype' ? 'retype' : null;
  return {
    state,
    pending: answered ? null : asked === null ? at.pending : { kind: asked, askedBy: by },
    withdrawn:
      state !== 'withdrawn' ? null : { how: act === 'take_back' ? 'undo' : 'review', from: at.state },
  };
}

const steps = fc.array(fc.record({ act: fc.constantFrom(...incidentActs), by: fc.constantFrom(...people) }), {
  maxLength: 60,
});

/** Walks through the steps that are let through; `look` sees each. */
function walk(
  taken: readonly { act: IncidentAct; by: string }[],
  look: (at: Standing, step: { act: IncidentAct; by: string }, next: Standing) => void,
): Standing {
  let at = fresh;
  for (const step of taken) {
    const state = nextState(at, step.act, step.by);
    if (isRefusal(state)) continue;
    const next = after(at, step.act, step.by, state);
    look(at, step, next);
    at = next;
  }
  return at;
}

describe('whatever people do in whatever order', () => {
  test('an incident is withdrawn only by two people, or by undoing the ending that opened it', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        walk(taken, (at, { act, by }, next) => {
          if (next.state !== 'withdrawn' || at.state === 'withdrawn') return;
          if (act === 'take_back') expect(at.state).not.toBe('handed_over');
          else expect(at.pending).toMatchObject({ kind: 'withdraw', askedBy: expect.not.stringMatching(by) });
        });
      }),
    );
  });

  test('it is handed over only after it was collected, and not while a withdrawal is asked for', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        walk(taken, (at, { act }, next) => {
          if (act !== 'hand_over') return;
          expect(at.state).toBe('collected');
          expect(at.pending?.kind).not.toBe('withdraw');
          expect(next.state).toBe('handed_over');
        });
      }),
    );
  });

  test('what two people withdrew stays withdrawn; what an undo withdrew goes on where it stood', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        walk(taken, (at, { act }, next) => {
          if (at.state !== 'withdrawn') return;
          expect(act).toBe('restore');
          expect(at.withdrawn?.how).toBe('undo');
          expect(next.state).toBe(at.withdrawn?.from);
        });
      }),
    );
  });

  test('one thing waits for a second person at a time, and nobody answers their own question', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        walk(taken, (at, { act, by }) => {
          if (act.startsWith('ask_')) expect(at.pending).toBeNull();
          if (act.startsWith('agree_') || act === 'refuse') expect(at.pending?.askedBy).not.toBe(by);
        });
      }),
    );
  });

  test('elements can be taken down in every state but a withdrawn one', () => {
    for (const state of incidentStates) {
      const withdrawn = state === 'withdrawn' ? ({ how: 'review', from: 'draft' } as const) : null;
      expect(isRefusal(nextState({ state, pending: null, withdrawn }, 'record', '陈'))).toBe(
        state === 'withdrawn',
      );
    }
  });
});
