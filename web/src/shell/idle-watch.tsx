import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow, useServerSecond } from '../api/index.ts';
import { Button } from '../design/index.ts';
import { Dialog } from '../overlays/index.ts';
import css from './idle-watch.module.css';
import { useSessionEnd } from './use-session-end.ts';

/** A minute before the session ends: says so, and goes on if the person wants. */
export const IdleWatch = () => {
  const { t } = useTranslation('shell');
  const { phase, ask } = useSessionEnd();
  const [heard, setHeard] = useState(false);
  const warned = phase.phase === 'warn';
  // The end that no work puts off is told once; the person finishes what is on the desk.
  const absolute = warned && phase.absolute;
  const goOn = () => (absolute ? setHeard(true) : ask());
  return (
    <Dialog
      open={warned && !(absolute && heard)}
      title={absolute ? t('idle.absoluteTitle') : t('idle.title')}
      onClose={goOn}
    >
      <div className={css.idle}>
        {warned && <Countdown key={phase.wait} wait={phase.wait} absolute={absolute} />}
        <Button kind="primary" large autoFocus onClick={goOn}>
          {absolute ? t('idle.heard') : t('idle.goOn')}
        </Button>
      </div>
    </Dialog>
  );
};

const Countdown = ({ wait, absolute }: { wait: number; absolute: boolean }) => {
  const { t } = useTranslation('shell');
  const [end] = useState(() => serverNow() + wait);
  const count = Math.max(0, Math.floor((end - useServerSecond()) / 1000));
  return <p>{absolute ? t('idle.absolute', { count }) : t('idle.why', { count })}</p>;
};
