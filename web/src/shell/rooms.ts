import type { Act, Me } from '@lanzha/contract';
import { approvalsRoom } from '../approvals/index.ts';
import { auditRoom } from '../audit/index.ts';
import { boardRoom } from '../board/index.ts';
import { media } from '../design/index.ts';
import { directoryRoom } from '../directory/index.ts';
import { dissuasionRoom } from '../dissuasion/index.ts';
import { drillRoom } from '../drill/index.ts';
import { incidentsRoom } from '../incidents/index.ts';
import { linksRoom } from '../links/index.ts';
import { listsRoom } from '../lists/index.ts';
import { loansRoom } from '../loans/index.ts';
import { matrixRoom } from '../matrix/index.ts';
import { operationRoom } from '../operation/index.ts';
import { paramsRoom } from '../params/index.ts';
import { retentionRoom } from '../retention/index.ts';
import { scriptsRoom } from '../scripts/index.ts';
import { searchRoom } from '../search/index.ts';
import { serviceKeysRoom } from '../service-keys/index.ts';
import { shiftsRoom } from '../shifts/index.ts';
import { staffRoom } from '../staff/index.ts';
import { startsWithTasks, tasksRoom } from '../tasks/index.ts';
import { vaultRoom } from '../vault/index.ts';
import { warningsRoom } from '../warnings/index.ts';
import { zeroingRoom } from '../zeroing/index.ts';

/** The rooms of the rail in their order; each shows itself to those who may enter. */
export const rooms = [
  warningsRoom,
  tasksRoom,
  listsRoom,
  dissuasionRoom,
  incidentsRoom,
  zeroingRoom,
  shiftsRoom,
  drillRoom,
  boardRoom,
  scriptsRoom,
  loansRoom,
  searchRoom,
  linksRoom,
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

export const roomsFor = ({ acts, installation }: Pick<Me, 'acts' | 'installation'>): readonly Room[] =>
  rooms.filter(
    (room) =>
      (acts as readonly Act[]).includes(room.act) && (room !== drillRoom || installation.kind === 'drill'),
  );

/** Where somebody comes in: the first room of the own role, or the tasks for who works in the street. */
export const homeFor = (me: Me) =>
  me.acts.includes(tasksRoom.act) && startsWithTasks(me.roles, matchMedia(media.phone).matches)
    ? tasksRoom.path
    : roomsFor(me)[0]?.path;
