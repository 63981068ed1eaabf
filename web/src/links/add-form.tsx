import {
  type Link as Entry,
  type LinkKind,
  type LinkVerdict,
  linkKinds,
  linkVerdicts,
} from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client, codeOf, serverNow } from '../api/index.ts';
import { Choices, Field, FormShell, TextArea, TextInput, useForm } from '../design/index.ts';
import { dayOf, endOfDay } from '../i18n/index.ts';
import css from './links.module.css';
import { useRefusal } from './use-refusal.ts';

type Values = {
  kind: LinkKind;
  verdict: LinkVerdict;
  value: string;
  source: string;
  note: string;
  until: string;
  why: string;
};
const dayMs = 86_400_000;

/** Lists one value: what it is, on whose word, until when and why. */
export const AddForm = ({ onDone }: { onDone: (entry: Entry) => void }) => {
  const { t } = useTranslation('links');
  const { t: common } = useTranslation();
  const refusal = useRefusal();
  const queryClient = useQueryClient();
  const form = useForm<Values>(
    {
      kind: 'phone',
      verdict: 'bad',
      value: '',
      source: '',
      note: '',
      until: dayOf(new Date(serverNow() + 180 * dayMs)),
      why: '',
    },
    {
      value: (value) => (value.trim().length < 3 ? t('add.valueMissing') : null),
      source: (value) => (value.trim().length < 2 ? t('add.sourceMissing') : null),
      until: (value, { verdict }) => (verdict === 'bad' && value === '' ? t('refused.needsEnd') : null),
      why: (value) => ([...value.trim()].length < 4 ? t('whyMissing') : null),
    },
  );
  const { kind, verdict, value, source, note, until, why } = form.values;
  const send = useMutation({
    mutationFn: () =>
      client.links.add({
        kind,
        verdict,
        value: value.trim(),
        source: source.trim(),
        note: note.trim(),
        ...(until === '' ? {} : { expiresAt: endOfDay(until) }),
        why: why.trim(),
      }),
    onSuccess: async (entry) => {
      await queryClient.invalidateQueries({ queryKey: api.links.key() });
      onDone(entry);
    },
    onError: (error) => {
      if (codeOf(error) === 'NOT_A_VALUE') form.fail('value', refusal(error) ?? '');
    },
  });
  return (
    <FormShell
      label={t('add.title')}
      pending={send.isPending}
      error={codeOf(send.error) === 'NOT_A_VALUE' ? null : refusal(send.error)}
      submit={t('add.submit')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <p className={css.small}>{t('add.intro')}</p>
      <Choices
        legend={t('col.kind')}
        value={kind}
        options={linkKinds.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
        onChange={(one) => form.set('kind', one)}
      />
      <Field {...form.field('value')} label={t('col.value')} hint={t(`add.hint.${kind}`)}>
        {(aria) => <TextInput {...aria} {...form.text('value')} maxLength={300} />}
      </Field>
      <Choices
        legend={t('col.verdict')}
        value={verdict}
        options={linkVerdicts.map((one) => ({ value: one, label: t(`verdict.${one}`) }))}
        onChange={(one) => {
          form.set('verdict', one);
          if (one === 'good') form.set('until', '');
        }}
      />
      <Field {...form.field('source')} label={t('col.source')} hint={t('add.sourceHint')}>
        {(aria) => <TextInput {...aria} {...form.text('source')} maxLength={60} />}
      </Field>
      <Field
        {...form.field('until')}
        label={t('col.until')}
        hint={t('add.untilHint')}
        optional={verdict === 'good' && common('optional')}
      >
        {(aria) => (
          <TextInput {...aria} {...form.text('until')} type="date" min={dayOf(new Date(serverNow()))} />
        )}
      </Field>
      <Field {...form.field('why')} label={t('why')} hint={t('add.whyHint')}>
        {(aria) => <TextArea {...aria} {...form.text('why')} maxLength={300} />}
      </Field>
      <Field {...form.field('note')} label={t('col.note')} optional={common('optional')}>
        {(aria) => <TextInput {...aria} {...form.text('note')} maxLength={200} />}
      </Field>
    </FormShell>
  );
};
