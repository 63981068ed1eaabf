import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, toRefusal } from '../api/index.ts';
import { BarePage, Notice } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { formatInstant, useLanguage, useTitle } from '../i18n/index.ts';
import { paths, safeBack } from '../paths.ts';
import { CodeStep } from './code-step.tsx';
import { CredentialsStep } from './credentials-step.tsx';
import { type Proof, signIn } from './me.ts';
import { Preferences } from './preferences.tsx';
import { RoleDoor } from './role-door.tsx';
import css from './sign-in.module.css';

const route = getRouteApi(paths.signIn);
type Credentials = { username: string; password: string };

/** Name and password, then the code where one is asked for: whether it is, the server says only after the right password. */
export const SignInPage = () => {
  const { t } = useTranslation('session');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const explain = useExplain();
  const router = useRouter();
  const { back, expired } = route.useSearch();
  const { installation } = route.useRouteContext();
  const [proven, setProven] = useState<Credentials | null>(null);
  const send = useMutation({
    mutationFn: ({ username, password, ...proof }: Credentials & Proof) => signIn(username, password, proof),
    onSuccess: () => router.navigate({ href: safeBack(back), replace: true }),
    onError: (error, { username, password }) => {
      const code = codeOf(error);
      if (code === 'TOTP_REQUIRED') setProven({ username, password });
      // The password was changed in between, or the account is locked: from the start.
      if (code === 'WRONG_CREDENTIALS' || code === 'LOCKED') setProven(null);
    },
  });
  const title = proven === null ? t('signIn.title') : t('code.title');
  useTitle(title);

  const { data } = toRefusal(send.error);
  const until =
    typeof data.until === 'string' ? formatInstant(data.until, language, 'moment', Date.now()) : '';
  const failed =
    codeOf(send.error) === 'TOTP_REQUIRED'
      ? null
      : explain(send.error, {
          WRONG_CREDENTIALS: t('signIn.wrong'),
          TOTP_WRONG: data.used === true ? t('code.used') : t('code.wrong'),
          LOCKED: t('signIn.locked', { until }),
        });
  return (
    <BarePage
      product={common('product')}
      place={installation.county ? `${installation.county.name} · ${common('slogan')}` : common('slogan')}
      drill={installation.kind === 'drill' ? common('drillLong') : null}
      title={title}
      foot={<Preferences />}
    >
      {expired && send.error === null && <Notice kind="info">{t('signIn.expired')}</Notice>}
      {proven === null ? (
        <>
          <CredentialsStep pending={send.isPending} error={failed} onSend={send.mutate} />
          <p className={css.help}>{t('signIn.help')}</p>
          {installation.kind === 'drill' && <RoleDoor />}
        </>
      ) : (
        <CodeStep
          pending={send.isPending}
          error={failed}
          onSend={(proof) => send.mutate({ ...proven, ...proof })}
          onBack={() => {
            setProven(null);
            send.reset();
          }}
        />
      )}
    </BarePage>
  );
};
