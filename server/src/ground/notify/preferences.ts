import { type NoticeKind, type NoticeSettings, noticeKinds, usualChannels } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';

type Preference = NoticeSettings['preferences'][number];
type Quiet = NonNullable<NoticeSettings['quiet']>;

export async function readSettings(tx: Tx, person: string, mailWorks: boolean): Promise<NoticeSettings> {
  const { rows: chosen } = await tx.query<Preference>(
    'SELECT kind, in_app AS "inApp", mail FROM notice_preference WHERE person_id = $1',
    [person],
  );
  const { rows: quiet } = await tx.query<Quiet>(
    'SELECT from_minute AS "from", to_minute AS "to" FROM notice_quiet WHERE person_id = $1',
    [person],
  );
  const { rows: address } = await tx.query<{ masked: string; verified: boolean }>(
    'SELECT masked, verified_at IS NOT NULL AS verified FROM mail_address WHERE person_id = $1',
    [person],
  );
  const preferences = noticeKinds.map(
    (kind) => chosen.find((one) => one.kind === kind) ?? { kind, ...usualChannels[kind] },
  );
  return { preferences, quiet: quiet[0] ?? null, mailWorks, address: address[0] ?? null };
}

export async function changePreferences(
  tx: Tx,
  person: string,
  { preferences, quiet }: { preferences?: Preference[] | undefined; quiet?: Quiet | null | undefined },
): Promise<void> {
  for (const { kind, inApp, mail } of preferences ?? []) {
    await tx.query(
      `INSERT INTO notice_preference (person_id, kind, in_app, mail) VALUES ($1, $2, $3, $4)
       ON CONFLICT (person_id, kind) DO UPDATE SET in_app = excluded.in_app, mail = excluded.mail`,
      [person, kind, inApp, mail],
    );
  }
  if (quiet === null) await tx.query('DELETE FROM notice_quiet WHERE person_id = $1', [person]);
  else if (quiet !== undefined) {
    await tx.query(
      `INSERT INTO notice_quiet (person_id, from_minute, to_minute) VALUES ($1, $2, $3)
       ON CONFLICT (person_id) DO UPDATE SET from_minute = excluded.from_minute, to_minute = excluded.to_minute`,
      [person, quiet.from, quiet.to],
    );
  }
}

const dayMs = 86_400_000;
const shanghaiMs = 8 * 3_600_000; // Asia/Shanghai keeps no summer time

/** When a mail may go: now, or at the end of the quiet hours that hold now. Half-open: at `to` it is no longer quiet. */
export function afterQuiet(now: Date, quiet: Quiet | null): Date {
  if (quiet === null) return now;
  const local = now.getTime() + shanghaiMs;
  const midnight = Math.floor(local / dayMs) * dayMs;
  const minute = Math.floor((local - midnight) / 60_000);
  const { from, to } = quiet;
  const isQuiet = from < to ? from <= minute && minute < to : minute >= from || minute < to;
  if (!isQuiet) return now;
  const end = midnight + to * 60_000 - shanghaiMs;
  return new Date(minute < to ? end : end + dayMs);
}

/** Who of an event's recipients gets a mail, and from when on. */
export async function findMailRecipients(
  tx: Tx,
  eventId: string,
  kind: NoticeKind,
  urgent: boolean,
  now: Date,
): Promise<{ personId: string; due: Date }[]> {
  const { rows } = await tx.query<{ personId: string; from: number | null; to: number | null }>(
    `SELECT n.person_id AS "personId", q.from_minute AS "from", q.to_minute AS "to"
     FROM notice n JOIN mail_address a ON a.person_id = n.person_id AND a.verified_at IS NOT NULL
       LEFT JOIN notice_preference w ON w.person_id = n.person_id AND w.kind = n.kind
       LEFT JOIN notice_quiet q ON q.person_id = n.person_id
     WHERE n.event_id = $1 AND coalesce(w.mail, $2)`,
    [eventId, usualChannels[kind].mail],
  );
  return rows.map(({ personId, from, to }) => ({
    personId,
    due: urgent || from === null || to === null ? now : afterQuiet(now, { from, to }),
  }));
}
