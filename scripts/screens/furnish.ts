import type { Account, Centre } from '../../e2e/harness.ts';

// What pages need to have something to show. Each is done once for a centre, whoever looks first.

/** The page, once there is somebody who may read the log. */
export function withAuditor(path: string): (centre: Centre) => Promise<string> {
  return async (centre) => {
    const admin = await clientOf(centre, centre.admin);
    const people = await admin.get<{ username: string }[]>('/directory/people');
    if (!people.some(({ username }) => username === 'auditor')) {
      await centre.addPerson({ name: '孙审计', username: 'auditor', roles: ['audit_admin'] });
    }
    return path;
  };
}

const clients = new WeakMap<Centre, Map<string, ReturnType<Centre['signIn']>>>();

/** One session for each person of a centre: as many sign-ins as there are pages would be refused as guessing. */
function clientOf(centre: Centre, account: Account): ReturnType<Centre['signIn']> {
  const known = clients.get(centre) ?? new Map<string, ReturnType<Centre['signIn']>>();
  clients.set(centre, known);
  const client = known.get(account.username) ?? centre.signIn(account);
  known.set(account.username, client);
  return client;
}

/** What is found for somebody's number. */
export async function found(centre: Centre): Promise<string> {
  const officer = await clientOf(centre, centre.officer);
  const { items } = await officer.get<{ items: { id: string; subject: { phone: string | null } }[] }>(
    '/warnings?limit=50',
  );
  const warning = items.find(({ subject }) => subject.phone !== null);
  const { value } = await officer.post<{ value: string }>(`/warnings/${warning?.id}/reveal`, {
    field: 'phone',
    reason: '联系当事人',
  });
  const { handle } = await officer.post<{ handle: string }>('/search', { value });
  return `/search/${handle}`;
}

/** With a view of one's own beside the built-in ones. */
export function withViews(path: string): (centre: Centre) => Promise<string> {
  return async (centre) => {
    const officer = await clientOf(centre, centre.officer);
    const { views } = await officer.get<{ views: unknown[] }>('/views');
    if (views.length === 0)
      await officer.post('/views', {
        name: '本周紧急',
        filter: { level: 'urgent', received: '7d' },
        sort: 'due',
        columns: ['no', 'name', 'headline', 'unit', 'due'],
        density: 'compact',
        shared: true,
      });
    return path;
  };
}

/** The person of the warning with the most to see, once somebody has spoken with them. */
export async function personOf(centre: Centre): Promise<string> {
  const path = await richestWarning(centre);
  const id = path.split('/').at(-1);
  const officer = await clientOf(centre, centre.officer);
  const read = () => officer.get<{ version: number; state: string }>(`/warnings/${id}`);
  if ((await read()).state === 'dispatched') {
    await officer.post(`/warnings/${id}/sign`, { version: (await read()).version });
    await officer.post(`/warnings/${id}/contact`, {
      version: (await read()).version,
      reached: false,
      failed: 'no_answer',
    });
    await officer.post(`/warnings/${id}/contact`, {
      version: (await read()).version,
      reached: true,
      result: 'doubts',
      said: '告诉对方公安机关没有安全账户，不要转账，挂断后回拨 96110。',
      statement: '说还要再想一想',
    });
  }
  return `/people/${id}`;
}

/** Two people of one name. */
export async function namesakes(centre: Centre): Promise<string> {
  const officer = await clientOf(centre, centre.officer);
  const enter = (n: number) =>
    officer.post('/signals/enter', {
      id: `N-${n}`,
      kind: 'instruction',
      level: 'middle',
      at: new Date().toISOString(),
      subject: { phone: `1370000777${n}`, name: '王小明', place: '330206001' },
    });
  await enter(1);
  await enter(2);
  const { handle } = await officer.post<{ handle: string }>('/search', {
    value: '王小明',
    reason: '群众来电核对',
  });
  return `/people/found/${handle}`;
}

/** With a hold on one warning and one on some days. */
export async function withHold(centre: Centre): Promise<string> {
  const security = await clientOf(centre, centre.security);
  const holds = await security.get<unknown[]>('/retention/holds');
  if (holds.length > 0) return '/retention';
  await security.post('/retention/holds', { warningNo: 1, reason: '区检察院调取证据通知书〔2026〕12 号' });
  await security.post('/retention/holds', {
    from: '2026-11-01T00:00:00+08:00',
    to: '2026-11-10T23:59:59+08:00',
    until: '2027-11-10T23:59:59+08:00',
    reason: '市局督察，专案期间全部留存',
  });
  return '/retention';
}

