import type { WarningDetail } from '@lanzha/contract';
import { useIsMutating, useMutation, useQueryClient } from '@tanstack/react-query';
import { codeOf } from '../../api/index.ts';
import { keepDetail, refreshDetail, refreshLists } from '../queries.ts';
import { rememberDone } from './last-done.ts';
import { type Step, sendStep } from './steps.ts';

/** Versions that this person's own steps have made: they are no surprise to the next step. */
const own = new Map<string, number>();
const keyOf = (id: string) => ['warning act', id];

/** Sends steps on one warning, one after the other in the order typed. `seen` is the version on the screen. */
export const useAct = (id: string, onDone: (step: Step, warning: WarningDetail) => void) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationKey: keyOf(id),
    scope: { id: `warning ${id}` },
    mutationFn: ({ step, seen }: { step: Step; seen: number }) =>
      sendStep(id, Math.max(seen, own.get(id) ?? 0), step),
    onSuccess: (warning, { step }) => {
      own.set(id, warning.version);
      keepDetail(queryClient, warning);
      rememberDone(warning, step.act);
      onDone(step, warning);
      refreshLists(queryClient);
    },
    onError: (error) => {
      if (['CHANGED', 'NOT_ALLOWED_NOW', 'NOT_FOUND'].includes(codeOf(error)))
        return refreshDetail(queryClient, id);
    },
  });
};

export const usePendingActs = (id: string): number => useIsMutating({ mutationKey: keyOf(id) });
export const rememberOwn = (id: string, version: number): void => void own.set(id, version);
