import type { WarningDetail } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatInstant, useLanguage } from '../../i18n/index.ts';
import { paths } from '../../paths.ts';
import css from './detail.module.css';
import { Revealable } from './revealable.tsx';

const personal = ['name', 'phone', 'idNo', 'account'] as const;

/** The masked person first, then everything else one looks up while working. */
export const Facts = ({ warning }: { warning: WarningDetail }) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const { subject, fraudType } = warning;
  const person = [subject.age === null ? null : t('detail.age', { age: subject.age }), subject.occupation];
  const rest = [
    ['person', person.filter(Boolean).join(' · ')],
    ['fraudType', fraudType === null ? '' : common(`fraudType.${fraudType}`)],
    ['place', warning.place.name],
    ['unit', warning.unit.name],
    ['assignee', warning.assignee?.name ?? t('facts.nobody')],
    ['source', warning.source],
    ['received', formatInstant(warning.receivedAt, language, 'full')],
    ['lastEvidence', formatInstant(warning.lastEvidenceAt, language, 'full')],
    ['score', String(warning.score)],
  ] as const;
  return (
    <aside className={css.facts} aria-label={t('detail.facts')}>
      <h2>{t('detail.facts')}</h2>
      {/* Of a loan one sees that one record. */}
      {warning.lent === null && (
        <Link to={paths.person} params={{ id: warning.id }}>
          {t('facts.wholePerson')}
        </Link>
      )}
      <dl>
        {personal.map(
          (field) =>
            (field === 'name' || field === 'phone' || subject[field] !== null) && (
              <div key={field}>
                <dt>{t(`facts.${field}`)}</dt>
                <dd>
                  <Revealable warning={warning} field={field} />
                </dd>
              </div>
            ),
        )}
        {rest.map(
          ([name, value]) =>
            value !== '' && (
              <div key={name}>
                <dt>{t(`facts.${name}`)}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </aside>
  );
};
