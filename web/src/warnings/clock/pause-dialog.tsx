import { type DutyClock, type PauseReason, pauseReasons, type WarningDetail } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Button, Choices, Field, FormShell, TextArea, useForm } from '../../design/index.ts';
import { Dialog } from '../../overlays/index.ts';
import css from './clock.module.css';
import { useClockAct } from './use-clock-act.ts';

type Props = { warning: WarningDetail; clock: DutyClock; onClose: () => void };

/** Why the clock is to stand still: one of the reasons that the rules know, and words for whoever reads it later. */
export const PauseDialog = ({ warning, clock, onClose }: Props) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const act = useClockAct(warning, onClose);
  const form = useForm<{ reason: PauseReason; note: string }>(
    { reason: 'operator_answer', note: '' },
    { note: (value) => (value.trim().length < 2 ? t('clock.noteMissing') : null) },
  );
  const { reason, note } = form.values;
  return (
    <Dialog open title={t('clock.pause')} onClose={onClose}>
      <FormShell
        label={t('clock.pause')}
        pending={act.isPending}
        error={act.refused}
        submit={t('clock.pause')}
        aside={
          <Button kind="quiet" onClick={onClose}>
            {common('do.cancel')}
          </Button>
        }
        onSubmit={() =>
          form.check() &&
          act.mutate({ act: 'pause', input: { clock: clock.clock, reason, note: note.trim() } })
        }
      >
        <p className={css.hint}>{t('clock.pauseHint', { hours: Math.round(clock.pauseMinutes / 6) / 10 })}</p>
        <Choices
          legend={t('clock.why')}
          autoFocus
          value={reason}
          options={pauseReasons.map((value) => ({ value, label: t(`clock.reason.${value}`) }))}
          onChange={(value) => form.set('reason', value)}
        />
        <Field {...form.field('note')} label={t('clock.note')}>
          {(aria) => (
            <TextArea
              {...aria}
              {...form.text('note')}
              maxLength={2000}
              placeholder={t('panel.notePlaceholder')}
            />
          )}
        </Field>
      </FormShell>
    </Dialog>
  );
};
