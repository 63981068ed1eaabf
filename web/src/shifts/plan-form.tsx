import { type DutyPost, type ShiftRole, shiftRoles } from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client, serverNow } from '../api/index.ts';
import { Choices, Field, FormShell, NativeSelect, Options, TextInput, useForm } from '../design/index.ts';
import { dayOf, isDay, spanOf } from './days.ts';
import { refreshShifts } from './queries.ts';
import { useRefusal } from './use-refusal.ts';

type Values = { person: string; role: ShiftRole; day: string; from: string; to: string };

/** Puts one shift on the roster; one that ends before it begins goes over midnight. */
export const PlanForm = ({ post, from, onDone }: { post: DutyPost; from: string; onDone: () => void }) => {
  const { t } = useTranslation('shifts');
  const refusal = useRefusal();
  const queryClient = useQueryClient();
  const { data: people = [] } = useQuery(api.shifts.people.queryOptions({ input: { id: post.id } }));
  const today = dayOf(serverNow());
  const time = (value: string) => (/^\d\d:\d\d$/.test(value) ? null : t('plan.timeBad'));
  const form = useForm<Values>(
    { person: '', role: 'A', day: from < today ? today : from, from: '08:00', to: '20:00' },
    {
      person: (value) => (value === '' ? t('plan.personMissing') : null),
      day: (value) => (isDay(value) ? null : t('plan.dayBad')),
      from: time,
      to: time,
    },
  );
  const { person, role, day } = form.values;
  const send = useMutation({
    mutationFn: () =>
      client.shifts.plan({ post: post.id, person, role, ...spanOf(day, form.values.from, form.values.to) }),
    onSuccess: () => {
      onDone();
      return refreshShifts(queryClient);
    },
  });
  return (
    <FormShell
      label={t('plan.new')}
      pending={send.isPending}
      error={refusal(send.error)}
      submit={t('plan.submit')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <Field {...form.field('person')} label={t('plan.person')}>
        {(aria) => (
          <NativeSelect {...aria} value={person} onChange={({ target }) => form.set('person', target.value)}>
            <Options
              none={t('handOver.choose')}
              of={people}
              value={({ id }) => id}
              name={({ name }) => name}
            />
          </NativeSelect>
        )}
      </Field>
      <Choices
        legend={t('plan.role')}
        value={role}
        options={shiftRoles.map((one) => ({ value: one, label: t(`role.${one}`) }))}
        onChange={(value) => form.set('role', value)}
      />
      <Field {...form.field('day')} label={t('plan.day')}>
        {(aria) => <TextInput {...aria} {...form.text('day')} type="date" />}
      </Field>
      <Field {...form.field('from')} label={t('plan.from')}>
        {(aria) => <TextInput {...aria} {...form.text('from')} type="time" />}
      </Field>
      <Field {...form.field('to')} label={t('plan.to')} hint={t('plan.toHint')}>
        {(aria) => <TextInput {...aria} {...form.text('to')} type="time" />}
      </Field>
    </FormShell>
  );
};
