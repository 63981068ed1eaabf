import { type Certainty, certainties, type Param } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client, codeOf, serverNow } from '../api/index.ts';
import {
  Choices,
  Field,
  FormShell,
  NativeSelect,
  Options,
  TextArea,
  TextInput,
  useForm,
} from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { allows, beijingInstant, typedValue } from './typed.ts';
import { useParamValue } from './use-param-words.ts';

type Values = {
  value: string;
  when: 'atOnce' | 'later';
  from: string;
  basis: string;
  certainty: Certainty;
  why: string;
};

/** Asks for another value; nothing changes until a second person agrees. */
export const ProposeForm = ({ param, onDone }: { param: Param; onDone: () => void }) => {
  const { t } = useTranslation('params');
  const explain = useExplain();
  const show = useParamValue();
  const queryClient = useQueryClient();
  const { bounds, current, code } = param;
  const form = useForm<Values>(
    { value: current.value, when: 'atOnce', from: '', basis: '', certainty: '原文', why: '' },
    {
      value: (value) => (allows(bounds, typedValue(value)) ? null : t('propose.bad.value')),
      from: (value, { when }) =>
        when === 'later' && !(Date.parse(beijingInstant(value)) > serverNow()) ? t('propose.bad.from') : null,
      basis: (value) => (value.trim().length < 2 ? t('propose.bad.basis') : null),
      why: (value) => (value.trim().length < 4 ? t('propose.bad.why') : null),
    },
  );
  const { value, when, from, basis, certainty, why } = form.values;
  const send = useMutation({
    mutationFn: () =>
      client.params.propose({
        code,
        value: typedValue(value),
        legalBasis: basis.trim(),
        certainty,
        why: why.trim(),
        ...(when === 'later' ? { from: beijingInstant(from) } : {}),
      }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: api.params.key() });
      void queryClient.invalidateQueries({ queryKey: api.approvals.key() });
      onDone();
    },
    onError: (error) => {
      if (codeOf(error) === 'OUT_OF_BOUNDS') form.fail('value', t('propose.bad.value'));
      if (codeOf(error) === 'TOO_EARLY') form.fail('from', t('propose.bad.from'));
    },
  });
  const hint =
    bounds.type === 'number'
      ? t(bounds.whole ? 'propose.rangeWhole' : 'propose.range', {
          min: show({ value: String(bounds.min), unit: current.unit }),
          max: show({ value: String(bounds.max), unit: current.unit }),
        })
      : bounds.type === 'text'
        ? t('propose.example', { example: bounds.example })
        : undefined;
  const said = ['OUT_OF_BOUNDS', 'TOO_EARLY'].includes(codeOf(send.error));
  const refused = {
    OUT_OF_ORDER: t('propose.refused.OUT_OF_ORDER'),
    ALREADY_ASKED: t('propose.refused.ALREADY_ASKED'),
    NOT_FOUND: t('propose.refused.NOT_FOUND'),
  };
  return (
    <FormShell
      label={t('propose.open')}
      pending={send.isPending}
      error={said ? null : explain(send.error, refused)}
      submit={t('propose.submit')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <p>{t('propose.now', { value: show(current) })}</p>
      <Field {...form.field('value')} label={t('propose.value')} hint={hint}>
        {(aria) =>
          bounds.type === 'choice' ? (
            <NativeSelect {...aria} {...form.text('value')}>
              <Options of={bounds.options} name={(one) => show({ value: one, unit: current.unit })} />
            </NativeSelect>
          ) : (
            <TextInput {...aria} {...form.text('value')} maxLength={200} autoFocus />
          )
        }
      </Field>
      <Choices
        legend={t('propose.when')}
        value={when}
        options={[
          { value: 'atOnce', label: t('propose.atOnce') },
          { value: 'later', label: t('propose.later') },
        ]}
        onChange={(chosen) => form.set('when', chosen)}
      />
      {when === 'later' && (
        <Field {...form.field('from')} label={t('propose.from')} hint={t('propose.fromHint')}>
          {(aria) => <TextInput {...aria} {...form.text('from')} type="datetime-local" />}
        </Field>
      )}
      <Field {...form.field('basis')} label={t('propose.basis')} hint={t('propose.basisHint')}>
        {(aria) => <TextInput {...aria} {...form.text('basis')} maxLength={200} />}
      </Field>
      <Field
        {...form.field('certainty')}
        label={t('propose.certainty')}
        hint={t(`certaintyMeans.${certainty}`)}
      >
        {(aria) => (
          <NativeSelect {...aria} {...form.text('certainty')}>
            <Options of={certainties} name={(one) => `【${t(`certainty.${one}`)}】`} />
          </NativeSelect>
        )}
      </Field>
      <Field {...form.field('why')} label={t('propose.why')}>
        {(aria) => <TextArea {...aria} {...form.text('why')} maxLength={500} />}
      </Field>
    </FormShell>
  );
};
