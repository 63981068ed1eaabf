export { belongsElsewhere } from './typing.ts';
export { useKeys } from './use-keys.ts';
