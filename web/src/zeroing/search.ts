import { type ZeroingLeftView, type ZeroingView, zeroingLeftViews, zeroingViews } from '@lanzha/contract';

export type ZeroingSearch = {
  tab?: 'past';
  /** A day that is over. */
  day?: string;
  unit?: string;
  view?: ZeroingView | ZeroingLeftView;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const day = /^20\d\d-\d\d-\d\d$/;
const views: readonly string[] = [...zeroingViews, ...zeroingLeftViews];
const isView = (value: unknown): value is ZeroingView | ZeroingLeftView =>
  typeof value === 'string' && views.includes(value);

/** What the address asks for; anything else is left out. */
export const readZeroingSearch = (raw: Record<string, unknown>): ZeroingSearch => ({
  ...(raw.tab === 'past' ? { tab: raw.tab } : {}),
  ...(typeof raw.day === 'string' && day.test(raw.day) && !Number.isNaN(Date.parse(raw.day))
    ? { day: raw.day }
    : {}),
  ...(typeof raw.unit === 'string' && uuid.test(raw.unit) ? { unit: raw.unit } : {}),
  ...(isView(raw.view) ? { view: raw.view } : {}),
});

export const sheetView = (view: ZeroingSearch['view']): ZeroingView =>
  zeroingViews.find((one) => one === view) ?? 'open';
export const leftView = (view: ZeroingSearch['view']): ZeroingLeftView =>
  zeroingLeftViews.find((one) => one === view) ?? 'left';
