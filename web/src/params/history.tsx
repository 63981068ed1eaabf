import type { ParamVersion } from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/index.ts';
import { Field, FormShell, Skeleton, TextInput, useForm } from '../design/index.ts';
import { ReadFailed, useExplain } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { useMe } from '../session/index.ts';
import { CertaintyMark } from './certainty-mark.tsx';
import css from './params.module.css';
import { useBasis, useParamValue } from './use-param-words.ts';

/** Every version of a parameter, the latest first: who asked, who agreed, why. */
export const History = ({ code }: { code: string }) => {
  const { t } = useTranslation('params');
  const query = useQuery(api.params.history.queryOptions({ input: { code } }));
  if (query.isPending) return <Skeleton lines={6} label={t('loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  return (
    <ol className={css.versions}>
      {query.data.map((version) => (
        <Version key={version.id} version={version} />
      ))}
    </ol>
  );
};

const Version = ({ version }: { version: ParamVersion }) => {
  const { t } = useTranslation('params');
  const language = useLanguage();
  const value = useParamValue();
  const basis = useBasis();
  const proposes = useMe().acts.includes('params.propose');
  const { state, from, to, proposed, approved, withdrawn } = version;
  const at = (instant: string) => formatInstant(instant, language, 'full');
  const lines = [
    [from === null ? null : t('since.at', { at: at(from) }), to && t('since.until', { at: at(to) })]
      .filter(Boolean)
      .join(' · '),
    t('history.basis', { basis: basis(version.legalBasis) }),
    proposed === null
      ? t('history.delivered')
      : t('history.proposed', { name: proposed.by.name, at: at(proposed.at) }),
    proposed && t('history.why', { why: proposed.why }),
    approved &&
      t(approved.alone ? 'history.alone' : 'history.approved', {
        name: approved.by.name,
        at: at(approved.at),
      }),
    withdrawn &&
      t('history.withdrawn', { name: withdrawn.by.name, at: at(withdrawn.at), why: withdrawn.why }),
  ];
  return (
    <li className={css.version} data-state={state}>
      <p className={css.line}>
        <span className={css.value}>{value(version)}</span>
        <span>{t(`history.state.${state}`)}</span>
      </p>
      <CertaintyMark certainty={version.certainty} />
      {lines.map(
        (line) =>
          line && (
            <p key={line} className={css.small}>
              {line}
            </p>
          ),
      )}
      {proposes && state === 'scheduled' && <WithdrawForm version={version} />}
    </li>
  );
};

const WithdrawForm = ({ version }: { version: ParamVersion }) => {
  const { t } = useTranslation('params');
  const explain = useExplain();
  const queryClient = useQueryClient();
  const form = useForm({ why: '' }, { why: (value) => (value.trim().length < 4 ? t('withdraw.bad') : null) });
  const send = useMutation({
    mutationFn: () => client.params.withdraw({ version: version.id, why: form.values.why.trim() }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: api.params.key() }),
  });
  return (
    <div className={css.form}>
      <FormShell
        label={t('withdraw.submit')}
        pending={send.isPending}
        error={explain(send.error, { TOO_LATE: t('withdraw.tooLate') })}
        submit={t('withdraw.submit')}
        onSubmit={() => form.check() && send.mutate()}
      >
        <Field {...form.field('why')} label={t('withdraw.why')}>
          {(aria) => <TextInput {...aria} {...form.text('why')} maxLength={500} />}
        </Field>
      </FormShell>
    </div>
  );
};
