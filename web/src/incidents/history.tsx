import type { IncidentHistory } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { formatInstant, formatYuan, useLanguage } from '../i18n/index.ts';
import css from './incidents.module.css';
import { useValueWords } from './use-value-words.ts';

/** Every step, the newest first, with each value as it was and as it became (masked). */
export const History = ({ history }: { history: readonly IncidentHistory[] }) => {
  const { t } = useTranslation('incidents');
  const language = useLanguage();
  const say = useValueWords();
  const shown = (field: IncidentHistory['changes'][number]['field'], value: string | null) =>
    value === null
      ? t('history.nothing')
      : field === 'amount'
        ? formatYuan(Number(value))
        : say(field, value);
  return (
    <details className={css.history}>
      <summary>{t('history.title', { count: history.length })}</summary>
      <ol>
        {history.map(({ id, at, actor, act, note, changes }) => (
          <li key={id}>
            <p>
              <time dateTime={at}>{formatInstant(at, language, 'moment', serverNow())}</time> {actor.name}{' '}
              {t(`did.${act}`)}
            </p>
            {note !== null && <p className={css.quiet}>{note}</p>}
            {changes.length > 0 && (
              <ul>
                {changes.map(({ field, transfer, before, after }) => (
                  <li key={`${transfer} ${field}`} className={css.quiet}>
                    {transfer === null ? '' : `${t('transfer.no', { no: transfer })} `}
                    {t('history.change', {
                      field: t(`field.${field}`),
                      before: shown(field, before),
                      after: shown(field, after),
                    })}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
};
