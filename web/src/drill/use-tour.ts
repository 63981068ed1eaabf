import { useState } from 'react';
import { useMe } from '../session/index.ts';
import { keepTour, readTour, stepsFor, type TourStep } from './steps.ts';

export type TourState = {
  steps: readonly TourStep[];
  at: number | 'done';
  go: (to: number | 'done') => void;
};

/** The tour of who is signed in, through the rooms that the rail shows them; none outside a drill. */
export const useTour = (rooms: readonly string[]): TourState | undefined => {
  const { installation, acts, username } = useMe();
  const own = stepsFor(acts, rooms);
  const [at, setAt] = useState(() => readTour(username, own));
  if (installation.kind !== 'drill') return undefined;
  return {
    steps: own,
    at,
    go: (to) => {
      const step = to === 'done' ? to : own[to];
      if (step === undefined) return;
      keepTour(username, step);
      setAt(to);
    },
  };
};
