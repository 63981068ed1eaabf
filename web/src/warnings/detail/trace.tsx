import type { WarningDetail } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/index.ts';
import { Skeleton } from '../../design/index.ts';
import { ReadFailed } from '../../errors/index.ts';
import { formatInstant, useLanguage } from '../../i18n/index.ts';
import { TraceView } from '../../signals/index.ts';
import css from './detail.module.css';

/** How the machine came to its warning: every rule, why or why not. Read when somebody opens it. */
export const Trace = ({ warning }: { warning: WarningDetail }) => {
  const { t } = useTranslation('warnings');
  const [open, setOpen] = useState(false);
  return (
    <details className={css.all} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('detail.trace')}</summary>
      {open && <Traces key={warning.version} id={warning.id} />}
    </details>
  );
};

const Traces = ({ id }: { id: string }) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const query = useQuery(api.warnings.trace.queryOptions({ input: { id } }));
  if (query.isPending) return <Skeleton lines={6} label={common('do.loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  if (query.data.length === 0) return <p className={css.quiet}>{t('detail.traceNone')}</p>;
  return query.data.map(({ evidence, at, kind, trace }) => (
    <section key={evidence}>
      <h3>
        {common(`signalKind.${kind}`)} · {formatInstant(at, language, 'full')}
      </h3>
      <TraceView trace={trace} />
    </section>
  ));
};
