import type { SignalKind } from '@lanzha/contract';
import { CellProblem, cellText, readCell } from './cells.ts';
import { type Column, type Field, type Header, nameOf } from './columns.ts';
import type { TableRow } from './table.ts';

/** A row put into the shape of a signal, unchecked; or what is wrong with one of its cells, as a whole sentence. */
export type Draft =
  | { readonly line: number; readonly value: Record<string, unknown> }
  | {
      readonly line: number;
      readonly id: string | null;
      readonly field: string | null;
      readonly error: string;
    };

/** Where a field stands in a signal, as in the errors of the contract. */
export const paths: Readonly<Record<Field, string>> = {
  ...{ id: 'id', kind: 'kind', at: 'at', from: 'from', text: 'text', transcript: 'transcript', url: 'url' },
  ...{ phone: 'subject.phone', idNo: 'subject.idNo', account: 'subject.account', name: 'subject.name' },
  ...{ place: 'subject.place', age: 'subject.age', occupation: 'subject.occupation' },
  ...{ seconds: 'seconds', minutes: 'seconds', overseas: 'overseas', screenSharing: 'screenSharing' },
  ...{ appName: 'app.name', appPackage: 'app.package', appSha256: 'app.sha256' },
  ...{ toAccount: 'to.account', toBank: 'to.bank', amount: 'amount', yuan: 'amount', channel: 'channel' },
  ...{ newPayee: 'newPayee', already: 'already', level: 'level', fraudType: 'fraudType', due: 'due' },
};

const common = ['id', 'at', 'phone', 'idNo', 'account', 'name', 'place', 'age', 'occupation'] as const;
const own: Readonly<Record<SignalKind, readonly Field[]>> = {
  sms: ['from', 'text'],
  call: ['from', 'minutes', 'seconds', 'overseas', 'text', 'transcript'],
  visit: ['url'],
  install: ['appName', 'appPackage', 'appSha256', 'screenSharing'],
  transfer: ['toAccount', 'toBank', 'yuan', 'amount', 'channel', 'newPayee'],
  report: ['text', 'already'],
  instruction: ['level', 'fraudType', 'due', 'from', 'text'],
};

/** Only the cells that a signal of its kind has are read: what stands in the others does not matter. */
export function draftOf(row: TableRow, header: Header): Draft {
  const { line } = row;
  if (row.broken !== undefined)
    return { line, id: null, field: null, error: `第 ${line} 行:${row.broken}。` };
  if (row.cells.slice(header.width).some((cell) => cell.trim() !== '')) {
    const error = `第 ${line} 行有 ${row.cells.length} 格,表头只有 ${header.width} 格。请检查这一行的分隔符和引号。`;
    return { line, id: null, field: null, error };
  }
  return new RowReader(row, header).draft();
}

class RowReader {
  private readonly row: TableRow;
  private readonly header: Header;
  private problem: { field: Field; column: Column | undefined; sentence: string } | undefined;

  constructor(row: TableRow, header: Header) {
    this.row = row;
    this.header = header;
  }

  draft(): Draft {
    const kind = this.read('kind') as SignalKind | undefined;
    if (kind === undefined)
      this.problem ??= { field: 'kind', column: this.columnOf('kind'), sentence: '没有填写' };
    const values = new Map<Field, unknown>();
    if (this.problem === undefined) {
      for (const field of [...common, ...own[kind!]]) values.set(field, this.read(field));
    }
    if (
      values.get('amount') !== undefined &&
      (values.get('yuan') ?? values.get('amount')) !== values.get('amount')
    ) {
      this.problem ??= { field: 'yuan', column: this.columnOf('yuan'), sentence: '与以分为单位的金额不一致' };
    }
    if (this.problem !== undefined) return this.rejected(this.problem);
    return { line: this.row.line, value: shaped(kind!, values) };
  }

  private columnOf(field: Field): Column | undefined {
    const columns = this.header.columns.get(field) ?? [];
    return columns.find(({ index }) => (this.row.cells[index] ?? '') !== '') ?? columns[0];
  }

  private read(field: Field): unknown {
    for (const column of this.header.columns.get(field) ?? []) {
      const unreadable = this.row.problems?.get(column.index);
      const text = cellText(field, this.row.cells[column.index] ?? '');
      if (unreadable === undefined && text === '') continue;
      const value = unreadable === undefined ? readCell(field, text) : new CellProblem(unreadable);
      if (!(value instanceof CellProblem)) return value;
      this.problem ??= { field, column, sentence: value.sentence };
      return undefined;
    }
    return undefined;
  }

  private rejected({
    field,
    column,
    sentence,
  }: {
    field: Field;
    column: Column | undefined;
    sentence: string;
  }): Draft {
    const { line } = this.row;
    const id = field === 'id' ? undefined : this.read('id');
    const where = `第 ${line} 行「${column?.header ?? nameOf(field)}」列`;
    return {
      line,
      id: typeof id === 'string' ? id.slice(0, 128) : null,
      field: paths[field],
      error: `${where}:${sentence}。`,
    };
  }
}

function shaped(kind: SignalKind, values: ReadonlyMap<Field, unknown>): Record<string, unknown> {
  const value: Record<string, unknown> = { kind, subject: {} };
  if (kind === 'transfer') value.to = {};
  if (kind === 'install') value.app = {};
  for (const [field, cell] of values) {
    if (cell === undefined) continue;
    // A call's words may stand in the column that a message's words stand in.
    const [first, second] = (kind === 'call' && field === 'text' ? 'transcript' : paths[field]).split('.');
    if (second === undefined) value[first!] = cell;
    else (value[first!] as Record<string, unknown>)[second] = cell;
  }
  return value;
}
