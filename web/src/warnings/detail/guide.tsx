import type { WarningDetail } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import css from './detail.module.css';

/** The next step in words. High levels are met face to face before they end (practice.md W4). */
export const Guide = ({ warning }: { warning: WarningDetail }) => {
  const { t } = useTranslation('warnings');
  const { state, level } = warning;
  const meetFirst = state === 'contacted' && (level === 'urgent' || level === 'high');
  const steps = t(`guide.${meetFirst ? 'meetFirst' : state}`, { returnObjects: true });
  return (
    <section className={css.part}>
      <h2>{t('detail.next')}</h2>
      <ul className={css.guide}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
    </section>
  );
};
