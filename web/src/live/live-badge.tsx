import { useTranslation } from 'react-i18next';
import { useLiveState } from './connection.ts';
import css from './live-badge.module.css';

/** Says whether what is on screen is of now. */
export const LiveBadge = () => {
  const { t } = useTranslation('live');
  const state = useLiveState();
  return (
    <span className={css.badge} data-state={state} role="status" title={t(`about.${state}`)}>
      <span className={css.dot} aria-hidden="true" />
      {t(`state.${state}`)}
    </span>
  );
};
