import { type IncidentSource, reportedSources } from '@lanzha/contract';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, Choices, FormShell } from '../design/index.ts';
import { Dialog } from '../overlays/index.ts';
import { toIncident } from '../paths.ts';
import { useRefusal } from './use-refusal.ts';

type Reported = Exclude<IncidentSource, 'warning'>;

/** A report that comes by telephone, at the door or from 110: the quick form opens at once. */
export const OpenForm = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('incidents');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const refusal = useRefusal();
  const [source, setSource] = useState<Reported>('phone');
  const send = useMutation({
    mutationFn: () => client.incidents.open({ source }),
    onSuccess: ({ id }) => navigate(toIncident(id)),
  });
  return (
    <Dialog open title={t('open.title')} onClose={onClose}>
      <FormShell
        label={t('open.title')}
        pending={send.isPending}
        error={refusal(send.error)}
        submit={t('open.submit')}
        aside={
          <Button kind="quiet" onClick={onClose}>
            {common('do.cancel')}
          </Button>
        }
        onSubmit={() => send.mutate()}
      >
        <Choices
          legend={t('open.source')}
          value={source}
          options={reportedSources.map((value) => ({ value, label: t(`source.${value}`) }))}
          onChange={setSource}
          autoFocus
        />
        <p>{t('open.about')}</p>
      </FormShell>
    </Dialog>
  );
};
