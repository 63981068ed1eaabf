import { outcomes, type WarningAct } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { toRefusal } from '../../api/index.ts';
import { useExplain } from '../../errors/index.ts';
import type { Step } from './steps.ts';

const fields = [
  'note',
  'companions',
  'contact',
  'attempts',
  'ways',
  'result',
  'outcome',
  'loss',
  'stopPayment',
  'of',
  'sought',
  'told',
  'family',
  'quietDays',
  'basis',
  'basisWhy',
  'startedAt',
  'endedAt',
  'receivedBy',
  'place',
  'unit',
  'person',
] as const;
export type Refused = {
  /** The field of the form that the sentence belongs under; null when it is about the whole. */
  field: string | null;
  sentence: string;
};

/** Which of the names in a MISSING refusal is a field of which panel. */
const fieldIn: Partial<Record<WarningAct, Partial<Record<(typeof fields)[number], string>>>> = {
  assign: { unit: 'unit', person: 'person' },
  meet: { companions: 'companions', startedAt: 'startedAt', endedAt: 'endedAt' },
  transfer: { place: 'town', note: 'note' },
  close: { note: 'note', result: 'note', of: 'of', quietDays: 'quietDays' },
  contact: { basisWhy: 'basisWhy', startedAt: 'startedAt', endedAt: 'endedAt' },
  accept: { receivedBy: 'receivedBy' },
  return: { note: 'note' },
  reopen: { note: 'note' },
};

/** The refusal of a step as a sentence, and where it belongs. */
export const useRefusal = () => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const explain = useExplain();
  return (error: unknown, step: Step | undefined): Refused | null => {
    if (error === null || step === undefined) return null;
    const { code, data } = toRefusal(error);
    if (code === 'MISSING') {
      const name = fields.find((one) => one === data.field);
      return {
        field: (name && fieldIn[step.act]?.[name]) ?? null,
        sentence: t(`missing.${name ?? 'other'}`),
      };
    }
    const by = typeof data.by === 'string' ? data.by : t('refusal.somebody');
    const outcome = step.act === 'close' ? outcomes.find((one) => one === step.input.outcome) : undefined;
    const notNow = outcome
      ? t('refusal.NOT_ALLOWED_OUTCOME', { outcome: common(`outcome.${outcome}`) })
      : t('refusal.NOT_ALLOWED_NOW');
    const sentence = explain(error, {
      CHANGED: t('refusal.CHANGED', { by }),
      NOT_ALLOWED_NOW: notNow,
      TOO_LATE: t('refusal.TOO_LATE'),
      SECOND_PERSON: t('refusal.SECOND_PERSON'),
      PROOF_USED: t('refusal.PROOF_USED'),
    });
    return sentence === null ? null : { field: null, sentence };
  };
};
