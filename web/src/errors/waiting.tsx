import { useTranslation } from 'react-i18next';
import { Emblem } from '../design/index.ts';
import css from './waiting.module.css';

/** While the first answer is on its way, and only when it takes longer than a moment. */
export const Waiting = () => {
  const { t } = useTranslation();
  return (
    <div className={css.waiting} role="status">
      <Emblem large />
      <p>{t('do.loading')}</p>
    </div>
  );
};
