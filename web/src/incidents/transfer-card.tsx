import {
  type IncidentDetail,
  type IncidentTransfer,
  type PlainElements,
  payeeKinds,
  transferChannels,
} from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, serverNow } from '../api/index.ts';
import { Button, Notice } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { formatYuan } from '../i18n/index.ts';
import { AutoChoice } from './choice-field.tsx';
import css from './incidents.module.css';
import { keepIncident } from './queries.ts';
import { AutoText } from './text-field.tsx';
import { readAmount } from './typed/amount.ts';
import { cardDoubt } from './typed/numbers.ts';
import { readTold, writeTold } from './typed/time.ts';

interface Props {
  readonly incident: IncidentDetail;
  readonly row: IncidentTransfer;
  readonly plain: PlainElements | null;
}

/** One transfer of the victim: what the order to stop it is checked against. */
export const TransferCard = ({ incident, row, plain }: Props) => {
  const { t } = useTranslation('incidents');
  const queryClient = useQueryClient();
  const explain = useExplain();
  const strike = useMutation({
    mutationFn: () =>
      client.incidents.strikeTransfer({ id: incident.id, version: incident.version, transfer: row.id }),
    onSuccess: (detail) => keepIncident(queryClient, detail),
  });
  const opened = plain?.rows.find(({ id }) => id === row.id);
  const at = { incident, transfer: row.id };
  const of = (
    field: 'fromAccount' | 'fromName' | 'fromBank' | 'toAccount' | 'toName' | 'toBank' | 'reference',
  ) => ({
    ...at,
    field,
    kept: row[field],
    plain: opened?.[field],
  });
  const aboutCard = (typed: string) => (cardDoubt(typed) === null ? null : t('doubt.card'));
  const told =
    row.sentAt === null || row.sentTo === null ? null : writeTold({ at: row.sentAt, precision: row.sentTo });
  return (
    <fieldset className={css.card} data-struck={row.struck || undefined}>
      <legend>{t(row.struck ? 'transfer.struck' : 'transfer.no', { no: row.no })}</legend>
      {row.struck ? (
        <p className={css.quiet}>
          {t('transfer.was', { yuan: row.amount === null ? '—' : formatYuan(row.amount) })}
        </p>
      ) : (
        <>
          <div className={css.pair}>
            <AutoText
              {...at}
              field="amount"
              kept={row.amount === null ? null : formatYuan(row.amount)}
              plain={row.amount === null ? null : formatYuan(row.amount)}
              read={(typed) => {
                const amount = readAmount(typed);
                return amount === null ? t('wrong.amount') : { amount };
              }}
              about={(typed) => {
                const amount = readAmount(typed);
                return amount === null ? null : t('understood.amount', { yuan: formatYuan(amount) });
              }}
              hint={t('hint.amount')}
            />
            <AutoText
              {...at}
              field="sentAt"
              kept={told}
              plain={told}
              read={(typed) => {
                const moment = readTold(typed, serverNow());
                return moment === null ? t('wrong.time') : { sentAt: moment.at, sentTo: moment.precision };
              }}
              about={(typed) => {
                const moment = readTold(typed, serverNow());
                if (moment === null) return null;
                return t(`understood.${moment.precision}`, { at: writeTold(moment) });
              }}
              hint={t('hint.time')}
            />
            <AutoText {...of('fromAccount')} about={aboutCard} numeric />
            <AutoText {...of('fromBank')} />
            <AutoText {...of('fromName')} hint={t('hint.fromName')} />
            <AutoText {...of('toAccount')} about={aboutCard} numeric />
            <AutoText {...of('toName')} />
            <AutoText {...of('toBank')} />
          </div>
          <AutoChoice
            {...at}
            field="channel"
            kept={row.channel}
            folded
            options={transferChannels.map((value) => ({ value, label: t(`channel.${value}`) }))}
          />
          <div className={css.pair}>
            <AutoText {...of('reference')} />
            <AutoChoice
              {...at}
              field="payeeKind"
              kept={row.payeeKind}
              folded
              options={payeeKinds.map((value) => ({ value, label: t(`payeeKind.${value}`) }))}
            />
          </div>
          <Button kind="quiet" busy={strike.isPending} onClick={() => strike.mutate()}>
            {t('transfer.strike')}
          </Button>
          {strike.error !== null && (
            <Notice kind="error">{explain(strike.error, { CHANGED: t('changed') })}</Notice>
          )}
        </>
      )}
    </fieldset>
  );
};
