import type { Shift } from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client, codeOf } from '../api/index.ts';
import { Field, FormShell, NativeSelect, Skeleton, TextArea, useKeptForm } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { OpenWorkView } from './open-work.tsx';
import { refreshShifts } from './queries.ts';
import css from './shifts.module.css';
import { type Told, toldOf, useTelling } from './told.tsx';
import { useRefusal } from './use-refusal.ts';

type Props = { shift: Shift; draft: string; told: Told; aside: ReactNode; onDone: () => void };

/** What is open now, computed; what only the officer knows, written; who takes over. */
export const HandOverForm = ({ shift, draft, told, aside, onDone }: Props) => {
  const { t } = useTranslation('shifts');
  const refusal = useRefusal();
  const queryClient = useQueryClient();
  const open = useQuery(api.shifts.open.queryOptions({ staleTime: 0 }));
  const { data: people = [] } = useQuery(api.shifts.people.queryOptions({ input: { id: shift.post.id } }));
  const form = useKeptForm(
    draft,
    { taker: '', note: '' },
    {
      taker: (value) => (value === '' ? t('handOver.takerMissing') : null),
      note: (value) => (value.trim().length < 2 ? t('handOver.noteMissing') : null),
    },
  );
  const { taker, note } = form.values;
  const telling = useTelling(told, shift);
  const send = useMutation({
    mutationFn: () =>
      client.shifts.handOver({ id: shift.id, version: shift.version, taker, note: note.trim() }),
    onSuccess: onDone,
    onMutate: telling.onMutate,
    onError: (error) => {
      if (codeOf(error) === 'NOT_ELIGIBLE') form.fail('taker', refusal(error) ?? '');
      else telling.onError(error);
    },
    onSettled: () => refreshShifts(queryClient),
  });
  return (
    <div className={css.form}>
      <h3>{t('open.now')}</h3>
      {open.isPending ? (
        <Skeleton lines={4} label={t('loading')} />
      ) : open.data === undefined ? (
        <ReadFailed error={open.error} retry={() => void open.refetch()} />
      ) : (
        <OpenWorkView open={open.data} />
      )}
      <FormShell
        label={t('act.hand_over')}
        pending={send.isPending}
        error={toldOf(told, shift)}
        submit={t('handOver.submit')}
        aside={aside}
        onSubmit={() => form.check() && send.mutate()}
      >
        <Field {...form.field('note')} label={t('handOver.note')} hint={t('handOver.noteHint')}>
          {(aria) => <TextArea {...aria} {...form.text('note')} rows={5} maxLength={4000} autoFocus />}
        </Field>
        <Field {...form.field('taker')} label={t('handOver.taker')}>
          {(aria) => (
            <NativeSelect {...aria} value={taker} onChange={({ target }) => form.set('taker', target.value)}>
              <option value="">{t('handOver.choose')}</option>
              {people
                .filter(({ id }) => id !== shift.person.id)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </NativeSelect>
          )}
        </Field>
      </FormShell>
    </div>
  );
};
