import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Field, FormShell, TextArea, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';

export const DiscardForm = ({ id, onDone }: { id: string; onDone: () => void }) => {
  const { t } = useTranslation('notify');
  const explain = useExplain();
  const form = useForm(
    { reason: '' },
    { reason: (value) => (value.trim().length >= 4 ? null : t('deliveries.reasonShort')) },
  );
  const send = useMutation({
    mutationFn: () => client.notify.discardDelivery({ id, reason: form.values.reason.trim() }),
    onSuccess: onDone,
  });
  return (
    <FormShell
      label={t('deliveries.discardTitle')}
      pending={send.isPending}
      error={explain(send.error, { NOT_DEAD: t('deliveries.notDead') })}
      submit={t('deliveries.discard')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <Field {...form.field('reason')} label={t('deliveries.why')} hint={t('deliveries.whyHint')}>
        {(aria) => <TextArea {...aria} {...form.text('reason')} maxLength={200} />}
      </Field>
    </FormShell>
  );
};
