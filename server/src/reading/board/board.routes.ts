import { contract } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import type { Params } from '../../ground/params/index.ts';
import { implementing, orRefuse, signedIn } from '../../ground/session/index.ts';
import type { Vault } from '../../ground/vault/index.ts';
import { type BoardDesk, listRecords, readBoard } from './index.ts';

export function boardRoutes(deps: { readonly vault: Vault; readonly params: Params }) {
  const on = implementing(contract.board);
  const reading = signedIn('board.read');
  const { vault, params } = deps;
  const at = (tx: Tx, actor: Actor): BoardDesk => ({ vault, params, tx, actor, now: new Date() });
  return on.router({
    read: on.read
      .use(reading)
      .handler(({ context }) => context.inTransaction((tx) => readBoard(at(tx, context.person)))),
    records: on.records
      .use(reading)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => listRecords(at(tx, context.person), input))),
      ),
  });
}
