import { contract } from '@lanzha/contract';
import { implementing, signedIn } from '../session/index.ts';
import { countLooks } from './figures.ts';

const daysShown = 30;
const days = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });

/** Who looked at how much. */
export function vaultRoutes() {
  const on = implementing(contract.vault);
  return on.router({
    figures: on.figures.use(signedIn('vault.figures')).handler(({ input, context }) => {
      const to = input.to ?? days.format(new Date());
      const from =
        input.from ?? new Date(Date.parse(to) - (daysShown - 1) * 86_400_000).toISOString().slice(0, 10);
      return context.inTransaction((tx) => countLooks(tx, context.person.scope, { from, to }));
    }),
  });
}
