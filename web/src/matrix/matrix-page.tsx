import type { Act, MatrixAct, MatrixRole, Role } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Button, NativeSelect, Options, Page, Skeleton, TextInput, useSettledText } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { useLanguage, useTitle } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { Grid } from './grid.tsx';
import { Holders } from './holders.tsx';
import css from './matrix.module.css';
import { Reasons } from './reasons.tsx';
import type { MatrixSearch } from './search.ts';

const route = getRouteApi(`/shell${paths.matrix}`);
type Said = { zh: string; en: string };

/** Who may do what, and why: the grid, the reasons behind it, and the people it means here. Made to be printed. */
export const MatrixPage = () => {
  const { t } = useTranslation('matrix');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const query = useQuery(api.directory.matrix.queryOptions());
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const say = (words: Said) => (language === 'en' ? words.en : words.zh);
  const ask = (next: MatrixSearch) => void navigate({ search: next, replace: true });
  const without = (key: keyof MatrixSearch): MatrixSearch => {
    const { [key]: _gone, ...rest } = search;
    return rest;
  };
  const [person, setPerson] = useSettledText(search.q ?? '', (next) =>
    ask(next === '' ? without('q') : { ...search, q: next }),
  );
  useTitle(t('room'));
  if (query.isPending) return <Skeleton lines={12} label={common('do.loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const { roles, acts } = query.data;
  const { role, act } = search;
  const shownRoles = roles.filter((one: MatrixRole) => role === undefined || one.role === role);
  const shownActs = acts.filter((one: MatrixAct) => act === undefined || one.act === act);
  return (
    <Page>
      <header className={css.head}>
        <h1>{t('title')}</h1>
        <span className={css.print}>
          <Button icon="file" onClick={() => window.print()}>
            {t('print')}
          </Button>
        </span>
      </header>
      <p className={css.quiet}>{t('intro')}</p>
      <form className={css.filters} aria-label={t('filter')} onSubmit={(event) => event.preventDefault()}>
        <Filter label={t('role')}>
          {(id) => (
            <NativeSelect
              id={id}
              value={role ?? ''}
              onChange={({ target }) =>
                ask(target.value === '' ? without('role') : { ...search, role: target.value as Role })
              }
            >
              <Options
                none={t('all')}
                of={roles}
                value={(one) => one.role}
                name={(one) => common(`role.${one.role}`)}
              />
            </NativeSelect>
          )}
        </Filter>
        <Filter label={t('act')}>
          {(id) => (
            <NativeSelect
              id={id}
              value={act ?? ''}
              onChange={({ target }) =>
                ask(target.value === '' ? without('act') : { ...search, act: target.value as Act })
              }
            >
              <Options none={t('all')} of={acts} value={(one) => one.act} name={(one) => say(one.name)} />
            </NativeSelect>
          )}
        </Filter>
        <Filter label={t('person')}>
          {(id) => (
            <TextInput
              id={id}
              value={person}
              placeholder={t('personHint')}
              maxLength={60}
              onChange={({ target }) => setPerson(target.value)}
            />
          )}
        </Filter>
      </form>
      <Grid roles={shownRoles} acts={shownActs} say={say} />
      <Reasons roles={shownRoles} acts={shownActs} say={say} />
      <Holders search={search} acts={acts} say={say} />
    </Page>
  );
};

const Filter = ({ label, children }: { label: string; children: (id: string) => ReactNode }) => {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
};
