import type { Shift } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Field, FormShell, TextArea, useForm } from '../design/index.ts';
import { refreshShifts } from './queries.ts';
import css from './shifts.module.css';
import { type Told, toldOf, useTelling } from './told.tsx';

type Props = {
  shift: Shift;
  act: 'end_alone' | 'cancel';
  told: Told;
  aside: ReactNode;
  onDone: () => void;
};

/** Ends a shift that nobody takes over, or takes one off the roster. The first needs a reason, and the leader sees it. */
export const ReasonForm = ({ shift, act, told, aside, onDone }: Props) => {
  const { t } = useTranslation('shifts');
  const { t: common } = useTranslation();
  const queryClient = useQueryClient();
  const ends = act === 'end_alone';
  const form = useForm(
    { reason: '' },
    { reason: (value) => (ends && value.trim().length < 4 ? t('reason.missing') : null) },
  );
  const reason = form.values.reason.trim();
  const { id, version } = shift;
  const send = useMutation({
    mutationFn: () =>
      ends
        ? client.shifts.endAlone({ id, version, reason })
        : client.shifts.cancel({ id, version, ...(reason === '' ? {} : { note: reason }) }),
    ...useTelling(told, shift),
    onSuccess: onDone,
    onSettled: () => refreshShifts(queryClient),
  });
  return (
    <div className={css.form}>
      <FormShell
        label={t(`act.${act}`)}
        pending={send.isPending}
        error={toldOf(told, shift)}
        submit={t(`act.${act}`)}
        aside={aside}
        onSubmit={() => form.check() && send.mutate()}
      >
        <Field
          {...form.field('reason')}
          label={t('reason.label')}
          hint={ends ? t('reason.hint') : undefined}
          optional={!ends && common('optional')}
        >
          {(aria) => <TextArea {...aria} {...form.text('reason')} maxLength={ends ? 1000 : 500} autoFocus />}
        </Field>
      </FormShell>
    </div>
  );
};
