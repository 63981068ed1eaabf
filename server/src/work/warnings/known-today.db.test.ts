import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { listWarnings } from './list-warnings.ts';
import * as service from './service.ts';
import { freshPhone, judgementOf, openOffice, reportOf, start } from './testing/office.ts';

const office = await openOffice();
const { people } = office;
const name = '诸葛青云';
const passport = 'EA7654Q';

/** A report that spells the name, about somebody whose name is not known yet. */
const anonymous = (phone: string) =>
  judgementOf(
    reportOf({ phone, place: '330206001001' }, { text: `${name}(护照 ${passport})说要转账` }),
    'high',
    { reasons: [{ code: 'test.named', text: `${name}正在转账。`, weight: 70 }] },
  );
const named = (phone: string) =>
  judgementOf(reportOf({ phone, name, idNo: passport, place: '330206001001' }, { text: '本人来电' }), 'high');

const everything = async (id: string) =>
  JSON.stringify([
    await office.see(people.duty, id),
    await office.act(people.duty, start, (desk) => listWarnings(desk, { limit: 200 })),
  ]);

describe('a name that comes to be known later', () => {
  test('is masked in earlier evidence, reasons and notes, in the warning and in the list', async () => {
    const [person, phone] = [randomUUID(), freshPhone()];
    const [raised] = await office.raise([{ person, judgements: [anonymous(phone)] }]);
    const id = raised!.warningId;
    await office.act(people.duty, start, (desk) =>
      service.signWarning(desk, { id, version: 1, note: `已找到${name}本人` }),
    );
    expect(await everything(id)).toContain(name); // nobody can know yet that this is a name
    await office.raise([{ person, judgements: [named(phone)] }]);
    const seen = await everything(id);
    expect(seen).not.toContain(name);
    expect(seen).not.toContain(passport);
    expect(seen).toContain('诸***');
  });

  test('is masked in a closed warning when only a later one of the same person tells it', async () => {
    const [person, phone] = [randomUUID(), freshPhone()];
    const [first] = await office.raise([{ person, judgements: [anonymous(phone)] }]);
    const id = first!.warningId;
    await office.act(people.duty, start, (desk) =>
      service.closeWarning(desk, { id, version: 1, outcome: 'not_matched', note: '不符' }),
    );
    await office.raise([{ person, judgements: [named(phone)] }]);
    expect(await everything(id)).not.toContain(name);
  });

  test('is masked in what was merged, whichever of the two knew it', async () => {
    const [strong, weak] = [randomUUID(), randomUUID()];
    const [one, other] = await office.raise([
      { person: strong, judgements: [named(freshPhone())] },
      { person: weak, judgements: [anonymous(freshPhone())] },
    ]);
    await office.raise([{ person: strong, absorb: [weak], judgements: [] }]);
    expect(await everything(one!.warningId)).not.toContain(name);
    expect(await everything(other!.warningId)).not.toContain(name);
  });
});

test('codes and ids in the history stay as they are', async () => {
  const [strong, weak] = [randomUUID(), randomUUID()];
  const [into, merged] = await office.raise([
    { person: strong, judgements: [named(freshPhone())] },
    { person: weak, judgements: [anonymous(freshPhone())] },
  ]);
  await office.raise([{ person: strong, absorb: [weak], judgements: [] }]);
  const seen = await office.see(people.duty, merged!.warningId);
  expect(seen.history[0]?.detail).toMatchObject({ into: into!.warningId });
});
