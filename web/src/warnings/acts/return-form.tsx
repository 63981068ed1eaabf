import { useTranslation } from 'react-i18next';
import { FormShell } from '../../design/index.ts';
import type { ActFormProps } from './act-form-props.ts';
import { NoteField } from './note-field.tsx';
import { useActForm } from './use-act-form.ts';

/** Back to whom it came from, or a transfer declined: always with a reason. */
export const ReturnForm = ({ warning, pending, refused, onSend }: ActFormProps) => {
  const { t } = useTranslation('warnings');
  const form = useActForm(
    { act: 'return', id: warning.id, refused },
    { note: '' },
    { note: (value) => (value.trim().length < 2 ? t('panel.noteMissing') : null) },
  );
  const send = () => form.check() && onSend({ act: 'return', input: { note: form.values.note.trim() } });
  return (
    <FormShell
      label={t('panel.title.return')}
      pending={pending}
      error={form.error}
      submit={t('panel.submit.return')}
      onSubmit={send}
    >
      <NoteField
        field={form.field('note')}
        text={form.text('note')}
        reason={t('panel.returnWhy')}
        autoFocus
      />
    </FormShell>
  );
};
