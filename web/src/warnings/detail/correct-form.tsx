import { type ContactRecord, contactFailures, type WarningDetail } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/index.ts';
import { Button, Choices, Field, FormShell, TextInput, useForm } from '../../design/index.ts';
import { useExplain } from '../../errors/index.ts';
import { type ToldValues, toldInput } from '../acts/told.ts';
import { ToldFields } from '../acts/told-fields.tsx';
import { writeTime } from '../acts/typed-time.ts';
import { rememberOwn } from '../acts/use-act.ts';
import { keepDetail, refreshDetail } from '../queries.ts';

type Values = ToldValues & { failed: ContactRecord['failed']; why: string };

/** Says of a contact what is true; what stood there stays readable. How it was tried, and whether it reached, stays. */
export const CorrectForm = ({
  warning,
  contact,
  onClose,
}: {
  warning: WarningDetail;
  contact: ContactRecord;
  onClose: () => void;
}) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const queryClient = useQueryClient();
  const form = useForm<Values>(
    {
      result: contact.result ?? undefined,
      failed: contact.failed,
      startedAt: writeTime(contact.startedAt),
      endedAt: writeTime(contact.endedAt),
      present: contact.present ?? '',
      said: contact.said ?? '',
      statement: contact.statement ?? '',
      why: '',
    },
    { why: (value) => (value.trim().length < 2 ? t('panel.noteMissing') : null) },
  );
  const { failed, why } = form.values;
  const send = useMutation({
    mutationFn: () =>
      client.warnings.correct({
        id: warning.id,
        version: warning.version,
        contact: contact.id,
        why: why.trim(),
        ...(failed === null ? {} : { failed }),
        ...toldInput(form.values),
      }),
    onSuccess: (corrected) => {
      rememberOwn(corrected.id, corrected.version);
      keepDetail(queryClient, corrected);
      onClose();
    },
    onError: () => refreshDetail(queryClient, warning.id),
  });
  return (
    <FormShell
      label={t('contacts.correct')}
      pending={send.isPending}
      error={explain(send.error, { CHANGED: t('refusal.TOO_LATE'), MISSING: t('missing.endedAt') })}
      submit={t('contacts.correct')}
      aside={
        <Button kind="quiet" onClick={onClose}>
          {common('do.cancel')}
        </Button>
      }
      onSubmit={() => form.check() && send.mutate()}
    >
      {!contact.reached && (
        <Choices
          legend={t('panel.failed')}
          value={failed ?? undefined}
          options={contactFailures.map((value) => ({ value, label: t(`failed.${value}`) }))}
          onChange={(value) => form.set('failed', value)}
        />
      )}
      <ToldFields
        values={form.values}
        onResult={(value) => form.set('result', value)}
        field={form.field}
        text={form.text}
        reached={contact.reached}
        withPresent
        open
      />
      <Field {...form.field('why')} label={t('contacts.why')} hint={t('contacts.whyHint')}>
        {(aria) => <TextInput {...aria} {...form.text('why')} maxLength={500} />}
      </Field>
    </FormShell>
  );
};
