/** Signals of every kind and level as outsiders would send them, all within the last hour before `now`. */
export function exampleSignals(now: Date): object[] {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
  const subject = (n: number, more: object = {}) => ({
    phone: `1380000${String(n).padStart(4, '0')}`,
    ...more,
  });
  return [
    {
      id: 'E-1',
      kind: 'instruction',
      at: ago(4),
      level: 'urgent',
      fraudType: '08',
      from: '省级平台',
      subject: subject(1, { name: '陈秀兰', place: '330206001', age: 67 }),
      text: '对象正与冒充公检法的境外号码通话,已持续 31 分钟,疑似准备转账。',
    },
    {
      id: 'E-2',
      kind: 'instruction',
      at: ago(18),
      level: 'high',
      fraudType: '01',
      from: '市级平台',
      subject: subject(2, { name: '林志强', place: '330206002', age: 24, occupation: '外卖员' }),
    },
    {
      id: 'E-3',
      kind: 'call',
      at: ago(26),
      subject: subject(3),
      from: '0085212345678',
      seconds: 1860,
      overseas: true,
    },
    {
      id: 'E-4',
      kind: 'sms',
      at: ago(25),
      subject: subject(3),
      from: '+0085212345678',
      text: '您的医保卡涉嫌异地盗刷,请立即与公安局王警官联系并将资金转入安全账户配合核查。',
    },
    {
      id: 'E-5',
      kind: 'transfer',
      at: ago(22),
      subject: subject(3, { account: '6222020200001234567' }),
      to: { account: '6217000010009876543', bank: '某某银行' },
      amount: 5_000_000,
      channel: 'mobile',
      newPayee: true,
    },
    {
      id: 'E-6',
      kind: 'install',
      at: ago(31),
      subject: subject(4),
      app: { name: '安全会议', package: 'com.example.meeting' },
      screenSharing: true,
    },
    { id: 'E-7', kind: 'visit', at: ago(40), subject: subject(5), url: 'http://jrdk-vip.example/loan/apply' },
    {
      id: 'E-8',
      kind: 'report',
      at: ago(12),
      subject: subject(6, { name: '周建国' }),
      text: '客户来柜台汇款二十万元,说是网上认识的老师带着做投资,劝不住。',
      already: 'not_cheated',
    },
    {
      id: 'E-9',
      kind: 'instruction',
      at: ago(55),
      level: 'middle',
      subject: subject(7, { place: '330206003' }),
    },
    { id: 'E-10', kind: 'instruction', at: ago(58), level: 'low', subject: subject(8) },
  ];
}
