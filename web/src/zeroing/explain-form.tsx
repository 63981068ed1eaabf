import { type ZeroingExplanation, type ZeroingReason, zeroingReasons } from '@lanzha/contract';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client, codeOf, serverNow } from '../api/index.ts';
import { Field, FormShell, NativeSelect, Options, TextArea, TextInput, useForm } from '../design/index.ts';
import { instantOf, suggestUntil } from './until.ts';
import { useRefusal } from './use-refusal.ts';
import css from './zeroing.module.css';

type Props = {
  no: number;
  warning: string;
  /** The day that is on the screen; one that is over makes it a late explanation. */
  day: string;
  /** Chosen before. */
  reason: ZeroingReason | '';
  aside: ReactNode;
  onDone: (explanation: ZeroingExplanation) => void;
};

/** Why it is still open, and what is done next until when. */
export const ExplainForm = ({ no, warning, day, reason: before, aside, onDone }: Props) => {
  const { t } = useTranslation('zeroing');
  const refusal = useRefusal();
  const form = useForm(
    { reason: before as string, words: '', next: '', until: suggestUntil(serverNow()) },
    {
      reason: (value) => (value === '' ? t('form.reasonMissing') : null),
      words: (value) => (value.trim().length < 4 ? t('form.wordsMissing') : null),
      next: (value) => (value.trim().length < 2 ? t('form.nextMissing') : null),
      until: (value) => {
        const instant = instantOf(value);
        return instant === null || Date.parse(instant) <= serverNow() ? t('form.untilMissing') : null;
      },
    },
  );
  const send = useMutation({
    mutationFn: () => {
      const { reason, words, next, until } = form.values;
      return client.zeroing.explain({
        warning,
        day,
        reason: reason as ZeroingReason,
        words: words.trim(),
        next: next.trim(),
        until: instantOf(until) ?? '',
      });
    },
    onSuccess: onDone,
    onError: (error) => {
      if (codeOf(error) === 'UNTIL_PAST') form.fail('until', refusal(error) ?? '');
    },
  });
  return (
    <div className={css.form}>
      <FormShell
        label={t('form.title', { no })}
        pending={send.isPending}
        error={codeOf(send.error) === 'UNTIL_PAST' ? null : refusal(send.error)}
        submit={t('form.submit')}
        aside={aside}
        onSubmit={() => form.check() && send.mutate()}
      >
        <Field {...form.field('reason')} label={t('form.reason')}>
          {(aria) => (
            <NativeSelect {...aria} {...form.text('reason')} autoFocus>
              <Options none={t('form.choose')} of={zeroingReasons} name={(one) => t(`reason.${one}`)} />
            </NativeSelect>
          )}
        </Field>
        <Field {...form.field('words')} label={t('form.words')} hint={t('form.wordsHint')}>
          {(aria) => <TextArea {...aria} {...form.text('words')} maxLength={500} />}
        </Field>
        <Field {...form.field('next')} label={t('form.next')}>
          {(aria) => <TextArea {...aria} {...form.text('next')} maxLength={300} />}
        </Field>
        <Field {...form.field('until')} label={t('form.until')}>
          {(aria) => <TextInput {...aria} {...form.text('until')} type="datetime-local" />}
        </Field>
      </FormShell>
    </div>
  );
};
