import { paths } from '../paths.ts';

/** The tour, in the order of a morning at the desk. Each step says what to look at and leads to where it is. */
export const steps = [
  { name: 'desk', to: paths.warnings },
  { name: 'why', to: paths.warnings },
  { name: 'sign', to: paths.warnings },
  { name: 'contact', to: paths.warnings },
  { name: 'end', to: paths.warnings },
  { name: 'undo', to: paths.warnings },
  { name: 'search', to: paths.search },
  { name: 'emergency', to: paths.drill },
  { name: 'roles', to: null },
] as const;

const key = 'lanzha.tour';

/** Where this browser is in the tour: a step, or `done`. */
export function readTour(): number | 'done' {
  const kept = localStorage.getItem(key);
  if (kept === 'done') return 'done';
  const at = Number(kept ?? 0);
  return Number.isInteger(at) && at >= 0 && at < steps.length ? at : 0;
}

export const keepTour = (at: number | 'done'): void => localStorage.setItem(key, String(at));
