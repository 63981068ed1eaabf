export type { Machine } from './finding.ts';
export { readFindings, readFindingsWithoutDatabase } from './read-findings.ts';
export { readGauges } from './read-gauges.ts';
