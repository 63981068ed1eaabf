import { roles as everyRole, type Person, type Role } from '@lanzha/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/index.ts';
import { Field, FormShell, TextInput, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { SearchSelect } from '../overlays/index.ts';
import { RolesField } from './roles-field.tsx';

type Values = { roles: readonly Role[]; unit: string | undefined; why: string };

/** Asks for other roles or another unit; a second person agrees, unless the unit shows no more than before. */
export const RightsForm = ({ person, onDone }: { person: Person; onDone: (person: Person) => void }) => {
  const { t } = useTranslation('directory');
  const explain = useExplain();
  const { data: units = [] } = useQuery(api.directory.units.queryOptions({ input: {} }));
  const form = useForm<Values>(
    { roles: person.roles, unit: person.unit.id, why: '' },
    {
      unit: (value) => (value === undefined ? t('person.unitMissing') : null),
      why: (value) => (value.trim().length < 2 ? t('person.whyMissing') : null),
    },
  );
  const { roles, unit, why } = form.values;
  const send = useMutation({
    mutationFn: () =>
      client.directory.changeRights({ id: person.id, roles: [...roles], unit: unit ?? '', why: why.trim() }),
    onSuccess: onDone,
  });
  const sentences = {
    ROLES_EXCLUDE: t('person.rolesExclude'),
    UNKNOWN_UNIT: t('person.unknownUnit'),
    NOTHING_TO_CHANGE: t('person.nothingToChange'),
    LAST_APPROVERS: t('person.lastApprovers'),
    ALREADY_ASKED: t('person.alreadyAsked'),
  };
  return (
    <FormShell
      label={t('person.change')}
      pending={send.isPending}
      error={explain(send.error, sentences)}
      submit={t('person.changeSubmit')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <p>{t('person.changeHint')}</p>
      <RolesField
        {...form.field('roles')}
        every={everyRole}
        value={roles}
        onChange={(value) => form.set('roles', value)}
      />
      <Field {...form.field('unit')} label={t('person.unit')}>
        {(aria) => (
          <SearchSelect
            aria={aria}
            value={unit}
            options={units.map((one) => ({ value: one.id, label: one.name, note: one.place.name }))}
            onChange={(value) => form.set('unit', value)}
            placeholder={t('unit.choose')}
            empty={t('empty')}
          />
        )}
      </Field>
      <Field {...form.field('why')} label={t('person.why')} hint={t('person.whyHint')}>
        {(aria) => <TextInput {...aria} {...form.text('why')} maxLength={500} />}
      </Field>
    </FormShell>
  );
};
