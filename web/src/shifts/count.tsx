import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { nowQuery } from './queries.ts';
import css from './shifts.module.css';

/** On the rail: hand-overs that wait for me to read, and ends without a successor the leader has not seen. */
export const UnseenCount = () => {
  const { t } = useTranslation('shifts');
  const { data } = useQuery(nowQuery);
  const count = data === undefined ? 0 : data.unseen + data.mine.offered.length;
  if (count === 0) return null;
  return (
    <span className={css.count} role="img" aria-label={t('countLabel', { count })}>
      {count}
    </span>
  );
};
