import { paths } from '../paths.ts';
import { RoomLabel } from './room-label.tsx';

export { CertaintyMark } from './certainty-mark.tsx';
export { ParamMark } from './param-mark.tsx';
export { paramsRoute } from './routes.ts';
export { useParamName, useParamValue } from './use-param-words.ts';
/** Its place on the rail. */
export const paramsRoom = {
  path: paths.params,
  act: 'params.read',
  icon: 'law',
  Label: RoomLabel,
  Count: undefined,
} as const;
