import type { Me } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { getInstallation } from '../installation/index.ts';
import type { LiveSession } from './context.ts';

/** What the browser is told about the person who is signed in. */
export async function describeMe(tx: Tx, { actor, csrf }: LiveSession): Promise<Me> {
  const { kind, county } = await getInstallation(tx);
  const place = { code: actor.placeCode, name: actor.placeName };
  return {
    id: actor.id,
    name: actor.name,
    username: actor.username,
    roles: [...actor.roles],
    acts: [...actor.acts],
    unit: { id: actor.unitId, name: actor.unitName },
    place,
    mustChangePassword: actor.mustChangePassword,
    csrf,
    installation: { kind, county: county ?? place },
    serverTime: new Date().toISOString(),
  };
}
