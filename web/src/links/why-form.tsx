import type { LinkDetail } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/index.ts';
import { Button, Field, FormShell, TextArea, useForm } from '../design/index.ts';
import { useRefusal } from './use-refusal.ts';

/** Acts that need a reason and nothing else. */
export type WhyAct = 'object' | 'answer' | 'lift' | 'restore' | 'reveal';
type Props = {
  act: WhyAct;
  entry: LinkDetail;
  /** With the number in full, when that was asked for. */
  onDone: (shown: string | null) => void;
};

export const WhyForm = ({ act, entry, onDone }: Props) => {
  const { t } = useTranslation('links');
  const { t: common } = useTranslation();
  const refusal = useRefusal();
  const queryClient = useQueryClient();
  const form = useForm(
    { why: '' },
    { why: (value) => ([...value.trim()].length < 4 ? t('whyMissing') : null) },
  );
  const send = useMutation({
    mutationFn: async (): Promise<string | null> => {
      const { id, version } = entry;
      const why = form.values.why.trim();
      if (act === 'reveal') return (await client.links.reveal({ id, reason: why })).value;
      if (act === 'object') await client.links.object({ id, why });
      else await client.links[act]({ id, version, why });
      return null;
    },
    onSuccess: onDone,
    onSettled: () => queryClient.invalidateQueries({ queryKey: api.links.key() }),
  });
  return (
    <FormShell
      label={t(`act.${act}`)}
      pending={send.isPending}
      error={refusal(send.error)}
      submit={t(`act.${act}`)}
      aside={
        <Button kind="quiet" onClick={() => onDone(null)}>
          {common('do.cancel')}
        </Button>
      }
      onSubmit={() => form.check() && send.mutate()}
    >
      <Field {...form.field('why')} label={t('why')} hint={t(`whyHint.${act}`)}>
        {(aria) => <TextArea {...aria} {...form.text('why')} maxLength={200} autoFocus />}
      </Field>
    </FormShell>
  );
};
