import { type ContactRecord, contactFailures, type WarningDetail } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, toRefusal } from '../../api/index.ts';
import { Button, Choices, dropKept, Field, FormShell, TextInput, useKeptForm } from '../../design/index.ts';
import { useExplain } from '../../errors/index.ts';
import { useMe } from '../../session/index.ts';
import { type ToldValues, toldInput } from '../acts/told.ts';
import { ToldFields } from '../acts/told-fields.tsx';
import { writeTime } from '../acts/typed-time.ts';
import { ownVersion, rememberOwn } from '../acts/use-act.ts';
import { keepDetail, refreshDetail } from '../queries.ts';

/** `seen`: the version of the warning that it began from, or that a refusal has told of. */
type Values = ToldValues & { failed: ContactRecord['failed']; why: string; seen: number };

/** What a correction is kept under until it is sent or cancelled: J and K may lead away from it. */
export const correctionKey = (person: string, contact: ContactRecord): string =>
  `${person} correct ${contact.id}`;
const times = ['startedAt', 'endedAt'] as const;
const wrongTime = (error: unknown) => {
  const { code, data } = toRefusal(error);
  return code === 'MISSING' ? times.find((one) => one === data.field) : undefined;
};

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
  const key = correctionKey(useMe().id, contact);
  const form = useKeptForm<Values>(
    key,
    {
      result: contact.result ?? undefined,
      failed: contact.failed,
      startedAt: writeTime(contact.startedAt),
      endedAt: writeTime(contact.endedAt),
      present: contact.present ?? '',
      said: contact.said ?? '',
      statement: contact.statement ?? '',
      why: '',
      seen: warning.version,
    },
    { why: (value) => (value.trim().length < 2 ? t('panel.noteMissing') : null) },
  );
  const { failed, why, seen } = form.values;
  const close = () => {
    dropKept(key);
    onClose();
  };
  const send = useMutation({
    mutationFn: () =>
      client.warnings.correct({
        id: warning.id,
        version: Math.max(seen, ownVersion(warning.id)),
        contact: contact.id,
        why: why.trim(),
        ...(failed === null ? {} : { failed }),
        ...toldInput(form.values),
      }),
    onSuccess: (corrected) => {
      rememberOwn(corrected.id, corrected.version);
      keepDetail(queryClient, corrected);
      close();
    },
    onError: async (error) => {
      const { code, data } = toRefusal(error);
      const time = wrongTime(error);
      if (time !== undefined) form.fail(time, t(`missing.${time}`));
      await refreshDetail(queryClient, warning.id);
      if (code === 'CHANGED') form.set('seen', Number(data.version));
    },
  });
  const { by } = toRefusal(send.error).data;
  const refused = explain(send.error, {
    CHANGED: t('refusal.CHANGED', { by: typeof by === 'string' ? by : t('refusal.somebody') }),
    MISSING: t('missing.other'),
  });
  return (
    <FormShell
      label={t('contacts.correct')}
      pending={send.isPending}
      error={wrongTime(send.error) === undefined ? refused : null}
      submit={t('contacts.correct')}
      aside={
        <Button kind="quiet" onClick={close}>
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
