import { contract, type DrillBeside, type Role } from '@lanzha/contract';
import { type Config, isLoopback } from '../../ground/config/index.ts';
import { type Db, machine } from '../../ground/db/index.ts';
import { clientKey, createBuckets } from '../../ground/http/index.ts';
import { getInstallation } from '../../ground/installation/index.ts';
import type { Params } from '../../ground/params/index.ts';
import { codeFits } from '../../ground/passwords/index.ts';
import { describeMe, implementing, orRefuse, stepIn } from '../../ground/session/index.ts';
import type { Beside } from './beside.ts';

export interface DoorDeps {
  readonly db: Db;
  readonly params: Params;
  readonly config: Pick<Config, 'host' | 'proxies'>;
  /** The accounts that the district handed out; null where there is no such file. */
  readonly accounts: () => Promise<readonly HandedOut[] | null>;
  readonly beside: Beside;
}

export interface HandedOut {
  readonly username: string;
  readonly role: Role;
  readonly unitName: string;
}

/** In a drill on one's own computer anybody may step into any role; a real installation that is not set up may open a drill beside it. */
export function drillDoorRoutes({ db, params, config, accounts, beside }: DoorDeps) {
  const on = implementing(contract.drillDoor);
  const attempts = createBuckets(10, 15_000);
  const steps = createBuckets(60, 1_000);
  const here = isLoopback(config.host) && config.proxies === undefined;
  const handedOut = async () => {
    if (!here || (await getInstallation(db.pool)).kind !== 'drill') return null;
    return accounts();
  };
  return on.router({
    roles: on.roles.handler(async () =>
      ((await handedOut()) ?? []).map(({ username, role, unitName }) => ({ username, role, unit: unitName })),
    ),
    enter: on.enter.handler(async ({ input, context, errors }) => {
      const wait = steps.take(clientKey(context.ip));
      if (wait > 0) throw errors.TOO_MANY_REQUESTS({ data: { retryAfter: wait } });
      const open = await handedOut();
      if (open === null) throw errors.NOT_A_DRILL();
      if (!open.some(({ username }) => username === input.username)) throw errors.NOT_FOUND();
      const previous = (await context.auth.find())?.hash ?? null;
      const { ip, agent } = context;
      return db.inTransaction(machine, async (tx) => {
        const stepped = await stepIn(tx, { username: input.username, ip, agent, previous }, params);
        const { token, session } = orRefuse(errors, stepped);
        context.auth.setCookie(token);
        return describeMe(tx, session, params);
      });
    }),
    beside: on.beside.handler(async () => {
      const { done } = await getInstallation(db.pool);
      return done ? closed : beside.state();
    }),
    open: on.open.handler(async ({ input, context, errors }) => {
      const wait = attempts.take(clientKey(context.ip));
      if (wait > 0) throw errors.TOO_MANY_REQUESTS({ data: { retryAfter: wait } });
      const { done, setupCodeHash } = await getInstallation(db.pool);
      if (done) throw errors.ALREADY_DONE();
      if (!codeFits(input.code, setupCodeHash)) throw errors.WRONG_CODE();
      if (!here) throw errors.ELSEWHERE();
      beside.open();
      return beside.state();
    }),
  });
}

const closed: DrillBeside = { state: 'closed', share: 0, url: null };
