import { type SearchKind, searchKinds } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../api/index.ts';
import { Field, FormShell, NativeSelect, Options, TextInput, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { useFind } from './find.ts';
import css from './search.module.css';

type Values = { value: string; kind: SearchKind | ''; reason: string };

export const FindForm = ({ autoFocus }: { autoFocus: boolean }) => {
  const { t } = useTranslation('search');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const send = useFind();
  const form = useForm<Values>(
    { value: '', kind: '', reason: '' },
    {
      value: (value) => (value.trim().length < 2 ? t('valueMissing') : null),
      reason: (value, { value: wanted, kind }) =>
        isName(wanted, kind) && value.trim().length < 2 ? t('reasonMissing') : null,
    },
  );
  const { value, kind, reason } = form.values;
  const submit = () => {
    if (!form.check()) return;
    send.mutate(
      {
        value: value.trim(),
        ...(kind === '' ? {} : { kind }),
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      },
      {
        onError: (error) => {
          if (codeOf(error) === 'NOT_AN_IDENTIFIER') form.fail('value', t('notAnIdentifier'));
          if (codeOf(error) === 'MISSING') form.fail('reason', t('reasonMissing'));
        },
      },
    );
  };
  const said = ['NOT_AN_IDENTIFIER', 'MISSING'].includes(codeOf(send.error));
  return (
    <FormShell
      label={t('title')}
      pending={send.isPending}
      error={said ? null : explain(send.error, { TOO_MANY_REQUESTS: t('tooMany') })}
      submit={t('find')}
      onSubmit={submit}
    >
      <div className={css.fields}>
        <Field {...form.field('value')} label={t('value')} hint={t('valueHint')}>
          {(aria) => <TextInput {...aria} {...form.text('value')} maxLength={80} autoFocus={autoFocus} />}
        </Field>
        <Field {...form.field('kind')} label={t('kind')}>
          {(aria) => (
            <NativeSelect
              {...aria}
              value={kind}
              onChange={({ target }) =>
                form.set('kind', searchKinds.find((one) => one === target.value) ?? '')
              }
            >
              <Options none={t('kinds.any')} of={searchKinds} name={(one) => t(`kinds.${one}`)} />
            </NativeSelect>
          )}
        </Field>
        <Field
          {...form.field('reason')}
          label={t('reason')}
          optional={!isName(value, kind) && common('optional')}
          hint={t('reasonHint')}
        >
          {(aria) => <TextInput {...aria} {...form.text('reason')} maxLength={200} />}
        </Field>
      </div>
    </FormShell>
  );
};

/** The server decides; this only asks for the reason before sending. */
const isName = (value: string, kind: SearchKind | '') =>
  kind === 'name' || (kind === '' && /^\p{sc=Han}[\p{sc=Han}·•.\s]{1,30}$/u.test(value.trim()));
