import type { Outcome } from '@lanzha/contract';
import pg from 'pg';
import { afterAll } from 'vitest';
import { BatchNumbers, openSignals, sealBatch } from '../../facts/signals/index.ts';
import { give, machine } from '../../ground/db/index.ts';
import { isRefusal } from '../../ground/refusal/index.ts';
import { masterKeysFrom, openVault } from '../../ground/vault/index.ts';
import type { Desk, Seen } from '../warnings/desk.ts';
import { raiseWarnings } from '../warnings/index.ts';
import { revealField } from '../warnings/reveal.ts';
import { closeWarning, recordContact, reopenWarning, signWarning } from '../warnings/service.ts';
import { judgementOf, openOffice, raiseOf, reportOf } from '../warnings/testing/office.ts';
import { confirmClock, type Forgetting, forgetWhatIsDue, placeHold, releaseHold } from './index.ts';

const base = Date.UTC(2026, 2, 2, 4);
export const onDay = (day: number) => new Date(base + day * 86_400_000);

/** A county whose days a test counts: 0 is the day on which retention last ran. */
export async function openArchive() {
  const office = await openOffice();
  const owner = new pg.Client(office.database.migrator);
  await owner.connect();
  afterAll(() => owner.end());
  const { db, people } = office;
  let deps = office.deps;
  let numbers = new BatchNumbers();
  let serial = 0;
  const asMachine = db.inTransaction.bind(db, machine) as <T>(
    work: (tx: Parameters<Parameters<typeof db.inTransaction>[1]>[0]) => Promise<T>,
  ) => Promise<T>;

  return {
    office,
    owner,
    asMachine,
    /** An empty archive; a program that has just started. */
    async reset() {
      await owner.query(`TRUNCATE signal_batch, warning_evidence, warning_history, warning_index, retention_hold,
        retention_log, warning, vault_key, subject_state, audit_record CASCADE`);
      await owner.query(
        'UPDATE retention_state SET last_run_at = $1, paused_at = NULL, confirmed_for = NULL, subject_after = NULL',
        [onDay(0)],
      );
      this.restart();
    },
    deps: () => deps,
    restart() {
      deps = { ...office.deps, vault: openVault(masterKeysFrom(Buffer.alloc(64, 7))) };
      numbers = new BatchNumbers();
    },
    /** A batch of two signals that led to nothing. @returns its number */
    async batch(at: Date): Promise<number> {
      return asMachine(async (tx) => {
        const next = await numbers.next(tx);
        const lines = [1, 2].map((n) =>
          JSON.stringify(reportOf({ phone: `1380000000${n}` }, { at, text: `电话 ${next}` })),
        );
        await give(tx, await sealBatch(tx, deps.vault, next, lines, at));
        return next;
      });
    },
    async opensBatch(id: number): Promise<boolean> {
      this.restart();
      const found = await asMachine((tx) => openSignals(tx, deps.vault, [{ batch: id, ord: 1 }]));
      return found.length === 1;
    },
    /** A warning of somebody new. @returns its id */
    async warning(at: Date): Promise<string> {
      const phone = `1${3_100_000_000 + ++serial}`;
      const about = { phone, name: '张三丰', place: '330206001001' };
      const person = crypto.randomUUID();
      const judgements = [judgementOf(reportOf(about, { at, text: `${phone} 要他转账` }), 'high', { at })];
      const raised = await asMachine((tx) =>
        raiseWarnings(tx, deps, [{ ...raiseOf(), person, judgements }], at),
      );
      return raised.get(person)?.warningId ?? '';
    },
    /** Signs for it, calls, and closes it, all at one instant. */
    async close(id: string, outcome: Outcome, at: Date): Promise<void> {
      const note = '与本人 13512345678 核实过';
      const step = async (work: (desk: Desk, seen: Seen) => Promise<unknown>) => {
        const seen = { id, version: await this.versionOf(id), note };
        const done = await office.act(people.duty, at, (desk) => work({ ...desk, ...deps }, seen));
        if (isRefusal(done)) throw new Error(done.code);
      };
      await step(signWarning);
      await step((desk, seen) => recordContact(desk, { ...seen, method: 'call', reached: true }));
      await step((desk, seen) =>
        closeWarning(desk, { ...seen, outcome, loss: { amount: null, at: null }, stopPayment: 'asked' }),
      );
    },
    async reopen(id: string, at: Date) {
      const version = await this.versionOf(id);
      return office.act(people.duty, at, (desk) =>
        reopenWarning({ ...desk, ...deps }, { id, version, note: '重新打开' }),
      );
    },
    async versionOf(id: string): Promise<number> {
      const [row] = await office.query<{ version: number }>('SELECT version FROM warning WHERE id = $1', [
        id,
      ]);
      return row?.version ?? 0;
    },
    /** The answer of a program that has just started: nothing comes from its memory. */
    reveal(id: string, at: Date) {
      this.restart();
      return office.act(people.duty, at, (desk) =>
        revealField({ ...desk, ...deps }, { id, field: 'phone', reason: '核对' }),
      );
    },
    run(now: Date, more: Partial<Forgetting> = {}): Promise<boolean> {
      this.restart();
      return forgetWhatIsDue({ db, vault: deps.vault, params: office.deps.params, now, ...more });
    },
    confirm: (now: Date) =>
      asMachine((tx) => confirmClock(tx, office.deps.params, { now, actor: people.duty.id })),
    async hold(input: Omit<Parameters<typeof placeHold>[3], 'reason'>, now: Date): Promise<string> {
      const held = await asMachine((tx) =>
        placeHold(tx, deps.vault, people.duty, { ...input, reason: '法院来函' }, now),
      );
      if (isRefusal(held)) throw new Error(held.code);
      return held.id;
    },
    release: (id: string, now: Date) =>
      asMachine((tx) => releaseHold(tx, deps.vault, people.duty, { id, reason: '函件撤回' }, now)),
    async numberOf(id: string): Promise<number> {
      const [row] = await office.query<{ no: number }>('SELECT no FROM warning WHERE id = $1', [id]);
      return row?.no ?? 0;
    },
    keys: () =>
      office.query<{ purpose: string; slice: string }>(
        "SELECT purpose, slice FROM vault_key WHERE purpose <> 'reasons' ORDER BY 1, 2",
      ),
    log: () =>
      office.query<{ kind: string; day: string | null; count: number }>(
        'SELECT kind, day::text, count FROM retention_log ORDER BY id',
      ),
  };
}
