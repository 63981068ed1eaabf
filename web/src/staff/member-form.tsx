import type { StaffDetail } from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client, codeOf, orReread } from '../api/index.ts';
import { Field, FormShell, TextInput, useForm } from '../design/index.ts';
import { SearchSelect } from '../overlays/index.ts';
import { useMe } from '../session/index.ts';
import { useRefusal } from './use-refusal.ts';

type Values = { name: string; unit: string | undefined; post: string; phone: string };

const valuesOf = ({ name, unit, post }: StaffDetail): Values => ({ name, unit: unit.id, post, phone: '' });

/** Registers a person, or changes what is registered. An empty telephone leaves the kept one as it is. */
export const MemberForm = ({
  member,
  onDone,
}: {
  member?: StaffDetail;
  onDone: (member: StaffDetail) => void;
}) => {
  const { t } = useTranslation('staff');
  const { t: common } = useTranslation();
  const refusal = useRefusal();
  const queryClient = useQueryClient();
  const me = useMe();
  // What the person has before them, until a refusal shows them the newest.
  const [seen, setSeen] = useState(member);
  const { data: units = [] } = useQuery(api.directory.units.queryOptions({ input: {}, staleTime: 60_000 }));
  const form = useForm<Values>(
    member === undefined ? { name: '', unit: me.unit.id, post: '', phone: '' } : valuesOf(member),
    {
      name: (value) => (value.trim() === '' ? t('member.nameBad') : null),
      unit: (value) => (value === undefined ? t('member.unitMissing') : null),
      phone: (value) =>
        value.trim() === '' || /^\+?\d[\d\s-]{2,24}(转\d{1,6})?$/.test(value.trim())
          ? null
          : t('member.phoneBad'),
    },
  );
  const { name, unit, post, phone } = form.values;
  const reread = async (id: string) => {
    await queryClient.invalidateQueries({ queryKey: api.staff.key() }, { throwOnError: true });
    const newest = await queryClient.fetchQuery(api.staff.get.queryOptions({ input: { id } }));
    setSeen(newest);
    form.rebase(valuesOf(newest));
  };
  const send = useMutation({
    mutationFn: () => {
      const input = {
        name: name.trim(),
        unit: unit ?? '',
        post: post.trim(),
        ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
      };
      if (seen === undefined) return client.staff.create(input);
      const { id, version } = seen;
      const account = seen.unit.id === unit ? (seen.account?.id ?? null) : null;
      return orReread(client.staff.change({ ...input, id, version, account }), () => reread(id));
    },
    onSuccess: (made) => {
      onDone(made);
      return queryClient.invalidateQueries({ queryKey: api.staff.key() });
    },
    onError: (error) => {
      if (codeOf(error) === 'UNKNOWN_UNIT') form.fail('unit', refusal(error) ?? '');
    },
  });
  const label = t(member === undefined ? 'member.new' : 'member.change');
  return (
    <FormShell
      label={label}
      pending={send.isPending}
      error={codeOf(send.error) === 'UNKNOWN_UNIT' ? null : refusal(send.error)}
      submit={common('do.save')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <Field {...form.field('name')} label={t('member.name')}>
        {(aria) => <TextInput {...aria} {...form.text('name')} maxLength={60} autoFocus />}
      </Field>
      <Field {...form.field('unit')} label={t('member.unit')} hint={member && t('member.unitHint')}>
        {(aria) => (
          <SearchSelect
            aria={aria}
            value={unit}
            options={units.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(value) => form.set('unit', value)}
            placeholder={t('choose')}
            empty={t('nothing')}
          />
        )}
      </Field>
      <Field {...form.field('post')} label={t('member.post')} optional={common('optional')}>
        {(aria) => <TextInput {...aria} {...form.text('post')} maxLength={60} />}
      </Field>
      <Field
        {...form.field('phone')}
        label={t('member.phone')}
        hint={t(member === undefined ? 'member.phoneHint' : 'member.phoneKeep')}
        optional={common('optional')}
      >
        {(aria) => <TextInput {...aria} {...form.text('phone')} maxLength={30} inputMode="tel" />}
      </Field>
    </FormShell>
  );
};
