import type { ServiceKeyEntry } from '@lanzha/contract';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { FormShell, Notice } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { Dialog } from '../overlays/index.ts';
import { SecretOnce } from './secret-once.tsx';

interface Props {
  /** Whose secret is to be made; null: nobody asks. */
  readonly entry: ServiceKeyEntry | null;
  readonly onClose: () => void;
}

const stay = () => undefined;

/** Before a secret is made, and the secret: from then on it is shown once and never again, so that a slip must not lose it. */
export const FetchDialog = ({ entry, onClose }: Props) => {
  const { t } = useTranslation('service-keys');
  const explain = useExplain();
  const send = useMutation({ mutationFn: ({ id }: ServiceKeyEntry) => client.serviceKeys.fetch({ id }) });
  const sentences = { NOT_YOURS: t('secret.notYours'), NOT_TO_FETCH: t('secret.notToFetch') };
  const { data: made, isPending } = send;
  const close = () => {
    // Under way, it is left alone: however the dialog was closed, it opens again for the secret.
    if (!send.isIdle) send.reset();
    onClose();
  };
  return (
    <Dialog
      open={entry !== null || made !== undefined}
      title={made === undefined ? t('secret.fetchTitle') : t('secret.title')}
      onClose={isPending || made !== undefined ? stay : close}
    >
      {entry !== null && made === undefined && (
        <FormShell
          label={t('secret.fetchTitle')}
          pending={isPending}
          error={explain(send.error, sentences)}
          submit={t('secret.fetch')}
          onSubmit={() => send.mutate(entry)}
        >
          <Notice kind="warn">{t('secret.ready', { unit: entry.unit.name, source: entry.source })}</Notice>
        </FormShell>
      )}
      {made !== undefined && <SecretOnce made={made} onDone={close} />}
    </Dialog>
  );
};