/** The page, once somebody has asked for something that another person must agree to. */
export function withRequests(path: string): (centre: Centre) => Promise<string> {
  return async (centre) => {
    const security = await clientOf(centre, centre.security);
    const waiting = await security.get<unknown[]>('/approvals?view=mine');
    if (waiting.length > 0) return path;
    const [admin, units] = [await clientOf(centre, centre.admin), await centre.units()];
    await admin.post('/directory/people', {
      name: '陈新',
      username: 'chenxin',
      unit: units.find(({ kind }) => kind === 'police_station')?.id,
      roles: ['station_officer'],
      staffNo: '330216',
      why: '新到派出所的预警联络民警',
      password: 'First-set-7391',
    });
    await security.post('/params/warning.high.contact/propose', {
      value: '90',
      legalBasis: '区公安局预警劝阻工作办法第五条',
      certainty: '原文',
      why: '核对到本地文件，高级预警九十分钟内联系',
    });
    return path;
  };
}

/** The page, once one key is granted and another is asked for. */
export function withKeys(path: string): (centre: Centre) => Promise<string> {
  return async (centre) => {
    const [admin, security] = [await clientOf(centre, centre.admin), await clientOf(centre, centre.security)];
    const keys = await admin.get<{ source: string }[]>('/service-keys');
    const source = '银行转账接口';
    if (keys.some((one) => one.source === source)) return path;
    const [unit] = await centre.units();
    const ask = (wanted: object) =>
      admin.post<{ approval: string }>('/service-keys', { unit: unit?.code, ...wanted });
    const { approval } = await ask({
      source,
      allow: ['signals:write'],
      allowFrom: ['10.12.0.0/16'],
      why: '与辖区银行签订的数据接入协议',
    });
    await security.post(`/approvals/${approval}/approve`, { version: 1 });
    await ask({
      source: '市局研判平台',
      allow: ['signals:write', 'signals:explain'],
      expiresAt: new Date(Date.now() + 200 * 86_400_000).toISOString(),
      why: '市局研判平台回传预警理由，按市局通知接入',
    });
    return path;
  };
}

/** The page, once one warning is explained and another was pressed for. */
export function withExplained(path: string): (centre: Centre) => Promise<string> {
  return async (centre) => {
    const officer = await clientOf(centre, centre.officer);
    const { day, items } = await officer.get<{
      day: string;
      items: { warning: { id: string }; explanation: unknown }[];
    }>('/zeroing/items');
    const [first, second] = items.map(({ warning }) => warning.id);
    if (items.some(({ explanation }) => explanation !== null) || first === undefined) return path;
    await officer.post('/zeroing/explain', {
      warning: first,
      day,
      reason: 'appointment',
      words: '本人在上班，约好晚上在家见面。',
      next: '两名民警上门劝阻，核对手机应用',
      until: new Date(Date.now() + 8 * 3_600_000).toISOString(),
    });
    if (second !== undefined) await officer.post('/zeroing/push', { warning: second });
    return path;
  };
}

/** The page, once the officer has taken over a shift and the week is planned, with a gap and a clash. */
export function withShift(path: string): (centre: Centre) => Promise<string> {
  return async (centre) => {
    const officer = await clientOf(centre, centre.officer);
    const now = await officer.get<{ mine: { active: unknown } }>('/shifts/now');
    if (now.mine.active !== null) return path;
    const account = await centre.addPerson({
      name: '李国强',
      username: 'liguoqiang',
      roles: ['duty_officer'],
    });
    const leading = await centre.addPerson({ name: '孙所长', username: 'sunlead', roles: ['leader'] });
    const [other, leader] = [await clientOf(centre, account), await clientOf(centre, leading)];
    const unit = (await centre.units()).find(({ kind }) => kind === 'anti_fraud_center')?.id;
    const post = await leader.post<{ id: string }>('/shifts/posts', {
      unit,
      name: '值班台',
      roundClock: true,
    });
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const plan = (person: string, from: number, to: number, role: 'A' | 'B' = 'A') =>
      leader.post<{ id: string; version: number }>('/shifts', {
        post: post.id,
        person,
        role,
        startsAt: at(from),
        endsAt: at(to),
      });
    const first = await plan(other.me.id, -1, 4);
    await plan(officer.me.id, 0, 8, 'B');
    await plan(officer.me.id, 6, 18);
    await plan(other.me.id, 16, 28);
    const act = (name: string, version: number, more: object = {}) =>
      other.post<{ version: number }>(`/shifts/${first.id}/${name}`, { version, ...more });
    const on = await act('sign-on', first.version);
    const note = '陈某已答应暂不转账，20 点前回电；派出所已上门。市级平台的指令等回执。';
    const given = await act('hand-over', on.version, { taker: officer.me.id, note });
    await officer.post(`/shifts/${first.id}/confirm`, { version: given.version, take: true });
    return path;
  };
}

