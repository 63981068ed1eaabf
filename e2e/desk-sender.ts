import { expect } from 'vitest';
import type { Centre } from './harness.ts';

/** Sends instructions that become one warning each, about a person of the given name; answers the warning's id. */
export function openSender(centre: Centre, key: string): (name: string, more?: object) => Promise<string> {
  let next = 0;
  return async (name, more = {}) => {
    const n = next++;
    const [answer] = await centre.send(key, [
      {
        id: `J-${n}`,
        kind: 'instruction',
        level: 'middle',
        from: '市级平台',
        at: new Date().toISOString(),
        subject: { phone: `1360000${String(n).padStart(4, '0')}`, name, place: '330206001' },
        ...more,
      },
    ]);
    expect(answer).toMatchObject({ status: 'decided' });
    return String(answer!.warningId);
  };
}
