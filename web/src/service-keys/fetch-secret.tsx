import type { ServiceKeyEntry } from '@lanzha/contract';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { FormShell, Notice } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';

/** Before a secret is made: from then on it is shown once and never again. */
export const FetchSecret = ({
  entry,
  onDone,
}: {
  entry: ServiceKeyEntry;
  onDone: (secret: string) => void;
}) => {
  const { t } = useTranslation('service-keys');
  const explain = useExplain();
  const send = useMutation({
    mutationFn: () => client.serviceKeys.fetch({ id: entry.id }),
    onSuccess: ({ secret }) => onDone(secret),
  });
  const sentences = { NOT_YOURS: t('secret.notYours'), NOT_TO_FETCH: t('secret.notToFetch') };
  return (
    <FormShell
      label={t('secret.fetchTitle')}
      pending={send.isPending}
      error={explain(send.error, sentences)}
      submit={t('secret.fetch')}
      onSubmit={() => send.mutate()}
    >
      <Notice kind="warn">{t('secret.ready', { unit: entry.unit.name, source: entry.source })}</Notice>
    </FormShell>
  );
};
