import { type Outcome, outcomes } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Choices, FormShell } from '../../design/index.ts';
import type { ActFormProps } from './act-form-props.ts';
import { asksReason, maySave } from './close-rules.ts';
import { readYuan } from './money.ts';
import { NoteField } from './note-field.tsx';
import { SavedFields } from './saved-fields.tsx';
import { useActForm } from './use-act-form.ts';

type Values = { outcome: Outcome; saved: string; proof: string; note: string };
/** `transferred` comes from transferring, not from closing. */
const choices = outcomes.filter((outcome) => outcome !== 'transferred');

export const CloseForm = ({ warning, pending, refused, onSend }: ActFormProps) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const reached = warning.state === 'contacted' || warning.state === 'met';
  const form = useActForm<Values>(
    { act: 'close', id: warning.id, refused },
    { outcome: reached ? 'dissuaded' : 'not_matched', saved: '', proof: '', note: '' },
    {
      saved: (value, { outcome }) =>
        !maySave(outcome) || value.trim() === '' || readYuan(value) !== null ? null : t('panel.savedBad'),
      proof: (value, { outcome, saved }) =>
        maySave(outcome) && saved.trim() !== '' && value.trim() === '' ? t('panel.proofMissing') : null,
      note: (value, { outcome }) =>
        asksReason(outcome, warning) !== null && value.trim() === '' ? t('panel.noteMissing') : null,
    },
  );
  const { outcome, saved, proof, note } = form.values;
  const reason = asksReason(outcome, warning);
  const send = () => {
    if (!form.check()) return;
    const amount = maySave(outcome) ? readYuan(saved) : null;
    onSend({
      act: 'close',
      input: {
        outcome,
        ...(amount === null ? {} : { saved: { amount, proof: proof.trim() } }),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      },
    });
  };
  return (
    <FormShell
      label={t('panel.title.close')}
      pending={pending}
      error={form.error}
      submit={t('panel.submit.close')}
      onSubmit={send}
    >
      <Choices
        legend={t('panel.outcome')}
        autoFocus
        value={outcome}
        options={choices.map((value) => ({ value, label: common(`outcome.${value}`) }))}
        onChange={(value) => form.set('outcome', value)}
      />
      <NoteField
        field={form.field('note')}
        text={form.text('note')}
        reason={reason === null ? undefined : t(`panel.${reason}Reason`)}
      />
      {maySave(outcome) && (
        <SavedFields
          saved={{ field: form.field('saved'), text: form.text('saved') }}
          proof={{ field: form.field('proof'), text: form.text('proof') }}
        />
      )}
    </FormShell>
  );
};
