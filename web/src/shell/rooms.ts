import type { Act } from '@lanzha/contract';
import { approvalsRoom } from '../approvals/index.ts';
import { auditRoom } from '../audit/index.ts';
import { directoryRoom } from '../directory/index.ts';
import { loansRoom } from '../loans/index.ts';
import { matrixRoom } from '../matrix/index.ts';
import { operationRoom } from '../operation/index.ts';
import { paramsRoom } from '../params/index.ts';
import { retentionRoom } from '../retention/index.ts';
import { searchRoom } from '../search/index.ts';
import { serviceKeysRoom } from '../service-keys/index.ts';
import { shiftsRoom } from '../shifts/index.ts';
import { staffRoom } from '../staff/index.ts';
import { vaultRoom } from '../vault/index.ts';
import { warningsRoom } from '../warnings/index.ts';

/** The rooms of the rail in their order; each shows itself to those who may enter. */
export const rooms = [
  warningsRoom,
  loansRoom,
  shiftsRoom,
  searchRoom,
  vaultRoom,
  approvalsRoom,
  staffRoom,
  directoryRoom,
  matrixRoom,
  paramsRoom,
  serviceKeysRoom,
  retentionRoom,
  operationRoom,
  auditRoom,
] as const;
export type Room = (typeof rooms)[number];

export const roomsFor = (acts: readonly Act[]): readonly Room[] =>
  rooms.filter(({ act }) => acts.includes(act));
