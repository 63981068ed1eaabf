import type { IncidentDetail } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Field, FormShell, TextArea, useForm } from '../design/index.ts';
import { keepIncident } from './queries.ts';
import { useRefusal } from './use-refusal.ts';

/** The elements are there; or why it goes on without some of them. */
export const CollectForm = ({ incident }: { incident: IncidentDetail }) => {
  const { t } = useTranslation('incidents');
  const queryClient = useQueryClient();
  const refusal = useRefusal();
  const lacks = incident.missing.some(({ need }) => need === 'must');
  const form = useForm(
    { note: '' },
    { note: (note) => (lacks && note.trim().length < 2 ? t('collect.needsWhy') : null) },
  );
  const send = useMutation({
    mutationFn: () => {
      const note = form.values.note.trim();
      return client.incidents.collect({
        id: incident.id,
        version: incident.version,
        ...(lacks ? { note } : {}),
      });
    },
    onSuccess: (detail) => keepIncident(queryClient, detail),
  });
  return (
    <FormShell
      label={t('collect.title')}
      pending={send.isPending}
      error={refusal(send.error)}
      submit={t('collect.submit')}
      onSubmit={() => form.check() && send.mutate()}
    >
      {lacks && (
        <Field {...form.field('note')} label={t('collect.why')} hint={t('collect.whyHint')}>
          {(aria) => <TextArea {...aria} {...form.text('note')} maxLength={1_000} />}
        </Field>
      )}
    </FormShell>
  );
};
