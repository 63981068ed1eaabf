import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, serverNow } from '../api/index.ts';
import { refreshFigures, showPush } from './queries.ts';
import { useRefusal } from './use-refusal.ts';

/** Presses for one warning or for a unit, and says what came of it. */
export const usePush = (of: { readonly warning: string } | { readonly unit: string }) => {
  const { t } = useTranslation('zeroing');
  const refusal = useRefusal();
  const queryClient = useQueryClient();
  const send = useMutation({
    mutationFn: () => ('warning' in of ? client.zeroing.push(of) : client.zeroing.pushUnit(of)),
    onSuccess: () => showPush(queryClient, of, new Date(serverNow()).toISOString()),
    onSettled: () => refreshFigures(queryClient),
  });
  const done = send.data;
  return {
    push: () => send.mutate(),
    busy: send.isPending,
    failed: send.isError,
    said:
      done === undefined ? refusal(send.error) : t(done.skipped > 0 ? 'pushedSome' : 'pushed', { ...done }),
  };
};
