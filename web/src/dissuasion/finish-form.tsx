import {
  type ContactMethod,
  contactMethods,
  type FollowUp,
  type FollowUpResult,
  followUpResults,
} from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, toRefusal } from '../api/index.ts';
import { Button, Choices, Field, FormShell, TextArea, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { refreshDissuasion } from './queries.ts';
import type { Said } from './said.tsx';

type Values = { result: FollowUpResult | undefined; method: ContactMethod; note: string };
const ways = contactMethods.filter((method) => method !== 'family' && method !== 'third_party');

type Props = { followUp: FollowUp; onClose: () => void; onSaid: (said: Said) => void };

/** What was found when looking again. Whatever is not "safe" says in words what happened. */
export const FinishForm = ({ followUp, onClose, onSaid }: Props) => {
  const { t } = useTranslation('dissuasion');
  const { t: warnings } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const explain = useExplain();
  const queryClient = useQueryClient();
  const form = useForm<Values>(
    { result: undefined, method: 'call', note: '' },
    {
      result: (value) => (value === undefined ? t('missing.result') : null),
      note: (value, { result }) =>
        result !== undefined && result !== 'safe' && value.trim() === '' ? t('missing.note') : null,
    },
  );
  const { result, method, note } = form.values;
  const send = useMutation({
    mutationFn: (found: FollowUpResult) =>
      client.dissuasion.finishFollowUp({
        id: followUp.id,
        version: followUp.version,
        result: found,
        method,
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      }),
    onSuccess: ({ followUp: done, reopened, review }) => {
      onSaid({ followUp: done, became: review ? 'review' : reopened ? 'reopened' : 'done' });
      onClose();
    },
    onSettled: () => refreshDissuasion(queryClient),
  });
  const from = toRefusal(send.error).data.from;
  const error = explain(send.error, {
    TOO_EARLY: t('refused.tooEarly', {
      from: typeof from === 'string' ? formatInstant(from, language, 'moment') : '',
    }),
    CHANGED: t('refused.changed'),
    NOT_OPEN: t('refused.notOpen'),
    MISSING: t('missing.note'),
  });
  return (
    <FormShell
      label={t('finish')}
      pending={send.isPending}
      error={error}
      submit={t('finish')}
      aside={
        <Button kind="quiet" onClick={onClose}>
          {common('do.cancel')}
        </Button>
      }
      onSubmit={() => form.check() && result !== undefined && send.mutate(result)}
    >
      <Choices
        legend={t('found')}
        value={result}
        options={followUpResults.map((value) => ({ value, label: warnings(`followUp.result.${value}`) }))}
        onChange={(value) => form.set('result', value)}
        error={form.field('result').error}
      />
      <Choices
        legend={t('how')}
        value={method}
        options={ways.map((value) => ({ value, label: common(`contactMethod.${value}`) }))}
        onChange={(value) => form.set('method', value)}
      />
      <Field
        {...form.field('note')}
        label={t('note')}
        optional={(result === undefined || result === 'safe') && common('optional')}
        hint={result === 'cheated' ? t('cheatedHint') : undefined}
      >
        {(aria) => <TextArea {...aria} {...form.text('note')} maxLength={2000} />}
      </Field>
    </FormShell>
  );
};
