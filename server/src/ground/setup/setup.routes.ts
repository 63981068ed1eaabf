import { contract } from '@lanzha/contract';
import type { Db } from '../db/index.ts';
import { divisionsBelow, findCounties } from '../directory/index.ts';
import { clientKey, createBuckets } from '../http/index.ts';
import { getInstallation } from '../installation/index.ts';
import { QueueFull } from '../passwords/index.ts';
import { implementing, orRefuse } from '../session/index.ts';
import { completeSetup } from './complete.ts';

export function setupRoutes({ db }: { db: Db }) {
  const on = implementing(contract.setup);
  const attempts = createBuckets(10, 15_000);
  const attemptsOfAll = createBuckets(40, 5_000);
  return on.router({
    state: on.state.handler(async () => {
      const { done, kind, county } = await getInstallation(db.pool);
      return { done, kind, county };
    }),
    places: on.places.handler(async ({ input }) => {
      const { done } = await getInstallation(db.pool);
      if (done) return [];
      if (input.q !== undefined) return findCounties(input.q);
      const below = await divisionsBelow(input.parent);
      return below.map(({ code, name }) => ({ code, name }));
    }),
    complete: on.complete.handler(async ({ input, context, errors }) => {
      const wait = attempts.take(clientKey(context.ip)) || attemptsOfAll.take('all');
      if (wait > 0) throw errors.TOO_MANY_REQUESTS({ data: { retryAfter: wait } });
      const done = await completeSetup(db, input).catch((error: unknown) => {
        throw error instanceof QueueFull ? errors.TOO_MANY_REQUESTS({ data: { retryAfter: 5 } }) : error;
      });
      return orRefuse(errors, done);
    }),
  });
}
