import type { Act } from '@lanzha/contract';
import { paths } from '../paths.ts';

/** Who may handle warnings has the desk for a day's work; the others look on. */
const handle = 'warnings.handle';

type Step = {
  name: string;
  /** The room it leads to: only who has that room meets the step. */
  to: string | null;
  needs?: Act;
  /** Has steps of its own instead. */
  without?: readonly Act[];
  /** Does the same where there is a keyboard. */
  keys?: string;
};

/** Every step, in the order in which whoever meets it goes: each says what to look at and leads to where it is. */
const steps = [
  { name: 'board', to: paths.board, without: [handle] },
  { name: 'behind', to: paths.board, without: [handle] },
  { name: 'look', to: paths.warnings, needs: 'board.read', without: [handle] },
  { name: 'desk', to: paths.warnings, needs: 'warnings.assign', keys: '↑ ↓' },
  { name: 'area', to: paths.warnings, needs: handle, without: ['warnings.assign'], keys: '↑ ↓' },
  { name: 'lent', to: paths.warnings, without: [handle, 'board.read'] },
  { name: 'why', to: paths.warnings, needs: 'vault.reveal' },
  { name: 'tasks', to: paths.tasks, without: ['warnings.assign'] },
  { name: 'sign', to: paths.warnings, needs: handle, keys: 'S' },
  { name: 'contact', to: paths.warnings, needs: handle, keys: 'C' },
  { name: 'end', to: paths.warnings, needs: handle, keys: 'E' },
  { name: 'undo', to: paths.warnings, needs: handle, keys: 'U' },
  { name: 'texts', to: paths.scripts, needs: 'scripts.manage' },
  { name: 'say', to: paths.scripts, without: [handle, 'board.read'] },
  { name: 'lists', to: paths.links, needs: 'links.manage' },
  { name: 'search', to: paths.search },
  { name: 'loans', to: paths.loans, without: [handle, 'board.read'] },
  { name: 'duty', to: paths.shifts, needs: 'shifts.plan' },
  { name: 'accounts', to: paths.directory, needs: 'directory.manage' },
  { name: 'trail', to: paths.audit },
  { name: 'sealed', to: paths.audit },
  { name: 'approve', to: paths.approvals, needs: 'rights.approve' },
  { name: 'asked', to: paths.approvals, needs: 'rights.request', without: ['rights.approve'] },
  { name: 'decided', to: paths.approvals, without: ['rights.request', 'rights.approve'] },
  { name: 'rights', to: paths.matrix },
  { name: 'numbers', to: paths.params, needs: 'params.propose' },
  { name: 'forget', to: paths.retention },
  { name: 'keys', to: paths.serviceKeys },
  { name: 'state', to: paths.operation },
  { name: 'emergency', to: paths.drill, needs: handle },
  { name: 'lead', to: paths.drill, without: [handle] },
  { name: 'apart', to: null, needs: 'directory.read', without: ['warnings.read'] },
  { name: 'nothing', to: null, without: ['warnings.read', 'directory.read'] },
  { name: 'roles', to: null },
] as const satisfies readonly Step[];
export type TourStep = (typeof steps)[number];

/** The steps of somebody who may do `acts` and has the rooms at `rooms`; never none. */
export const stepsFor = (acts: readonly Act[], rooms: readonly string[]): readonly TourStep[] =>
  steps.filter(({ to, needs, without = [] }: Step) => {
    const open = to === null || rooms.includes(to);
    return (
      open && (needs === undefined || acts.includes(needs)) && !without.some((act) => acts.includes(act))
    );
  });

const key = 'lanzha.tour';
const done = 'done';

/** Which of their own steps `who` is at in this browser; `done` once anybody has closed the tour here. */
export function readTour(who: string, own: readonly TourStep[]): number | typeof done {
  const kept = localStorage.getItem(key) ?? '';
  if (kept === done) return done;
  return Math.max(
    0,
    own.findIndex(({ name }) => kept === `${who} ${name}`),
  );
}

export const keepTour = (who: string, step: TourStep | typeof done): void =>
  localStorage.setItem(key, step === done ? done : `${who} ${step.name}`);
