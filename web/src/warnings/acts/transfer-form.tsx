import { useTranslation } from 'react-i18next';
import { Choices, Field, FormShell, TextInput } from '../../design/index.ts';
import { SearchSelect } from '../../overlays/index.ts';
import { useTowns } from '../places.ts';
import type { ActFormProps } from './act-form-props.ts';
import { NoteField } from './note-field.tsx';
import { useActForm } from './use-act-form.ts';

type Values = { where: 'inside' | 'outside'; town: string | undefined; code: string; note: string };
const outsideCode = /^\d{6}(\d{3}(\d{3})?)?$/;

/** Inside the county another unit takes over; outside it the warning ends here. */
export const TransferForm = ({ warning, pending, refused, onSend }: ActFormProps) => {
  const { t } = useTranslation('warnings');
  const form = useActForm<Values>(
    { act: 'transfer', id: warning.id, refused },
    { where: 'inside', town: undefined, code: '', note: '' },
    {
      town: (value, { where }) => (where === 'inside' && value === undefined ? t('panel.townMissing') : null),
      code: (value, { where }) =>
        where === 'outside' && !outsideCode.test(value.normalize('NFKC').trim())
          ? t('panel.codeMissing')
          : null,
      note: (value) => (value.trim() === '' ? t('panel.noteMissing') : null),
    },
  );
  const { where, town, code, note } = form.values;
  const towns = useTowns();
  const send = () => {
    if (!form.check()) return;
    const place = where === 'inside' ? (town ?? '') : code.normalize('NFKC').trim();
    onSend({ act: 'transfer', input: { place, note: note.trim() } });
  };
  return (
    <FormShell
      label={t('panel.title.transfer')}
      pending={pending}
      error={form.error}
      submit={t('panel.submit.transfer')}
      onSubmit={send}
    >
      <Choices
        legend={t('panel.where')}
        autoFocus
        value={where}
        options={(['inside', 'outside'] as const).map((value) => ({ value, label: t(`panel.${value}`) }))}
        onChange={(value) => form.set('where', value)}
      />
      {where === 'inside' ? (
        <Field {...form.field('town')} label={t('panel.town')}>
          {(aria) => (
            <SearchSelect
              aria={aria}
              value={town}
              options={towns.map(({ code: value, name }) => ({ value, label: name }))}
              onChange={(value) => form.set('town', value)}
              placeholder={t('panel.choose')}
              empty={t('filter.none')}
            />
          )}
        </Field>
      ) : (
        <Field {...form.field('code')} label={t('panel.code')} hint={t('panel.codeHint')}>
          {(aria) => <TextInput {...aria} {...form.text('code')} inputMode="numeric" />}
        </Field>
      )}
      <NoteField field={form.field('note')} text={form.text('note')} reason={t('panel.noteMissing')} />
    </FormShell>
  );
};
