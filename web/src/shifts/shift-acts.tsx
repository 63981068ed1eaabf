import type { Shift } from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/index.ts';
import { Button, dropKept, isKept, Notice } from '../design/index.ts';
import { useMe } from '../session/index.ts';
import { ConfirmForm } from './confirm-form.tsx';
import { HandOverForm } from './hand-over-form.tsx';
import { refreshShifts } from './queries.ts';
import { ReasonForm } from './reason-form.tsx';
import css from './shifts.module.css';
import { type Told, toldOf, useTelling } from './told.tsx';

type Act = Shift['acts'][number];
const formActs = ['hand_over', 'end_alone', 'cancel'] as const;
type FormAct = (typeof formActs)[number];
const isFormAct = (act: Act): act is FormAct => (formActs as readonly Act[]).includes(act);
const order: readonly Act[] = [
  'sign_on',
  'hand_over',
  'untake',
  'take_back',
  'acknowledge',
  'end_alone',
  'cancel',
];

/** What I may do with a shift now, the most useful first. */
export const ShiftActs = ({ shift, told }: { shift: Shift; told: Told }) => {
  const { t } = useTranslation('shifts');
  const { t: common } = useTranslation();
  const queryClient = useQueryClient();
  const { id, version } = shift;
  const draft = `${useMe().id} hand_over ${id}`;
  // Whoever went to look at a warning in between comes back to the note.
  const [form, setForm] = useState<FormAct | null>(() =>
    shift.acts.includes('hand_over') && isKept(draft) ? 'hand_over' : null,
  );
  const send = useMutation({
    mutationFn: (act: Exclude<Act, FormAct | 'confirm'>) => {
      switch (act) {
        case 'sign_on':
          return client.shifts.signOn({ id, version });
        case 'take_back':
          return client.shifts.takeBack({ id, version });
        case 'untake':
          return client.shifts.untake({ id, version });
        case 'acknowledge':
          return client.shifts.acknowledge({ id, version });
      }
    },
    ...useTelling(told, shift),
    // Also after a refusal: most often somebody else was first, and the page should show it.
    onSettled: () => refreshShifts(queryClient),
  });
  // Whether warnings may be given back is known with the whole shift only.
  const detail = useQuery({
    ...api.shifts.get.queryOptions({ input: { id } }),
    enabled: shift.state === 'on_duty' && shift.acts.includes('hand_over'),
  });
  const untake = detail.data?.untake ?? null;
  const offered: Act[] = untake === null ? shift.acts : [...shift.acts, 'untake'];
  const close = () => {
    told.tell(null);
    setForm(null);
  };
  const leave = () => {
    dropKept(draft);
    close();
  };
  if (offered.includes('confirm')) return <ConfirmForm key={version} shift={shift} told={told} />;
  if (form === 'hand_over')
    return (
      <HandOverForm
        shift={shift}
        told={told}
        draft={draft}
        aside={<Button onClick={leave}>{common('do.cancel')}</Button>}
        onDone={leave}
      />
    );
  if (form !== null)
    return (
      <ReasonForm
        shift={shift}
        act={form}
        told={told}
        aside={<Button onClick={close}>{common('do.back')}</Button>}
        onDone={close}
      />
    );
  const acts = order.filter((act) => offered.includes(act));
  if (acts.length === 0) return null;
  const error = toldOf(told, shift);
  return (
    <>
      {error !== null && <Notice kind="error">{error}</Notice>}
      <div className={css.acts}>
        {acts.map((act, at) => (
          <Button
            key={act}
            kind={at === 0 && act !== 'end_alone' && act !== 'cancel' ? 'primary' : 'plain'}
            busy={send.isPending && send.variables === act}
            onClick={() => (isFormAct(act) ? setForm(act) : act !== 'confirm' && send.mutate(act))}
          >
            {act === 'untake' ? t('act.untakeCount', { count: untake?.warnings ?? 0 }) : t(`act.${act}`)}
          </Button>
        ))}
      </div>
    </>
  );
};
