import {
  fraudTypes,
  type IncidentDetail,
  type IncidentField,
  leaks,
  type PlainElements,
  type SealedField,
  subtypes,
  yesNos,
} from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, Notice } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { CancelFirst } from './cancel-first.tsx';
import { AutoChoice } from './choice-field.tsx';
import css from './incidents.module.css';
import { keepIncident } from './queries.ts';
import { AutoText, idOfField } from './text-field.tsx';
import { TransferCard } from './transfer-card.tsx';
import { idNoDoubt } from './typed/numbers.ts';

interface Props {
  readonly incident: IncidentDetail;
  readonly plain: PlainElements | null;
}

/** Enter goes on to the next field, so that one hand stays on the keys. */
const nextField = (event: KeyboardEvent<HTMLElement>) => {
  const { target, key, shiftKey } = event;
  if (key !== 'Enter' || shiftKey || !(target instanceof HTMLInputElement) || event.nativeEvent.isComposing)
    return;
  event.preventDefault();
  const fields = [...event.currentTarget.querySelectorAll<HTMLElement>('input, textarea, select')];
  fields[fields.indexOf(target) + 1]?.focus();
};

/** 快采 in the order of the work: react, ask, take down, stop (rules.md §7.3). One column; every field saves itself. */
export const QuickForm = ({ incident, plain }: Props) => {
  const { t } = useTranslation('incidents');
  const { t: common } = useTranslation();
  const queryClient = useQueryClient();
  const explain = useExplain();
  const add = useMutation({
    mutationFn: () => client.incidents.addTransfer({ id: incident.id, set: {} }),
    onSuccess: (detail) => {
      keepIncident(queryClient, detail);
      const newest = detail.rows.at(-1);
      if (newest !== undefined)
        setTimeout(() => document.getElementById(idOfField('arrival', newest.id))?.focus(), 50);
    },
  });
  const { values } = incident;
  const at = { incident, transfer: null };
  const of = (field: SealedField) => ({ ...at, field, kept: values[field], plain: plain?.values[field] });
  const yesNo = (field: IncidentField & ('screenSharing' | 'warnedBefore' | 'crisis'), hint?: string) => (
    <AutoChoice
      {...at}
      field={field}
      kept={values[field]}
      options={yesNos.map((value) => ({ value, label: t(`yesNo.${value}`) }))}
      hint={hint}
    />
  );
  const known = values.fraudType === null ? [] : Object.entries(subtypes[values.fraudType]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the fields inside take the keys; this only moves between them
    <div className={css.form} onKeyDown={nextField}>
      <section className={css.step} aria-labelledby="step-react">
        <h2 id="step-react">{t('step.react')}</h2>
        <p className={css.quiet}>{t('step.reactWhy')}</p>
        {yesNo('screenSharing', t('hint.screenSharing'))}
        {values.screenSharing === 'yes' && <Notice kind="warn">{t('stopSharing')}</Notice>}
        {yesNo('crisis', t('hint.crisis'))}
        {values.crisis === 'yes' && <AutoText {...of('referral')} hint={t('hint.referral')} />}
        {incident.rows
          .filter(({ struck }) => !struck)
          .map((row) => (
            <CancelFirst key={row.id} incident={incident} row={row} />
          ))}
        <Button
          id={idOfField('transfer', null)}
          icon="plus"
          busy={add.isPending}
          onClick={() => add.mutate()}
        >
          {t('transfer.add')}
        </Button>
        {add.error !== null && <Notice kind="error">{explain(add.error)}</Notice>}
      </section>
      <section className={css.step} aria-labelledby="step-ask">
        <h2 id="step-ask">{t('step.ask')}</h2>
        <AutoChoice
          {...at}
          field="fraudType"
          kept={values.fraudType}
          folded
          options={fraudTypes.map((value) => ({ value, label: `${value} ${common(`fraudType.${value}`)}` }))}
          hint={t('hint.type', { version: incident.typeVersion ?? '2025' })}
        />
        {known.length > 0 && (
          <AutoChoice
            {...at}
            field="subtype"
            kept={values.subtype}
            folded
            options={known.map(([value, label]) => ({ value, label: `${value} ${label}` }))}
          />
        )}
        <div className={css.pair}>
          <AutoText {...of('contactPhone')} />
          <AutoText {...of('contactGroup')} />
          <AutoText {...of('contactApp')} />
          <AutoText {...of('contactUrl')} />
        </div>
        <AutoText {...of('talk')} area />
        {yesNo('warnedBefore')}
        <AutoChoice
          {...at}
          field="leak"
          kept={values.leak}
          folded
          options={leaks.map((value) => ({ value, label: t(`leak.${value}`) }))}
        />
      </section>
      <section className={css.step} aria-labelledby="step-take">
        <h2 id="step-take">{t('step.take')}</h2>
        <div className={css.pair}>
          <AutoText {...of('victimName')} />
          <AutoText
            {...of('victimIdNo')}
            about={(typed) => {
              const doubt = idNoDoubt(typed);
              return doubt === null ? null : t(`doubt.${doubt}`);
            }}
          />
          <AutoText {...of('victimPhone')} numeric />
        </div>
        {incident.rows.map((row) => (
          <TransferCard key={row.id} incident={incident} row={row} plain={plain} />
        ))}
        <AutoText {...of('brief')} area hint={t('hint.brief')} />
      </section>
    </div>
  );
};
