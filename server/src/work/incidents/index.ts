export { type CheatedWarning, openForWarning, takeBackForWarning } from './from-warning.ts';
export { incidentClocks } from './report-clock.ts';
