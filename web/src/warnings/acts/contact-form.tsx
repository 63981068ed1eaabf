import {
  type ContactBasis,
  type ContactFailure,
  type ContactMethod,
  contactBases,
  contactFailures,
  contactMethods,
  needsBasis,
} from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Choices, Field, FormShell, TextInput } from '../../design/index.ts';
import type { ActFormProps } from './act-form-props.ts';
import css from './acts.module.css';
import { NoteField } from './note-field.tsx';
import { type ToldValues, toldInput, toldNothing } from './told.ts';
import { ToldFields } from './told-fields.tsx';
import { useActForm } from './use-act-form.ts';

type Values = ToldValues & {
  method: ContactMethod;
  reached: 'yes' | 'no';
  failed: ContactFailure;
  basis: ContactBasis | undefined;
  basisWhy: string;
  note: string;
};

/** Opens ready to record the commonest case: reached by call. Relatives and others only on a ground (rules.md §6.3). */
export const ContactForm = ({ warning, pending, refused, onSend }: ActFormProps) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const form = useActForm<Values>(
    { act: 'contact', id: warning.id, refused },
    {
      method: 'call',
      reached: 'yes',
      failed: 'no_answer',
      basis: undefined,
      basisWhy: '',
      note: '',
      ...toldNothing,
    },
    {
      basis: (value, { method }) => (needsBasis(method) && value === undefined ? t('missing.basis') : null),
      basisWhy: (value, { method }) =>
        needsBasis(method) && value.trim().length < 2 ? t('missing.basisWhy') : null,
    },
  );
  const { method, reached, failed, basis, basisWhy, note } = form.values;
  const asksBasis = needsBasis(method);
  const send = () => {
    if (!form.check()) return;
    onSend({
      act: 'contact',
      input: {
        method,
        reached: reached === 'yes',
        ...(reached === 'no' ? { failed } : {}),
        ...(asksBasis && basis !== undefined ? { basis, basisWhy: basisWhy.trim() } : {}),
        ...toldInput(form.values),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      },
    });
  };
  return (
    <FormShell
      label={t('panel.title.contact')}
      pending={pending}
      error={form.error}
      submit={t('panel.submit.contact')}
      onSubmit={send}
    >
      <div className={css.choices}>
        <Choices
          legend={t('panel.reached')}
          autoFocus
          value={reached}
          options={[
            { value: 'yes', label: t('panel.yes') },
            { value: 'no', label: t('panel.no') },
          ]}
          onChange={(value) => form.set('reached', value)}
        />
        <Choices
          legend={t('panel.method')}
          value={method}
          options={contactMethods.map((value) => ({ value, label: common(`contactMethod.${value}`) }))}
          onChange={(value) => form.set('method', value)}
        />
      </div>
      {asksBasis && (
        <div className={css.ground}>
          <Choices
            legend={t('panel.basis')}
            value={basis}
            options={contactBases.map((value) => ({ value, label: t(`basis.${value}`) }))}
            onChange={(value) => form.set('basis', value)}
            error={form.field('basis').error}
          />
          <Field {...form.field('basisWhy')} label={t('panel.basisWhy')} hint={t('panel.basisHint')}>
            {(aria) => <TextInput {...aria} {...form.text('basisWhy')} maxLength={500} />}
          </Field>
        </div>
      )}
      {reached === 'no' && (
        <Choices
          legend={t('panel.failed')}
          value={failed}
          options={contactFailures.map((value) => ({ value, label: t(`failed.${value}`) }))}
          onChange={(value) => form.set('failed', value)}
        />
      )}
      <ToldFields
        values={form.values}
        onResult={(value) => form.set('result', value)}
        field={form.field}
        text={form.text}
        reached={reached === 'yes'}
        withPresent
      />
      <NoteField field={form.field('note')} text={form.text('note')} />
    </FormShell>
  );
};
