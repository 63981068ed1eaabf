import type { Account, Centre } from './harness.ts';

const program = 'window.__xss=1';
/** Short enough for a name. */
const brief = (where: string) => `${where}<img src=x onerror=__xss=1>`;
/** Everything that has run somewhere: markup, handlers, addresses, style, templates, marks of direction. */
const whole = (where: string) =>
  `${where}<script>${program}</script><img src=x onerror="${program}"><svg onload="${program}"></svg>` +
  `<a href="javascript:${program}">点</a><iframe srcdoc="<script>parent.__xss=1</script>"></iframe><base href="//evil.example">` +
  `<style>body{display:none!important}</style>"'\`>--></textarea></title>{{constructor.constructor("${program}")()}}` +
  '[x](javascript:__xss=1)\u202egnp.txt\u202c\u200b';

export interface Planted {
  readonly warning: string;
  readonly closed: string;
  readonly handle: string;
  readonly member: string;
  readonly auditor: Account;
  readonly leader: Account;
}

/** Fills every field that a sender or a person can write with programs, by the doors that senders and persons use. */
export async function plantHostileTexts(centre: Centre): Promise<Planted> {
  const [admin, security, officer] = [
    await centre.signIn(centre.admin),
    await centre.signIn(centre.security),
    await centre.signIn(centre.officer),
  ];
  const unit = await admin.post<{ id: string }>('/directory/units', {
    code: 'XSS1',
    name: brief('单位'),
    kind: 'police_station',
    place: '330206001',
  });
  const person = (word: string, username: string, roles: Parameters<Centre['addPerson']>[0]['roles']) =>
    centre.addPerson({ name: brief(word), username, roles });
  const auditor = await person('审计', 'auditor', ['audit_admin']);
  const leader = await person('领导', 'leading', ['leader']);
  const helper = await centre.signIn(await person('民警', 'helper', ['duty_officer']));
  await person('老师', 'teacher', ['school_contact']);

  const [warning, closed] = await sendSignals(centre);
  await workOn(warning, officer, helper);
  await step(officer, closed, 'sign', { note: whole('签收') });
  await step(officer, closed, 'contact', { method: 'call', reached: true, note: whole('记录') });
  await step(officer, closed, 'close', { outcome: 'not_matched', note: whole('结案') });
  await attach(centre, warning, helper);

  const { people } = await officer.get<{ people: { id: string; name: string }[] }>('/loans/borrowers');
  await officer.post('/loans', {
    warning,
    borrower: people.find(({ name }) => name.startsWith('老师'))?.id,
    purpose: 'read',
    until: new Date(Date.now() + 86_400_000).toISOString(),
    reason: whole('借阅').slice(0, 500),
  });
  const { approval } = await admin.post<{ approval: string }>('/service-keys', {
    unit: 'XSS1',
    source: brief('密钥'),
    allow: ['signals:write'],
    why: whole('密钥事由').slice(0, 500),
  });
  await security.post(`/approvals/${approval}/approve`, { version: 1 });
  await admin.post('/directory/people', {
    name: brief('新人'),
    username: 'newcomer',
    unit: unit.id,
    roles: ['station_officer'],
    why: whole('事由').slice(0, 200),
    password: 'First-set-7391',
  });
  await security.post('/params/warning.high.contact/propose', {
    value: '90',
    legalBasis: whole('依据').slice(0, 200),
    certainty: '原文',
    why: whole('理由').slice(0, 500),
  });
  await security.post('/retention/holds', { warningNo: 1, reason: whole('保全').slice(0, 200) });
  await keepShift(await centre.signIn(leader), helper, officer, centre);
  const member = await officer.post<{ id: string }>('/staff', {
    name: brief('登记'),
    unit: unit.id,
    post: brief('职务'),
  });
  await officer.post(`/staff/${member.id}/entries`, {
    kind: 'training',
    title: brief('培训'),
    fromDay: '2026-03-02',
    certificate: brief('证书'),
  });
  const { handle } = await officer.post<{ handle: string }>('/search', {
    value: brief('查找'),
    kind: 'name',
    reason: whole('查找事由').slice(0, 200),
  });
  return { warning, closed, handle, member: member.id, auditor, leader };
}

