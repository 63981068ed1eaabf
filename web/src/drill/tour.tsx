import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/index.ts';
import { useMe } from '../session/index.ts';
import { keepTour, readTour, steps } from './steps.ts';
import css from './tour.module.css';

/** Five minutes through a drill: a card that stands beside the work, never over it, and can be left and taken up again. */
export const Tour = () => {
  const { t } = useTranslation('drill');
  const me = useMe();
  const [at, setAt] = useState(readTour);
  if (me.installation.kind !== 'drill') return null;
  const go = (to: number | 'done') => {
    keepTour(to);
    setAt(to);
  };
  if (at === 'done')
    return (
      <div className={css.again}>
        <Button kind="quiet" onClick={() => go(0)}>
          {t('tour.again')}
        </Button>
      </div>
    );
  const step = steps[at] ?? steps[0];
  const last = at === steps.length - 1;
  return (
    <aside className={css.tour} aria-label={t('tour.title')}>
      <header>
        <strong>{t('tour.title')}</strong>
        <span>{t('tour.at', { at: at + 1, of: steps.length })}</span>
        <Button kind="quiet" icon="close" aria-label={t('tour.close')} onClick={() => go('done')} />
      </header>
      <h2>{t(`tour.steps.${step.name}.title`)}</h2>
      <p aria-live="polite">{t(`tour.steps.${step.name}.text`)}</p>
      <footer>
        {at > 0 && <Button onClick={() => go(at - 1)}>{t('tour.back')}</Button>}
        {step.to !== null && <Link to={step.to}>{t('tour.there')}</Link>}
        <Button kind="primary" onClick={() => go(last ? 'done' : at + 1)}>
          {last ? t('tour.finish') : t('tour.next')}
        </Button>
      </footer>
    </aside>
  );
};
