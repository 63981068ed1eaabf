import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { CopyButton, Field, FormShell, PasswordInput, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { QrCode } from '../overlays/index.ts';
import { CodeField } from './code-field.tsx';
import { codeFits, inGroups } from './code-rules.ts';
import css from './enrol.module.css';
import { useMe } from './me.ts';

type Props = {
  begun: { secret: string; uri: string };
  onDone: (recoveryCodes: readonly string[]) => void;
  aside: ReactNode;
};

export const EnrolForm = ({ begun: { secret, uri }, onDone, aside }: Props) => {
  const { t } = useTranslation('session');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const me = useMe();
  const form = useForm(
    { code: '', password: '' },
    {
      code: (value) => (codeFits(value) ? null : t('code.bad')),
      password: (value) => (value === '' ? t('signIn.missingPassword') : null),
    },
  );
  const send = useMutation({
    mutationFn: () => client.session.confirmFactor(form.values),
    onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
  });
  return (
    <>
      <ol className={css.steps}>
        <li>{t('factor.step.app')}</li>
        <li>
          {t('factor.step.scan')}
          <div className={css.square}>
            <QrCode value={uri} label={t('factor.square')} />
          </div>
          <p className={css.hint}>{t('factor.step.type')}</p>
          <p className={css.secret}>
            <code data-secret={secret}>{inGroups(secret)}</code>
            <CopyButton text={() => secret} label={common('do.copy')} done={common('do.copied')} />
          </p>
        </li>
        <li>{t('factor.step.code')}</li>
      </ol>
      <FormShell
        label={t('factor.title')}
        pending={send.isPending}
        error={explain(send.error, {
          WRONG_CREDENTIALS: t('factor.wrongPassword'),
          TOTP_WRONG: t('code.wrong'),
        })}
        submit={t('factor.submit')}
        large
        aside={aside}
        onSubmit={() => form.check() && send.mutate()}
      >
        <CodeField form={form} />
        <input type="hidden" name="username" autoComplete="username" value={me.username} readOnly />
        <Field {...form.field('password')} label={t('factor.password')} hint={t('factor.passwordHint')}>
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
    </>
  );
};
