import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../../design/index.ts';
import css from './acts.module.css';
import type { Asked, WaitingKey } from './key-queue.ts';
import { forgetDropped, useDroppedKeys } from './waiting-keys.ts';

const readFor = 10_000;

const useSay = () => {
  const { t } = useTranslation('warnings');
  return (asked: readonly Asked[]) =>
    asked.map((one) => (one === 'confirm' ? t('keys.confirm') : t(`act.${one}`))).join(t('keys.between'));
};

/** What was pressed and waits for its turn. */
export const WaitingKeys = ({ waiting }: { waiting: readonly WaitingKey[] }) => {
  const { t } = useTranslation('warnings');
  const say = useSay();
  return (
    <div role="status">
      {waiting.length > 0 && (
        <p className={css.waiting}>
          {t('keys.waiting', { keys: say(waiting.map(({ asked }) => asked)) })}
          <Kbd>Esc</Kbd> {t('keys.cancel')}
        </p>
      )}
    </div>
  );
};

/** What was pressed and not carried out, wherever on the desk one has gone meanwhile. */
export const DroppedKeys = () => {
  const { t } = useTranslation('warnings');
  const say = useSay();
  const dropped = useDroppedKeys();
  useEffect(() => {
    if (dropped === null) return;
    const timer = setTimeout(forgetDropped, readFor);
    return () => clearTimeout(timer);
  }, [dropped]);
  return (
    <div role="alert">
      {dropped !== null && (
        <p className={css.dropped}>
          {t('keys.dropped', { no: dropped.no, keys: say(dropped.asked), why: t(`keys.why.${dropped.why}`) })}
        </p>
      )}
    </div>
  );
};
