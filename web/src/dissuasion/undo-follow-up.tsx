import type { FollowUp } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, Notice } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { refreshDissuasion } from './queries.ts';
import type { Said } from './said.tsx';

/** The way back from a result that was noted by mistake, for some minutes. */
export const UndoFollowUp = ({ followUp, onSaid }: { followUp: FollowUp; onSaid: (said: Said) => void }) => {
  const { id, version, undoUntil } = followUp;
  const { t } = useTranslation('dissuasion');
  const language = useLanguage();
  const explain = useExplain();
  const queryClient = useQueryClient();
  const undo = useMutation({
    mutationFn: () => client.dissuasion.undoFollowUp({ id, version }),
    onSuccess: (open) => onSaid({ followUp: open, became: 'undone' }),
    onSettled: () => refreshDissuasion(queryClient),
  });
  const error = explain(undo.error, {
    CHANGED: t('refused.changed'),
    NOT_YOURS: t('refused.notYours'),
    TOO_LATE: t('refused.tooLate'),
  });
  return (
    <div>
      {error !== null && <Notice kind="error">{error}</Notice>}
      <Button kind="quiet" icon="undo" busy={undo.isPending} onClick={() => undo.mutate()}>
        {t('undo', { until: formatInstant(undoUntil ?? '', language, 'time') })}
      </Button>
    </div>
  );
};
