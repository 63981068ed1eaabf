import { useTranslation } from 'react-i18next';
import { Field, PasswordInput } from '../design/index.ts';
import type { TextForm } from '../session/index.ts';

/** The present password once more: a page left open must not be enough. */
export const PasswordField = ({ form }: { form: TextForm<'password'> }) => {
  const { t } = useTranslation('session');
  const { t: common } = useTranslation();
  return (
    <Field {...form.field('password')} label={t('factor.password')}>
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
  );
};
