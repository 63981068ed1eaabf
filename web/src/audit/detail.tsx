import type { AuditRecord } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './audit.module.css';
import { useEventWords } from './use-event-words.ts';

/** Everything that one record says. */
export const Detail = ({ record }: { record: AuditRecord }) => {
  const { t } = useTranslation('audit');
  const language = useLanguage();
  const eventWords = useEventWords();
  const { id, at, actor, unit, event, ok, target, detail, position } = record;
  const said = Object.entries(detail);
  return (
    <dl className={css.detail}>
      <Entry name={t('col.at')}>{formatInstant(at, language, 'full')}</Entry>
      <Entry name={t('col.actor')}>{actor?.name ?? t('nobody')}</Entry>
      <Entry name={t('col.unit')}>{unit?.name ?? '—'}</Entry>
      <Entry name={t('col.event')}>
        {eventWords(event)} <code>{event}</code>
      </Entry>
      <Entry name={t('col.ok')}>{t(ok ? 'done' : 'refused')}</Entry>
      <Entry name={t('col.target')}>
        {target === null ? (
          '—'
        ) : (
          <>
            <code>{target}</code>{' '}
            <CopyButton text={() => target} label={t('detail.copy')} done={t('detail.copied')} />
          </>
        )}
      </Entry>
      <Entry name={t('detail.id')}>{id}</Entry>
      <Entry name={t('detail.position')}>{position ?? t('detail.unsealed')}</Entry>
      {said.map(([name, value]) => (
        <Entry key={name} name={name}>
          {typeof value === 'string' ? value : <code>{JSON.stringify(value)}</code>}
        </Entry>
      ))}
    </dl>
  );
};

const Entry = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
