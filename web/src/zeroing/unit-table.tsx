import type { ZeroingUnit, ZeroingView } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable, useMedia } from '../design/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { PushUnit } from './push-unit.tsx';
import css from './zeroing.module.css';

type Props = { units: readonly ZeroingUnit[]; unit: string | undefined; view: ZeroingView };

/** The rest stands in the figures above once a unit is chosen. */
const onPhone: readonly string[] = ['unit', 'open', 'unexplained', 'act'];

/** Every unit with its figures; its name narrows the list to it. */
export const UnitTable = ({ units, unit, view }: Props) => {
  const { t } = useTranslation('zeroing');
  const mayPush = useMe().acts.includes('zeroing.push');
  const kept = view === 'open' ? {} : { view };
  const phone = useMedia('phone');
  const columns: readonly Column<ZeroingUnit>[] = [
    {
      key: 'unit',
      title: t('units.unit'),
      head: true,
      cell: ({ unit: { id, name } }) => (
        <Link
          to={paths.zeroing}
          search={{ ...kept, unit: id }}
          aria-current={id === unit ? 'true' : undefined}
          resetScroll={false}
        >
          {name}
        </Link>
      ),
    },
    { key: 'open', title: t('view.open'), cell: ({ open }) => open },
    { key: 'carried', title: t('view.carried'), cell: ({ carried }) => carried },
    { key: 'explained', title: t('view.explained'), cell: ({ explained }) => explained },
    {
      key: 'unexplained',
      title: t('view.unexplained'),
      cell: ({ unexplained }) => (unexplained > 0 ? <strong className={css.bad}>{unexplained}</strong> : 0),
    },
    { key: 'overdue', title: t('count.overdue'), cell: ({ overdue }) => overdue },
    { key: 'closed', title: t('view.closed'), cell: ({ closed }) => closed },
    { key: 'pushed', title: t('count.pushed'), cell: ({ pushed }) => pushed },
    ...(mayPush
      ? [
          {
            key: 'act',
            title: t('units.act'),
            cell: (row: ZeroingUnit) => (row.unexplained > 0 ? <PushUnit row={row} /> : '—'),
          },
        ]
      : []),
  ];
  const table = (
    <DataTable
      caption={t('units.caption')}
      columns={phone ? columns.filter(({ key }) => onPhone.includes(key)) : columns}
      rows={units}
      rowKey={(row) => row.unit.id}
    />
  );
  return (
    <section className={css.part}>
      {phone ? (
        <details className={css.units}>
          <summary>{t('units.count', { count: units.length })}</summary>
          {table}
        </details>
      ) : (
        table
      )}
      {unit !== undefined && (
        <p>
          <Link to={paths.zeroing} search={kept} resetScroll={false}>
            {t('units.all')}
          </Link>
        </p>
      )}
    </section>
  );
};
