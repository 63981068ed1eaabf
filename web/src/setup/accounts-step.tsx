import { useTranslation } from 'react-i18next';
import { Field, PasswordInput, TextInput } from '../design/index.ts';
import css from './setup.module.css';
import type { DraftForm } from './use-draft.ts';

export const AccountsStep = ({ form }: { form: DraftForm }) => {
  const { t } = useTranslation('setup');
  const { t: common } = useTranslation();
  const labels = {
    show: common('password.show'),
    hide: common('password.hide'),
    capsLock: common('password.capsLock'),
  };
  return (['admin', 'security', 'officer'] as const).map((account) => (
    <fieldset key={account} className={css.account}>
      <legend>{t(`accounts.${account}`)}</legend>
      <p className={css.about}>{t(`accounts.${account}Hint`)}</p>
      <Field {...form.field(`${account}Name`)} label={t('accounts.name')}>
        {(aria) => (
          <TextInput {...aria} {...form.text(`${account}Name`)} large autoFocus={account === 'admin'} />
        )}
      </Field>
      <Field
        {...form.field(`${account}Username`)}
        label={t('accounts.username')}
        hint={common('rules.usernameHint')}
      >
        {(aria) => <TextInput {...aria} {...form.text(`${account}Username`)} large autoCapitalize="none" />}
      </Field>
      <Field
        {...form.field(`${account}Password`)}
        label={t('accounts.password')}
        hint={common('rules.password')}
      >
        {(aria) => (
          <PasswordInput
            {...aria}
            {...form.text(`${account}Password`)}
            large
            autoComplete="new-password"
            labels={labels}
          />
        )}
      </Field>
    </fieldset>
  ));
};
