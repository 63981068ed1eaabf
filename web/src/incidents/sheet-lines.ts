import type { PlainElements } from '@lanzha/contract';
import { formatYuan } from '../i18n/index.ts';
import { writeTold } from './typed/time.ts';

/** One thing that the upper platform asks for. `value` null: not taken down. */
export interface SheetLine {
  readonly key: string;
  readonly value: string | null;
}
export interface SheetPart {
  /** The number of the transfer; null for what is asked once. */
  readonly no: number | null;
  readonly lines: readonly SheetLine[];
}

/** Everything that an order to stop a payment is made of, in the order in which platforms ask (rules.md §3.1, §3.3). */
export function sheetOf({ values, rows }: PlainElements): SheetPart[] {
  return [
    {
      no: null,
      lines: [
        { key: 'victimName', value: values.victimName },
        { key: 'victimIdNo', value: values.victimIdNo },
        { key: 'victimPhone', value: values.victimPhone },
      ],
    },
    ...rows.map((row) => ({
      no: row.no,
      lines: [
        { key: 'fromName', value: row.fromName ?? values.victimName },
        { key: 'fromAccount', value: row.fromAccount },
        { key: 'fromBank', value: row.fromBank },
        { key: 'toName', value: row.toName },
        { key: 'toAccount', value: row.toAccount },
        { key: 'toBank', value: row.toBank },
        { key: 'amount', value: row.amount === null ? null : formatYuan(row.amount).replaceAll(',', '') },
        {
          key: 'sentAt',
          value:
            row.sentAt === null || row.sentTo === null
              ? null
              : writeTold({ at: row.sentAt, precision: row.sentTo }),
        },
        { key: 'reference', value: row.reference },
      ],
    })),
    { no: null, lines: [{ key: 'brief', value: values.brief }] },
  ];
}
