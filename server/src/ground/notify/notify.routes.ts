import { randomUUID } from 'node:crypto';
import { contract } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import type { Params } from '../params/index.ts';
import { refuse } from '../refusal/index.ts';
import { implementing, orRefuse, signedIn, signedInForOneself } from '../session/index.ts';
import type { Vault } from '../vault/index.ts';
import { discardDelivery, listDeliveries, retryDelivery } from './dead-letters.ts';
import { confirmAddress, removeAddress, setAddress } from './mail-address.ts';
import { countUnread, listNotices, markAllNotices, markNotice } from './notices.ts';
import type { Outgoing } from './outgoing.ts';
import { changePreferences, readSettings } from './preferences.ts';
import { changeWebhook, createWebhook, findTarget, listWebhooks, rotateWebhook } from './webhooks.ts';

export interface NotifyDeps {
  vault: Vault;
  params: Params;
  outgoing: Outgoing;
}

/** A person's own notices and how they travel; subscriptions and dead letters for the system administrator. */
export function notifyRoutes({ vault, params, outgoing }: NotifyDeps) {
  const on = implementing(contract.notify);
  const own = signedInForOneself();
  const managing = signedIn('notify.manage');
  const mailWorks = outgoing.mailer !== undefined;
  const hookDeps = { vault, params, rules: outgoing.rules };
  const done = { done: true } as const;
  return on.router({
    list: on.list
      .use(own)
      .handler(({ input, context }) =>
        context.inTransaction((tx) => listNotices(tx, context.person.id, input)),
      ),
    unread: on.unread
      .use(own)
      .handler(({ context }) =>
        context.inTransaction(async (tx) => ({ unread: await countUnread(tx, context.person.id) })),
      ),
    mark: on.mark
      .use(own)
      .handler(async ({ input, context, errors }) =>
        orRefuse(errors, await context.inTransaction((tx) => markNotice(tx, context.person.id, input))),
      ),
    markAll: on.markAll.use(own).handler(({ input, context }) =>
      context.inTransaction(async (tx) => ({
        marked: await markAllNotices(tx, context.person.id, input.upTo),
      })),
    ),
    settings: on.settings
      .use(own)
      .handler(({ context }) =>
        context.inTransaction((tx) => readSettings(tx, context.person.id, mailWorks)),
      ),
    changeSettings: on.changeSettings.use(own).handler(({ input, context }) =>
      context.inTransaction(async (tx) => {
        await changePreferences(tx, context.person.id, input);
        return readSettings(tx, context.person.id, mailWorks);
      }),
    ),
    setAddress: on.setAddress.use(own).handler(async ({ input, context, errors }) => {
      if (!mailWorks) throw errors.NO_MAIL();
      const result = await context.inTransaction(async (tx) => {
        const refused = await setAddress(tx, context.person, input.address, { vault, params });
        return refused ?? readSettings(tx, context.person.id, mailWorks);
      });
      return orRefuse(errors, result);
    }),
    confirmAddress: on.confirmAddress.use(own).handler(async ({ input, context, errors }) => {
      const right = await context.inTransaction((tx) =>
        confirmAddress(tx, context.person, input.code, { vault, params }),
      );
      if (!right) throw errors.WRONG_CODE();
      return context.inTransaction((tx) => readSettings(tx, context.person.id, mailWorks));
    }),
    removeAddress: on.removeAddress.use(own).handler(({ context }) =>
      context.inTransaction(async (tx) => {
        await removeAddress(tx, context.person);
        return readSettings(tx, context.person.id, mailWorks);
      }),
    ),
    deliveries: on.deliveries
      .use(managing)
      .handler(({ input, context }) => context.inTransaction((tx) => listDeliveries(tx, input))),
    retryDelivery: on.retryDelivery.use(managing).handler(async ({ input, context, errors }) => {
      const refused = await context.inTransaction((tx) => retryDelivery(tx, context.person, input.id));
      return orRefuse(errors, refused ?? done);
    }),
    discardDelivery: on.discardDelivery.use(managing).handler(async ({ input, context, errors }) => {
      const refused = await context.inTransaction((tx) => discardDelivery(tx, vault, context.person, input));
      return orRefuse(errors, refused ?? done);
    }),
    webhooks: on.webhooks.use(managing).handler(({ context }) => context.inTransaction(listWebhooks)),
    createWebhook: on.createWebhook
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => createWebhook(tx, context.person, input, hookDeps)),
        ),
      ),
    changeWebhook: on.changeWebhook
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => changeWebhook(tx, context.person, input, hookDeps)),
        ),
      ),
    rotateWebhook: on.rotateWebhook
      .use(managing)
      .handler(async ({ input, context, errors }) =>
        orRefuse(
          errors,
          await context.inTransaction((tx) => rotateWebhook(tx, context.person, input, hookDeps)),
        ),
      ),
    testWebhook: on.testWebhook.use(managing).handler(async ({ input, context, errors }) => {
      const found = await context.inTransaction(
        async (tx) => (await findTarget(tx, vault, input.id, true)) ?? refuse('NOT_FOUND'),
      );
      const target = orRefuse(errors, found);
      const started = performance.now();
      const at = new Date().toISOString();
      const outcome = await outgoing.post(randomUUID(), target, { type: 'test', timestamp: at, data: {} });
      const reason = outcome.state === 'sent' ? null : outcome.reason;
      const ok = outcome.state === 'sent';
      await context.inTransaction((tx) =>
        recordAudit(tx, {
          actor: context.person.id,
          unitId: context.person.unitId,
          event: 'webhook.tested',
          ok,
          target: `webhook/${input.id}`,
          detail: { reason },
        }),
      );
      return { ok, reason, ms: Math.round(performance.now() - started) };
    }),
  });
}
