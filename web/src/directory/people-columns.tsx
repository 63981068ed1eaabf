import type { Person } from '@lanzha/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { type Column, ToneMark } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';

export const usePeopleColumns = (act: (person: Person) => ReactNode): readonly Column<Person>[] => {
  const { t } = useTranslation('directory');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const state = ({ disabledAt, mustChangePassword, pending, roles }: Person) => {
    if (pending !== null) return <ToneMark tone="middle" label={t(`person.pending.${pending.kind}`)} />;
    if (disabledAt !== null) return <ToneMark tone="low" label={t('person.disabled')} />;
    if (roles.length === 0) return <ToneMark tone="low" label={t('person.noRoles')} />;
    return mustChangePassword ? (
      <ToneMark tone="middle" label={t('person.first')} />
    ) : (
      <ToneMark tone="done" label={t('person.active')} />
    );
  };
  return [
    { key: 'name', title: t('person.name'), cell: ({ name }) => name, head: true },
    {
      key: 'username',
      title: t('person.username'),
      cell: ({ username, staffNo }) => (staffNo === null ? username : `${username} · ${staffNo}`),
    },
    { key: 'unit', title: t('person.unit'), cell: ({ unit }) => unit.name },
    {
      key: 'roles',
      title: t('person.roles'),
      cell: ({ roles }) =>
        roles.length === 0 ? '—' : roles.map((role) => common(`role.${role}`)).join(' · '),
    },
    { key: 'state', title: t('person.state'), cell: state },
    {
      key: 'seen',
      title: t('person.lastSeen'),
      cell: ({ lastSeenAt }) =>
        lastSeenAt === null ? t('person.never') : formatInstant(lastSeenAt, language, 'moment', serverNow()),
    },
    { key: 'act', title: t('person.act'), cell: act },
  ];
};
