import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { createWorkQueue } from './work-queue.ts';

/** scrypt, 32 MB and some 80 ms of a core for each try (rules.md §10.4: SM3 alone is no password store). */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 } as const;
const keyBytes = 32;
// Two at once: sign-ins cannot take all threads that files, DNS and compression need as well.
const queue = createWorkQueue(2, 64);

/** `scrypt$N$r$p$salt$key`, the last two in base64url. @throws QueueFull */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  const { N, r, p } = cost;
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/**
 * Whether the password fits. With `null` (nobody by that name) the same work is done, so that the time does not tell
 * which names exist. @throws QueueFull
 */
export async function passwordFits(password: string, stored: string | null): Promise<boolean> {
  const [, N, r, p, salt, key] = (stored ?? nobody).split('$');
  const expected = Buffer.from(key ?? '', 'base64url');
  const options = { N: Number(N), r: Number(r), p: Number(p), maxmem: cost.maxmem };
  const actual = await derive(password, Buffer.from(salt ?? '', 'base64url'), options);
  return actual.length === expected.length && timingSafeEqual(actual, expected) && stored !== null;
}

const nobody = `scrypt$${cost.N}$${cost.r}$${cost.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

function derive(
  password: string,
  salt: Buffer,
  options: { N: number; r: number; p: number; maxmem: number },
) {
  const plain = password.normalize('NFKC');
  return queue(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        scrypt(plain, salt, keyBytes, options, (error, key) => (error ? reject(error) : resolve(key)));
      }),
  );
}
