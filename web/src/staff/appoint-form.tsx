import type { ContactFunction, ContactRank } from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client, orReread } from '../api/index.ts';
import { Checkbox, Field, FormShell, NativeSelect, Options, TextInput, useForm } from '../design/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { useRefusal } from './use-refusal.ts';

/** The place that is to be filled; `instead` is the contact that ends. */
export type Place = {
  unit: { id: string; name: string };
  function: ContactFunction;
  rank: ContactRank;
  instead?: { id: string; memberId: string; name: string };
};

/** Names the contact of a unit, or the successor of the one it has. */
export const AppointForm = ({ place, onDone }: { place: Place; onDone: () => void }) => {
  const { t } = useTranslation('staff');
  const refusal = useRefusal();
  const queryClient = useQueryClient();
  const assigns = useMe().acts.includes('warnings.assign');
  const { unit, rank } = place;
  const [instead, setInstead] = useState(place.instead);
  const people = useQuery(api.staff.list.queryOptions({ input: { unit: unit.id, limit: 200 } }));
  const choices = (people.data?.items ?? []).filter(({ id }) => id !== instead?.memberId);
  const form = useForm(
    { member: '', why: '', takeTasks: instead !== undefined && assigns },
    {
      member: (value) => (value === '' ? t('contact.memberMissing') : null),
      why: (value) => (value.trim().length < 2 ? t('whyMissing') : null),
    },
  );
  const { member, why, takeTasks } = form.values;
  const reread = async () => {
    await queryClient.invalidateQueries({ queryKey: api.staff.key() }, { throwOnError: true });
    const contacts = await client.staff.contacts({ unit: unit.id, function: place.function });
    const now = contacts.find((one) => one.rank === rank);
    setInstead(now && { id: now.id, memberId: now.member.id, name: now.member.name });
  };
  const send = useMutation({
    mutationFn: () => {
      const sent = client.staff.appoint({
        unit: unit.id,
        function: place.function,
        rank,
        member,
        why: why.trim(),
        takeTasks,
        ...(instead === undefined ? {} : { instead: instead.id }),
      });
      return orReread(sent, reread);
    },
    onSuccess: () => {
      onDone();
      return queryClient.invalidateQueries({ queryKey: api.staff.key() });
    },
  });
  const label = t(instead === undefined ? 'contact.appoint' : 'contact.succeed');
  return (
    <FormShell
      label={label}
      pending={send.isPending}
      error={refusal(send.error)}
      submit={label}
      onSubmit={() => form.check() && send.mutate()}
    >
      <p>
        {unit.name} · {t('contact.as', { duty: t(`duty.${place.function}`), rank })}
        {instead !== undefined && ` · ${t('contact.now', { name: instead.name })}`}
      </p>
      {people.data !== undefined && choices.length === 0 && (
        <p>
          {t('contact.nobody')} <Link to={paths.staff}>{t('member.new')}</Link>
        </p>
      )}
      <Field {...form.field('member')} label={t('contact.member')}>
        {(aria) => (
          <NativeSelect {...aria} value={member} onChange={({ target }) => form.set('member', target.value)}>
            <Options
              none={t('choose')}
              of={choices}
              value={({ id }) => id}
              name={({ name, post }) => (post === '' ? name : `${name} · ${post}`)}
            />
          </NativeSelect>
        )}
      </Field>
      <Field {...form.field('why')} label={t('why')} hint={t('contact.whyHint')}>
        {(aria) => <TextInput {...aria} {...form.text('why')} maxLength={300} />}
      </Field>
      {instead !== undefined && assigns && (
        <Checkbox
          checked={takeTasks}
          onChange={({ target }) => form.set('takeTasks', target.checked)}
          label={t('contact.takeTasks')}
          hint={t('contact.takeTasksHint')}
        />
      )}
    </FormShell>
  );
};
