import { demandsOf, followsOn, outcomes, soughtWays, toldParties } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Choices, Field, FormShell, TextInput } from '../../design/index.ts';
import type { ActFormProps } from './act-form-props.ts';
import css from './acts.module.css';
import { CheatedFields } from './cheated-fields.tsx';
import { CheckList } from './check-list.tsx';
import { asksReason, usualOutcome } from './close-rules.ts';
import { type CloseValues, closeInputOf, closeNothing, readNumber } from './close-values.ts';
import { MismatchFields } from './mismatch-fields.tsx';
import { readYuan } from './money.ts';
import { NoteField } from './note-field.tsx';
import { SavedFields } from './saved-fields.tsx';
import { readTime } from './typed-time.ts';
import { useActForm } from './use-act-form.ts';

/** `transferred` comes from transferring, not from closing. */
const choices = outcomes.filter((outcome) => outcome !== 'transferred');

/** Asks for what the outcome demands (contract, demandsOf) and for nothing else. */
export const CloseForm = ({ warning, pending, refused, onSend }: ActFormProps) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const form = useActForm<CloseValues>(
    { act: 'close', id: warning.id, refused },
    { outcome: usualOutcome(warning), ...closeNothing },
    {
      saved: (value, { outcome }) =>
        !followsOn[outcome].saves || value.trim() === '' || readYuan(value) !== null
          ? null
          : t('panel.savedBad'),
      loss: (value, { outcome, lossUnknown }) =>
        outcome !== 'cheated' || lossUnknown || readYuan(value) !== null ? null : t('missing.loss'),
      lossAt: (value, { outcome, lossAtUnknown }) =>
        outcome !== 'cheated' || lossAtUnknown || readTime(value) !== null ? null : t('missing.lossAt'),
      stopPayment: (value, { outcome }) =>
        outcome === 'cheated' && value === undefined ? t('missing.stopPayment') : null,
      of: (value, { outcome }) =>
        outcome === 'duplicate' && readNumber(value) === null ? t('missing.of') : null,
      quietDays: (value, { outcome }) =>
        outcome !== 'not_matched' || /^([1-9]\d{0,2})?$/.test(value.trim()) ? null : t('missing.quietDays'),
      sought: (value, { outcome }) =>
        outcome === 'unreachable' && value.length === 0 ? t('missing.sought') : null,
      note: (value, all) =>
        asksReason(all, warning) !== null && value.trim() === '' ? t('panel.noteMissing') : null,
    },
  );
  const { values } = form;
  const { outcome } = values;
  const reason = asksReason(values, warning);
  const demands: readonly string[] = demandsOf[outcome];
  return (
    <FormShell
      label={t('panel.title.close')}
      pending={pending}
      error={form.error}
      submit={t('panel.submit.close')}
      onSubmit={() => form.check() && onSend({ act: 'close', input: closeInputOf(form.values) })}
    >
      <Choices
        legend={t('panel.outcome')}
        autoFocus
        value={outcome}
        options={choices.map((value) => ({ value, label: common(`outcome.${value}`) }))}
        onChange={(value) => form.set('outcome', value)}
      />
      {demands.includes('loss') && <CheatedFields form={form} />}
      {demands.includes('why') && <MismatchFields form={form} />}
      {demands.includes('other') && (
        <Field {...form.field('of')} label={t('panel.of')} hint={t('panel.ofHint')}>
          {(aria) => <TextInput {...aria} {...form.text('of')} inputMode="numeric" />}
        </Field>
      )}
      {demands.includes('sought') && (
        <CheckList
          legend={t('panel.sought')}
          hint={t('panel.soughtHint')}
          field={form.field('sought')}
          options={soughtWays.map((value) => ({ value, label: t(`sought.${value}`) }))}
          chosen={values.sought}
          onChange={(chosen) => form.set('sought', chosen)}
        />
      )}
      {demands.includes('told') && (
        <CheckList
          legend={t('panel.told')}
          hint={t('panel.toldHint')}
          field={form.field('told')}
          options={toldParties.map((value) => ({ value, label: t(`informed.${value}`) }))}
          chosen={values.told}
          onChange={(chosen) => form.set('told', chosen)}
        />
      )}
      <NoteField
        field={form.field('note')}
        text={form.text('note')}
        reason={reason === null ? undefined : t(`panel.${reason}Reason`)}
      />
      {followsOn[outcome].saves && <SavedFields warning={warning} form={form} />}
      {followsOn[outcome].followUps && <p className={css.left}>{t('panel.followUps')}</p>}
    </FormShell>
  );
};
