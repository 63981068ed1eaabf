import { type BoardFigure, boardFigures } from '@lanzha/contract';

export type RecordsSearch = { figure?: BoardFigure; unit?: string };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the address asks for; anything else is left out. */
export const readRecordsSearch = ({ figure, unit }: Record<string, unknown>): RecordsSearch => {
  const known = boardFigures.find((one) => one === figure);
  return {
    ...(known === undefined ? {} : { figure: known }),
    ...(typeof unit === 'string' && uuid.test(unit) ? { unit } : {}),
  };
};
