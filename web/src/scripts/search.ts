import { type FraudType, fraudTypes } from '@lanzha/contract';

export type ScriptsSearch = { type?: FraudType };

/** The type in the address; without one the first. The router reads `01` as a number. */
export const readScriptsSearch = (raw: Record<string, unknown>): ScriptsSearch => {
  const type = fraudTypes.find((one) => one === String(raw.type).padStart(2, '0'));
  return type === undefined ? {} : { type };
};
