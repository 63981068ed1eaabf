import {
  type FalseAlarm,
  followsOn,
  type Outcome,
  type SoughtWay,
  type StopPayment,
  type ToldParty,
} from '@lanzha/contract';
import { readYuan } from './money.ts';
import type { Step } from './steps.ts';
import { readTime } from './typed-time.ts';

type CloseInput = Extract<Step, { act: 'close' }>['input'];

/** Everything that the form of closing may hold, whatever the outcome. */
export type CloseValues = {
  outcome: Outcome;
  note: string;
  saved: string;
  proof: string;
  reference: string;
  file: string;
  loss: string;
  lossUnknown: boolean;
  lossAt: string;
  lossAtUnknown: boolean;
  stopPayment: StopPayment | undefined;
  falseAlarm: FalseAlarm;
  quietDays: string;
  of: string;
  sought: readonly SoughtWay[];
  told: readonly ToldParty[];
};

export const closeNothing = {
  note: '',
  saved: '',
  proof: '',
  reference: '',
  file: '',
  loss: '',
  lossUnknown: false,
  lossAt: '',
  lossAtUnknown: false,
  stopPayment: undefined,
  falseAlarm: 'other',
  quietDays: '',
  of: '',
  sought: [],
  told: [],
} as const satisfies Omit<CloseValues, 'outcome'>;

/** Only what belongs to the outcome goes out; text chosen before for another one stays in the form. */
export const closeInputOf = (values: CloseValues): CloseInput => {
  const { outcome, note, saved, proof, reference, file } = values;
  const amount = followsOn[outcome].saves ? readYuan(saved) : null;
  const text = (key: 'proof' | 'reference', typed: string) =>
    typed.trim() === '' ? {} : { [key]: typed.trim() };
  return {
    outcome,
    ...demandedBy(values),
    ...(amount === null
      ? {}
      : {
          saved: {
            amount,
            ...text('proof', proof),
            ...text('reference', reference),
            ...(file === '' ? {} : { file }),
          },
        }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  };
};

function demandedBy(values: CloseValues): Partial<CloseInput> {
  const { loss, lossUnknown, lossAt, lossAtUnknown, stopPayment, falseAlarm, quietDays, of, sought, told } =
    values;
  switch (values.outcome) {
    case 'cheated':
      return {
        loss: { amount: lossUnknown ? null : readYuan(loss), at: lossAtUnknown ? null : readTime(lossAt) },
        ...(stopPayment === undefined ? {} : { stopPayment }),
      };
    case 'not_matched':
      return { falseAlarm, ...(quietDays === '' ? {} : { quietDays: Number(quietDays) }) };
    case 'duplicate':
      return { of: Number(readNumber(of)) };
    case 'unreachable':
      return { sought: [...sought] };
    case 'refused':
      return told.length === 0 ? {} : { told: [...told] };
    case 'dissuaded':
    case 'transferred':
      return {};
  }
}

/** The number of a warning, with or without "No." or 第…号 around it. */
export const readNumber = (typed: string): string | null =>
  /^(?:no\.?|#|№|第)?\s*(\d{1,15})\s*号?$/i.exec(typed.normalize('NFKC').trim())?.[1] ?? null;
