import { listSorts, sortKeysOf } from '@lanzha/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, NativeSelect, Options, useMedia } from '../design/index.ts';
import { Dialog, Sheet } from '../overlays/index.ts';
import { useMe } from '../session/index.ts';
import { ColumnsForm } from './columns-form.tsx';
import { ExportForm } from './export-form.tsx';
import { Filters } from './filters.tsx';
import css from './lists.module.css';
import { countedAtMost } from './queries.ts';
import {
  type changed,
  columnsOf,
  countFilters,
  densityOf,
  differs,
  filterOf,
  type ListSearch,
  ofSaved,
  sortOf,
} from './search.ts';
import { pressed, sortInAddress } from './sorting.ts';
import type { Views } from './use-views.ts';
import { ViewForm } from './view-form.tsx';
import { ViewsManager } from './views-manager.tsx';

type Props = {
  search: ListSearch;
  views: Views;
  total: number | undefined;
  onSet: (change: Parameters<typeof changed>[1]) => void;
  onGo: (search: ListSearch) => void;
  onClear: () => void;
};
type Open = 'filters' | 'columns' | 'export' | 'save' | 'manage';

/** Filter, columns, views, export: what is opened stands beside or above the table, which follows at once. */
export const Tools = ({ search, views, total, onSet, onGo, onClear }: Props) => {
  const { t } = useTranslation('lists');
  const exports = useMe().acts.includes('warnings.export');
  const phone = useMedia('phone');
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const saved = views.tabs.find(({ ref }) => ref === search.view)?.saved;
  const changedOwn = saved?.mine && differs(search, saved) ? saved : undefined;
  const { handle, ...kept } = filterOf(search);
  const shown = {
    filter: kept,
    sort: sortOf(search),
    columns: columnsOf(search),
    density: densityOf(search),
  };
  const filtered = countFilters(search);
  const [sort] = sortKeysOf(sortOf(search));
  return (
    <>
      <div className={css.tools}>
        {changedOwn && (
          <Button
            busy={views.change.isPending}
            onClick={() => views.change.mutate({ ...changedOwn, ...shown })}
          >
            {t('view.saveChanges')}
          </Button>
        )}
        <Button
          icon="filter"
          aria-expanded={open === 'filters'}
          onClick={() => setOpen(open === 'filters' ? undefined : 'filters')}
        >
          {filtered === 0 ? t('filters.open') : `${t('filters.open')} ${filtered}`}
        </Button>
        {phone ? (
          <NativeSelect
            aria-label={t('sortNow')}
            value={sort?.by ?? 'received'}
            onChange={({ target }) => {
              const by = listSorts.find((one) => one === target.value);
              if (by !== undefined) onSet({ sort: sortInAddress(pressed([], by, false)) });
            }}
          >
            <Options of={listSorts} name={(one) => t(`sort.${one}`)} />
          </NativeSelect>
        ) : (
          <Button icon="table" onClick={() => setOpen('columns')}>
            {t('columns.open')}
          </Button>
        )}
        <Button
          onClick={() => {
            views.create.reset();
            setOpen('save');
          }}
        >
          {t('view.save')}
        </Button>
        <Button
          kind="quiet"
          onClick={() => {
            for (const act of [views.remove, views.restore, views.arrange]) act.reset();
            setOpen('manage');
          }}
        >
          {t('view.manage')}
        </Button>
        {exports && (
          <Button icon="save" onClick={() => setOpen('export')}>
            {t('export.open')}
          </Button>
        )}
      </div>
      <Sheet open={open === 'filters'} title={t('filters.title')} onClose={close}>
        <div className={css.form}>
          <Filters search={search} set={onSet} onClear={onClear} />
          <Button kind="primary" wide onClick={close}>
            {t('filters.done')}
          </Button>
        </div>
      </Sheet>
      <Sheet open={open === 'columns'} title={t('columns.title')} onClose={close}>
        <ColumnsForm
          columns={shown.columns}
          density={shown.density}
          onColumns={(columns) => onSet({ cols: columns?.join() })}
          onDensity={(rows) => onSet({ rows })}
          onDone={close}
        />
      </Sheet>
      <Dialog open={open === 'save'} title={t('view.title.create')} onClose={close}>
        <ViewForm
          kind="create"
          initial={{ name: '', shared: false }}
          withHandle={handle !== undefined}
          pending={views.create.isPending}
          error={views.why(views.create)}
          onSave={(values) =>
            views.create.mutate(
              { ...shown, ...values },
              {
                onSuccess: (view) => {
                  close();
                  onGo(ofSaved(view));
                },
              },
            )
          }
          onCancel={close}
        />
      </Dialog>
      <Dialog open={open === 'manage'} title={t('view.manage')} onClose={close} wide>
        <ViewsManager views={views} onDone={close} />
      </Dialog>
      <Dialog open={open === 'export'} title={t('export.title')} onClose={close}>
        <ExportForm
          count={
            total === undefined
              ? undefined
              : total > countedAtMost
                ? t('countMore', { count: countedAtMost })
                : t('count', { count: total })
          }
          asked={{
            filter: { ...kept, ...(handle === undefined ? {} : { handle }) },
            sort: shown.sort,
            columns: shown.columns,
          }}
          onClose={close}
        />
      </Dialog>
    </>
  );
};
