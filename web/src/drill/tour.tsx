import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button, useMedia } from '../design/index.ts';
import css from './tour.module.css';
import type { TourState } from './use-tour.ts';

/** Five minutes through a drill: a strip at the foot of the shell, over nothing, that can be left and taken up again. */
export const Tour = ({ steps, at, go }: TourState) => {
  const { t } = useTranslation('drill');
  const phone = useMedia('phone');
  if (at === 'done') return null;
  const step = steps[at] ?? steps[0];
  if (step === undefined) return null;
  const last = step === steps.at(-1);
  return (
    <aside className={css.tour} aria-label={t('tour.title')}>
      <header>
        <strong>{t('tour.title')}</strong>
        <span>{t('tour.at', { at: at + 1, of: steps.length })}</span>
      </header>
      <div className={css.step} aria-live="polite">
        <h2>{t(`tour.steps.${step.name}.title`)}</h2>
        <p>
          {t(`tour.steps.${step.name}.text`)}
          {!phone && 'keys' in step && (
            <span className={css.keys}>{t('tour.keys', { keys: step.keys })}</span>
          )}
        </p>
      </div>
      <footer>
        {at > 0 && <Button onClick={() => go(at - 1)}>{t('tour.back')}</Button>}
        {step.to !== null && <Link to={step.to}>{t('tour.there')}</Link>}
        <Button kind="primary" onClick={() => go(last ? 'done' : at + 1)}>
          {t(last ? 'tour.finish' : 'tour.next')}
        </Button>
      </footer>
      <Button
        kind="quiet"
        icon="close"
        aria-label={t('tour.close')}
        title={t('tour.close')}
        onClick={() => go('done')}
      />
    </aside>
  );
};
