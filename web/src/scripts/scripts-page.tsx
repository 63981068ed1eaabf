import { fraudTypes, type Script } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Button, Field, isKept, NativeSelect, Options, Page, Skeleton, useMedia } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage, useTitle } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { EditForm } from './edit-form.tsx';
import { ScriptView } from './script-view.tsx';
import css from './scripts.module.css';
import { Versions } from './versions.tsx';

const route = getRouteApi(`/shell${paths.scripts}`);

/** Texts to be read out, one for each type of fraud. */
export const ScriptsPage = () => {
  const { t } = useTranslation('scripts');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const phone = useMedia('phone');
  const { type = '01' } = route.useSearch();
  const query = useQuery(api.scripts.list.queryOptions());
  useTitle(t('room'));
  const script = query.data?.find((one) => one.type === type);
  const name = (one: (typeof fraudTypes)[number]) => `${one} ${common(`fraudType.${one}`)}`;
  const content = () => {
    if (query.isPending) return <Skeleton lines={10} label={common('do.loading')} />;
    if (script === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    return <One key={type} script={script} />;
  };
  return (
    <Page>
      <h1>{t('title')}</h1>
      <p className={css.quiet}>{t('intro')}</p>
      {phone ? (
        <Field id="script-type" label={t('type')} error={undefined}>
          {(aria) => (
            <NativeSelect
              {...aria}
              value={type}
              onChange={({ target }) => {
                const next = fraudTypes.find((one) => one === target.value);
                if (next !== undefined) void navigate({ to: paths.scripts, search: { type: next } });
              }}
            >
              <Options of={fraudTypes} name={name} />
            </NativeSelect>
          )}
        </Field>
      ) : null}
      <div className={css.columns}>
        {!phone && (
          <nav className={css.types} aria-label={t('type')}>
            {fraudTypes.map((one) => (
              <Link
                key={one}
                to={paths.scripts}
                search={{ type: one }}
                aria-current={one === type ? 'page' : undefined}
              >
                {name(one)}
              </Link>
            ))}
          </nav>
        )}
        <div>{content()}</div>
      </div>
    </Page>
  );
};

const One = ({ script }: { script: Script }) => {
  const { t } = useTranslation('scripts');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const manages = me.acts.includes('scripts.manage');
  const { type, text, original, changedAt, changedBy } = script;
  const draftKey = `${me.id} script ${type}`;
  // Words typed before one looked at another type are there again.
  const [editing, setEditing] = useState(manages && isKept(draftKey));
  const [round, setRound] = useState(0);
  return (
    <article className={css.article}>
      <header className={css.head}>
        <h2>{common(`fraudType.${type}`)}</h2>
        {manages && !editing && <Button onClick={() => setEditing(true)}>{t('edit.open')}</Button>}
      </header>
      <p className={css.quiet}>
        {original || changedAt === null
          ? t('original')
          : t('changed', { by: changedBy?.name ?? '', at: formatInstant(changedAt, language, 'day') })}
      </p>
      {editing ? (
        <EditForm
          key={round}
          script={script}
          draftKey={draftKey}
          onDone={() => setEditing(false)}
          onRestart={() => setRound(round + 1)}
        />
      ) : (
        <ScriptView text={text} />
      )}
      {manages && script.version > 0 && <Versions type={type} />}
    </article>
  );
};
