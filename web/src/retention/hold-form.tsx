import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, codeOf } from '../api/index.ts';
import { Choices, Field, FormShell, TextArea, TextInput, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { endOfDay, startOfDay } from '../i18n/index.ts';

const kinds = ['warning', 'period'] as const;
type Values = {
  kind: (typeof kinds)[number];
  no: string;
  from: string;
  to: string;
  until: string;
  reason: string;
};

/** A warning by its number, or everything that came in on some days. */
export const HoldForm = ({ onDone }: { onDone: () => void }) => {
  const { t } = useTranslation('retention');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const form = useForm<Values>(
    { kind: 'warning', no: '', from: '', to: '', until: '', reason: '' },
    {
      no: (value, { kind }) =>
        kind === 'warning' && !/^\d{1,15}$/.test(value.trim()) ? t('hold.noMissing') : null,
      from: (value, { kind }) => (kind === 'period' && value === '' ? t('hold.dayMissing') : null),
      to: (value, { kind, from }) =>
        kind === 'period' && (value === '' || value < from) ? t('hold.toMissing') : null,
      reason: (value) => (value.trim().length < 2 ? t('reasonMissing') : null),
    },
  );
  const { kind, no, from, to, until, reason } = form.values;
  const send = useMutation({
    mutationFn: () =>
      client.retention.placeHold({
        reason: reason.trim(),
        ...(until === '' ? {} : { until: endOfDay(until) }),
        ...(kind === 'warning' ? { warningNo: Number(no) } : { from: startOfDay(from), to: endOfDay(to) }),
      }),
    onSuccess: onDone,
    onError: (error) => {
      if (codeOf(error) === 'NOT_FOUND') form.fail('no', t('hold.notFound'));
      if (codeOf(error) === 'MISSING') form.fail('until', t('hold.untilPast'));
    },
  });
  const said = ['NOT_FOUND', 'MISSING'].includes(codeOf(send.error));
  const date = (name: 'from' | 'to' | 'until', optional = false) => (
    <Field {...form.field(name)} label={t(`hold.${name}`)} optional={optional && common('optional')}>
      {(aria) => <TextInput {...aria} {...form.text(name)} type="date" />}
    </Field>
  );
  return (
    <FormShell
      label={t('hold.new')}
      pending={send.isPending}
      error={said ? null : explain(send.error, { ALREADY_FORGOTTEN: t('hold.tooLate') })}
      submit={t('hold.place')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <Choices
        legend={t('hold.kind')}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(`hold.kinds.${value}`) }))}
        onChange={(value) => form.set('kind', value)}
      />
      {kind === 'warning' ? (
        <Field {...form.field('no')} label={t('hold.no')}>
          {(aria) => (
            <TextInput {...aria} {...form.text('no')} inputMode="numeric" maxLength={15} autoFocus />
          )}
        </Field>
      ) : (
        <>
          {date('from')}
          {date('to')}
        </>
      )}
      {date('until', true)}
      <Field {...form.field('reason')} label={t('reason')} hint={t('hold.reasonHint')}>
        {(aria) => <TextArea {...aria} {...form.text('reason')} maxLength={500} />}
      </Field>
    </FormShell>
  );
};
