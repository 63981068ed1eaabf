import { type NoticeKind, noticeKinds } from '@lanzha/contract';

/** What a mail says of each kind: less than the page, nothing about a citizen. Mails are in Chinese. */
const titles = {
  'file.attached': '您处理的事项有了新附件',
  'file.infected': '有附件没有通过病毒检查',
  'delivery.dead': '有通知没有送到外部',
  'warning.assigned': '有一条预警派给您',
  'warning.due': '有一条预警快到时限',
  'warning.overdue': '有一条预警已超时限',
  'warning.failed': '有一条预警劝阻没有成功',
  'warning.returned': '有一条预警被退回',
  'warning.handover': '有一条预警移交待审',
  'follow_up.due': '有一次回访到了时间',
  'follow_up.overdue': '有一次回访已超时限',
  'review.opened': '有一件劝阻失效须复查',
  'incident.opened': '有一条新警情待采集要素',
  'incident.due': '有一条警情快到报送时限',
  'incident.overdue': '有一条警情已超报送时限',
  'incident.review': '有一条警情的撤销或改类待复核',
  'zeroing.push': '有未结的预警请在清零前说明',
  'shift.offered': '有一班交接给您，等您确认',
  'shift.unattended': '有一班无人接替，请阅知',
  'approval.asked': '有一份申请等您批准',
  'approval.decided': '您提出的申请已经办结',
  'loan.given': '有一条预警借给您查阅',
  'loan.ended': '借给您的一条预警已经收回',
} as const satisfies Record<NoticeKind, string>;

const isKind = (kind: string): kind is NoticeKind => (noticeKinds as readonly string[]).includes(kind);

export interface MailText {
  subject: string;
  text: string;
  html: string;
}

export function mailOf(
  kind: string,
  urgent: boolean,
  link: string | null,
  publicUrl: string | undefined,
): MailText {
  const title = isKind(kind) ? titles[kind] : '有一条新通知';
  const where =
    publicUrl === undefined
      ? '请登录系统,在「通知」中查看。'
      : `请打开 ${publicUrl}${link ?? '/notify'} 查看。`;
  return compose(`${urgent ? '[紧急]' : ''}${title}`, [`${title}。`, where], publicUrl, link ?? '/notify');
}

export function codeMailOf(code: string, minutes: number): MailText {
  return compose('确认邮箱', [
    `您在拦诈填写了这个邮箱。验证码:${code},${minutes} 分钟内有效。`,
    '如果不是您本人填写,请不要理会,并告诉系统管理员。',
  ]);
}

function compose(title: string, sentences: string[], publicUrl?: string, link?: string): MailText {
  const foot = '本邮件由系统自动发出,请勿回复;其中不含案情和个人信息。';
  const paragraphs = sentences.map((one) => `<p>${escapeHtml(one)}</p>`).join('');
  const button =
    publicUrl === undefined || link === undefined
      ? ''
      : `<p><a href="${escapeHtml(publicUrl + link)}">打开拦诈</a></p>`;
  return {
    subject: `【拦诈】${title}`,
    text: [...sentences, '', foot].join('\n'),
    html: `<!doctype html><html lang="zh-CN"><body>${paragraphs}${button}<p>${foot}</p></body></html>`,
  };
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (letter) => entities[letter] ?? letter);
