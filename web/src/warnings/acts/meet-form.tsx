import { useTranslation } from 'react-i18next';
import { Field, FormShell, TextInput } from '../../design/index.ts';
import type { ActFormProps } from './act-form-props.ts';
import { readNames } from './companions.ts';
import { NoteField } from './note-field.tsx';
import { type ToldValues, toldInput, toldNothing } from './told.ts';
import { ToldFields } from './told-fields.tsx';
import { useActForm } from './use-act-form.ts';

type Values = ToldValues & { companions: string; note: string };

/** A meeting takes two (rules.md §6.3): whoever records it and at least one more. */
export const MeetForm = ({ warning, pending, refused, onSend }: ActFormProps) => {
  const { t } = useTranslation('warnings');
  const form = useActForm<Values>(
    { act: 'meet', id: warning.id, refused },
    { companions: '', note: '', ...toldNothing },
    { companions: (value) => (readNames(value).length === 0 ? t('panel.companionsMissing') : null) },
  );
  const send = () => {
    const note = form.values.note.trim();
    const { present: _, ...told } = toldInput(form.values);
    if (form.check())
      onSend({
        act: 'meet',
        input: { companions: readNames(form.values.companions), ...told, ...(note === '' ? {} : { note }) },
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
      <ToldFields
        values={form.values}
        onResult={(value) => form.set('result', value)}
        field={form.field}
        text={form.text}
        reached
        withPresent={false}
      />
      <NoteField field={form.field('note')} text={form.text('note')} />
    </FormShell>
  );
};
