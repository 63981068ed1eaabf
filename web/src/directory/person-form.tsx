import { roles as everyRole, type Person, type Role } from '@lanzha/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client, codeOf } from '../api/index.ts';
import { Field, FormShell, PasswordInput, TextInput, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { SearchSelect } from '../overlays/index.ts';
import { usePasswordSentence } from '../session/index.ts';
import { RolesField } from './roles-field.tsx';

type Values = {
  name: string;
  username: string;
  unit: string | undefined;
  roles: readonly Role[];
  staffNo: string;
  why: string;
  password: string;
};
/** Refusals that speak of one field. */
const fieldOf: Readonly<Record<string, keyof Values>> = {
  USERNAME_TAKEN: 'username',
  UNKNOWN_UNIT: 'unit',
  ROLES_EXCLUDE: 'roles',
  WEAK_PASSWORD: 'password',
};

export const PersonForm = ({ onDone }: { onDone: (person: Person) => void }) => {
  const { t } = useTranslation('directory');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const weak = usePasswordSentence();
  const { data: units = [] } = useQuery(api.directory.units.queryOptions({ input: {} }));
  const form = useForm<Values>(
    { name: '', username: '', unit: undefined, roles: [], staffNo: '', why: '', password: '' },
    {
      name: (value) => (value.trim() === '' ? t('person.nameBad') : null),
      username: (value) => (/^[a-z][a-z0-9._-]{2,39}$/.test(value.trim()) ? null : common('rules.username')),
      unit: (value) => (value === undefined ? t('person.unitMissing') : null),
      roles: (value) => (value.length === 0 ? t('person.roleMissing') : null),
      why: (value) => (value.trim().length < 2 ? t('person.whyMissing') : null),
      password: (value, { username }) => weak(value, username.trim()),
    },
  );
  const { name, username, unit, roles, staffNo, why, password } = form.values;
  const sentences = {
    USERNAME_TAKEN: t('person.usernameTaken'),
    UNKNOWN_UNIT: t('person.unknownUnit'),
    ROLES_EXCLUDE: t('person.rolesExclude'),
    WEAK_PASSWORD: t('person.weak'),
  } as const;
  const send = useMutation({
    mutationFn: () =>
      client.directory.createPerson({
        name: name.trim(),
        username: username.trim(),
        unit: unit ?? '',
        roles: [...roles],
        why: why.trim(),
        password,
        ...(staffNo.trim() === '' ? {} : { staffNo: staffNo.trim() }),
      }),
    onSuccess: onDone,
    onError: (error) => {
      const field = fieldOf[codeOf(error)];
      if (field !== undefined) form.fail(field, explain(error, sentences) ?? '');
    },
  });
  const labels = {
    show: common('password.show'),
    hide: common('password.hide'),
    capsLock: common('password.capsLock'),
  };
  return (
    <FormShell
      label={t('person.newTitle')}
      pending={send.isPending}
      error={fieldOf[codeOf(send.error)] === undefined ? explain(send.error) : null}
      submit={t('person.submit')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <Field {...form.field('name')} label={t('person.name')}>
        {(aria) => <TextInput {...aria} {...form.text('name')} maxLength={60} autoFocus />}
      </Field>
      <Field {...form.field('username')} label={t('person.username')} hint={common('rules.usernameHint')}>
        {(aria) => <TextInput {...aria} {...form.text('username')} maxLength={40} autoCapitalize="none" />}
      </Field>
      <Field
        {...form.field('staffNo')}
        label={t('person.staffNo')}
        hint={t('person.staffNoHint')}
        optional={common('optional')}
      >
        {(aria) => <TextInput {...aria} {...form.text('staffNo')} maxLength={40} />}
      </Field>
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
      <RolesField
        {...form.field('roles')}
        every={everyRole}
        value={roles}
        onChange={(value) => form.set('roles', value)}
      />
      <Field {...form.field('why')} label={t('person.why')} hint={t('person.whyHint')}>
        {(aria) => <TextInput {...aria} {...form.text('why')} maxLength={500} />}
      </Field>
      <Field
        {...form.field('password')}
        label={t('person.password')}
        hint={t('person.passwordHint', { rule: common('rules.password') })}
      >
        {(aria) => (
          <PasswordInput {...aria} {...form.text('password')} autoComplete="new-password" labels={labels} />
        )}
      </Field>
    </FormShell>
  );
};
