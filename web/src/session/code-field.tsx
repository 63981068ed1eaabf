import { useTranslation } from 'react-i18next';
import { Field, TextInput } from '../design/index.ts';
import type { TextForm } from './text-form.ts';

/** Six digits; telephones offer to fill them in. */
export const CodeField = ({ form, autoFocus }: { form: TextForm<'code'>; autoFocus?: boolean }) => {
  const { t } = useTranslation('session');
  return (
    <Field {...form.field('code')} label={t('code.label')} hint={t('code.hint')}>
      {(aria) => (
        <TextInput
          {...aria}
          {...form.text('code')}
          large
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          autoFocus={autoFocus ?? false}
        />
      )}
    </Field>
  );
};

export const RecoveryField = ({ form, autoFocus }: { form: TextForm<'recovery'>; autoFocus?: boolean }) => {
  const { t } = useTranslation('session');
  return (
    <Field {...form.field('recovery')} label={t('code.recovery')} hint={t('code.recoveryHint')}>
      {(aria) => (
        <TextInput
          {...aria}
          {...form.text('recovery')}
          large
          autoCapitalize="characters"
          maxLength={24}
          autoFocus={autoFocus ?? false}
        />
      )}
    </Field>
  );
};
