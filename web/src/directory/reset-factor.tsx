import type { Person } from '@lanzha/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, Field, FormShell, Notice, TextArea, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { Dialog } from '../overlays/index.ts';
import { useMe } from '../session/index.ts';

/** For somebody who lost telephone and recovery codes: offered to those who may, never for oneself. */
export const ResetFactor = ({ person, onDone }: { person: Person; onDone: () => void }) => {
  const { t } = useTranslation('directory');
  const me = useMe();
  const [open, setOpen] = useState(false);
  if (!person.secondFactor || person.id === me.id || !me.acts.includes('directory.factors')) return null;
  const close = () => setOpen(false);
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t('factor.reset')}
      </Button>
      <Dialog open={open} title={t('factor.reset')} onClose={close}>
        <ResetForm
          person={person}
          onDone={() => {
            close();
            onDone();
          }}
        />
      </Dialog>
    </>
  );
};

const ResetForm = ({ person, onDone }: { person: Person; onDone: () => void }) => {
  const { t } = useTranslation('directory');
  const explain = useExplain();
  const form = useForm(
    { reason: '' },
    { reason: (value) => ([...value.trim()].length < 2 ? t('factor.reasonMissing') : null) },
  );
  const send = useMutation({
    mutationFn: () => client.factors.reset({ id: person.id, reason: form.values.reason.trim() }),
    onSuccess: onDone,
  });
  return (
    <FormShell
      label={t('factor.reset')}
      pending={send.isPending}
      error={explain(send.error)}
      submit={t('factor.reset')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <Notice kind="warn">{t('factor.why', { name: person.name })}</Notice>
      <Field {...form.field('reason')} label={t('factor.reason')} hint={t('factor.reasonHint')}>
        {(aria) => <TextArea {...aria} {...form.text('reason')} maxLength={200} autoFocus />}
      </Field>
    </FormShell>
  );
};
