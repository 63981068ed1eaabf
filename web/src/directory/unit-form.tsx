import { type UnitKind, unitKinds } from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client, codeOf } from '../api/index.ts';
import { Field, FormShell, NativeSelect, Options, TextInput, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { SearchSelect } from '../overlays/index.ts';
import { useMe } from '../session/index.ts';

type Values = {
  name: string;
  code: string;
  kind: UnitKind;
  place: string | undefined;
  parent: string | undefined;
};

export const UnitForm = ({ onDone }: { onDone: () => void }) => {
  const { t } = useTranslation('directory');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const queryClient = useQueryClient();
  const { county } = useMe().installation;
  const { data: towns = [] } = useQuery(
    api.directory.places.queryOptions({ input: { parent: county.code } }),
  );
  const { data: units = [] } = useQuery(api.directory.units.queryOptions({ input: {} }));
  const form = useForm<Values>(
    { name: '', code: '', kind: 'police_station', place: undefined, parent: undefined },
    {
      name: (value) => ([...value.trim()].length < 2 ? t('unit.nameBad') : null),
      code: (value) => (/^[A-Za-z0-9_-]{2,40}$/.test(value.trim()) ? null : t('unit.codeBad')),
      place: (value) => (value === undefined ? t('unit.placeMissing') : null),
    },
  );
  const { name, code, kind, place, parent } = form.values;
  const send = useMutation({
    mutationFn: () =>
      client.directory.createUnit({
        name: name.trim(),
        code: code.trim(),
        kind,
        place: place ?? '',
        ...(parent === undefined ? {} : { parent }),
      }),
    onSuccess: () => {
      onDone();
      return queryClient.invalidateQueries({ queryKey: api.directory.key() });
    },
    onError: (error) => {
      if (codeOf(error) === 'CODE_TAKEN') form.fail('code', t('unit.codeTaken'));
    },
  });
  const places = [{ code: county.code, name: `${county.name} · ${t('unit.county')}` }, ...towns];
  return (
    <FormShell
      label={t('unit.newTitle')}
      pending={send.isPending}
      error={codeOf(send.error) === 'CODE_TAKEN' ? null : explain(send.error)}
      submit={t('unit.submit')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <Field {...form.field('name')} label={t('unit.name')}>
        {(aria) => <TextInput {...aria} {...form.text('name')} maxLength={60} autoFocus />}
      </Field>
      <Field {...form.field('code')} label={t('unit.code')} hint={t('unit.codeHint')}>
        {(aria) => <TextInput {...aria} {...form.text('code')} maxLength={40} />}
      </Field>
      <Field {...form.field('kind')} label={t('unit.kind')}>
        {(aria) => (
          <NativeSelect
            {...aria}
            value={kind}
            onChange={({ target }) => form.set('kind', unitKinds.find((one) => one === target.value) ?? kind)}
          >
            <Options of={unitKinds} name={(one) => common(`unitKind.${one}`)} />
          </NativeSelect>
        )}
      </Field>
      <Field {...form.field('place')} label={t('unit.place')}>
        {(aria) => (
          <SearchSelect
            aria={aria}
            value={place}
            options={places.map((one) => ({ value: one.code, label: one.name }))}
            onChange={(value) => form.set('place', value)}
            placeholder={t('unit.choose')}
            empty={t('empty')}
          />
        )}
      </Field>
      <Field {...form.field('parent')} label={t('unit.parent')} optional={common('optional')}>
        {(aria) => (
          <SearchSelect
            aria={aria}
            value={parent}
            options={units.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(value) => form.set('parent', value)}
            placeholder={t('unit.parentNone')}
            empty={t('empty')}
            clearable
          />
        )}
      </Field>
    </FormShell>
  );
};
