import type { AuditFilter } from '@lanzha/contract';
import { endOfDay, startOfDay } from '../i18n/index.ts';

/** What of the log is shown. All of it may stand in an address: days, ids of accounts, names of events, handles. */
export type AuditSearch = {
  from?: string;
  to?: string;
  actor?: string;
  event?: string;
  ok?: 'yes' | 'no';
  target?: string;
};

const day = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const shapes: Readonly<Record<keyof AuditSearch, RegExp>> = {
  from: day,
  to: day,
  actor: new RegExp(`^none$|${uuid.source}`),
  event: /^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*$/,
  ok: /^(yes|no)$/,
  target: new RegExp(`^[a-z][a-z_-]*/[0-9A-Za-z._-]+$|${uuid.source}`),
};

/** Whether the log can be asked for this thing: a handle as records carry it. */
export const isTarget = (text: string): boolean => shapes.target.test(text);

export const readAuditSearch = (raw: Record<string, unknown>): AuditSearch =>
  Object.fromEntries(
    Object.entries(shapes).flatMap(([name, shape]) => {
      const value = raw[name];
      return typeof value === 'string' && value.length <= 100 && shape.test(value) ? [[name, value]] : [];
    }),
  );

export const toFilter = ({ from, to, ok, actor, event, target }: AuditSearch): AuditFilter => ({
  ...(from === undefined ? {} : { from: startOfDay(from) }),
  ...(to === undefined ? {} : { to: endOfDay(to) }),
  ...(ok === undefined ? {} : { ok: ok === 'yes' }),
  ...(actor === undefined ? {} : { actor }),
  ...(event === undefined ? {} : { event }),
  ...(target === undefined ? {} : { target }),
});

/** Where all of it is handed out as a file. */
export const exportAddress = (search: AuditSearch, format: 'csv' | 'ndjson'): string => {
  const filter = Object.entries(toFilter(search)).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return `/api/v1/audit/export?${new URLSearchParams([...filter, ['format', format]])}`;
};
