import type { WarningDetail } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/index.ts';
import { Button, Choices, Field, FormShell, TextInput, useForm } from '../../design/index.ts';
import { useExplain } from '../../errors/index.ts';
import { refreshDetail } from '../queries.ts';
import css from './reveal.module.css';

const presets = ['contact', 'verify', 'other'] as const;
type Preset = (typeof presets)[number];
type Props = {
  id: string;
  field: WarningDetail['revealable'][number];
  onShown: (value: string | null) => void;
  onClose: () => void;
};

/** The reason is recorded with who looked and when, before anything is shown. */
export const RevealForm = ({ id, field, onShown, onClose }: Props) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const queryClient = useQueryClient();
  const form = useForm<{ preset: Preset; reason: string }>(
    { preset: 'contact', reason: '' },
    {
      reason: (value, all) =>
        all.preset === 'other' && value.trim().length < 2 ? t('reveal.reasonMissing') : null,
    },
  );
  const { preset, reason } = form.values;
  const send = useMutation({
    mutationFn: () =>
      client.warnings.reveal({
        id,
        field,
        reason: preset === 'other' ? reason.trim() : t(`reveal.preset.${preset}`),
      }),
    onSuccess: ({ value }) => {
      onShown(value);
      return refreshDetail(queryClient, id);
    },
  });
  const question = t('reveal.why', { field: t(`facts.${field}`) });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes what is inside
    <div
      className={css.ask}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Esc closes this question alone, not the panel that it may stand in.
        event.stopPropagation();
        onClose();
      }}
    >
      <FormShell
        label={question}
        pending={send.isPending}
        error={explain(send.error, { FORGOTTEN: t('reveal.forgotten') })}
        submit={t('reveal.show')}
        aside={
          <Button kind="quiet" onClick={onClose}>
            {common('do.cancel')}
          </Button>
        }
        onSubmit={() => form.check() && send.mutate()}
      >
        <Choices
          legend={question}
          autoFocus
          value={preset}
          options={presets.map((value) => ({ value, label: t(`reveal.preset.${value}`) }))}
          onChange={(value) => form.set('preset', value)}
        />
        {preset === 'other' && (
          <Field {...form.field('reason')} label={t('reveal.reason')}>
            {(aria) => <TextInput {...aria} {...form.text('reason')} maxLength={200} />}
          </Field>
        )}
      </FormShell>
    </div>
  );
};
