import type { PersonContact } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ToneMark } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import css from './people.module.css';

/** Who spoke with the person, how, and what was said, the newest first. */
export const Contacts = ({ contacts }: { contacts: readonly PersonContact[] }) => {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const language = useLanguage();
  return (
    <section className={css.part}>
      <h2>{t('contacts')}</h2>
      {contacts.length === 0 && <p className={css.quiet}>{t('contactsNone')}</p>}
      <ol className={css.contacts}>
        {contacts.map(({ warning, at, by, method, reached, failed, result, told, answered }) => (
          <li key={`${warning.id} ${at}`}>
            <p className={css.line}>
              <ToneMark
                tone={reached ? 'done' : 'low'}
                label={t(reached ? 'contact.reached' : 'contact.notReached')}
              />
              {result !== null && <span>{t(`contact.result.${result}`)}</span>}
              {failed !== null && <span>{t(`contact.failed.${failed}`)}</span>}
            </p>
            {told !== null && told !== '' && (
              <p className={css.said}>
                {t('contact.told')}：{told}
              </p>
            )}
            {answered !== null && answered !== '' && (
              <p className={css.said}>
                {t('contact.answered')}：{answered}
              </p>
            )}
            <p className={css.quiet}>
              {t('contact.by', {
                name: by?.name ?? t('contact.unknown'),
                method: common(`contactMethod.${method}`),
              })}{' '}
              · {formatInstant(at, language, 'moment')} ·{' '}
              <Link to={paths.warning} params={{ id: warning.id }} search={{}}>
                {t('contact.of', { no: warning.no })}
              </Link>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
};
