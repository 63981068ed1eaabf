import { centreCode, type World } from '@lanzha/engine/drill';
import { type Db, machine } from '../../ground/db/index.ts';
import { type Actor, findActor } from '../../ground/directory/index.ts';
import type { District } from './found-district.ts';

/** Who of the story may work on the warnings of a unit; those of the centre where a unit has nobody. */
export interface Crew {
  handlersOf(unitId: string): Promise<readonly Actor[]>;
}

/** User names of the staff that is handed out to nobody: the colleagues of whoever comes. */
export const colleagueNames = ({ staff }: World): string[] =>
  staff.filter(({ handedOut }) => !handedOut).map(({ username }) => username);

const handles = ({ acts }: Actor) => acts.includes('warnings.handle');

/** While the history is told: nobody comes and goes. */
export function crewOfDistrict({ units, crews }: Pick<District, 'units' | 'crews'>): Crew {
  const codes = new Map([...units].map(([code, id]) => [id, code]));
  const of = (code: string | undefined) => (crews.get(code ?? '') ?? []).filter(handles);
  return {
    async handlersOf(unitId) {
      const own = of(codes.get(unitId));
      return own.length > 0 ? own : of(centreCode);
    },
  };
}

/** So long a unit's people are taken for known: no longer than a tick, for somebody may sign in to one of them (milliseconds). */
const kept = 1_000;

/**
 * While the story goes on: accounts of the story that are not disabled and that nobody ever signed in to. What a person
 * took for their own acts for that person alone from then on.
 * @param names of `colleagueNames` @param centre id of the unit that stands in where there is nobody
 */
export function openCrew(db: Db, names: readonly string[], centre: string): Crew {
  const known = new Map<string, { until: number; actors: readonly Actor[] }>();
  const ofUnit = async (unitId: string): Promise<readonly Actor[]> => {
    const held = known.get(unitId);
    if (held !== undefined && held.until > Date.now()) return held.actors;
    const actors = await db.inTransaction(machine, async (tx) => {
      const { rows } = await tx.query<{ id: string }>({
        name: 'list-drill-colleagues',
        text: `SELECT id FROM person WHERE unit_id = $1 AND username = ANY ($2) AND signed_in_at IS NULL
                 AND disabled_at IS NULL ORDER BY username`,
        values: [unitId, names],
      });
      const found: Actor[] = [];
      for (const { id } of rows) {
        const actor = await findActor(tx, id);
        if (actor !== null && handles(actor)) found.push(actor);
      }
      return found;
    });
    known.set(unitId, { until: Date.now() + kept, actors });
    return actors;
  };
  return {
    async handlersOf(unitId) {
      const own = await ofUnit(unitId);
      return own.length > 0 ? own : ofUnit(centre);
    },
  };
}
