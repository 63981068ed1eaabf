import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../design/index.ts';
import { Forbidden } from '../errors/index.ts';
import { useTitle } from '../i18n/index.ts';
import { useMe } from '../session/index.ts';
import { FindForm } from './find-form.tsx';
import { Found } from './found.tsx';
import css from './search.module.css';

/** What to look for on top, what was found below. */
export const SearchPage = () => {
  const { t } = useTranslation('search');
  const { handle } = useParams({ strict: false });
  const may = useMe().acts.includes('vault.search');
  useTitle(t('room'));
  if (!may) return <Forbidden data={{ act: 'vault.search', roles: [] }} />;
  return (
    <Page>
      <h1>{t('title')}</h1>
      <p className={css.intro}>{t('intro')}</p>
      <FindForm key={handle} autoFocus={handle === undefined} />
      {handle !== undefined && <Found handle={handle} />}
    </Page>
  );
};
