import { useTranslation } from 'react-i18next';
import { type Step, steps } from './draft.ts';
import css from './setup.module.css';

export const Progress = ({ step }: { step: Step }) => {
  const { t } = useTranslation('setup');
  const at = steps.indexOf(step);
  return (
    <div className={css.progress}>
      <p role="status">{t('step', { at: at + 1, of: steps.length })}</p>
      <ol>
        {steps.map((one, index) => (
          <li key={one} aria-current={one === step ? 'step' : undefined} data-past={index < at || undefined}>
            {t(`steps.${one}`)}
          </li>
        ))}
      </ol>
    </div>
  );
};
