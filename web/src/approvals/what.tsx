import type { ApprovalPayload, Role } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { CertaintyMark, useParamName, useParamValue } from '../params/index.ts';
import css from './approvals.module.css';

type Of<K extends ApprovalPayload['kind']> = Extract<ApprovalPayload, { kind: K }>;

/** Before and after, so that who agrees sees exactly what will be different. */
const Change = ({ label, before, after }: { label: string; before: ReactNode; after: ReactNode }) => {
  const { t } = useTranslation('approvals');
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span className={css.before}>{before}</span>
        <span className={css.arrow}>{t('becomes')}</span>
        <strong>{after}</strong>
      </dd>
    </div>
  );
};

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

export const What = ({ payload }: { payload: ApprovalPayload }) => {
  switch (payload.kind) {
    case 'params.change':
      return <ParamChange payload={payload} />;
    case 'rights.change':
      return <RightsChange payload={payload} />;
    case 'rights.restore':
    case 'rights.disable':
      return <Held payload={payload} />;
    case 'account.reset':
      return <Account person={payload.person} />;
    case 'keys.grant':
      return <KeyGrant payload={payload} />;
  }
};

const ParamChange = ({ payload }: { payload: Of<'params.change'> }) => {
  const { t } = useTranslation('approvals');
  const language = useLanguage();
  const name = useParamName();
  const show = useParamValue();
  const { data = [] } = useQuery(api.params.list.queryOptions({ staleTime: 60_000 }));
  const { code, unit, before, value, from, legalBasis, certainty } = payload;
  const known = data.find((one) => one.code === code);
  return (
    <dl className={css.what}>
      <Fact label={t('what.param')}>
        {name(known ?? { code, meaning: null })} <span className={css.code}>{code}</span>
      </Fact>
      <Change
        label={t('what.value')}
        before={show({ value: before.value, unit })}
        after={show({ value, unit })}
      />
      <Fact label={t('what.from')}>
        {from === null ? t('what.atOnce') : formatInstant(from, language, 'full')}
      </Fact>
      <Fact label={t('what.basis')}>{legalBasis}</Fact>
      <Fact label={t('what.certainty')}>
        <CertaintyMark certainty={certainty} />
      </Fact>
    </dl>
  );
};

const useRoles = () => {
  const { t } = useTranslation('approvals');
  const { t: common } = useTranslation();
  return (roles: readonly Role[]) =>
    roles.length === 0 ? t('what.noRoles') : roles.map((role) => common(`role.${role}`)).join(' · ');
};

const RightsChange = ({ payload }: { payload: Of<'rights.change'> }) => {
  const { t } = useTranslation('approvals');
  const show = useRoles();
  const { person, before, after } = payload;
  const same = show(before.roles) === show(after.roles);
  return (
    <dl className={css.what}>
      <Fact label={t('what.person')}>
        {person.name} <span className={css.code}>{person.username}</span>
      </Fact>
      {same ? (
        <Fact label={t('what.roles')}>{show(after.roles)}</Fact>
      ) : (
        <Change label={t('what.roles')} before={show(before.roles)} after={show(after.roles)} />
      )}
      {before.unit.id === after.unit.id ? (
        <Fact label={t('what.unit')}>{after.unit.name}</Fact>
      ) : (
        <Change label={t('what.unit')} before={before.unit.name} after={after.unit.name} />
      )}
    </dl>
  );
};

/** An account as it stands, that is to stop or to come back. */
const Held = ({ payload: { person, before } }: { payload: Of<'rights.restore' | 'rights.disable'> }) => {
  const { t } = useTranslation('approvals');
  const show = useRoles();
  return (
    <dl className={css.what}>
      <Fact label={t('what.person')}>
        {person.name} <span className={css.code}>{person.username}</span>
      </Fact>
      <Fact label={t('what.roles')}>{show(before.roles)}</Fact>
      <Fact label={t('what.unit')}>{before.unit.name}</Fact>
    </dl>
  );
};

const Account = ({ person }: { person: Of<'account.reset'>['person'] }) => {
  const { t } = useTranslation('approvals');
  return (
    <dl className={css.what}>
      <Fact label={t('what.person')}>
        {person.name} <span className={css.code}>{person.username}</span>
      </Fact>
      <Fact label={t('what.after')}>{t('what.resetMeans')}</Fact>
    </dl>
  );
};

/** A key of an outside system: for whom, what it may do, from where and till when. */
const KeyGrant = ({ payload }: { payload: Of<'keys.grant'> }) => {
  const { t } = useTranslation('approvals');
  const language = useLanguage();
  const { unit, source, allow, allowFrom, expiresAt } = payload;
  return (
    <dl className={css.what}>
      <Fact label={t('what.unit')}>{unit.name}</Fact>
      <Fact label={t('what.source')}>{source}</Fact>
      <Fact label={t('what.allow')}>
        {allow
          .map((right) => t(right === 'signals:write' ? 'what.right.write' : 'what.right.explain'))
          .join(' · ')}
      </Fact>
      <Fact label={t('what.addresses')}>
        {allowFrom.length === 0 ? t('what.anywhere') : allowFrom.join(' · ')}
      </Fact>
      <Fact label={t('what.expires')}>
        {expiresAt === null ? t('what.never') : formatInstant(expiresAt, language, 'full')}
      </Fact>
      <Fact label={t('what.after')}>{t('what.grantMeans')}</Fact>
    </dl>
  );
};
