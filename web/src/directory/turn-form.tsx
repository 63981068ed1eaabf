import type { Person } from '@lanzha/contract';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Field, FormShell, TextInput, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';

/** Disables an account at once, or asks for it to come back; both say why. */
export const TurnForm = ({ person, onDone }: { person: Person; onDone: (person: Person) => void }) => {
  const { t } = useTranslation('directory');
  const explain = useExplain();
  const turn = person.disabledAt === null ? 'disable' : 'enable';
  const form = useForm(
    { why: '' },
    { why: (value) => (value.trim().length < 2 ? t('person.whyMissing') : null) },
  );
  const send = useMutation({
    mutationFn: () =>
      client.directory.disablePerson({
        id: person.id,
        disabled: turn === 'disable',
        why: form.values.why.trim(),
      }),
    onSuccess: onDone,
  });
  const sentences = {
    LAST_ADMIN: t('person.lastAdmin'),
    LAST_APPROVERS: t('person.lastApprovers'),
    ALREADY_ASKED: t('person.alreadyAsked'),
  };
  return (
    <FormShell
      label={t(`person.${turn}`)}
      pending={send.isPending}
      error={explain(send.error, sentences)}
      submit={t(`person.${turn}Submit`)}
      onSubmit={() => form.check() && send.mutate()}
    >
      <p>{t(`person.${turn}Hint`)}</p>
      <Field {...form.field('why')} label={t('person.why')}>
        {(aria) => <TextInput {...aria} {...form.text('why')} maxLength={500} autoFocus />}
      </Field>
    </FormShell>
  );
};
