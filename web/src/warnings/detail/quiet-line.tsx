import type { WarningDetail } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, toRefusal } from '../../api/index.ts';
import { Button, Field, FormShell, Notice, TextInput, useForm } from '../../design/index.ts';
import { useExplain } from '../../errors/index.ts';
import { formatInstant, useLanguage } from '../../i18n/index.ts';
import { rememberOwn } from '../acts/use-act.ts';
import { keepDetail, refreshDetail } from '../queries.ts';

/** Do-not-disturb that runs: until when, what it held back, and the way to end it. */
export const QuietLine = ({ warning }: { warning: WarningDetail }) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const explain = useExplain();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const form = useForm(
    { note: '' },
    { note: (value) => (value.trim().length < 2 ? t('panel.noteMissing') : null) },
  );
  const send = useMutation({
    mutationFn: () =>
      client.warnings.liftQuiet({ id: warning.id, version: warning.version, note: form.values.note.trim() }),
    onSuccess: (lifted) => {
      rememberOwn(lifted.id, lifted.version);
      keepDetail(queryClient, lifted);
      setAsking(false);
    },
    onError: () => refreshDetail(queryClient, warning.id),
  });
  const { by } = toRefusal(send.error).data;
  const { quiet } = warning;
  if (quiet === null || !quiet.running) return null;
  const words = {
    until: formatInstant(quiet.untilAt, language, 'moment'),
    by: quiet.by.name,
    held: quiet.held,
  };
  return (
    <>
      <Notice
        kind="info"
        action={
          quiet.mayLift && !asking ? (
            <Button onClick={() => setAsking(true)}>{t('quiet.lift')}</Button>
          ) : undefined
        }
      >
        {t('quiet.runs', words)}
      </Notice>
      {asking && (
        <FormShell
          label={t('quiet.lift')}
          pending={send.isPending}
          error={explain(send.error, {
            CHANGED: t('refusal.CHANGED', { by: typeof by === 'string' ? by : t('refusal.somebody') }),
            NOT_ALLOWED_NOW: t('quiet.over'),
          })}
          submit={t('quiet.lift')}
          aside={
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {common('do.cancel')}
            </Button>
          }
          onSubmit={() => form.check() && send.mutate()}
        >
          <Field {...form.field('note')} label={t('panel.reason')}>
            {(aria) => <TextInput {...aria} {...form.text('note')} maxLength={500} autoFocus />}
          </Field>
        </FormShell>
      )}
    </>
  );
};
