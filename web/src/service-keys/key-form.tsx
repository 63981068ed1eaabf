import { type KeyRight, keyRights } from '@lanzha/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client, codeOf, toRefusal } from '../api/index.ts';
import { Checkbox, Field, FormShell, TextArea, TextInput, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { endOfDay } from '../i18n/index.ts';
import { SearchSelect } from '../overlays/index.ts';
import { rangesIn } from './ranges.ts';
import { wordOf } from './right-words.ts';
import css from './service-keys.module.css';

type Values = {
  unit: string | undefined;
  source: string;
  allow: readonly KeyRight[];
  expires: string;
  from: string;
  why: string;
};
/** Refusals that speak of one field. */
const fieldOf: Readonly<Record<string, keyof Values>> = {
  UNKNOWN_UNIT: 'unit',
  BAD_RANGE: 'from',
  ALREADY_EXPIRED: 'expires',
};

export const KeyForm = ({ onDone }: { onDone: () => void }) => {
  const { t } = useTranslation('service-keys');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const id = useId();
  const { data: units = [] } = useQuery(api.directory.units.queryOptions({ input: {} }));
  const form = useForm<Values>(
    { unit: undefined, source: '', allow: ['signals:write'], expires: '', from: '', why: '' },
    {
      unit: (value) => (value === undefined ? t('form.unitMissing') : null),
      source: (value) => (value.trim() === '' ? t('form.sourceMissing') : null),
      allow: (value) => (value.length === 0 ? t('form.allowMissing') : null),
      why: (value) => ([...value.trim()].length < 2 ? t('form.whyMissing') : null),
    },
  );
  const { unit, source, allow, expires, from, why } = form.values;
  const send = useMutation({
    mutationFn: () =>
      client.serviceKeys.request({
        unit: unit ?? '',
        source: source.trim(),
        allow: [...allow],
        allowFrom: rangesIn(from),
        why: why.trim(),
        ...(expires === '' ? {} : { expiresAt: endOfDay(expires) }),
      }),
    onSuccess: onDone,
    onError: (error) => {
      const field = fieldOf[codeOf(error)];
      if (field !== undefined) form.fail(field, sentences(error)[codeOf(error)] ?? '');
    },
  });
  const sentences = (error: unknown): Record<string, string> => ({
    UNKNOWN_UNIT: t('form.unknownUnit'),
    BAD_RANGE: t('form.badRange', { range: String(toRefusal(error).data.range ?? '') }),
    ALREADY_EXPIRED: t('form.alreadyExpired'),
  });
  const allowField = form.field('allow');
  return (
    <FormShell
      label={t('form.title')}
      pending={send.isPending}
      error={
        fieldOf[codeOf(send.error)] === undefined
          ? explain(send.error, { ALREADY_ASKED: t('form.alreadyAsked') })
          : null
      }
      submit={t('form.submit')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <Field {...form.field('unit')} label={t('column.unit')}>
        {(aria) => (
          <SearchSelect
            aria={aria}
            value={unit}
            options={units.map((one) => ({ value: one.code, label: one.name, note: one.place.name }))}
            onChange={(value) => form.set('unit', value)}
            placeholder={t('form.choose')}
            empty={t('form.unitNone')}
            autoFocus
          />
        )}
      </Field>
      <Field {...form.field('source')} label={t('column.source')} hint={t('form.sourceHint')}>
        {(aria) => <TextInput {...aria} {...form.text('source')} maxLength={60} />}
      </Field>
      <fieldset className={css.rights} aria-describedby={allowField.error ? `${id}error` : undefined}>
        <legend>{t('column.allow')}</legend>
        {keyRights.map((right) => (
          <Checkbox
            key={right}
            id={right === keyRights[0] ? allowField.id : undefined}
            label={t(`right.${wordOf[right]}`)}
            hint={t(`rightHint.${wordOf[right]}`)}
            checked={allow.includes(right)}
            onChange={({ target }) =>
              form.set('allow', target.checked ? [...allow, right] : allow.filter((one) => one !== right))
            }
          />
        ))}
        {allowField.error && (
          <p className={css.error} id={`${id}error`}>
            {allowField.error}
          </p>
        )}
      </fieldset>
      <Field
        {...form.field('expires')}
        label={t('form.expires')}
        hint={t('form.expiresHint')}
        optional={common('optional')}
      >
        {(aria) => <TextInput {...aria} {...form.text('expires')} type="date" />}
      </Field>
      <Field
        {...form.field('from')}
        label={t('form.from')}
        hint={t('form.fromHint')}
        optional={common('optional')}
      >
        {(aria) => <TextArea {...aria} {...form.text('from')} spellCheck={false} />}
      </Field>
      <Field {...form.field('why')} label={t('form.why')} hint={t('form.whyHint')}>
        {(aria) => <TextArea {...aria} {...form.text('why')} maxLength={500} />}
      </Field>
    </FormShell>
  );
};
