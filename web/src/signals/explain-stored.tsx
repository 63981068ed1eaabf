import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Field, FormShell, Notice, TextInput, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { toWarning } from '../paths.ts';
import css from './trace.module.css';
import { TraceView } from './trace-view.tsx';

/** A signal that came in: whether a warning came of it, and why not. */
export const ExplainStored = () => {
  const { t } = useTranslation('signals');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const explain = useExplain();
  const form = useForm(
    { id: '', source: '' },
    {
      id: (value) => (value.trim() === '' ? t('stored.idMissing') : null),
      source: (value) => (value.trim() === '' ? t('stored.sourceMissing') : null),
    },
  );
  const send = useMutation({
    mutationFn: () =>
      client.signals.explainStored({ id: form.values.id.trim(), source: form.values.source.trim() }),
  });
  const found = send.data;
  return (
    <section className={css.part} aria-label={t('stored.title')}>
      <div className={css.form}>
        <FormShell
          label={t('stored.title')}
          pending={send.isPending}
          error={explain(send.error, { NOT_FOUND: t('stored.notFound') })}
          submit={t('stored.submit')}
          onSubmit={() => form.check() && send.mutate()}
        >
          <div className={css.pair}>
            <Field {...form.field('id')} label={t('stored.id')}>
              {(aria) => <TextInput {...aria} {...form.text('id')} maxLength={128} />}
            </Field>
            <Field {...form.field('source')} label={t('stored.source')} hint={t('stored.sourceHint')}>
              {(aria) => <TextInput {...aria} {...form.text('source')} maxLength={100} />}
            </Field>
          </div>
        </FormShell>
      </div>
      {found && (
        <div role="status" className={css.part}>
          <h2>
            {common(`signalKind.${found.kind}`)} · {formatInstant(found.at, language, 'full')}
          </h2>
          <p>
            {found.warning === null ? (
              t(found.level === null ? 'stored.noWarning' : 'stored.warningElsewhere')
            ) : (
              <Link {...toWarning(found.warning.id)}>{t('stored.warning', { no: found.warning.no })}</Link>
            )}
          </p>
          {found.from === 'again' && <Notice kind="info">{t('stored.again')}</Notice>}
          <TraceView trace={found.trace} />
        </div>
      )}
    </section>
  );
};
