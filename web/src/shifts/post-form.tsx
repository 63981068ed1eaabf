import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client, codeOf } from '../api/index.ts';
import { Checkbox, Field, FormShell, TextInput, useForm } from '../design/index.ts';
import { SearchSelect } from '../overlays/index.ts';
import { useMe } from '../session/index.ts';
import { refreshShifts } from './queries.ts';
import { useRefusal } from './use-refusal.ts';

type Values = { unit: string | undefined; name: string; roundClock: boolean };

/** A new desk of a unit. */
export const PostForm = ({ onDone }: { onDone: () => void }) => {
  const { t } = useTranslation('shifts');
  const refusal = useRefusal();
  const queryClient = useQueryClient();
  const me = useMe();
  const { data: units = [] } = useQuery(api.directory.units.queryOptions({ input: {} }));
  const form = useForm<Values>(
    { unit: me.unit.id, name: t('post.usual'), roundClock: true },
    {
      unit: (value) => (value === undefined ? t('post.unitMissing') : null),
      name: (value) => (value.trim().length < 2 ? t('post.nameBad') : null),
    },
  );
  const { unit, name, roundClock } = form.values;
  const send = useMutation({
    mutationFn: () => client.shifts.createPost({ unit: unit ?? '', name: name.trim(), roundClock }),
    onSuccess: () => {
      onDone();
      return refreshShifts(queryClient);
    },
    onError: (error) => {
      if (codeOf(error) === 'NAME_TAKEN') form.fail('name', refusal(error) ?? '');
    },
  });
  return (
    <FormShell
      label={t('post.new')}
      pending={send.isPending}
      error={codeOf(send.error) === 'NAME_TAKEN' ? null : refusal(send.error)}
      submit={t('post.submit')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <Field {...form.field('unit')} label={t('post.unit')}>
        {(aria) => (
          <SearchSelect
            aria={aria}
            value={unit}
            options={units.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(value) => form.set('unit', value)}
            placeholder={t('handOver.choose')}
            empty={t('post.noUnit')}
          />
        )}
      </Field>
      <Field {...form.field('name')} label={t('post.name')}>
        {(aria) => <TextInput {...aria} {...form.text('name')} maxLength={40} />}
      </Field>
      <Checkbox
        checked={roundClock}
        onChange={({ target }) => form.set('roundClock', target.checked)}
        label={t('post.roundClock')}
        hint={t('post.roundClockHint')}
      />
    </FormShell>
  );
};
