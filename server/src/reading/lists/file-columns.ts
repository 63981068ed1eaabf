import {
  fraudTypeNames,
  type ListColumn,
  type ListRow,
  levelNames,
  outcomeNames,
  stateNames,
} from '@lanzha/contract';

/** As clocks on the wall of the centre show it: 2026-03-01 08:05:09. */
export const wallClock = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

interface FileColumn {
  /** Characters. */
  readonly width: number;
  /** Numbers are only what one adds up; whatever identifies is text. */
  cell(row: ListRow): string | number | null;
}

export const fileColumns = {
  no: { width: 10, cell: ({ no }) => String(no) },
  level: { width: 8, cell: ({ level }) => levelNames[level] },
  name: { width: 12, cell: ({ subject }) => subject.name },
  phone: { width: 16, cell: ({ subject }) => subject.phone ?? subject.account },
  headline: { width: 48, cell: ({ headline }) => headline },
  fraudType: { width: 22, cell: ({ fraudType }) => (fraudType === null ? null : fraudTypeNames[fraudType]) },
  place: { width: 16, cell: ({ place }) => place.name },
  unit: { width: 20, cell: ({ unit }) => unit.name },
  assignee: { width: 12, cell: ({ assignee }) => assignee?.name ?? null },
  state: { width: 10, cell: ({ state }) => stateNames[state] },
  outcome: { width: 14, cell: ({ outcome }) => (outcome === null ? null : outcomeNames[outcome]) },
  received: { width: 20, cell: ({ receivedAt }) => wallClock(receivedAt) },
  due: { width: 20, cell: ({ dueAt }) => (dueAt === null ? null : wallClock(dueAt)) },
  lastEvidence: { width: 20, cell: ({ lastEvidenceAt }) => wallClock(lastEvidenceAt) },
  closed: { width: 20, cell: ({ closedAt }) => (closedAt === null ? null : wallClock(closedAt)) },
  saved: { width: 16, cell: ({ savedFen }) => (savedFen === null ? null : savedFen / 100) },
  source: { width: 16, cell: ({ source }) => source },
  evidence: { width: 10, cell: ({ evidenceCount }) => evidenceCount },
} as const satisfies Record<ListColumn, FileColumn>;
