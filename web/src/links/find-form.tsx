import { type Link as Entry, type LinkKind, linkKinds } from '@lanzha/contract';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, codeOf } from '../api/index.ts';
import { Button, Choices, Field, FormShell, TextInput, useForm } from '../design/index.ts';
import css from './links.module.css';
import { Verdict } from './use-columns.tsx';
import { useRefusal } from './use-refusal.ts';

/** Whether one value stands in a list. It is posted, so that no number stands in an address. */
export const FindForm = ({ onOpen }: { onOpen: (entry: Entry) => void }) => {
  const { t } = useTranslation('links');
  const refusal = useRefusal();
  const form = useForm<{ kind: LinkKind; value: string }>(
    { kind: 'phone', value: '' },
    { value: (value) => (value.trim().length < 3 ? t('add.valueMissing') : null) },
  );
  const { kind, value } = form.values;
  const send = useMutation({
    mutationFn: () => client.links.find({ kind, value: value.trim() }),
    onError: (error) => {
      if (codeOf(error) === 'NOT_A_VALUE') form.fail('value', refusal(error) ?? '');
    },
  });
  return (
    <>
      <FormShell
        label={t('find.title')}
        pending={send.isPending}
        error={codeOf(send.error) === 'NOT_A_VALUE' ? null : refusal(send.error)}
        submit={t('find.submit')}
        onSubmit={() => form.check() && send.mutate()}
      >
        <Choices
          legend={t('col.kind')}
          value={kind}
          options={linkKinds.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
          onChange={(one) => form.set('kind', one)}
        />
        <Field {...form.field('value')} label={t('col.value')} hint={t(`add.hint.${kind}`)}>
          {(aria) => <TextInput {...aria} {...form.text('value')} maxLength={4_000} />}
        </Field>
      </FormShell>
      {send.data && (
        <div role="status" className={css.found}>
          {send.data.length === 0 ? (
            <p>{t('find.none')}</p>
          ) : (
            <ul className={css.entries}>
              {send.data.map((entry) => (
                <li key={entry.id}>
                  <span className={css.value}>{entry.value}</span> <Verdict entry={entry} /> {entry.source}
                  <Button kind="quiet" onClick={() => onOpen(entry)}>
                    {t('open')}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </>
  );
};
