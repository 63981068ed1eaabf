import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, FormShell, Notice, useForm } from '../design/index.ts';
import { CodeField, codeFits, RecoveryField } from '../session/index.ts';
import { PasswordField } from './password-field.tsx';
import { useFactorSentence } from './use-factor-sentence.ts';

export const RemoveForm = ({ required, onDone }: { required: boolean; onDone: () => void }) => {
  const { t } = useTranslation('account');
  const { t: session } = useTranslation('session');
  const explain = useFactorSentence();
  const [recovering, setRecovering] = useState(false);
  const form = useForm(
    { password: '', code: '', recovery: '' },
    {
      password: (value) => (value === '' ? session('signIn.missingPassword') : null),
      code: (value) => (recovering || codeFits(value) ? null : session('code.bad')),
      recovery: (value) => (recovering && value.trim() === '' ? session('code.recoveryMissing') : null),
    },
  );
  const { password, code, recovery } = form.values;
  const send = useMutation({
    mutationFn: () =>
      client.session.removeFactor({ password, ...(recovering ? { recoveryCode: recovery } : { code }) }),
    onSuccess: onDone,
  });
  return (
    <FormShell
      label={t('factor.remove')}
      pending={send.isPending}
      error={explain(send.error)}
      submit={t('factor.remove')}
      aside={
        <Button kind="quiet" onClick={() => setRecovering(!recovering)}>
          {recovering ? session('code.useCode') : session('code.useRecovery')}
        </Button>
      }
      onSubmit={() => form.check() && send.mutate()}
    >
      {required ? <Notice kind="warn">{t('factor.removeRequired')}</Notice> : <p>{t('factor.removeWhy')}</p>}
      <PasswordField form={form} />
      {recovering ? <RecoveryField form={form} /> : <CodeField form={form} />}
    </FormShell>
  );
};
