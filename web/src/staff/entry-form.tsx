import { type EntryKind, entryKinds, type StaffDetail } from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/index.ts';
import { Choices, Field, FormShell, TextInput, useForm } from '../design/index.ts';
import { SearchSelect } from '../overlays/index.ts';
import { useRefusal } from './use-refusal.ts';

type Values = {
  kind: EntryKind;
  title: string;
  fromUnit: string | undefined;
  fromDay: string;
  toDay: string;
  hours: string;
  certificate: string;
};

/** A secondment, a training or a qualification of a person. */
export const EntryForm = ({ member, onDone }: { member: StaffDetail; onDone: () => void }) => {
  const { t } = useTranslation('staff');
  const { t: common } = useTranslation();
  const refusal = useRefusal();
  const queryClient = useQueryClient();
  const { data: units = [] } = useQuery(api.directory.units.queryOptions({ input: {}, staleTime: 60_000 }));
  const form = useForm<Values>(
    { kind: 'training', title: '', fromUnit: undefined, fromDay: '', toDay: '', hours: '', certificate: '' },
    {
      title: (value) => (value.trim() === '' ? t('entry.titleMissing') : null),
      fromUnit: (value, { kind }) =>
        kind === 'secondment' && value === undefined ? t('entry.fromUnitMissing') : null,
      fromDay: (value) => (value === '' ? t('entry.dayMissing') : null),
      toDay: (value, { fromDay }) => (value !== '' && value < fromDay ? t('entry.toBad') : null),
      hours: (value) =>
        value === '' || (Number(value) >= 0 && Number(value) * 2 === Math.round(Number(value) * 2))
          ? null
          : t('entry.hoursBad'),
    },
  );
  const { kind, title, fromUnit, fromDay, toDay, hours, certificate } = form.values;
  const send = useMutation({
    mutationFn: () =>
      client.staff.addEntry({
        id: member.id,
        kind,
        title: title.trim(),
        fromDay,
        ...(kind === 'secondment' && fromUnit !== undefined ? { fromUnit } : {}),
        ...(toDay === '' ? {} : { toDay }),
        ...(kind === 'training' && hours !== '' ? { hours: Number(hours) } : {}),
        ...(certificate.trim() === '' ? {} : { certificate: certificate.trim() }),
      }),
    onSuccess: () => {
      onDone();
      return queryClient.invalidateQueries({ queryKey: api.staff.key() });
    },
  });
  return (
    <FormShell
      label={t('entry.new')}
      pending={send.isPending}
      error={refusal(send.error)}
      submit={common('do.save')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <Choices
        legend={t('entry.kind')}
        value={kind}
        options={entryKinds.map((one) => ({ value: one, label: t(`entryKind.${one}`) }))}
        onChange={(value) => form.set('kind', value)}
      />
      <Field {...form.field('title')} label={t('entry.title')}>
        {(aria) => <TextInput {...aria} {...form.text('title')} maxLength={120} />}
      </Field>
      {kind === 'secondment' && (
        <Field {...form.field('fromUnit')} label={t('entry.fromUnit')}>
          {(aria) => (
            <SearchSelect
              aria={aria}
              value={fromUnit}
              options={units.map((one) => ({ value: one.id, label: one.name }))}
              onChange={(value) => form.set('fromUnit', value)}
              placeholder={t('choose')}
              empty={t('nothing')}
            />
          )}
        </Field>
      )}
      <Field {...form.field('fromDay')} label={t('entry.fromDay')}>
        {(aria) => <TextInput {...aria} {...form.text('fromDay')} type="date" />}
      </Field>
      <Field {...form.field('toDay')} label={t('entry.toDay')} optional={common('optional')}>
        {(aria) => <TextInput {...aria} {...form.text('toDay')} type="date" />}
      </Field>
      {kind === 'training' && (
        <Field {...form.field('hours')} label={t('entry.hours')} optional={common('optional')}>
          {(aria) => <TextInput {...aria} {...form.text('hours')} inputMode="decimal" maxLength={6} />}
        </Field>
      )}
      {kind !== 'secondment' && (
        <Field {...form.field('certificate')} label={t('entry.certificate')} optional={common('optional')}>
          {(aria) => <TextInput {...aria} {...form.text('certificate')} maxLength={80} />}
        </Field>
      )}
    </FormShell>
  );
};
