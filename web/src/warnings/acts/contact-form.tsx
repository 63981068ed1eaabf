import { type ContactMethod, contactMethods } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Choices, FormShell } from '../../design/index.ts';
import type { ActFormProps } from './act-form-props.ts';
import css from './acts.module.css';
import { type Failure, failures } from './failures.ts';
import { NoteField } from './note-field.tsx';
import { useActForm } from './use-act-form.ts';

type Values = { method: ContactMethod; reached: 'yes' | 'no'; failed: Failure; note: string };

/** Opens ready to record the commonest case: reached by call. */
export const ContactForm = ({ warning, pending, refused, onSend }: ActFormProps) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const form = useActForm<Values>(
    { act: 'contact', id: warning.id, refused },
    { method: 'call', reached: 'yes', failed: 'no_answer', note: '' },
    {},
  );
  const { method, reached, failed, note } = form.values;
  const send = () =>
    onSend({
      act: 'contact',
      input: {
        method,
        reached: reached === 'yes',
        ...(reached === 'no' ? { failed } : {}),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      },
    });
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
      {reached === 'no' && (
        <Choices
          legend={t('panel.failed')}
          value={failed}
          options={failures.map((value) => ({ value, label: t(`failed.${value}`) }))}
          onChange={(value) => form.set('failed', value)}
        />
      )}
      <NoteField field={form.field('note')} text={form.text('note')} />
    </FormShell>
  );
};
