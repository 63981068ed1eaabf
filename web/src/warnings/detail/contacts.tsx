import type { ContactRecord, WarningDetail } from '@lanzha/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, isKept } from '../../design/index.ts';
import { formatInstant, useLanguage } from '../../i18n/index.ts';
import { useMe } from '../../session/index.ts';
import { CorrectForm, correctionKey } from './correct-form.tsx';
import css from './detail.module.css';

type Told = Pick<
  ContactRecord,
  'result' | 'failed' | 'startedAt' | 'endedAt' | 'present' | 'said' | 'statement'
>;

const ToldWords = ({ told }: { told: Told }) => {
  const { t } = useTranslation('warnings');
  const language = useLanguage();
  const at = (instant: string | null) =>
    instant === null ? t('contacts.notNoted') : formatInstant(instant, language, 'moment');
  const lines = [
    [
      'time',
      told.startedAt === null && told.endedAt === null ? null : `${at(told.startedAt)} – ${at(told.endedAt)}`,
    ],
    ['present', told.present],
    ['said', told.said],
    ['statement', told.statement],
  ] as const;
  return (
    <dl className={css.lines}>
      {lines.map(
        ([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{t(`contacts.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
};

const Contact = ({ warning, contact }: { warning: WarningDetail; contact: ContactRecord }) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const key = correctionKey(useMe().id, contact);
  const [correcting, setCorrecting] = useState(contact.mayCorrect && isKept(key));
  const how = (told: Told) => [
    contact.reached ? t('history.reachedYes') : t('history.reachedNo'),
    told.failed && t(`failed.${told.failed}`),
    told.result && t(`result.${told.result}`),
  ];
  return (
    <li>
      <p>
        <strong>{common(`contactMethod.${contact.method}`)}</strong>{' '}
        {how(contact).filter(Boolean).join(' · ')}
      </p>
      {contact.basis !== null && (
        <p>
          {t(`basis.${contact.basis}`)}
          {contact.basisWhy === null ? '' : `：${contact.basisWhy}`}
        </p>
      )}
      <ToldWords told={contact} />
      <p className={css.quiet}>
        {contact.by.name} · <time dateTime={contact.at}>{formatInstant(contact.at, language, 'full')}</time>
      </p>
      {contact.earlier.length > 0 && (
        <details className={css.all}>
          <summary>{t('contacts.corrected', { count: contact.earlier.length })}</summary>
          {contact.earlier.map((one) => (
            <div key={one.correctedAt} className={css.proof}>
              <p>
                {t('contacts.correctedBy', {
                  who: one.correctedBy.name,
                  at: formatInstant(one.correctedAt, language, 'full'),
                  why: one.why,
                })}
              </p>
              <p>{how(one).filter(Boolean).join(' · ')}</p>
              <ToldWords told={one} />
            </div>
          ))}
        </details>
      )}
      {correcting ? (
        <CorrectForm warning={warning} contact={contact} onClose={() => setCorrecting(false)} />
      ) : (
        contact.mayCorrect && (
          <Button kind="quiet" onClick={() => setCorrecting(true)}>
            {t('contacts.correct')}
          </Button>
        )
      )}
    </li>
  );
};

/** Every attempt to reach the person, the newest first: how, when, who, what was said, what came of it. */
export const Contacts = ({ warning }: { warning: WarningDetail }) => {
  const { t } = useTranslation('warnings');
  const { contacts } = warning;
  return (
    <section className={css.part}>
      <h2>{t('contacts.title')}</h2>
      {contacts.length === 0 ? (
        <p className={css.quiet}>{t('contacts.none')}</p>
      ) : (
        <ol className={css.list}>
          {contacts.map((contact) => (
            <Contact key={contact.id} warning={warning} contact={contact} />
          ))}
        </ol>
      )}
    </section>
  );
};
