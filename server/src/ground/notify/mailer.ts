import { hostname } from 'node:os';
import { createTransport } from 'nodemailer';
import { hostInUrl } from '../config/index.ts';
import type { Outcome } from './deliveries.ts';
import type { MailText } from './mail-words.ts';
import type { MailSettings } from './settings.ts';

/** Gives mails to the configured server. */
export interface Mailer {
  /** `id` becomes the Message-ID: a server or reader that has it already tells the repeat by it. Never throws. */
  send(id: string, to: string, mail: MailText): Promise<Outcome>;
}

/** Times for one attempt, in milliseconds. */
export interface MailTimes {
  connect: number;
  silence: number;
}
const usualTimes: MailTimes = { connect: 10_000, silence: 20_000 };

export function openMailer(settings: MailSettings, times: MailTimes = usualTimes): Mailer {
  const { host, port, security, user, password, from, ca } = settings;
  const transport = createTransport({
    host: hostInUrl(host).replace(/^\[|\]$/g, ''),
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
    ...(user === undefined || password === undefined ? {} : { auth: { user, pass: password } }),
    name: hostname(),
    connectionTimeout: times.connect,
    greetingTimeout: times.connect,
    socketTimeout: times.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    async send(id, to, { subject, text, html }) {
      try {
        await transport.sendMail({
          from: { name: '拦诈', address: from },
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId: `<${id}@${domain}>`,
          headers: { 'auto-submitted': 'auto-generated' },
        });
        return { state: 'sent' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

/**
 * A 5xx to the recipient or the message is final (RFC 5321 §4.2.1); all else may pass: a 4xx, silence, a broken
 * connection, and a refused sign-in, which the administrator can mend.
 */
export function outcomeOf(error: unknown): Outcome {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  if (code === 'EAUTH') return { state: 'again', reason: 'smtp.auth' };
  if (code === 'ETLS') return { state: 'again', reason: 'smtp.tls' };
  if (typeof responseCode === 'number' && responseCode >= 400 && responseCode < 600) {
    const final = responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
    return { state: final ? 'dead' : 'again', reason: `smtp.${responseCode}` };
  }
  if (code === 'ETIMEDOUT') return { state: 'again', reason: 'smtp.timeout' };
  return { state: 'again', reason: 'smtp.connection' };
}
