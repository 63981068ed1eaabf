import type { WarningDetail } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Hidden, Icon } from '../../design/index.ts';
import { formatInstant, useLanguage } from '../../i18n/index.ts';
import css from './timeline.module.css';
import { useEntryWords } from './use-entry-words.ts';

/** Newest first; a person, the machine and the law each have their own mark. */
export const Timeline = ({ history }: { history: WarningDetail['history'] }) => {
  const { t } = useTranslation('warnings');
  const language = useLanguage();
  const words = useEntryWords();
  return (
    <section className={css.timeline}>
      <h2>{t('detail.timeline')}</h2>
      <ol>
        {history.map((entry) => (
          <li key={entry.id} className={css.entry}>
            <span className={css.mark} data-by={entry.by}>
              <Icon name={entry.by} />
              <Hidden>{t(`history.by.${entry.by}`)}</Hidden>
            </span>
            <div>
              <p className={css.what}>
                <strong>{t(`history.${entry.act}`)}</strong>
                {words(entry).map((word) => (
                  <span key={word}>{word}</span>
                ))}
              </p>
              {entry.note !== null && <p className={css.note}>{entry.note}</p>}
              <p className={css.when}>
                {entry.actor?.name ?? t(`history.by.${entry.by}`)} ·{' '}
                <time dateTime={entry.at}>{formatInstant(entry.at, language, 'full')}</time>
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
};
