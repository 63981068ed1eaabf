import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listWarnings } from './list-warnings.ts';
import { revealField } from './reveal.ts';
import * as service from './service.ts';
import { judgementOf, openOffice, reportOf, start } from './testing/office.ts';

const office = await openOffice();
const { people } = office;

const reveal = (id: string, field: 'phone' | 'idNo' | 'account' | 'name', reason: string) =>
  office.act(people.east, start, (desk) => revealField(desk, { id, field, reason }));

describe('revealing a field', () => {
  test('gives it in clear, and leaves an audit record and a history entry', async () => {
    const { id } = await office.warn('high', { phone: '13811112222', name: '张三丰' });
    expect(await reveal(id, 'phone', '电话劝阻,另拨 13922223333')).toEqual({
      field: 'phone',
      value: '13811112222',
    });
    expect(await office.query('SELECT actor, unit_id, event, ok, target, detail FROM audit_record')).toEqual([
      {
        actor: people.east.id,
        unit_id: people.east.unitId,
        event: 'vault.revealed',
        ok: true,
        target: `warning/${id}`,
        detail: { field: 'phone', sealedReason: { keyId: expect.any(Number), sealed: expect.any(String) } },
      },
    ]);
    const seen = await office.see(people.east, id);
    expect(seen.history[0]).toMatchObject({
      act: 'reveal',
      note: '电话劝阻,另拨 139****3333',
      detail: { field: 'phone' },
      actor: { id: people.east.id },
    });
    expect(seen).toMatchObject({ version: 1, revealable: ['phone', 'name'] });
  });

  test('that nobody knows is null, and on record all the same', async () => {
    const { id } = await office.warn();
    expect(await reveal(id, 'idNo', '核对身份')).toEqual({ field: 'idNo', value: null });
    const records = await office.query('SELECT FROM audit_record WHERE target = $1', [`warning/${id}`]);
    expect(records).toHaveLength(1);
  });

  test('stands in nobody’s way, however often', async () => {
    const warning = await office.warn();
    await reveal(warning.id, 'phone', '电话劝阻');
    await reveal(warning.id, 'phone', '再次联系');
    const signed = await office.act(people.east, start, (desk) => service.signWarning(desk, warning));
    expect(signed).toMatchObject({ state: 'signed', undo: { act: 'sign' } });
  });
});

const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${length - 1}}$`));
const person = fc.record({
  phone: digits(11),
  idNo: digits(18),
  account: digits(19),
  name: fc.constantFrom('张三丰', '欧阳锋'),
});

test('no answer carries seven digits in a row of what came in, nor a whole name', async () => {
  await fc.assert(
    fc.asyncProperty(person, digits(11), digits(16), async (subject, other, payee) => {
      const text = `${subject.name}说把钱转到${payee},联系${other},本人${subject.phone}、${subject.idNo}、${subject.account}`;
      const at = start.toISOString();
      const about = { ...subject, place: '330206001' };
      const signals = [
        reportOf(about, { text }),
        { id: 'S', kind: 'sms', at, subject: about, from: other, text } as const,
        {
          id: 'V',
          kind: 'visit',
          at,
          subject: about,
          url: `http://x.example/${subject.phone}?a=${payee}`,
        } as const,
        {
          id: 'T',
          kind: 'transfer',
          at,
          subject: about,
          to: { account: payee },
          amount: 123_456_789,
        } as const,
      ];
      const judgements = signals.map((signal, ord) =>
        judgementOf(signal, 'high', { ord, reasons: [{ code: `c${ord}`, text, weight: 50 }] }),
      );
      const [raised] = await office.raise([{ judgements, source: `来源${other}` }]);
      const seen = { id: raised!.warningId, version: 1, note: text };
      const signed = await office.act(people.east, start, (desk) => service.signWarning(desk, seen));
      const met = await office.act(people.east, start, (desk) =>
        service.recordMeeting(desk, { ...seen, version: 2, companions: [`周${other}`] }),
      );
      const closed = await office.act(people.east, start, (desk) =>
        service.closeWarning(desk, {
          ...seen,
          version: 3,
          outcome: 'dissuaded',
          saved: { amount: 1, proof: text },
        }),
      );
      const listed = await office.act(people.east, start, (desk) => listWarnings(desk, { limit: 5 }));
      const told = await office.query('SELECT body FROM outbox');
      const answers = JSON.stringify([signed, met, closed, listed, told]);
      expect(closed).toMatchObject({ outcome: 'dissuaded' });
      expect(answers).not.toContain(subject.name);
      for (const value of [subject.phone, subject.idNo, subject.account, other, payee])
        for (let from = 0; from + 7 <= value.length; from++)
          expect(answers).not.toContain(value.slice(from, from + 7));
    }),
    { numRuns: 15 },
  );
});
