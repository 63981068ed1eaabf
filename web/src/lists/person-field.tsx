import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, codeOf } from '../api/index.ts';
import { Button, Field, TextInput } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import css from './lists.module.css';
import { rememberMasked } from './masked-handles.ts';

/** Who is looked for is posted; what stands in the address is a handle that ends by itself. */
export const PersonField = ({ onFound }: { onFound: (handle: string) => void }) => {
  const { t } = useTranslation('lists');
  const explain = useExplain();
  const id = useId();
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const send = useMutation({
    mutationFn: () =>
      client.search.create({
        value: value.trim(),
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      }),
    onSuccess: ({ handle, masked }) => {
      rememberMasked(handle, masked);
      setValue('');
      onFound(handle);
    },
  });
  const needsReason = codeOf(send.error) === 'MISSING' || reason !== '';
  return (
    <form
      className={css.whom}
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim().length >= 2 && !send.isPending) send.mutate();
      }}
    >
      <Field
        id={id}
        label={t('filters.person')}
        hint={t('filters.personHint')}
        error={send.error === null ? undefined : (explain(send.error) ?? undefined)}
      >
        {(aria) => (
          <TextInput
            {...aria}
            value={value}
            maxLength={80}
            onChange={({ target }) => setValue(target.value)}
          />
        )}
      </Field>
      {needsReason && (
        <TextInput
          aria-label={t('filters.reason')}
          placeholder={t('filters.reason')}
          value={reason}
          maxLength={200}
          onChange={({ target }) => setReason(target.value)}
        />
      )}
      <Button type="submit" busy={send.isPending} disabled={value.trim().length < 2}>
        {t('filters.find')}
      </Button>
    </form>
  );
};
