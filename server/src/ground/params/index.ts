export { openParams, type Params, type ParamValue } from './params.ts';
