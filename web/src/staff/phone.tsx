import type { StaffDetail } from '@lanzha/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, Field, FormShell, TextInput, useForm } from '../design/index.ts';
import { Dialog } from '../overlays/index.ts';
import { useRefusal } from './use-refusal.ts';

/** The number; of another unit masked, and whole for a reason that stays in the audit log. */
export const Phone = ({ member }: { member: StaffDetail }) => {
  const { t } = useTranslation('staff');
  const refusal = useRefusal();
  const [open, setOpen] = useState(false);
  const form = useForm(
    { reason: '' },
    { reason: (value) => (value.trim().length < 2 ? t('whyMissing') : null) },
  );
  const reveal = useMutation({
    mutationFn: () => client.staff.phone({ id: member.id, reason: form.values.reason.trim() }),
    onSuccess: () => setOpen(false),
  });
  if (member.phone === null) return '—';
  return (
    <>
      {reveal.data?.phone ?? member.phone}
      {member.phoneMasked && reveal.data === undefined && (
        <Button kind="quiet" icon="eye" aria-label={t('phone.show')} onClick={() => setOpen(true)} />
      )}
      <Dialog open={open} title={t('phone.show')} onClose={() => setOpen(false)}>
        <FormShell
          label={t('phone.show')}
          pending={reveal.isPending}
          error={refusal(reveal.error)}
          submit={t('phone.show')}
          onSubmit={() => form.check() && reveal.mutate()}
        >
          <Field {...form.field('reason')} label={t('why')} hint={t('phone.hint')}>
            {(aria) => <TextInput {...aria} {...form.text('reason')} maxLength={200} autoFocus />}
          </Field>
        </FormShell>
      </Dialog>
    </>
  );
};
