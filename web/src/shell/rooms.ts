import type { Act } from '@lanzha/contract';
import { approvalsRoom } from '../approvals/index.ts';
import { directoryRoom } from '../directory/index.ts';
import { paramsRoom } from '../params/index.ts';
import { retentionRoom } from '../retention/index.ts';
import { searchRoom } from '../search/index.ts';
import { serviceKeysRoom } from '../service-keys/index.ts';
import { vaultRoom } from '../vault/index.ts';
import { warningsRoom } from '../warnings/index.ts';

/** The rooms of the rail in their order; each shows itself to those who may enter. */
export const rooms = [
  warningsRoom,
  searchRoom,
  vaultRoom,
  approvalsRoom,
  directoryRoom,
  paramsRoom,
  serviceKeysRoom,
  retentionRoom,
] as const;
export type Room = (typeof rooms)[number];

export const roomsFor = (acts: readonly Act[]): readonly Room[] =>
  rooms.filter(({ act }) => acts.includes(act));
