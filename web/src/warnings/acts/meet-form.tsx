import { useTranslation } from 'react-i18next';
import { Field, FormShell, TextInput } from '../../design/index.ts';
import type { ActFormProps } from './act-form-props.ts';
import { readNames } from './companions.ts';
import { NoteField } from './note-field.tsx';
import { useActForm } from './use-act-form.ts';

/** A meeting takes two (rules.md §6.3): whoever records it and at least one more. */
export const MeetForm = ({ warning, pending, refused, onSend }: ActFormProps) => {
  const { t } = useTranslation('warnings');
  const form = useActForm(
    { act: 'meet', id: warning.id, refused },
    { companions: '', note: '' },
    { companions: (value) => (readNames(value).length === 0 ? t('panel.companionsMissing') : null) },
  );
  const send = () => {
    const note = form.values.note.trim();
    if (form.check())
      onSend({
        act: 'meet',
        input: { companions: readNames(form.values.companions), ...(note === '' ? {} : { note }) },
      });
  };
  return (
    <FormShell
      label={t('panel.title.meet')}
      pending={pending}
      error={form.error}
      submit={t('panel.submit.meet')}
      onSubmit={send}
    >
      <Field {...form.field('companions')} label={t('panel.companions')} hint={t('panel.companionsHint')}>
        {(aria) => <TextInput {...aria} {...form.text('companions')} autoFocus />}
      </Field>
      <NoteField field={form.field('note')} text={form.text('note')} />
    </FormShell>
  );
};
