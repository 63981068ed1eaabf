import type { Params } from '../params/index.ts';
import type { Vault } from '../vault/index.ts';
import type { Outcome } from './deliveries.ts';
import { type Mailer, type MailTimes, openMailer } from './mailer.ts';
import type { NotifySettings } from './settings.ts';
import type { HookRules } from './webhook-address.ts';
import { type HookLimits, postHook, type Resolver } from './webhook-sender.ts';
import { signedHeaders } from './webhook-signature.ts';

/** The ways out of the house, one for each process. */
export interface Outgoing {
  /** undefined: no mail server is configured. */
  readonly mailer: Mailer | undefined;
  readonly publicUrl: string | undefined;
  readonly vault: Vault;
  readonly params: Params;
  /** As the parameters say now. */
  rules(): HookRules;
  /** Signs and sends one message of a subscription. Never throws. */
  post(id: string, target: { url: string; secrets: readonly string[] }, message: object): Promise<Outcome>;
}

export interface OutgoingOptions {
  settings: NotifySettings;
  vault: Vault;
  params: Params;
  resolver?: Resolver;
  hookLimits?: HookLimits;
  mailTimes?: MailTimes;
}

export function openOutgoing(options: OutgoingOptions): Outgoing {
  const { settings, vault, params, resolver, hookLimits, mailTimes } = options;
  const rules = (): HookRules => ({
    hosts: params.value('notify.webhook.hosts').value,
    nets: params.value('notify.webhook.nets').value,
    loopback: settings.loopbackWebhooks,
  });
  const how = {
    ...(resolver === undefined ? {} : { resolver }),
    ...(hookLimits === undefined ? {} : { limits: hookLimits }),
  };
  return {
    mailer: settings.mail === undefined ? undefined : openMailer(settings.mail, mailTimes),
    publicUrl: settings.publicUrl,
    vault,
    params,
    rules,
    post(id, { url, secrets }, message) {
      const body = JSON.stringify(message);
      const headers = signedHeaders(id, Math.floor(Date.now() / 1_000), body, secrets);
      return postHook(url, headers, body, rules(), how);
    },
  };
}
