import { takeBackContact, takeBackFollowUps, takeBackReviews } from '../dissuasion/index.ts';
import type { Desk } from './desk.ts';
import { takeBackEnding } from './ending.ts';
import { takeBackQuiet } from './quiet.ts';
import { takeBackTransfer } from './transfers.ts';

/** Everything that a step made or ended beside the warning goes back to what it was; the rows tell by its version. */
export async function takeBackBeside(
  desk: Desk,
  undone: { readonly warningId: string; readonly version: number },
  byVersion: number,
): Promise<void> {
  const { tx, actor, now } = desk;
  await takeBackContact(desk, undone);
  await takeBackEnding(tx, undone.warningId, undone.version, now);
  await takeBackTransfer(tx, undone, { version: byVersion, actor: actor.id, at: now });
  await takeBackFollowUps(desk, undone, byVersion);
  await takeBackReviews(desk, undone);
  await takeBackQuiet(desk, undone, byVersion);
}
