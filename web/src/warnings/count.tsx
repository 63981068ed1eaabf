import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import css from './count.module.css';
import { countsQuery } from './queries.ts';

const most = 99;

/** On the rail: how much waits, red when something is overdue. */
export const OpenCount = () => {
  const { t } = useTranslation('warnings');
  const { data } = useQuery(countsQuery);
  if (data === undefined || data.open === 0) return null;
  const { open, overdue } = data;
  return (
    <span
      className={css.count}
      data-alarm={overdue > 0 || undefined}
      role="img"
      aria-label={t('countLabel', { open, overdue })}
    >
      {open > most ? `${most}+` : open}
    </span>
  );
};
