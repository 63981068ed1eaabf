import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, FormShell, useForm } from '../design/index.ts';
import { CodeField, RecoveryField } from './code-field.tsx';
import { codeFits } from './code-rules.ts';
import type { Proof } from './me.ts';
import css from './sign-in.module.css';

type Props = {
  pending: boolean;
  error: string | null;
  onSend: (proof: Proof) => void;
  onBack: () => void;
};

/** The second step: the code of the telephone, or a recovery code instead. */
export const CodeStep = ({ pending, error, onSend, onBack }: Props) => {
  const { t } = useTranslation('session');
  const [recovering, setRecovering] = useState(false);
  const form = useForm(
    { code: '', recovery: '' },
    {
      code: (value) => (recovering || codeFits(value) ? null : t('code.bad')),
      recovery: (value) => (recovering && value.trim() === '' ? t('code.recoveryMissing') : null),
    },
  );
  const send = () =>
    onSend(recovering ? { recoveryCode: form.values.recovery.trim() } : { totp: form.values.code });
  return (
    <>
      <p>{recovering ? t('code.recoveryWhy') : t('code.why')}</p>
      <FormShell
        key={String(recovering)}
        label={t('code.title')}
        pending={pending}
        error={error}
        submit={t('signIn.submit')}
        large
        aside={
          <Button kind="quiet" large onClick={onBack}>
            {t('code.back')}
          </Button>
        }
        onSubmit={() => form.check() && send()}
      >
        {recovering ? <RecoveryField form={form} autoFocus /> : <CodeField form={form} autoFocus />}
      </FormShell>
      <p className={css.help}>
        <Button kind="quiet" onClick={() => setRecovering(!recovering)}>
          {recovering ? t('code.useCode') : t('code.useRecovery')}
        </Button>
      </p>
    </>
  );
};