/** The page of the register, or of the one with the most to see. */
export function withStaff(path: string): (centre: Centre) => Promise<string> {
  return async (centre) => {
    const officer = await clientOf(centre, centre.officer);
    const { items } = await officer.get<{ items: { id: string; name: string }[] }>('/staff');
    const known = items.find(({ name }) => name === '周建平');
    if (known !== undefined) return path === '' ? `/staff/${known.id}` : path;
    const units = await centre.units();
    const idOf = (kind: string) => units.find((unit) => unit.kind === kind)?.id;
    const member = (name: string, unit: string | undefined, post: string, phone: string) =>
      officer.post<{ id: string }>('/staff', { name, unit, post, phone });
    const station = idOf('police_station');
    const one = await member('周建平', station, '预警联络民警', '13800001234');
    const two = await member('吴晓', idOf('anti_fraud_center'), '内勤', '13800005678');
    await officer.post(`/staff/${one.id}/entries`, {
      kind: 'training',
      title: '资金查控业务培训',
      fromDay: '2026-03-02',
      toDay: '2026-03-04',
      hours: 24,
      certificate: '甬反诈培 2026-018',
    });
    await officer.post(`/staff/${two.id}/entries`, {
      kind: 'secondment',
      title: '借调反诈中心',
      fromUnit: station,
      fromDay: '2026-01-05',
    });
    await officer.post('/staff/contacts', {
      unit: station,
      function: 'anti_fraud_liaison',
      rank: 'A',
      member: one.id,
      why: '新任',
    });
    return path === '' ? `/staff/${one.id}` : path;
  };
}

/** The page, once the desk has lent a warning to somebody who may only read. */
export function withLoans(path: string): (centre: Centre) => Promise<string> {
  return async (centre) => {
    await centre
      .addPerson({ name: '林静', username: 'linjing', roles: ['school_contact'] })
      .catch(() => undefined); // there since an earlier picture
    const officer = await clientOf(centre, centre.officer);
    const { people } = await officer.get<{ people: { id: string; name: string }[] }>('/loans/borrowers');
    const { items } = await officer.get<{ items: { id: string }[] }>('/warnings?state=open&limit=2');
    for (const { id } of items)
      for (const borrower of people.slice(0, 1))
        await officer
          .post('/loans', {
            warning: id,
            borrower: borrower.id,
            purpose: 'read',
            until: new Date(Date.now() + 3 * 86_400_000).toISOString(),
            reason: '当事人在外地上班，请协助了解去向',
          })
          .catch(() => undefined); // lent by an earlier picture
    return path;
  };
}

/** The page, once an analyst has listed some values and an officer has objected to one. */
export function withLinks(path: string): (centre: Centre) => Promise<string> {
  return async (centre) => {
    await centre
      .addPerson({ name: '李研判', username: 'analyst', roles: ['analyst'] })
      .catch(() => undefined); // there since an earlier picture
    const analyst = await clientOf(centre, { ...centre.officer, username: 'analyst' });
    const { total } = await analyst.get<{ total: number }>('/links?verdict=bad');
    if (total > 0) return path;
    const list = (kind: string, value: string, source: string, note = '') =>
      analyst.post<{ id: string }>('/links', {
        ...{ kind, verdict: 'bad', value, source, note, why: '多起警情查证属实' },
        expiresAt: new Date(Date.now() + 120 * 86_400_000).toISOString(),
      });
    await list('url_host', 'fake-loan.example.com', '市局下发', '假贷款平台下载站');
    await list('app', 'com.example.meeting.share', '研判专班', '带远程控制的假会议软件');
    await list('account', '6217000012345678901', '经侦大队', '涉案一级卡');
    const { id } = await list('phone', '13900001234', '多起警情', '自称平台客服');
    const officer = await clientOf(centre, centre.officer);
    await officer.post(`/links/${id}/object`, { why: '号码主人是本辖区快递员，请核实' });
    return path;
  };
}

/** An incident half taken down, and the list with it. */
export function withIncident(which: 'list' | 'one'): (centre: Centre) => Promise<string> {
  return async (centre) => {
    const officer = await clientOf(centre, centre.officer);
    type Found = { id: string; version: number };
    const { items } = await officer.get<{ items: Found[] }>('/incidents?view=open');
    const known = items[0];
    if (known !== undefined) return which === 'list' ? '/incidents' : `/incidents/${known.id}`;
    const { id, version } = await officer.post<Found>('/incidents', { source: 'phone', fraudType: '04' });
    await officer.post(`/incidents/${id}/record`, {
      version,
      set: {
        subtype: '02',
        victimName: '钱小梅',
        victimPhone: '13698765432',
        screenSharing: 'yes',
        crisis: 'no',
      },
    });
    await officer.post(`/incidents/${id}/transfers`, {
      set: {
        amount: 3_500_000,
        sentAt: new Date(Date.now() - 40 * 60_000).toISOString(),
        sentTo: 'minute',
        arrival: 'atm_24h',
        fromAccount: '6217001234567890123',
        fromBank: '建设银行北仑支行',
        toAccount: '6222029876543210987',
      },
    });
    return which === 'list' ? '/incidents' : `/incidents/${id}`;
  };
}

/** The warning with the most to see. */
export async function richestWarning(centre: Centre): Promise<string> {
  const client = await clientOf(centre, centre.officer);
  const { items } = await client.get<{ items: { id: string; evidenceCount: number }[] }>(
    '/warnings?limit=50',
  );
  const [richest] = items.sort((a, b) => b.evidenceCount - a.evidenceCount);
  if (richest === undefined) throw new Error('there is no warning to look at');
  return `/warnings/${richest.id}`;
}
