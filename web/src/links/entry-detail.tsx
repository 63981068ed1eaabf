import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Button, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { useMe } from '../session/index.ts';
import { ChangeForm } from './change-form.tsx';
import css from './links.module.css';
import { Verdict } from './use-columns.tsx';
import { type WhyAct, WhyForm } from './why-form.tsx';

/** One entry: what it says, who objects, what happened to it, and what this person may do. */
export const EntryDetail = ({ id }: { id: string }) => {
  const { t } = useTranslation('links');
  const language = useLanguage();
  const { acts, id: me } = useMe();
  const [doing, setDoing] = useState<WhyAct | 'change' | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const query = useQuery(api.links.get.queryOptions({ input: { id } }));
  const entry = query.data;
  if (query.isPending) return <Skeleton lines={6} label={t('loading')} />;
  if (entry === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const manages = acts.includes('links.manage');
  const stands = entry.state !== 'lifted';
  const objected = entry.objected.some(({ by, answered }) => by.id === me && answered === null);
  const offered: readonly (WhyAct | 'change')[] = [
    ...(stands && !objected ? (['object'] as const) : []),
    ...(manages && entry.objections > 0 ? (['answer'] as const) : []),
    ...(manages && stands && !entry.forgotten ? (['change'] as const) : []),
    ...(manages && stands ? (['lift'] as const) : []),
    ...(manages && !stands && !entry.forgotten ? (['restore'] as const) : []),
    ...(manages && entry.personal && !entry.forgotten && shown === null ? (['reveal'] as const) : []),
  ];
  const at = (instant: string) => formatInstant(instant, language, 'moment');
  const facts = [
    ['kind', t(`kind.${entry.kind}`)],
    ['value', shown ?? entry.value],
    ['source', entry.source],
    ['note', entry.note],
    ['by', entry.addedBy?.name ?? t('byProduct')],
    ['until', entry.expiresAt === null ? t('noEnd') : formatInstant(entry.expiresAt, language, 'day')],
  ] as const;
  return (
    <div className={css.part}>
      <Verdict entry={entry} />
      <dl className={css.facts}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{t(`col.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {entry.forgotten && <p className={css.small}>{t('forgotten')}</p>}
      {doing === null ? (
        <div className={css.acts}>
          {offered.map((act) => (
            <Button key={act} onClick={() => setDoing(act)}>
              {t(`act.${act}`)}
            </Button>
          ))}
        </div>
      ) : doing === 'change' ? (
        <ChangeForm entry={entry} onDone={() => setDoing(null)} />
      ) : (
        <WhyForm
          key={doing}
          act={doing}
          entry={entry}
          onDone={(value) => {
            setDoing(null);
            if (value !== null) setShown(value);
          }}
        />
      )}
      {entry.objected.length > 0 && (
        <section className={css.part}>
          <h2>{t('objected')}</h2>
          <ul className={css.entries}>
            {entry.objected.map(({ id: one, by, at: when, why, answered }) => (
              <li key={one}>
                <span>
                  {by.name} · {at(when)}：{why}
                </span>
                <span className={css.small}>
                  {answered === null
                    ? t('unanswered')
                    : t('answered', { name: answered.by.name, answer: answered.answer })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={css.part}>
        <h2>{t('history')}</h2>
        <ul className={css.entries}>
          {entry.history.map(({ id: one, act, actor, at: when, why }) => (
            <li key={one}>
              <span>
                {t(`act.${act}`)} · {actor?.name ?? t('byProduct')} · {at(when)}
              </span>
              <span className={css.small}>{why}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
};
