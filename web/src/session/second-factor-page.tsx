import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/index.ts';
import { BarePage, Notice, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage, useTitle } from '../i18n/index.ts';
import { AntdRoot } from '../overlays/index.ts';
import { paths } from '../paths.ts';
import { EnrolForm } from './enrol-form.tsx';
import { refreshMe, useMe } from './me.ts';
import { RecoveryCodes } from './recovery-codes.tsx';

const route = getRouteApi(paths.secondFactor);

/** Enrolling a code generator: square code, first code, then the recovery codes. */
export const SecondFactorPage = () => {
  const { t } = useTranslation('session');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const me = useMe();
  const navigate = useNavigate();
  const { installation } = route.useRouteContext();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { enrolled, mustEnrol, dueAt } = me.secondFactor;
  const begun = useQuery({
    queryKey: [...api.session.key(), 'begun'],
    queryFn: () => client.session.beginFactor(),
    enabled: !enrolled && codes === null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const title = codes === null ? t('factor.title') : t('recovery.title');
  useTitle(title);
  const leave = async () => {
    await refreshMe();
    await navigate({ to: paths.home, replace: true });
  };
  const content = () => {
    if (codes !== null)
      return (
        <RecoveryCodes
          codes={codes}
          owner={me.username}
          done={t('recovery.done')}
          onDone={() => void leave()}
        />
      );
    if (enrolled)
      return (
        <>
          <Notice kind="good">{t('factor.already')}</Notice>
          <p>
            <Link to={paths.account}>{t('factor.manage')}</Link>
          </p>
        </>
      );
    if (begun.isPending) return <Skeleton lines={8} label={common('do.loading')} />;
    if (begun.data === undefined)
      return <ReadFailed error={begun.error} retry={() => void begun.refetch()} />;
    return (
      <>
        <p>{t('factor.why')}</p>
        {mustEnrol && <Notice kind="info">{t('factor.must')}</Notice>}
        {dueAt !== null && !mustEnrol && (
          <Notice kind="info">{t('factor.due', { day: formatInstant(dueAt, language, 'day') })}</Notice>
        )}
        <EnrolForm
          begun={begun.data}
          onDone={setCodes}
          aside={!mustEnrol && <Link to={paths.home}>{t('factor.later')}</Link>}
        />
      </>
    );
  };
  return (
    <AntdRoot chineseWords={language === 'zh-CN'}>
      <BarePage
        product={common('product')}
        place={`${me.unit.name} · ${me.name}`}
        drill={installation.kind === 'drill' ? common('drillLong') : null}
        title={title}
      >
        {content()}
      </BarePage>
    </AntdRoot>
  );
};
