import { useTranslation } from 'react-i18next';
import { Field, FormShell, TextInput } from '../../design/index.ts';
import type { ActFormProps } from './act-form-props.ts';
import { NoteField } from './note-field.tsx';
import { useActForm } from './use-act-form.ts';

/** A second person has looked, and the other place has taken it. */
export const AcceptForm = ({ warning, pending, refused, onSend }: ActFormProps) => {
  const { t } = useTranslation('warnings');
  const form = useActForm(
    { act: 'accept', id: warning.id, refused },
    { receivedBy: '', note: '' },
    { receivedBy: (value) => (value.trim().length < 2 ? t('missing.receivedBy') : null) },
  );
  const { receivedBy, note } = form.values;
  const send = () =>
    form.check() &&
    onSend({
      act: 'accept',
      input: { receivedBy: receivedBy.trim(), ...(note.trim() === '' ? {} : { note: note.trim() }) },
    });
  return (
    <FormShell
      label={t('panel.title.accept')}
      pending={pending}
      error={form.error}
      submit={t('panel.submit.accept')}
      onSubmit={send}
    >
      <Field {...form.field('receivedBy')} label={t('panel.receivedBy')} hint={t('panel.receivedByHint')}>
        {(aria) => <TextInput {...aria} {...form.text('receivedBy')} maxLength={200} autoFocus />}
      </Field>
      <NoteField field={form.field('note')} text={form.text('note')} />
    </FormShell>
  );
};
