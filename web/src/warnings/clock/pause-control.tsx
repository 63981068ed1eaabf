import type { DutyClock, WarningDetail } from '@lanzha/contract';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Notice } from '../../design/index.ts';
import css from './clock.module.css';
import { useClockAct } from './use-clock-act.ts';

const PauseDialog = lazy(() => import('./pause-dialog.tsx').then((part) => ({ default: part.PauseDialog })));

/** Lets the clock stand still, with a reason, or go on; only what this person may do now is there. */
export const PauseControl = ({ warning, clock }: { warning: WarningDetail; clock: DutyClock }) => {
  const { t } = useTranslation('warnings');
  const [asking, setAsking] = useState(false);
  const act = useClockAct(warning);
  if (clock.mayResume)
    return (
      <>
        <span className={css.act}>
          <Button
            busy={act.isPending}
            onClick={() => act.mutate({ act: 'resume', input: { clock: clock.clock } })}
          >
            {t('clock.resume')}
          </Button>
        </span>
        {act.refused !== null && <Notice kind="error">{act.refused}</Notice>}
      </>
    );
  if (!clock.mayPause && !asking) return null;
  return (
    <span className={css.act}>
      <Button kind="quiet" onClick={() => setAsking(true)}>
        {t('clock.pause')}
      </Button>
      {asking && (
        <Suspense fallback={null}>
          <PauseDialog warning={warning} clock={clock} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </span>
  );
};
