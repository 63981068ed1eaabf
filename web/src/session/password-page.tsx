import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BarePage, Field, FormShell, Notice, PasswordInput, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { paths } from '../paths.ts';
import { changePassword, useMe } from './me.ts';
import { usePasswordSentence } from './use-password-sentence.ts';

const route = getRouteApi(paths.password);

export const PasswordPage = () => {
  const { t } = useTranslation('session');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const me = useMe();
  const navigate = useNavigate();
  const sentence = usePasswordSentence();
  const { installation } = route.useRouteContext();
  const form = useForm(
    { current: '', next: '', repeat: '' },
    {
      current: (value) => (value === '' ? common('rules.required') : null),
      next: (value, all) =>
        sentence(value, me.username) ?? (value === all.current ? t('password.same') : null),
      repeat: (value, all) => (value === all.next ? null : common('rules.passwordRepeat')),
    },
  );
  const send = useMutation({
    mutationFn: () => changePassword(form.values.current, form.values.next),
    onSuccess: () => navigate({ to: paths.home, replace: true }),
  });
  const labels = {
    show: common('password.show'),
    hide: common('password.hide'),
    capsLock: common('password.capsLock'),
  };
  const fields = [
    { name: 'current', label: t('password.current'), complete: 'current-password', hint: undefined },
    { name: 'next', label: t('password.next'), complete: 'new-password', hint: common('rules.password') },
    { name: 'repeat', label: t('password.repeat'), complete: 'new-password', hint: undefined },
  ] as const;
  return (
    <BarePage
      product={common('product')}
      place={`${me.unit.name} · ${me.name}`}
      drill={installation.kind === 'drill' ? common('drillLong') : null}
      title={t('password.title')}
    >
      {me.mustChangePassword && (
        <Notice kind="info">{me.passwordExpired ? t('password.expired') : t('password.forced')}</Notice>
      )}
      <FormShell
        label={t('password.title')}
        pending={send.isPending}
        error={explain(send.error, {
          WRONG_CREDENTIALS: t('password.wrong'),
          // What the page itself can check holds: the server knows the former ones.
          WEAK_PASSWORD: t('password.former', { rule: common('rules.password') }),
        })}
        submit={t('password.submit')}
        large
        aside={!me.mustChangePassword && <Link to={paths.home}>{t('password.back')}</Link>}
        onSubmit={() => form.check() && send.mutate()}
      >
        {/* Password managers file the new password under this name. */}
        <input type="hidden" name="username" autoComplete="username" value={me.username} readOnly />
        {fields.map(({ name, label, complete, hint }) => (
          <Field key={name} {...form.field(name)} label={label} hint={hint}>
            {(aria) => (
              <PasswordInput {...aria} {...form.text(name)} large autoComplete={complete} labels={labels} />
            )}
          </Field>
        ))}
      </FormShell>
    </BarePage>
  );
};
