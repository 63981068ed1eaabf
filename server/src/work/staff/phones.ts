import { recordAudit } from '../../ground/audit/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { maskPhone, sealReason } from '../../ground/vault/index.ts';
import type { StaffDesk } from './desk.ts';

const purpose = 'staff-phones';
const context = (member: string) => `staff-phone/${member}`;

interface SealedPhone {
  readonly id: string;
  readonly unitId: string;
  readonly keyId: number | null;
  readonly sealed: Buffer | null;
  readonly masked: string | null;
}

/** Seals the number of a member; null takes it away. */
export async function keepPhone(
  { tx, vault }: StaffDesk,
  member: string,
  phone: string | null,
): Promise<void> {
  const { keyId, sealed } =
    phone === null
      ? { keyId: null, sealed: null }
      : await vault.sealLasting(tx, purpose, Buffer.from(phone), context(member));
  await tx.query('UPDATE staff_member SET key_id = $2, phone_sealed = $3, phone_masked = $4 WHERE id = $1', [
    member,
    keyId,
    sealed,
    phone === null ? null : maskPhone(phone.replaceAll(/[\s-]/g, '')),
  ]);
}

/** In full for people of the own unit, masked for others. */
export async function showPhone(desk: StaffDesk, row: SealedPhone): Promise<string | null> {
  return row.unitId === desk.actor.unitId ? openPhone(desk, row) : row.masked;
}

async function openPhone(
  { tx, vault }: StaffDesk,
  { id, keyId, sealed }: SealedPhone,
): Promise<string | null> {
  if (keyId === null || sealed === null) return null;
  return (await vault.unseal(tx, { keyId, sealed }, context(id))).toString();
}

/** The number in full, for a reason that stays in the audit log. */
export async function revealPhone(
  desk: StaffDesk,
  input: { id: string; reason: string },
): Promise<{ phone: string | null } | Refusal<'NOT_FOUND'>> {
  const { tx, actor, vault, now } = desk;
  const { rows } = await tx.query<SealedPhone>(
    `SELECT id, unit_id AS "unitId", key_id AS "keyId", phone_sealed AS sealed, phone_masked AS masked
     FROM staff_member WHERE id = $1`,
    [input.id],
  );
  const row = rows[0];
  if (row === undefined) return refuse('NOT_FOUND');
  const target = `staff/${row.id}`;
  const sealedReason = await sealReason(tx, vault, input.reason, target, now);
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event: 'staff.phone_revealed',
    ok: true,
    target,
    detail: { sealedReason },
  });
  return { phone: await openPhone(desk, row) };
}
