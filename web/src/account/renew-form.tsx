import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { FormShell, useForm } from '../design/index.ts';
import { CodeField, codeFits } from '../session/index.ts';
import { PasswordField } from './password-field.tsx';
import { useFactorSentence } from './use-factor-sentence.ts';

export const RenewForm = ({ onDone }: { onDone: (codes: readonly string[]) => void }) => {
  const { t } = useTranslation('account');
  const { t: session } = useTranslation('session');
  const explain = useFactorSentence();
  const form = useForm(
    { password: '', code: '' },
    {
      password: (value) => (value === '' ? session('signIn.missingPassword') : null),
      code: (value) => (codeFits(value) ? null : session('code.bad')),
    },
  );
  const send = useMutation({
    mutationFn: () => client.session.renewRecoveryCodes(form.values),
    onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
  });
  return (
    <FormShell
      label={t('factor.renew')}
      pending={send.isPending}
      error={explain(send.error)}
      submit={t('factor.renew')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <p>{t('factor.renewWhy')}</p>
      <PasswordField form={form} />
      <CodeField form={form} />
    </FormShell>
  );
};
