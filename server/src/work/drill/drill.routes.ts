import { contract, type DrillState, drillEmergencies } from '@lanzha/contract';
import { recordAudit } from '../../ground/audit/index.ts';
import type { Tx } from '../../ground/db/index.ts';
import { getInstallation } from '../../ground/installation/index.ts';
import { isRefusal, type Refusal, refuse } from '../../ground/refusal/index.ts';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';
import { controlDrill, findDrill, listEmergencies, startEmergency } from './state.ts';

/** A feed says that it lives every second. */
const silence = 15_000;
const shown = 20;

/** The instructor's controls. In a real database they say that it is one. */
export function drillRoutes() {
  const on = implementing(contract.drill);
  const instructor = signedIn('drill.run');
  return on.router({
    state: on.state.use(instructor).handler(({ context }) => context.inTransaction(readState)),
    control: on.control.use(instructor).handler(async ({ input, context, errors }) => {
      const { id: actor, unitId } = context.person;
      const done = await context.inTransaction(async (tx) => {
        const fit = await mustBeLive(tx);
        if (isRefusal(fit)) return fit;
        await controlDrill(tx, input);
        await recordAudit(tx, { actor, unitId, event: 'drill.controlled', ok: true, detail: { ...input } });
        return readState(tx);
      });
      return orRefuse(errors, done);
    }),
    emergency: on.emergency.use(instructor).handler(async ({ input: { kind }, context, errors }) => {
      const { id: actor, unitId } = context.person;
      const done = await context.inTransaction(async (tx) => {
        const fit = await mustBeLive(tx);
        if (isRefusal(fit)) return fit;
        await startEmergency(tx, kind, actor);
        await recordAudit(tx, { actor, unitId, event: 'drill.emergency', ok: true, detail: { kind } });
        return readState(tx);
      });
      return orRefuse(errors, done);
    }),
  });
}

async function readState(tx: Tx): Promise<DrillState> {
  const { kind } = await getInstallation(tx);
  const row = await findDrill(tx);
  const started = row === null ? [] : await listEmergencies(tx, shown);
  return {
    drill: kind === 'drill',
    live: isLive(row?.fedAt ?? null),
    running: row?.running ?? false,
    speed: row?.speed ?? 1,
    colleagues: row?.colleagues ?? false,
    storyAt: row?.storyAt.toISOString() ?? null,
    sent: row?.sent ?? 0,
    emergencies: row === null ? [] : [...drillEmergencies],
    started: started.map(({ n, kind: started, at }) => ({ n, kind: started, at: at.toISOString() })),
  };
}

async function mustBeLive(tx: Tx): Promise<{ live: true } | Refusal<'NOT_A_DRILL'> | Refusal<'NOT_LIVE'>> {
  const { kind } = await getInstallation(tx);
  if (kind !== 'drill') return refuse('NOT_A_DRILL');
  const row = await findDrill(tx);
  return isLive(row?.fedAt ?? null) ? { live: true } : refuse('NOT_LIVE');
}

const isLive = (fedAt: Date | null): boolean => fedAt !== null && Date.now() - fedAt.getTime() < silence;
