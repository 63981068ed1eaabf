import { useTranslation } from 'react-i18next';
import { Field, FormShell } from '../../design/index.ts';
import { SearchSelect } from '../../overlays/index.ts';
import { usePeople, useUnits } from '../places.ts';
import type { ActFormProps } from './act-form-props.ts';
import css from './acts.module.css';
import { NoteField } from './note-field.tsx';
import { useActForm } from './use-act-form.ts';

type Values = { unit: string | undefined; person: string | undefined; note: string };

export const AssignForm = ({ warning, pending, refused, onSend }: ActFormProps) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const form = useActForm<Values>(
    { act: 'assign', id: warning.id, refused },
    { unit: undefined, person: undefined, note: '' },
    { unit: (value) => (value === undefined ? t('panel.unitMissing') : null) },
  );
  const { unit, person, note } = form.values;
  const units = useUnits();
  const people = usePeople(unit);
  const send = () => {
    if (!form.check() || unit === undefined) return;
    onSend({
      act: 'assign',
      input: {
        unit,
        ...(person === undefined ? {} : { person }),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      },
    });
  };
  return (
    <FormShell
      label={t('panel.title.assign')}
      pending={pending}
      error={form.error}
      submit={t('panel.submit.assign')}
      onSubmit={send}
    >
      <div className={css.pair}>
        <Field {...form.field('unit')} label={t('panel.unit')}>
          {(aria) => (
            <SearchSelect
              aria={aria}
              autoFocus
              value={unit}
              options={units.map(({ id, name, place }) => ({ value: id, label: name, note: place.name }))}
              onChange={(value) => {
                form.set('unit', value);
                form.set('person', undefined);
              }}
              placeholder={t('panel.choose')}
              empty={t('filter.none')}
            />
          )}
        </Field>
        <Field {...form.field('person')} label={t('panel.person')} optional={common('optional')}>
          {(aria) => (
            <SearchSelect
              aria={aria}
              value={person}
              options={people.map(({ id, name, roles }) => ({
                value: id,
                label: name,
                note: roles.map((role) => common(`role.${role}`)).join(' '),
              }))}
              onChange={(value) => form.set('person', value)}
              placeholder={t('panel.anybody')}
              empty={t('filter.none')}
              clearable
            />
          )}
        </Field>
      </div>
      <NoteField field={form.field('note')} text={form.text('note')} />
    </FormShell>
  );
};
