import type { RetentionPreview } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/index.ts';
import { Button, Notice } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { Dialog } from '../overlays/index.ts';
import { ReasonForm } from './reason-form.tsx';

/** The clock jumped: nothing is destroyed until somebody has looked. */
export const Paused = ({ paused }: { paused: NonNullable<RetentionPreview['paused']> }) => {
  const { t } = useTranslation('retention');
  const language = useLanguage();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const send = useMutation({
    mutationFn: (reason: string) => client.retention.confirmClock({ reason }),
    onSuccess: () => {
      setAsking(false);
      return queryClient.invalidateQueries({ queryKey: api.retention.key() });
    },
  });
  const at = (instant: string) => formatInstant(instant, language, 'full');
  return (
    <Notice kind="warn" action={<Button onClick={() => setAsking(true)}>{t('paused.confirm')}</Button>}>
      {t('paused.sentence', { last: at(paused.lastActivity), now: at(paused.at) })}
      <Dialog open={asking} title={t('paused.confirm')} onClose={() => setAsking(false)}>
        <p>{t('paused.ask', { now: at(paused.at) })}</p>
        <ReasonForm
          label={t('paused.confirm')}
          submit={t('paused.confirm')}
          pending={send.isPending}
          error={send.error}
          onSend={(reason) => send.mutate(reason)}
        />
      </Dialog>
    </Notice>
  );
};
