import type { FraudType } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { paths } from '../paths.ts';
import { ScriptView } from './script-view.tsx';
import css from './scripts.module.css';

/** What to say for the type of fraud at hand, folded away until it is wanted; of an unknown type, the general text. */
export const ScriptPart = ({ type: known }: { type: FraudType | null }) => {
  const { t } = useTranslation('scripts');
  const { t: common } = useTranslation();
  const [open, setOpen] = useState(false);
  const type = known ?? '99';
  const query = useQuery({ ...api.scripts.get.queryOptions({ input: { type } }), enabled: open });
  const content = () => {
    if (query.isPending) return <Skeleton lines={4} label={common('do.loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    return <ScriptView text={query.data.text} />;
  };
  return (
    <details className={css.fold} open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('fold', { type: common(`fraudType.${type}`) })}</summary>
      {open && (
        <>
          {content()}
          <p>
            <Link to={paths.scripts} search={{ type }}>
              {t('others')}
            </Link>
          </p>
        </>
      )}
    </details>
  );
};
