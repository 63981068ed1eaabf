import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, orReread, toRefusal } from '../api/index.ts';
import { Field, FormShell, TextArea, useForm } from '../design/index.ts';
import { useRefusal } from './use-refusal.ts';

type Props = {
  label: string;
  hint?: string;
  /** The version on the screen; left out where the act asks for none. */
  seen?: number;
  send: (why: string, version: number) => Promise<unknown>;
  onDone: () => void;
};

/** One act that needs a reason. */
export const WhyForm = ({ label, hint, seen = 0, send, onDone }: Props) => {
  const { t } = useTranslation('staff');
  const refusal = useRefusal();
  const queryClient = useQueryClient();
  const [version, setVersion] = useState(seen);
  const form = useForm({ why: '' }, { why: (value) => (value.trim().length < 2 ? t('whyMissing') : null) });
  const reread = () => queryClient.invalidateQueries({ queryKey: api.staff.key() }, { throwOnError: true });
  const act = useMutation({
    mutationFn: () => orReread(send(form.values.why.trim(), version), reread),
    onError: (error) => {
      const { code, data } = toRefusal(error);
      if (code === 'CHANGED' && typeof data.version === 'number') setVersion(data.version);
    },
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
