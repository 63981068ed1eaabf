import type { ServiceKeyEntry } from '@lanzha/contract';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Field, FormShell, Notice, TextArea, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';

export const RevokeForm = ({ entry, onDone }: { entry: ServiceKeyEntry; onDone: () => void }) => {
  const { t } = useTranslation('service-keys');
  const explain = useExplain();
  const form = useForm(
    { reason: '' },
    { reason: (value) => ([...value.trim()].length < 2 ? t('revoke.reasonMissing') : null) },
  );
  const send = useMutation({
    mutationFn: () => client.serviceKeys.revoke({ id: entry.id, reason: form.values.reason.trim() }),
    onSuccess: onDone,
  });
  return (
    <FormShell
      label={t('revoke.title')}
      pending={send.isPending}
      error={explain(send.error, { ALREADY_REVOKED: t('revoke.already') })}
      submit={t('revoke.do')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <Notice kind="warn">{t('revoke.why', { source: entry.source, unit: entry.unit.name })}</Notice>
      <Field {...form.field('reason')} label={t('revoke.reason')}>
        {(aria) => <TextArea {...aria} {...form.text('reason')} maxLength={200} autoFocus />}
      </Field>
    </FormShell>
  );
};
