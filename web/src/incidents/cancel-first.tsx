import {
  arrivals,
  cancellings,
  type IncidentDetail,
  type IncidentTransfer,
  mayCancel,
} from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { Notice } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { AutoChoice } from './choice-field.tsx';
import css from './incidents.module.css';

/** Of each transfer, before anything else: whether it can still be cancelled at the paying bank (practice.md F7). */
export const CancelFirst = ({ incident, row }: { incident: IncidentDetail; row: IncidentTransfer }) => {
  const { t } = useTranslation('incidents');
  const language = useLanguage();
  const at = { incident, transfer: row.id };
  return (
    <fieldset className={css.card}>
      <legend>{t('transfer.cancelOf', { no: row.no })}</legend>
      <AutoChoice
        {...at}
        field="arrival"
        kept={row.arrival}
        options={arrivals.map((value) => ({ value, label: t(`arrival.${value}`) }))}
      />
      {mayCancel(row.arrival) && (
        <>
          <Notice kind="warn">
            {row.cancelUntil === null
              ? t('transfer.cancel')
              : t('transfer.cancelUntil', {
                  at: formatInstant(row.cancelUntil, language, 'moment', serverNow()),
                })}
          </Notice>
          <AutoChoice
            {...at}
            field="cancelling"
            kept={row.cancelling}
            options={cancellings.map((value) => ({ value, label: t(`cancelling.${value}`) }))}
          />
        </>
      )}
    </fieldset>
  );
};
