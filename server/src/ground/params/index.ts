export { paramChanges } from './change.ts';
export type { ParamValue } from './param-value.ts';
export { openParams, type Params } from './params.ts';
