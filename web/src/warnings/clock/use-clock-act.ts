import { type PauseReason, pauseBars, type WarningDetail, type WarningDuty } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, codeOf, toRefusal } from '../../api/index.ts';
import { useExplain } from '../../errors/index.ts';
import { ownVersion, rememberOwn } from '../acts/use-act.ts';
import { detailQuery, keepDetail, refreshDetail, refreshLists } from '../queries.ts';

type ClockAct =
  | { act: 'pause'; input: { clock: WarningDuty; reason: PauseReason; note: string } }
  | { act: 'resume'; input: { clock: WarningDuty } };

/** Pausing and resuming, in one line with the other acts on this warning; a refusal comes as a sentence. */
export const useClockAct = ({ id, version }: WarningDetail, onDone?: () => void) => {
  const { t } = useTranslation('warnings');
  const explain = useExplain();
  const queryClient = useQueryClient();
  const mutation = useMutation({
    scope: { id: `warning ${id}` },
    onMutate: () => queryClient.cancelQueries({ queryKey: detailQuery(id).queryKey }),
    mutationFn: (step: ClockAct) => {
      const seen = { id, version: Math.max(version, ownVersion(id)) };
      return step.act === 'pause'
        ? client.warnings.pause({ ...seen, ...step.input })
        : client.warnings.resume({ ...seen, ...step.input });
    },
    onSuccess: (warning) => {
      rememberOwn(id, warning.version);
      keepDetail(queryClient, warning);
      refreshLists(queryClient);
      onDone?.();
    },
    onError: (error) => {
      if (['CHANGED', 'NOT_PAUSABLE', 'NOT_PAUSED', 'NOT_FOUND'].includes(codeOf(error)))
        return refreshDetail(queryClient, id);
    },
  });
  const { data } = toRefusal(mutation.error);
  const bar = pauseBars.find((each) => each === data.why);
  const by = typeof data.by === 'string' ? data.by : t('refusal.somebody');
  const refused = explain(mutation.error, {
    CHANGED: t('refusal.CHANGED', { by }),
    NOT_PAUSED: t('clock.notPaused'),
    ...(bar === undefined ? {} : { NOT_PAUSABLE: t(`clock.bar.${bar}`) }),
  });
  return { ...mutation, refused };
};
