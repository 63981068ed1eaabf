import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, FormShell, PasswordInput, TextInput, useForm } from '../design/index.ts';

type Credentials = { username: string; password: string };
type Props = { pending: boolean; error: string | null; onSend: (credentials: Credentials) => void };

export const CredentialsStep = ({ pending, error, onSend }: Props) => {
  const { t } = useTranslation('session');
  const { t: common } = useTranslation();
  const form = useForm<Credentials>(
    { username: '', password: '' },
    {
      username: (value) => (value.trim() === '' ? t('signIn.missingUsername') : null),
      password: (value) => (value === '' ? t('signIn.missingPassword') : null),
    },
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was refused is typed anew
  useEffect(() => {
    if (error !== null) form.set('password', '');
  }, [error]);
  const send = () => onSend({ username: form.values.username.trim(), password: form.values.password });
  return (
    <FormShell
      label={t('signIn.title')}
      pending={pending}
      error={error}
      submit={t('signIn.submit')}
      large
      onSubmit={() => form.check() && send()}
    >
      <Field {...form.field('username')} label={t('signIn.username')}>
        {(aria) => (
          <TextInput
            {...aria}
            {...form.text('username')}
            large
            autoComplete="username"
            autoCapitalize="none"
            autoFocus
          />
        )}
      </Field>
      <Field {...form.field('password')} label={t('signIn.password')}>
        {(aria) => (
          <PasswordInput
            {...aria}
            {...form.text('password')}
            large
            autoComplete="current-password"
            labels={{
              show: common('password.show'),
              hide: common('password.hide'),
              capsLock: common('password.capsLock'),
            }}
          />
        )}
      </Field>
    </FormShell>
  );
};
