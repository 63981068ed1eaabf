import type { OperationFinding } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Button, Skeleton, ToneMark } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './operation.module.css';

const tones = { bad: 'urgent', warn: 'high', ok: 'done' } as const;
const ranks = { bad: 0, warn: 1, ok: 2 } as const;

/** What the checks found, what needs somebody first. */
export const State = () => {
  const { t } = useTranslation('operation');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const query = useQuery(api.operation.state.queryOptions({ staleTime: 10_000 }));
  if (query.isPending) return <Skeleton lines={12} label={common('do.loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const { at, findings } = query.data;
  const count = (level: OperationFinding['level']) => findings.filter((one) => one.level === level).length;
  const sorted = [...findings].sort((a, b) => ranks[a.level] - ranks[b.level]);
  const said = ({ zh, en }: OperationFinding['text']) => (language === 'en' ? en : zh);
  return (
    <section className={css.part}>
      <div className={css.head}>
        <p>
          {t('state.sum', { bad: count('bad'), warn: count('warn'), ok: count('ok') })}
          <span className={css.quiet}> {t('state.at', { at: formatInstant(at, language, 'second') })}</span>
        </p>
        <Button busy={query.isFetching} onClick={() => void query.refetch()}>
          {t('state.again')}
        </Button>
      </div>
      <ul className={css.findings}>
        {sorted.map(({ check, level, text, todo }) => (
          <li key={check} className={css.finding} data-level={level}>
            <ToneMark tone={tones[level]} label={t(`state.level.${level}`)} />
            <div className={css.words}>
              <h2>{t(`check.${check}`)}</h2>
              <p>{said(text)}</p>
              {todo !== null && (
                <p className={css.todo}>
                  <strong>{t('state.todo')}</strong>
                  {said(todo)}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
};