type Client = Awaited<ReturnType<Centre['signIn']>>;

/** One of every kind about one person, and an instruction about another. */
async function sendSignals(centre: Centre): Promise<[string, string]> {
  const key = await centre.addKey({ source: brief('报送') });
  const at = new Date().toISOString();
  const subject = {
    phone: '13600001111',
    place: '330206001',
    name: brief('当事人'),
    occupation: brief('职业'),
  };
  const answers = await centre.send(
    key,
    [
      { kind: 'instruction', level: 'urgent', from: brief('来源'), text: whole('指令') },
      { kind: 'sms', from: brief('主叫').slice(0, 40), text: whole('短信') },
      { kind: 'call', from: brief('来电').slice(0, 40), seconds: 900, transcript: whole('通话') },
      { kind: 'visit', url: `javascript:${program}//http://evil.example/${whole('网址')}` },
      { kind: 'visit', url: `data:text/html,<script>${program}</script>` },
      {
        kind: 'install',
        app: { name: whole('应用').slice(0, 200), package: whole('包名').slice(0, 200) },
        screenSharing: true,
      },
      {
        kind: 'transfer',
        to: { account: '6217000010009876543', bank: whole('银行').slice(0, 100) },
        amount: 99_900_000,
        channel: brief('渠道').slice(0, 40),
        newPayee: true,
      },
      { kind: 'report', text: whole('报案'), already: 'not_cheated' },
      {
        kind: 'instruction',
        level: 'high',
        from: brief('来源'),
        subject: { ...subject, phone: '13600002222' },
      },
    ].map((signal, n) => ({ id: `X-${n}<script>`, at, subject, ...signal })),
  );
  const [first, last] = [answers[0]?.warningId, answers.at(-1)?.warningId];
  const rejected = answers.filter(({ status }) => status !== 'decided');
  if (rejected.length > 0 || typeof first !== 'string' || typeof last !== 'string')
    throw new Error(JSON.stringify(answers));
  return [first, last];
}

/** One act, on the version that is there. */
async function step(who: Client, warning: string, act: string, more: object): Promise<void> {
  const { version } = await who.get<{ version: number }>(`/warnings/${warning}`);
  await who.post(`/warnings/${warning}/${act}`, { version, ...more });
}

/** Every act with words. */
async function workOn(warning: string, officer: Client, helper: Client): Promise<void> {
  await step(officer, warning, 'sign', { note: whole('签收') });
  await step(helper, warning, 'contact', { method: 'call', reached: true, note: whole('记录') });
  await step(helper, warning, 'meet', { companions: [brief('同行')], note: whole('见面') });
  await step(helper, warning, 'assign', { person: officer.me.id, note: whole('派给') });
  await helper.post(`/warnings/${warning}/reveal`, { field: 'phone', reason: whole('明文').slice(0, 200) });
}

async function attach(centre: Centre, warning: string, { cookie, me }: Client): Promise<void> {
  const form = new FormData();
  const text = new Blob([whole('附件')], { type: 'text/plain' });
  form.set('file', text, `${brief('附件')}\u202e.txt`);
  const response = await fetch(`${centre.url}/api/v1/files?kind=warning&id=${warning}`, {
    method: 'POST',
    headers: { cookie, 'x-csrf-token': me.csrf },
    body: form,
  });
  if (response.status !== 201) throw new Error(`POST /files → ${response.status} ${await response.text()}`);
}

async function keepShift(leader: Client, worker: Client, taker: Client, centre: Centre): Promise<void> {
  const unit = (await centre.units()).find(({ kind }) => kind === 'anti_fraud_center')?.id;
  const post = await leader.post<{ id: string }>('/shifts/posts', {
    unit,
    name: brief('岗位'),
    roundClock: true,
  });
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const shift = await leader.post<{ id: string; version: number }>('/shifts', {
    post: post.id,
    person: worker.me.id,
    role: 'A',
    startsAt: at(-1),
    endsAt: at(4),
  });
  const on = await worker.post<{ version: number }>(`/shifts/${shift.id}/sign-on`, {
    version: shift.version,
  });
  const words = { version: on.version, taker: taker.me.id, note: whole('交班') };
  await worker.post(`/shifts/${shift.id}/hand-over`, words);
}
