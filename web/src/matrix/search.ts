import { type Act, acts, type Role, roles } from '@lanzha/contract';

/** The question in the address: which role, which act, which person. */
export type MatrixSearch = { role?: Role; act?: Act; q?: string };

export const readMatrixSearch = ({ role, act, q }: Record<string, unknown>): MatrixSearch => {
  const [knownRole, knownAct] = [roles.find((one) => one === role), acts.find((one) => one === act)];
  const words = typeof q === 'string' || typeof q === 'number' ? String(q).trim().slice(0, 60) : '';
  return {
    ...(knownRole === undefined ? {} : { role: knownRole }),
    ...(knownAct === undefined ? {} : { act: knownAct }),
    ...(words === '' ? {} : { q: words }),
  };
};
