import { paths } from '../paths.ts';

export { CertaintyMark } from './certainty-mark.tsx';
export { ParamMark } from './param-mark.tsx';
export { paramsRoute } from './routes.ts';
export { useParamName, useParamValue } from './use-param-words.ts';
/** Its place on the rail. */
export const paramsRoom = {
  path: paths.params,
  act: 'params.read',
  icon: 'law',
  space: 'params',
  Count: undefined,
} as const;
