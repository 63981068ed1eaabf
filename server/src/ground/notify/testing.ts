import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { MailSettings } from './settings.ts';

/** Signed by itself for localhost; known to everybody, so good for tests and for nothing else. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgsxNX/uTJbY9TewXc
3FUFljQbkrlgcJjx2suADoeutiChRANCAATjS9YsreKGy7Vkmm//9MMRe1ykfrr1
TjXjplmxI3S7X7Iz+FVKIqTQbZPS4cYPwLu87czSC49W2+t8iH0DW3vX
-----END PRIVATE KEY-----`;
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUWfp/k/lH/uUbh9C1Oo+9l6vlkYQwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTIzMDI0MFoYDzIxMjYxMDI4
MjMwMjQwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATjS9YsreKGy7Vkmm//9MMRe1ykfrr1TjXjplmxI3S7X7Iz+FVKIqTQ
bZPS4cYPwLu87czSC49W2+t8iH0DW3vXo28wbTAdBgNVHQ4EFgQU8zsXIOTuWMwb
6utOF62LBAZ8ZVAwHwYDVR0jBBgwFoAU8zsXIOTuWMwb6utOF62LBAZ8ZVAwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIhALk70aJciARKUbrRSl70PS2MKPqkBxfuPHnQNI58Vr2LAiAM
b9QQL7u2TX3B64qDQVDR857B7xr+cWxyQjFZNnsO5Q==
-----END CERTIFICATE-----`;

export interface ReceivedMail {
  to: string[];
  text: string;
}

/** A real mail server on this machine; what it took is in `mails`. */
export interface TestMailServer {
  mails: ReceivedMail[];
  /** How to reach it. */
  settings: MailSettings;
  /** Cuts every open connection, as a failing line does. */
  cut(): void;
  close(): Promise<void>;
}

export async function startMailServer(
  options: SMTPServerOptions = {},
  security: MailSettings['security'] = 'starttls',
): Promise<TestMailServer> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    key,
    cert: certificate,
    authOptional: true,
    secure: security === 'tls',
    closeTimeout: 500,
    logger: false,
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, text: Buffer.concat(parts).toString() });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined); // a client that goes away is part of the tests
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    mails,
    settings: {
      host: 'localhost',
      port,
      security,
      user: undefined,
      password: undefined,
      from: 'lanzha@centre.example',
      ca: certificate,
    },
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The words of a mail as its reader sees them. */
export function decodeMail(text: string): string {
  return text.replace(
    /content-transfer-encoding: base64\r\n(?:.+\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/gi,
    (_, body: string) => Buffer.from(body, 'base64').toString(),
  );
}
