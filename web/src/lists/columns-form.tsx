import { type Density, densities, type ListColumn, listColumns, usualColumns } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Button, Checkbox, Choices } from '../design/index.ts';
import css from './lists.module.css';

type Props = {
  columns: readonly ListColumn[];
  density: Density;
  onColumns: (columns: readonly ListColumn[] | undefined) => void;
  onDensity: (density: Density) => void;
  onDone: () => void;
};

/** Which columns, in which order, how close the rows. What is chosen is seen at once behind. */
export const ColumnsForm = ({ columns, density, onColumns, onDensity, onDone }: Props) => {
  const { t } = useTranslation('lists');
  const rest = listColumns.filter((one) => !columns.includes(one));
  const move = (column: ListColumn, by: number) => {
    const at = columns.indexOf(column);
    const next = [...columns];
    next.splice(at, 1);
    next.splice(at + by, 0, column);
    onColumns(next);
  };
  return (
    <div className={css.form}>
      <p className={css.quiet}>{t('columns.hint')}</p>
      <ul className={css.choose}>
        {[...columns, ...rest].map((one) => {
          const at = columns.indexOf(one);
          const column = t(`column.${one}`);
          return (
            <li key={one}>
              <Checkbox
                label={column}
                checked={at !== -1}
                disabled={at !== -1 && columns.length === 1}
                onChange={() => onColumns(at === -1 ? [...columns, one] : columns.filter((c) => c !== one))}
              />
              {at !== -1 && (
                <>
                  <Button
                    kind="quiet"
                    icon="up"
                    disabled={at === 0}
                    aria-label={t('columns.up', { column })}
                    onClick={() => move(one, -1)}
                  />
                  <Button
                    kind="quiet"
                    icon="down"
                    disabled={at === columns.length - 1}
                    aria-label={t('columns.down', { column })}
                    onClick={() => move(one, 1)}
                  />
                </>
              )}
            </li>
          );
        })}
      </ul>
      <Choices
        legend={t('columns.density')}
        value={density}
        options={densities.map((value) => ({ value, label: t(`density.${value}`) }))}
        onChange={onDensity}
      />
      <div className={css.tools}>
        <Button kind="primary" onClick={onDone}>
          {t('columns.done')}
        </Button>
        {columns.join() !== usualColumns.join() && (
          <Button kind="quiet" onClick={() => onColumns(undefined)}>
            {t('columns.reset')}
          </Button>
        )}
      </div>
    </div>
  );
};
