import type { IncidentDetail } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, serverNow } from '../api/index.ts';
import { Field, FormShell, TextInput, useForm } from '../design/index.ts';
import { keepIncident } from './queries.ts';
import { readTold } from './typed/time.ts';
import { useRefusal } from './use-refusal.ts';

/** Written down after it was done on the platform: to whom, when, by what receipt. */
export const HandOverForm = ({ incident }: { incident: IncidentDetail }) => {
  const { t } = useTranslation('incidents');
  const { t: common } = useTranslation();
  const queryClient = useQueryClient();
  const refusal = useRefusal();
  const form = useForm(
    { to: '', at: '', receipt: '' },
    {
      to: (to) => (to.trim().length < 2 ? t('handOver.toMissing') : null),
      at: (at) => (at.trim() !== '' && readTold(at, serverNow()) === null ? t('wrong.time') : null),
    },
  );
  const send = useMutation({
    mutationFn: () => {
      const { to, at, receipt } = form.values;
      const told = readTold(at, serverNow());
      return client.incidents.handOver({
        id: incident.id,
        version: incident.version,
        to: to.trim(),
        ...(told === null ? {} : { at: told.at }),
        ...(receipt.trim() === '' ? {} : { receipt: receipt.trim() }),
      });
    },
    onSuccess: (detail) => keepIncident(queryClient, detail),
  });
  return (
    <FormShell
      label={t('handOver.title')}
      pending={send.isPending}
      error={refusal(send.error)}
      submit={t('handOver.submit')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <Field {...form.field('to')} label={t('handOver.to')} hint={t('handOver.toHint')}>
        {(aria) => <TextInput {...aria} {...form.text('to')} />}
      </Field>
      <Field
        {...form.field('at')}
        label={t('handOver.at')}
        hint={t('handOver.atHint')}
        optional={common('optional')}
      >
        {(aria) => <TextInput {...aria} {...form.text('at')} />}
      </Field>
      <Field {...form.field('receipt')} label={t('field.receipt')} optional={common('optional')}>
        {(aria) => <TextInput {...aria} {...form.text('receipt')} />}
      </Field>
    </FormShell>
  );
};
