import type { WarningAct, WarningDetail } from '@lanzha/contract';
import { type QueryClient, useIsMutating, useMutation, useQueryClient } from '@tanstack/react-query';
import { codeOf } from '../../api/index.ts';
import { detailQuery, keepDetail, refreshDetail, refreshLists } from '../queries.ts';
import { rememberDone } from './last-done.ts';
import { type Step, sendStep } from './steps.ts';
import { dropKeys } from './waiting-keys.ts';

/** Versions that this person's own steps have made: they are no surprise to the next step. */
const own = new Map<string, number>();
/** Of everything that changes one warning from this desk. */
export const actKey = (id: string) => ['warning act', id];

/** Sends steps on one warning, one after the other in the order typed. `seen` is the version on the screen. */
export const useAct = (id: string, onDone: (step: Step, warning: WarningDetail) => void) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationKey: actKey(id),
    scope: { id: `warning ${id}` },
    // An answer asked for before this step must not take its place on the screen afterwards.
    onMutate: () => queryClient.cancelQueries({ queryKey: detailQuery(id).queryKey }),
    mutationFn: ({ step, seen }: { step: Step; seen: number }) =>
      sendStep(id, Math.max(seen, ownVersion(id)), step),
    onSuccess: (warning, { step }) => {
      rememberOwn(id, warning.version);
      keepDetail(queryClient, warning);
      rememberDone(warning, step.act);
      onDone(step, warning);
      refreshLists(queryClient);
    },
    onError: (error) => {
      dropKeys(id, 'failed');
      if (['CHANGED', 'NOT_ALLOWED_NOW', 'NOT_FOUND'].includes(codeOf(error)))
        return refreshDetail(queryClient, id);
    },
  });
};

/** What of this warning is on its way at this very moment, rendered or not. */
export const sendingNow = (queryClient: QueryClient, id: string): WarningAct | 'undo' | null => {
  const [first] = queryClient.getMutationCache().findAll({ mutationKey: actKey(id), status: 'pending' });
  if (first === undefined) return null;
  const sent = first.state.variables as { step: Step } | undefined;
  return sent?.step.act ?? 'undo';
};
export const usePendingActs = (id: string): number => useIsMutating({ mutationKey: actKey(id) });
export const ownVersion = (id: string): number => own.get(id) ?? 0;
export const rememberOwn = (id: string, version: number): void => void own.set(id, version);
