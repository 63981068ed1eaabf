import { randomUUID } from 'node:crypto';
import { type NoticeKind, type NoticeParams, noticeParams } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { addJob } from '../jobs/index.ts';
import { publish } from '../live/index.ts';
import { maskText } from '../vault/index.ts';
import { findRecipients, type Recipient } from './recipients.ts';

/** What people are to be told. Its words stand in the web and in mail-words.ts under `kind`. */
export interface Told {
  readonly to: Recipient | readonly Recipient[];
  readonly kind: NoticeKind;
  /** Parameters of the words: numbers of things, names of units and colleagues; never anything of a citizen. */
  readonly params?: NoticeParams;
  /** A page of this system: '/warnings/<id>'. */
  readonly link?: string;
  /** Always shown, and not held back by quiet hours. */
  readonly urgent?: boolean;
  /** Whose business it is; webhooks of that unit hear of it. */
  readonly unitId?: string | null;
  /** Who did it and need not be told. */
  readonly except?: string;
}

/** A page, perhaps about one thing, perhaps a tab or view of it: nothing else has a place in a link that leaves the house. */
const page =
  /^(?:\/[a-z-]{1,30})+(?:\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?(?:\?(?:tab|view)=[a-z]+)?$/;

/**
 * Tells people something in the caller's transaction: they hear of it when, and only when, that commits. Mail and
 * webhooks follow by a job. Numbers that look like somebody's are masked in `params`, should one slip in.
 * @returns how many people were meant
 * @throws RangeError for a link that is no page, or parameters that are too long: mistakes of the caller
 */
export async function notify(tx: Tx, told: Told): Promise<number> {
  const { kind, link = null, urgent = false, unitId = null, except } = told;
  if (link !== null && !page.test(link)) throw new RangeError('a notice links to a page of this system');
  const params = cleanParams(told.params ?? {});
  const to = 'length' in told.to ? told.to : [told.to];
  const reached = (await findRecipients(tx, to, kind, urgent)).filter(({ personId }) => personId !== except);
  if (reached.length === 0 && unitId === null) return 0;
  const eventId = randomUUID();
  await tx.query({
    name: 'write-notices',
    text: `INSERT INTO notice (event_id, person_id, kind, params, link, urgent, unit_id, shown)
           SELECT $1, r.person, $2, $3, $4, $5, $6, r.shown FROM unnest($7::uuid[], $8::boolean[]) AS r (person, shown)`,
    values: [
      eventId,
      kind,
      JSON.stringify(params),
      link,
      urgent,
      unitId,
      reached.map(({ personId }) => personId),
      reached.map(({ shown }) => shown),
    ],
  });
  const shown = reached.filter((one) => one.shown).map(({ personId }) => personId);
  if (shown.length > 0) await tellWindows(tx, eventId, shown);
  await addJob(tx, 'notify.plan', {
    eventId,
    kind,
    params,
    link,
    urgent,
    unitId,
    at: new Date().toISOString(),
  });
  return reached.length;
}

/** The open windows of these people count anew. */
export async function tellWindows(tx: Tx, id: string, people: readonly string[]): Promise<void> {
  const at = new Date().toISOString();
  await publish(
    tx,
    ...people.map((personId) => ({
      topic: 'notify',
      placeCode: '',
      unitId: null,
      personId,
      body: { type: 'notice.changed' as const, id, at },
    })),
  );
}

function cleanParams(params: NoticeParams): NoticeParams {
  const parsed = noticeParams.safeParse(params);
  if (!parsed.success) throw new RangeError('parameters of a notice are numbers and short words');
  return Object.fromEntries(
    Object.entries(parsed.data).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? maskText(value)
        : Math.abs(value) < 10_000_000
          ? value
          : maskText(String(value)),
    ]),
  );
}
