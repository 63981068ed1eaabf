import type { ContactResult } from '@lanzha/contract';
import { readNames } from './companions.ts';
import { readTime } from './typed-time.ts';

/** What a form holds of a contact besides how it went. */
export type ToldValues = {
  result: ContactResult | undefined;
  startedAt: string;
  endedAt: string;
  present: string;
  said: string;
  statement: string;
};
export const toldNothing: ToldValues = {
  result: undefined,
  startedAt: '',
  endedAt: '',
  present: '',
  said: '',
  statement: '',
};

/** Only what somebody filled in: nothing is said that nobody said. */
export const toldInput = ({ result, startedAt, endedAt, present, said, statement }: ToldValues) => {
  const [from, to, names] = [readTime(startedAt), readTime(endedAt), readNames(present)];
  return {
    ...(result === undefined ? {} : { result }),
    ...(from === null ? {} : { startedAt: from }),
    ...(to === null ? {} : { endedAt: to }),
    ...(names.length === 0 ? {} : { present: names }),
    ...(said.trim() === '' ? {} : { said: said.trim() }),
    ...(statement.trim() === '' ? {} : { statement: statement.trim() }),
  };
};
