import type { Centre } from '../../e2e/harness.ts';

type Client = Awaited<ReturnType<Centre['signIn']>>;
type Detail = { id: string; version: number; followUps: { id: string; version: number }[] };

const done = new WeakMap<Centre, Promise<string>>();

/** The page, once warnings have come to their ends; without a path, that of the one with the most to see. */
export function withEnds(path: string): (centre: Centre) => Promise<string> {
  return async (centre) => {
    const known = done.get(centre) ?? furnishEnds(centre);
    done.set(centre, known);
    const id = await known;
    return path === '' ? `/warnings/${id}` : path;
  };
}

/** One dissuaded and looked after, one cheated, one left in peace, one on its way out of the county. */
async function furnishEnds(centre: Centre): Promise<string> {
  const officer = await centre.signIn(centre.officer);
  const key = await centre.addKey({ source: '跟进页样例' });
  const arrive = async (name: string, n: number): Promise<Detail> => {
    const [answer] = await centre.send(key, [
      {
        id: `ENDS-${n}`,
        kind: 'instruction',
        level: 'high',
        from: '市级平台',
        at: new Date().toISOString(),
        subject: { phone: `1391000000${n}`, name, place: '330206001', age: 61 },
      },
    ]);
    return officer.get<Detail>(`/warnings/${String(answer?.warningId)}`);
  };
  const act = (one: Detail, name: string, more: object = {}) =>
    officer.post<Detail>(`/warnings/${one.id}/${name}`, { version: one.version, ...more });
  const reached = async (one: Detail, more: object) => {
    const signed = await act(one, 'sign');
    const tried = await act(signed, 'contact', { reached: false, failed: 'hung_up' });
    return act(tried, 'contact', { reached: true, ...more });
  };
  const talked = await reached(await arrive('蒋文娟', 1), {
    method: 'family',
    basis: 'emergency',
    basisWhy: '本人电话占线，正在转账，请女儿到场',
    result: 'doubts',
    present: ['李国强'],
    said: '说明公安机关没有安全账户，请先停止操作',
    statement: '我再想想，孩子马上回来',
  });
  const met = await act(talked, 'meet', { companions: ['李国强'], result: 'believes' });
  const closed = await act(met, 'close', {
    outcome: 'dissuaded',
    saved: { amount: 8_000_000, proof: '工行柜台未办理的汇款单', reference: 'HD-20261121' },
  });
  await cheat(officer, await reached(await arrive('韩建设', 2), { result: 'transferred' }));
  await act(await arrive('沈一诺', 3), 'close', {
    outcome: 'not_matched',
    falseAlarm: 'real_service',
    quietDays: 7,
  });
  await act(await act(await arrive('杨柳青', 4), 'sign'), 'transfer', {
    place: '330281',
    note: '人已迁往该地',
  });
  return closed.id;
}

const cheat = (officer: Client, one: Detail) =>
  officer.post<Detail>(`/warnings/${one.id}/close`, {
    version: one.version,
    outcome: 'cheated',
    loss: { amount: 3_000_000, at: null },
    stopPayment: 'asked',
  });
