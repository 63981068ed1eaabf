export { announceSetup, renewSetupCode } from './announce.ts';
