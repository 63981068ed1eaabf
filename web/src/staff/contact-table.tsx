import type { StaffContact } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/index.ts';
import { Button, type Column, DataTable, Notice, ToneMark } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { Dialog } from '../overlays/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { AppointForm } from './appoint-form.tsx';
import css from './staff.module.css';
import { useRefusal } from './use-refusal.ts';
import { WhyForm } from './why-form.tsx';

/** Contacts with from and to, how sure they are, and what may be done with them. */
export const ContactTable = ({
  contacts,
  caption,
  none = null,
}: {
  contacts: readonly StaffContact[];
  caption: string;
  /** In place of an empty table; what was opened from a row that is gone stays open. */
  none?: ReactNode;
}) => {
  const { t } = useTranslation('staff');
  const language = useLanguage();
  const refusal = useRefusal();
  const queryClient = useQueryClient();
  const manages = useMe().acts.includes('staff.manage');
  const [opened, setOpened] = useState<{ act: 'succeed' | 'end'; contact: StaffContact } | null>(null);
  const touch = useMutation({
    mutationFn: ({ act, contact: { id, version } }: { act: 'confirm' | 'report'; contact: StaffContact }) =>
      act === 'confirm'
        ? client.staff.confirmContact({ id, version })
        : client.staff.reportContact({ id, version }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: api.staff.key() }),
  });
  const state = ({ toDay, endedWhy, reportDue, stale, confirmedAt }: StaffContact) => {
    if (toDay !== null) return t('contact.ended', { why: endedWhy ?? '' });
    if (reportDue !== null) return <ToneMark tone="high" label={t('contact.reportBy', { day: reportDue })} />;
    const at = formatInstant(confirmedAt, language, 'day');
    return stale ? (
      <ToneMark tone="middle" label={t('contact.stale', { at })} />
    ) : (
      <ToneMark tone="done" label={t('contact.confirmed', { at })} />
    );
  };
  const columns: Column<StaffContact>[] = [
    { key: 'unit', title: t('member.unit'), cell: ({ unit }) => unit.name, head: true },
    {
      key: 'duty',
      title: t('member.functions'),
      cell: (one) => t('contact.as', { duty: t(`duty.${one.function}`), rank: one.rank }),
    },
    {
      key: 'member',
      title: t('contact.member'),
      cell: ({ member }) => (
        <Link to={paths.staffMember} params={{ id: member.id }}>
          {member.name}
        </Link>
      ),
    },
    { key: 'phone', title: t('member.phone'), cell: ({ phone }) => phone ?? '—' },
    {
      key: 'days',
      title: t('contact.days'),
      cell: ({ fromDay, toDay }) =>
        t(toDay === null ? 'contact.since' : 'contact.span', { from: fromDay, to: toDay ?? '' }),
    },
    { key: 'state', title: t('member.state'), cell: state },
  ];
  if (manages)
    columns.push({
      key: 'act',
      title: t('act'),
      cell: (contact) =>
        contact.toDay === null && (
          <div className={css.acts}>
            {contact.reportDue !== null && (
              <Button onClick={() => touch.mutate({ act: 'report', contact })}>{t('contact.report')}</Button>
            )}
            {contact.stale && (
              <Button onClick={() => touch.mutate({ act: 'confirm', contact })}>
                {t('contact.confirm')}
              </Button>
            )}
            <Button onClick={() => setOpened({ act: 'succeed', contact })}>{t('contact.succeed')}</Button>
            <Button kind="quiet" onClick={() => setOpened({ act: 'end', contact })}>
              {t('contact.end')}
            </Button>
          </div>
        ),
    });
  const close = () => setOpened(null);
  const error = refusal(touch.error);
  return (
    <>
      {error && <Notice kind="error">{error}</Notice>}
      {contacts.length === 0 ? (
        none
      ) : (
        <DataTable caption={caption} columns={columns} rows={contacts} rowKey={({ id }) => id} />
      )}
      <Dialog
        open={opened !== null}
        title={t(opened?.act === 'end' ? 'contact.end' : 'contact.succeed')}
        onClose={close}
      >
        {opened?.act === 'succeed' && (
          <AppointForm
            place={{
              unit: opened.contact.unit,
              function: opened.contact.function,
              rank: opened.contact.rank,
              instead: {
                id: opened.contact.id,
                memberId: opened.contact.member.id,
                name: opened.contact.member.name,
              },
            }}
            onDone={close}
          />
        )}
        {opened?.act === 'end' && (
          <WhyForm
            label={t('contact.end')}
            hint={t('contact.endHint')}
            seen={opened.contact.version}
            send={(why, version) => client.staff.endContact({ id: opened.contact.id, version, why })}
            onDone={close}
          />
        )}
      </Dialog>
    </>
  );
};
