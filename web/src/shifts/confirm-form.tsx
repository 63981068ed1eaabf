import type { Shift } from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/index.ts';
import { Checkbox, FormShell, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { refreshShifts } from './queries.ts';
import { type Told, toldOf, useTelling } from './told.tsx';

/**
 * The taker has read the note and begins, with the warnings of the one who leaves unless they are to stay. Nothing is
 * confirmed before it is known how many those are.
 */
export const ConfirmForm = ({ shift, told }: { shift: Shift; told: Told }) => {
  const { t } = useTranslation('shifts');
  const queryClient = useQueryClient();
  const [take, setTake] = useState(true);
  const { id, version, person } = shift;
  const detail = useQuery(api.shifts.get.queryOptions({ input: { id }, staleTime: 0 }));
  const own = detail.data?.open?.own ?? 0;
  const send = useMutation({
    mutationFn: () => client.shifts.confirm({ id, version, take: take && own > 0 }),
    ...useTelling(told, shift),
    onSettled: () => refreshShifts(queryClient),
  });
  // Taken back and handed over again, it has other warnings than those that were read before.
  if (detail.data === undefined || detail.data.version < version)
    return detail.isError ? (
      <ReadFailed error={detail.error} retry={() => void detail.refetch()} />
    ) : (
      <Skeleton lines={2} label={t('loading')} />
    );
  return (
    <FormShell
      label={t('act.confirm')}
      pending={send.isPending}
      error={toldOf(told, shift)}
      submit={t('act.confirm')}
      onSubmit={() => send.mutate()}
    >
      {own > 0 && (
        <Checkbox
          checked={take}
          onChange={({ target }) => setTake(target.checked)}
          label={t('confirm.take', { name: person.name, count: own })}
          hint={t('confirm.takeHint')}
        />
      )}
    </FormShell>
  );
};
