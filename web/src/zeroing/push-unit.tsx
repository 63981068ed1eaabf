import type { ZeroingUnit } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/index.ts';
import { usePush } from './use-push.ts';
import css from './zeroing.module.css';

/** Presses for everything that a unit has not explained. */
export const PushUnit = ({ row: { unit, unexplained } }: { row: ZeroingUnit }) => {
  const { t } = useTranslation('zeroing');
  const { push, busy, said, failed } = usePush({ unit: unit.id });
  return (
    <span className={css.push}>
      <Button
        icon="bell"
        busy={busy}
        aria-label={t('act.pushUnitLabel', { unit: unit.name, count: unexplained })}
        onClick={push}
      >
        {t('act.pushUnit', { count: unexplained })}
      </Button>
      <span role="status" className={failed ? css.bad : css.small}>
        {said}
      </span>
    </span>
  );
};
