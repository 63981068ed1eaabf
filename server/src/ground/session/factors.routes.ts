import { contract } from '@lanzha/contract';
import type { Vault } from '../vault/index.ts';
import { implementing, orRefuse, signedIn } from './procedures.ts';
import { resetFactor } from './reset-factor.ts';

export function factorsRoutes({ vault }: { vault: Vault }) {
  const on = implementing(contract.factors);
  return on.router({
    reset: on.reset
      .use(signedIn('directory.factors'))
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => resetFactor(tx, vault, context.person, input))),
      ),
  });
}
