import type { Approval, ApprovalAct } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/index.ts';
import { Button, Field, FormShell, Notice, TextArea, TextInput, useForm } from '../design/index.ts';
import css from './approvals.module.css';
import type { Refused } from './refused.tsx';
import { useRefusal } from './use-refusal.ts';

type Props = { approval: Approval; onRefused: (refused: Refused | null) => void };
type Values = { note: string; code: string };

/** Yes, no, or take it back. A no says why; an emergency says why and shows the code of the console. */
export const Decide = ({ approval, onRefused }: Props) => {
  const { t } = useTranslation('approvals');
  const { t: common } = useTranslation();
  const refusal = useRefusal();
  const queryClient = useQueryClient();
  const { id, version, offers } = approval;
  const [form, setForm] = useState<'refuse' | 'emergency' | null>(null);
  const values = useForm<Values>(
    { note: '', code: '' },
    {
      note: (value) => (value.trim().length < (form === 'emergency' ? 4 : 2) ? t('bad.note') : null),
      code: (value) => (form === 'emergency' && value.trim().length < 4 ? t('bad.code') : null),
    },
  );
  const send = useMutation({
    mutationFn: (act: ApprovalAct) => {
      const note = values.values.note.trim();
      switch (act) {
        case 'approve':
          return client.approvals.approve({ id, version });
        case 'withdraw':
          return client.approvals.withdraw({ id, version });
        case 'refuse':
          return client.approvals.refuse({ id, version, note });
        case 'emergency':
          return client.approvals.emergency({ id, version, note, code: values.values.code.trim() });
      }
    },
    onMutate: () => onRefused(null),
    onError: (error) => onRefused({ approval, sentence: refusal(error) ?? '' }),
    // Also after a refusal: most often the world moved on, and the page should show it.
    onSettled: () =>
      Promise.all(
        [api.approvals.key(), api.params.key(), api.directory.key(), api.serviceKeys.key()].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  });
  const error = refusal(send.error);
  if (form !== null)
    return (
      <div className={css.form}>
        {form === 'emergency' && <Notice kind="warn">{t('emergencyMeans')}</Notice>}
        <FormShell
          label={t(`act.${form}`)}
          pending={send.isPending}
          error={error}
          submit={t(`act.${form}`)}
          aside={<Button onClick={() => setForm(null)}>{common('do.back')}</Button>}
          onSubmit={() => values.check() && send.mutate(form)}
        >
          {form === 'emergency' && (
            <Field {...values.field('code')} label={t('code')} hint={t('codeHint')}>
              {(aria) => <TextInput {...aria} {...values.text('code')} maxLength={40} autoFocus />}
            </Field>
          )}
          <Field {...values.field('note')} label={t('noteLabel')}>
            {(aria) => <TextArea {...aria} {...values.text('note')} maxLength={500} />}
          </Field>
        </FormShell>
      </div>
    );
  return (
    <>
      {error && <Notice kind="error">{error}</Notice>}
      <div className={css.acts}>
        {offers.map((act) => (
          <Button
            key={act}
            kind={act === 'approve' ? 'primary' : act === 'emergency' ? 'quiet' : 'plain'}
            busy={send.isPending && send.variables === act}
            onClick={() => (act === 'refuse' || act === 'emergency' ? setForm(act) : send.mutate(act))}
          >
            {t(`act.${act}`)}
          </Button>
        ))}
      </div>
    </>
  );
};
