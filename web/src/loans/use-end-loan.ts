import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/index.ts';
import { useExplain } from '../errors/index.ts';

/** Ends a loan at once; lists, counts and open warnings load afresh, also after a refusal. */
export const useEndLoan = () => {
  const queryClient = useQueryClient();
  const { t } = useTranslation('loans');
  const explain = useExplain();
  const send = useMutation({
    mutationFn: (id: string) => client.loans.end({ id }),
    onSettled: () =>
      Promise.all(
        [api.loans.key(), api.warnings.key()].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      ),
  });
  return {
    end: send.mutate,
    ending: send.isPending ? send.variables : null,
    refused: explain(send.error, { ENDED: t('refused.ended') }),
  };
};
