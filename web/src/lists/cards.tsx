import type { ListColumn, ListRow } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import css from './lists.module.css';
import type { TableColumn } from './use-columns.tsx';

type Columns = Record<ListColumn, TableColumn>;

/** On a phone a warning is a card: who, what, where it stands. */
export const Cards = ({ rows, columns }: { rows: readonly ListRow[]; columns: Columns }) => {
  const { t } = useTranslation('lists');
  const shown = (key: ListColumn, row: ListRow) => columns[key].cell?.(row) ?? columns[key].text(row);
  return (
    <ul className={css.cards} aria-label={t('table')}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link to={paths.warning} params={{ id: row.id }} search={{}} className={css.card}>
            <span className={css.line}>
              {shown('level', row)}
              <strong>{shown('name', row)}</strong>
              <span className={css.end}>{columns[row.outcome === null ? 'state' : 'outcome'].text(row)}</span>
            </span>
            <span>{row.headline}</span>
            <span className={css.line}>
              <span className={css.quiet}>
                {[row.place.name, row.assignee?.name ?? row.unit.name].join(' · ')}
              </span>
              <span className={css.end}>
                {row.dueAt === null ? (
                  <span className={css.quiet}>{columns.received.text(row)}</span>
                ) : (
                  <>
                    {t('column.due')} {shown('due', row)}
                  </>
                )}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
};
