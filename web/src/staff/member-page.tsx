import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client, serverNow } from '../api/index.ts';
import { Button, Page, Skeleton, ToneMark } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage, useTitle } from '../i18n/index.ts';
import { Dialog } from '../overlays/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { ContactTable } from './contact-table.tsx';
import { Entries } from './entries.tsx';
import { EntryForm } from './entry-form.tsx';
import { MemberForm } from './member-form.tsx';
import { Phone } from './phone.tsx';
import css from './staff.module.css';
import { WhyForm } from './why-form.tsx';

const route = getRouteApi(`/shell${paths.staffMember}`);

/** One person of the register: what is known, what was, and what may be changed. */
export const MemberPage = () => {
  const { t } = useTranslation('staff');
  const language = useLanguage();
  const { id } = route.useParams();
  const manages = useMe().acts.includes('staff.manage');
  const [dialog, setDialog] = useState<'change' | 'leave' | 'entry' | null>(null);
  const query = useQuery(api.staff.get.queryOptions({ input: { id } }));
  const member = query.data;
  const name = member?.name;
  useTitle(name ?? t('room'));
  if (query.isPending) return <Skeleton lines={8} label={t('loading')} />;
  if (member === undefined)
    return <ReadFailed level={1} error={query.error} retry={() => void query.refetch()} />;
  const close = () => setDialog(null);
  return (
    <Page>
      <p>
        <Link to={paths.staff}>{t('title.people')}</Link>
      </p>
      <header className={css.head}>
        <h1>{member.name}</h1>
        {member.leftDay !== null && (
          <ToneMark tone="low" label={t('member.leftOn', { day: member.leftDay })} badge />
        )}
        {member.secondedFrom !== null && (
          <ToneMark tone="middle" label={t('member.seconded', { from: member.secondedFrom })} badge />
        )}
        {manages && member.leftDay === null && (
          <div className={css.acts}>
            <Button icon="plus" onClick={() => setDialog('entry')}>
              {t('entry.new')}
            </Button>
            <Button onClick={() => setDialog('change')}>{t('member.change')}</Button>
            <Button kind="quiet" onClick={() => setDialog('leave')}>
              {t('member.leave')}
            </Button>
          </div>
        )}
      </header>
      <dl className={css.facts}>
        <div>
          <dt>{t('member.unit')}</dt>
          <dd>{member.unit.name}</dd>
        </div>
        <div>
          <dt>{t('member.post')}</dt>
          <dd>{member.post || '—'}</dd>
        </div>
        <div>
          <dt>{t('member.phone')}</dt>
          <dd>
            <Phone member={member} />
          </dd>
        </div>
        <div>
          <dt>{t('member.account')}</dt>
          <dd>{member.account?.name ?? t('member.noAccount')}</dd>
        </div>
      </dl>
      {member.contacts.length > 0 && (
        <ContactTable
          contacts={member.contacts}
          caption={t('contact.count', { count: member.contacts.length })}
        />
      )}
      <Entries entries={member.entries} />
      <section className={css.part}>
        <h2>{t('history.title')}</h2>
        <ol className={css.history}>
          {member.history.map(({ id, at, actor, act, detail }) => (
            <li key={id}>
              <span className={css.small}>
                {formatInstant(at, language, 'moment', serverNow())} · {actor.name}
              </span>
              <span>
                {t(`history.${act}`)}
                {(detail.title !== undefined || detail.why !== undefined) &&
                  t('history.detail', { detail: detail.title ?? detail.why ?? '' })}
                {detail.successor !== undefined && t('history.successor', { name: detail.successor })}
              </span>
            </li>
          ))}
        </ol>
      </section>
      <Dialog
        open={dialog !== null}
        title={t(dialog === 'entry' ? 'entry.new' : dialog === 'leave' ? 'member.leave' : 'member.change')}
        onClose={close}
      >
        {dialog === 'change' && <MemberForm member={member} onDone={close} />}
        {dialog === 'entry' && <EntryForm member={member} onDone={close} />}
        {dialog === 'leave' && (
          <WhyForm
            label={t('member.leave')}
            hint={t('member.leaveHint')}
            seen={member.version}
            send={(why, version) => client.staff.leave({ id, version, why })}
            onDone={close}
          />
        )}
      </Dialog>
    </Page>
  );
};
