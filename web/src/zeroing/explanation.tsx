import type { ZeroingExplanation } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { formatInstant, startOfDay, useLanguage } from '../i18n/index.ts';
import css from './zeroing.module.css';

/** What somebody said of an open warning; words masked by the server. */
export const Explanation = ({ said, earlier = false }: { said: ZeroingExplanation; earlier?: boolean }) => {
  const { t } = useTranslation('zeroing');
  const language = useLanguage();
  const at = (iso: string) => formatInstant(iso, language, 'moment', serverNow());
  const over = Date.parse(said.until) < serverNow();
  return (
    <div className={css.said} data-earlier={earlier || undefined}>
      <p>
        {earlier && (
          <span className={css.small}>
            {t('explanation.earlier', { day: formatInstant(startOfDay(said.day), language, 'day') })}{' '}
          </span>
        )}
        {said.late && <strong className={css.bad}>{t('explanation.late')} </strong>}
        <strong>{t(`reason.${said.reason}`)}</strong>{' '}
        <span className={css.small}>{t('explanation.of', { name: said.by.name, at: at(said.at) })}</span>
      </p>
      {said.words === null ? (
        <p className={css.small}>{t('explanation.forgotten')}</p>
      ) : (
        <p className={css.written}>{said.words}</p>
      )}
      <p>
        <span className={css.small}>{t('explanation.next')} </span>
        {said.next}{' '}
        <span className={over ? css.bad : css.small}>
          {t(over ? 'explanation.untilOver' : 'explanation.until', { at: at(said.until) })}
        </span>
      </p>
    </div>
  );
};
