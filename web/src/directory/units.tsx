import type { Unit } from '@lanzha/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Button, type Column } from '../design/index.ts';
import { Dialog } from '../overlays/index.ts';
import { Listing } from './listing.tsx';
import { UnitForm } from './unit-form.tsx';

export const Units = ({ q, manages }: { q: string | undefined; manages: boolean }) => {
  const { t } = useTranslation('directory');
  const { t: common } = useTranslation();
  const [creating, setCreating] = useState(false);
  const query = useQuery({
    ...api.directory.units.queryOptions({ input: q === undefined ? {} : { q } }),
    placeholderData: keepPreviousData,
  });
  const columns: readonly Column<Unit>[] = [
    { key: 'name', title: t('unit.name'), cell: ({ name }) => name, head: true },
    { key: 'kind', title: t('unit.kind'), cell: ({ kind }) => common(`unitKind.${kind}`) },
    { key: 'place', title: t('unit.place'), cell: ({ place }) => place.name },
    { key: 'parent', title: t('unit.parent'), cell: ({ parent }) => parent?.name ?? '—' },
    { key: 'code', title: t('unit.code'), cell: ({ code }) => code },
    { key: 'people', title: t('unit.people'), cell: ({ people }) => people },
  ];
  return (
    <>
      <Listing
        query={query}
        caption={(count) => t('count.units', { count })}
        columns={columns}
        action={
          manages && (
            <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
              {t('unit.new')}
            </Button>
          )
        }
      />
      <Dialog open={creating} title={t('unit.newTitle')} onClose={() => setCreating(false)}>
        <UnitForm onDone={() => setCreating(false)} />
      </Dialog>
    </>
  );
};
