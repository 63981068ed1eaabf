import { type ContactFunction, contactFunctions } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Checkbox, NativeSelect, Options, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { paths } from '../paths.ts';
import { ContactTable } from './contact-table.tsx';
import css from './staff.module.css';

/** Who answers for what in which unit, now and before. */
export const ContactsTab = ({ duty }: { duty: ContactFunction | undefined }) => {
  const { t } = useTranslation('staff');
  const navigate = useNavigate();
  const [past, setPast] = useState(false);
  const query = useQuery(
    api.staff.contacts.queryOptions({ input: { past, ...(duty === undefined ? {} : { function: duty }) } }),
  );
  const content = () => {
    if (query.isPending) return <Skeleton lines={8} label={t('loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    return (
      <ContactTable
        contacts={query.data}
        caption={t('contact.count', { count: query.data.length })}
        none={
          <PageState icon="card" title={t('contact.none')}>
            <p>{t('contact.noneWhy')}</p>
          </PageState>
        }
      />
    );
  };
  return (
    <section className={css.part} aria-label={t('tabs.contacts')}>
      <div className={css.tools}>
        <NativeSelect
          aria-label={t('member.functions')}
          value={duty ?? ''}
          onChange={({ target }) => {
            const chosen = contactFunctions.find((one) => one === target.value);
            void navigate({
              to: paths.staff,
              search: { tab: 'contacts', ...(chosen === undefined ? {} : { duty: chosen }) },
            });
          }}
        >
          <Options none={t('filter.everyDuty')} of={contactFunctions} name={(one) => t(`duty.${one}`)} />
        </NativeSelect>
        <Checkbox
          checked={past}
          onChange={({ target }) => setPast(target.checked)}
          label={t('contact.past')}
        />
      </div>
      {content()}
    </section>
  );
};
