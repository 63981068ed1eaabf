import type { FraudType, IncidentDetail, IncidentHistory } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './incidents.module.css';
import { useValueWords } from './use-value-words.ts';

/** With the kind of fraud before and after each step, from that of now backwards. */
function withTypes(history: readonly IncidentHistory[], now: FraudType | null) {
  let type = now;
  return history.map((entry) => {
    const typeAfter = type;
    const change = entry.changes.find(({ field }) => field === 'fraudType');
    if (change !== undefined) type = change.before as FraudType | null;
    return { ...entry, typeBefore: type, typeAfter };
  });
}

/** Every step, the newest first, with each value as it was and as it became (masked). */
export const History = ({ incident }: { incident: IncidentDetail }) => {
  const { t } = useTranslation('incidents');
  const { history } = incident;
  const language = useLanguage();
  const say = useValueWords();
  const shown = (field: string, value: string | null, type: FraudType | null) =>
    value === null ? t('history.nothing') : say(field, value, type);
  return (
    <details className={css.history}>
      <summary>{t('history.title', { count: history.length })}</summary>
      <ol>
        {withTypes(history, incident.fraudType).map(
          ({ id, at, actor, act, note, changes, typeBefore, typeAfter }) => (
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
                        before: shown(field, before, typeBefore),
                        after: shown(field, after, typeAfter),
                      })}
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ),
        )}
      </ol>
    </details>
  );
};
