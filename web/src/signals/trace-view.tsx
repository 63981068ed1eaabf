import type { SignalTrace } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable, Notice, ToneMark } from '../design/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import css from './trace.module.css';

type Rule = SignalTrace['rules'][number];
type Sum = SignalTrace['sums'][number];

/** How a signal was judged: each rule with why or why not, the counts it looked at, the way to the next level. */
export const TraceView = ({ trace }: { trace: SignalTrace }) => {
  const { t } = useTranslation('signals');
  const { t: common } = useTranslation();
  const readsLists = useMe().acts.includes('links.read');
  const { level, next, score, rules, sums, listed, late } = trace;
  const state = ({ fired, near }: Rule) => (fired ? 'fired' : near ? 'near' : 'not');
  const tones = { fired: 'high', near: 'middle', not: 'low' } as const;
  const ruleColumns: readonly Column<Rule>[] = [
    { key: 'title', title: t('trace.rule'), head: true, cell: ({ title }) => title },
    {
      key: 'state',
      title: t('trace.state'),
      cell: (rule) => (
        <span className={css.state}>
          <ToneMark tone={tones[state(rule)]} label={t(`trace.states.${state(rule)}`)} />
          {rule.fired && <span className={css.small}>{t('trace.points', { points: rule.weight })}</span>}
        </span>
      ),
    },
    { key: 'text', title: t('trace.because'), cell: ({ text }) => text },
  ];
  const sumColumns: readonly Column<Sum>[] = [
    { key: 'what', title: t('trace.what'), head: true, cell: ({ what }) => what },
    { key: 'over', title: t('trace.over'), cell: ({ over }) => over },
    { key: 'value', title: t('trace.value'), cell: ({ value }) => value },
  ];
  return (
    <div className={css.trace}>
      <p className={css.verdict}>
        {level === null ? (
          <strong>{t('trace.none')}</strong>
        ) : (
          <ToneMark tone={level} label={common(`level.${level}`)} badge />
        )}
        <span>{t('score', { score })}</span>
        {next !== null && (
          <span className={css.small}>
            {t('trace.next', { level: common(`level.${next.level}`), points: next.points })}
          </span>
        )}
      </p>
      {late && <Notice kind="info">{t('trace.late')}</Notice>}
      {listed.length > 0 && (
        <ul className={css.listed}>
          {listed.map(({ what, verdict, entry }) => (
            <li key={`${what}/${entry}`} className={css.state}>
              {t(`trace.listed.${verdict}`, { what: t(`trace.members.${what}`) })}
              {readsLists && (
                <Link to={paths.links} search={{ entry }}>
                  {t('trace.entry')}
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
      <DataTable
        caption={t('trace.rules', {
          fired: rules.filter(({ fired }) => fired).length,
          all: rules.length,
        })}
        columns={ruleColumns}
        rows={rules}
        rowKey={({ code }) => code}
      />
      {sums.length > 0 && (
        <DataTable
          caption={t('trace.sums')}
          columns={sumColumns}
          rows={sums}
          rowKey={({ what, over }) => `${what}/${over}`}
        />
      )}
    </div>
  );
};
