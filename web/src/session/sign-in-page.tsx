import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { toRefusal } from '../api/index.ts';
import { BarePage, Field, FormShell, Notice, PasswordInput, TextInput, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { paths, safeBack } from '../paths.ts';
import { signIn } from './me.ts';
import { Preferences } from './preferences.tsx';
import css from './sign-in.module.css';

const route = getRouteApi(paths.signIn);

export const SignInPage = () => {
  const { t } = useTranslation('session');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const explain = useExplain();
  const router = useRouter();
  const { back, expired } = route.useSearch();
  const { installation } = route.useRouteContext();
  const form = useForm(
    { username: '', password: '' },
    {
      username: (value) => (value.trim() === '' ? t('signIn.missingUsername') : null),
      password: (value) => (value === '' ? t('signIn.missingPassword') : null),
    },
  );
  const send = useMutation({
    mutationFn: () => signIn(form.values.username.trim(), form.values.password),
    onSuccess: () => router.navigate({ href: safeBack(back), replace: true }),
    onError: () => form.set('password', ''),
  });
  useEffect(() => {
    document.title = `${t('signIn.title')} · ${common('product')}`;
  }, [t, common]);

  const { data } = toRefusal(send.error);
  const until =
    typeof data.until === 'string' ? formatInstant(data.until, language, 'moment', Date.now()) : '';
  return (
    <BarePage
      product={common('product')}
      place={installation.county ? `${installation.county.name} · ${common('slogan')}` : common('slogan')}
      drill={installation.kind === 'drill' ? common('drillLong') : null}
      title={t('signIn.title')}
      foot={<Preferences />}
    >
      {expired && send.error === null && <Notice kind="info">{t('signIn.expired')}</Notice>}
      <FormShell
        label={t('signIn.title')}
        pending={send.isPending}
        error={explain(send.error, {
          WRONG_CREDENTIALS: t('signIn.wrong'),
          LOCKED: t('signIn.locked', { until }),
        })}
        submit={t('signIn.submit')}
        large
        onSubmit={() => form.check() && send.mutate()}
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
      <p className={css.help}>{t('signIn.help')}</p>
    </BarePage>
  );
};
