import type { ZeroingView } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { Counts } from './counts.tsx';
import { ItemList } from './item-list.tsx';
import { sheetQuery } from './queries.ts';
import { SheetHead } from './sheet-head.tsx';
import { UnitTable } from './unit-table.tsx';

/** The sheet that is open: figures on top, then units, then the warnings themselves. */
export const Today = ({ unit, view }: { unit: string | undefined; view: ZeroingView }) => {
  const { t } = useTranslation('zeroing');
  const query = useQuery(sheetQuery);
  if (query.isPending) return <Skeleton lines={10} label={t('loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const sheet = query.data;
  const shown = sheet.units.find((one) => one.unit.id === unit);
  return (
    <>
      <SheetHead sheet={sheet} />
      <Counts counts={shown ?? sheet.total} view={view} unit={unit} />
      {sheet.units.length > 1 && <UnitTable units={sheet.units} unit={unit} view={view} />}
      <ItemList key={`${view} ${unit ?? ''}`} view={view} unit={unit} sheetDay={sheet.day} />
    </>
  );
};
