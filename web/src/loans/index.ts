import { paths } from '../paths.ts';

export { LentLine } from './lent-line.tsx';
export { loansRoute } from './routes.ts';
/** Its place on the rail. */
export const loansRoom = {
  path: paths.loans,
  act: 'warnings.read',
  icon: 'copy',
  space: 'loans',
  Count: undefined,
} as const;
