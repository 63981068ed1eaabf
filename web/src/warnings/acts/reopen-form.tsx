import { useTranslation } from 'react-i18next';
import { FormShell } from '../../design/index.ts';
import type { ActFormProps } from './act-form-props.ts';
import { NoteField } from './note-field.tsx';
import { useActForm } from './use-act-form.ts';

export const ReopenForm = ({ warning, pending, refused, onSend }: ActFormProps) => {
  const { t } = useTranslation('warnings');
  const form = useActForm(
    { act: 'reopen', id: warning.id, refused },
    { note: '' },
    { note: (value) => (value.trim() === '' ? t('panel.noteMissing') : null) },
  );
  const send = () => form.check() && onSend({ act: 'reopen', input: { note: form.values.note.trim() } });
  return (
    <FormShell
      label={t('panel.title.reopen')}
      pending={pending}
      error={form.error}
      submit={t('panel.submit.reopen')}
      onSubmit={send}
    >
      <NoteField
        field={form.field('note')}
        text={form.text('note')}
        reason={t('panel.noteMissing')}
        autoFocus
      />
    </FormShell>
  );
};
