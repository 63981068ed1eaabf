import type { WarningDetail } from '@lanzha/contract';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../../design/index.ts';
import { ScriptPart } from '../../scripts/index.ts';
import { actKeys } from '../acts/act-keys.ts';
import css from './detail.module.css';

/** What to do next and why, the most useful first; the first is what the primary key does. */
export const NextSteps = ({ warning }: { warning: WarningDetail }) => {
  const { t } = useTranslation('warnings');
  const { next, state } = warning;
  return (
    <section className={css.part}>
      <h2>{t('detail.next')}</h2>
      {next.length === 0 ? (
        <p className={css.quiet}>{t(state === 'closed' ? 'next.closed' : 'next.none')}</p>
      ) : (
        <ol className={css.guide}>
          {next.map(({ act, why }) => (
            <li key={`${act} ${why}`}>
              <strong>{t(`act.${act}`)}</strong> <Kbd>{actKeys[act]}</Kbd> {t(`next.${why}`)}
            </li>
          ))}
        </ol>
      )}
      <Suspense fallback={null}>
        <ScriptPart key={warning.id} type={warning.fraudType} />
      </Suspense>
    </section>
  );
};
