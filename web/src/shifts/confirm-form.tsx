import type { Shift } from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/index.ts';
import { Checkbox, FormShell } from '../design/index.ts';
import { refreshShifts } from './queries.ts';
import { useRefusal } from './use-refusal.ts';

/** The taker has read the note and begins, with the warnings of the one who leaves unless they are to stay. */
export const ConfirmForm = ({ shift }: { shift: Shift }) => {
  const { t } = useTranslation('shifts');
  const refusal = useRefusal();
  const queryClient = useQueryClient();
  const [take, setTake] = useState(true);
  const { id, version, person } = shift;
  const { data } = useQuery(api.shifts.get.queryOptions({ input: { id } }));
  const own = data?.open?.own ?? 0;
  const send = useMutation({
    mutationFn: () => client.shifts.confirm({ id, version, take: take && own > 0 }),
    onSettled: () => refreshShifts(queryClient),
  });
  return (
    <FormShell
      label={t('act.confirm')}
      pending={send.isPending}
      error={refusal(send.error)}
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
