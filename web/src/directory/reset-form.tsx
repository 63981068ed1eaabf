import type { Person } from '@lanzha/contract';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, codeOf } from '../api/index.ts';
import { Field, FormShell, PasswordInput, TextInput, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { usePasswordSentence } from '../session/index.ts';

/** Asks for a new first password; with roles on the account a second person has to agree. */
export const ResetForm = ({ person, onDone }: { person: Person; onDone: (person: Person) => void }) => {
  const { t } = useTranslation('directory');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const weak = usePasswordSentence();
  const form = useForm(
    { password: '', why: '' },
    {
      password: (value) => weak(value, person.username),
      why: (value) => (value.trim().length < 2 ? t('person.whyMissing') : null),
    },
  );
  const { password, why } = form.values;
  const send = useMutation({
    mutationFn: () => client.directory.resetPassword({ id: person.id, password, why: why.trim() }),
    onSuccess: onDone,
    onError: (error) => {
      if (codeOf(error) === 'WEAK_PASSWORD') form.fail('password', t('person.weak'));
    },
  });
  const sentences = { OWN_ACCOUNT: t('person.ownAccount'), ALREADY_ASKED: t('person.alreadyAsked') };
  const labels = {
    show: common('password.show'),
    hide: common('password.hide'),
    capsLock: common('password.capsLock'),
  };
  return (
    <FormShell
      label={t('person.reset')}
      pending={send.isPending}
      error={codeOf(send.error) === 'WEAK_PASSWORD' ? null : explain(send.error, sentences)}
      submit={t('person.resetSubmit')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <p>{t('person.resetHint')}</p>
      <Field
        {...form.field('password')}
        label={t('person.password')}
        hint={t('person.passwordHint', { rule: common('rules.password') })}
      >
        {(aria) => (
          <PasswordInput {...aria} {...form.text('password')} autoComplete="new-password" labels={labels} />
        )}
      </Field>
      <Field {...form.field('why')} label={t('person.why')} hint={t('person.whyHint')}>
        {(aria) => <TextInput {...aria} {...form.text('why')} maxLength={500} />}
      </Field>
    </FormShell>
  );
};
