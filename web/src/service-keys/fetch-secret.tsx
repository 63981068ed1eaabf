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
  const send = useMutation({ mutationFn: (id: string) => client.serviceKeys.fetch({ id }) });
  const sentences = { NOT_YOURS: t('secret.notYours'), NOT_TO_FETCH: t('secret.notToFetch') };
  const secret = send.data?.secret;
  const close = () => {
    send.reset();
    onClose();
  };
  return (
    <Dialog
      open={entry !== null}
      title={secret === undefined ? t('secret.fetchTitle') : t('secret.title')}
      onClose={send.isPending || secret !== undefined ? stay : close}
    >
      {entry !== null && secret === undefined && (
        <FormShell
          label={t('secret.fetchTitle')}
          pending={send.isPending}
          error={explain(send.error, sentences)}
          submit={t('secret.fetch')}
          onSubmit={() => send.mutate(entry.id)}
        >
          <Notice kind="warn">{t('secret.ready', { unit: entry.unit.name, source: entry.source })}</Notice>
        </FormShell>
      )}
      {secret !== undefined && <SecretOnce secret={secret} onDone={close} />}
    </Dialog>
  );
};
