import type { Act } from '@lanzha/contract';
import { directoryRoom } from '../directory/index.ts';
import { warningsRoom } from '../warnings/index.ts';

/** The rooms of the rail in their order; each shows itself to those who may enter. */
export const rooms = [warningsRoom, directoryRoom] as const;
export type Room = (typeof rooms)[number];

export const roomsFor = (acts: readonly Act[]): readonly Room[] =>
  rooms.filter(({ act }) => acts.includes(act));
