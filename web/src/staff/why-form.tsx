import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Field, FormShell, TextArea, useForm } from '../design/index.ts';
import { useRefusal } from './use-refusal.ts';

type Props = { label: string; hint?: string; send: (why: string) => Promise<unknown>; onDone: () => void };

/** One act that needs a reason. */
export const WhyForm = ({ label, hint, send, onDone }: Props) => {
  const { t } = useTranslation('staff');
  const refusal = useRefusal();
  const queryClient = useQueryClient();
  const form = useForm({ why: '' }, { why: (value) => (value.trim().length < 2 ? t('whyMissing') : null) });
  const act = useMutation({
    mutationFn: () => send(form.values.why.trim()),
    onSuccess: () => {
      onDone();
      return queryClient.invalidateQueries({ queryKey: api.staff.key() });
    },
  });
  return (
    <FormShell
      label={label}
      pending={act.isPending}
      error={refusal(act.error)}
      submit={label}
      onSubmit={() => form.check() && act.mutate()}
    >
      <Field {...form.field('why')} label={t('why')} hint={hint}>
        {(aria) => <TextArea {...aria} {...form.text('why')} maxLength={200} autoFocus />}
      </Field>
    </FormShell>
  );
};
