import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { client, useServerSecond } from '../../api/index.ts';
import { Button } from '../../design/index.ts';
import { useExplain } from '../../errors/index.ts';
import { useKeys } from '../../keys/index.ts';
import { keepDetail, refreshDetail, refreshLists } from '../queries.ts';
import css from './acts.module.css';
import { type Done, forgetDone, noteUndo, useLastDone } from './last-done.ts';
import { actKey, rememberOwn } from './use-act.ts';
import { dropKeys } from './waiting-keys.ts';

type Props = { done: Done; onNext: (() => void) | undefined };

const Bar = ({ done, onNext }: Props) => {
  const { t } = useTranslation('warnings');
  const explain = useExplain();
  const queryClient = useQueryClient();
  const { warning, act, until, undo } = done;
  const left = Math.ceil((until - useServerSecond()) / 1000);
  const send = useMutation({
    mutationKey: actKey(warning.id),
    scope: { id: `warning ${warning.id}` },
    mutationFn: () =>
      client.warnings.undo({
        id: warning.id,
        version: warning.version,
        historyId: warning.undo?.historyId ?? '',
      }),
    onMutate: () => noteUndo(warning, 'sending'),
    onSuccess: (before) => {
      rememberOwn(before.id, before.version);
      keepDetail(queryClient, before);
      refreshLists(queryClient);
      noteUndo(warning, 'undone');
    },
    onError: (error) => {
      noteUndo(warning, { refused: error });
      dropKeys(warning.id, 'failed');
      return refreshDetail(queryClient, warning.id);
    },
  });
  const mayUndo = undo === 'offered' && left > 0;
  useKeys((key) => {
    if ((key !== 'u' && key !== 'undo') || !mayUndo) return false;
    send.mutate();
    return true;
  });
  const over = undo === 'offered' && left <= 0;
  useEffect(() => {
    if (over) forgetDone();
  }, [over]);
  const undone = undo === 'undone';
  const refused = typeof undo === 'object' ? undo.refused : null;
  const failed = explain(refused, { TOO_LATE: t('refusal.TOO_LATE'), CHANGED: t('refusal.TOO_LATE') });
  return (
    <div className={css.done}>
      <span>{failed ?? t(undone ? 'done.undone' : `done.${act}`, { no: warning.no })}</span>
      {mayUndo && <span className={css.left}>{t('done.left', { seconds: Math.min(left, 10) })}</span>}
      {mayUndo && (
        <Button hotkey="U" icon="undo" onClick={() => send.mutate()}>
          {t('done.undo')}
        </Button>
      )}
      {act === 'close' && !undone && onNext && (
        <Button kind="quiet" hotkey="J" onClick={onNext}>
          {t('done.next')}
        </Button>
      )}
    </div>
  );
};

/** Ten seconds to take back the last step, wherever one has gone meanwhile. */
export const DoneBar = ({ onNext }: { onNext: (() => void) | undefined }) => {
  const done = useLastDone();
  return (
    <div role="status">
      {done !== null && (
        <Bar key={`${done.warning.id} ${done.warning.version}`} done={done} onNext={onNext} />
      )}
    </div>
  );
};
