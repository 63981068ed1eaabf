import type { LinkDetail } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client, orReread } from '../api/index.ts';
import { Button, Field, FormShell, TextArea, TextInput, useForm } from '../design/index.ts';
import { dayOf, endOfDay } from '../i18n/index.ts';
import { useRefusal } from './use-refusal.ts';

const valuesOf = ({ source, note, expiresAt }: LinkDetail) => ({
  source,
  note,
  until: expiresAt === null ? '' : dayOf(new Date(expiresAt)),
});

/** Source, note and end of an entry; the value itself is never changed. */
export const ChangeForm = ({ entry, onDone }: { entry: LinkDetail; onDone: () => void }) => {
  const { t } = useTranslation('links');
  const { t: common } = useTranslation();
  const refusal = useRefusal();
  const queryClient = useQueryClient();
  // What the person has before them, until a refusal shows them the newest.
  const [version, setVersion] = useState(entry.version);
  const form = useForm(
    { ...valuesOf(entry), why: '' },
    {
      source: (value) => (value.trim().length < 2 ? t('add.sourceMissing') : null),
      until: (value) => (entry.verdict === 'bad' && value === '' ? t('refused.needsEnd') : null),
      why: (value) => ([...value.trim()].length < 4 ? t('whyMissing') : null),
    },
  );
  const { source, note, until, why } = form.values;
  const reread = async () => {
    const { queryKey, queryFn } = api.links.get.queryOptions({ input: { id: entry.id } });
    const newest = await queryClient.fetchQuery({ queryKey, queryFn, staleTime: 0 });
    setVersion(newest.version);
    form.rebase({ ...valuesOf(newest), why: '' });
  };
  const send = useMutation({
    mutationFn: () => {
      const sent = client.links.change({
        id: entry.id,
        version,
        source: source.trim(),
        note: note.trim(),
        expiresAt: until === '' ? null : endOfDay(until),
        why: why.trim(),
      });
      return orReread(sent, reread);
    },
    onSuccess: onDone,
    onSettled: () => queryClient.invalidateQueries({ queryKey: api.links.key() }),
  });
  return (
    <FormShell
      label={t('act.change')}
      pending={send.isPending}
      error={refusal(send.error)}
      submit={common('do.save')}
      aside={
        <Button kind="quiet" onClick={onDone}>
          {common('do.cancel')}
        </Button>
      }
      onSubmit={() => form.check() && send.mutate()}
    >
      <Field {...form.field('source')} label={t('col.source')}>
        {(aria) => <TextInput {...aria} {...form.text('source')} maxLength={60} />}
      </Field>
      <Field {...form.field('until')} label={t('col.until')} hint={t('add.untilHint')}>
        {(aria) => <TextInput {...aria} {...form.text('until')} type="date" />}
      </Field>
      <Field {...form.field('note')} label={t('col.note')} optional={common('optional')}>
        {(aria) => <TextInput {...aria} {...form.text('note')} maxLength={200} />}
      </Field>
      <Field {...form.field('why')} label={t('why')}>
        {(aria) => <TextArea {...aria} {...form.text('why')} maxLength={300} />}
      </Field>
    </FormShell>
  );
};
