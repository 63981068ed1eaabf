export { daysLeft, keepSample } from './check-disk.ts';
export type { Looked, Machine } from './finding.ts';
export { readFindings, readFindingsWithoutDatabase } from './read-findings.ts';
export { readGauges } from './read-gauges.ts';
