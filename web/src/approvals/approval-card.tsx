import type { Approval } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { ToneMark } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './approvals.module.css';
import { Decide } from './decide.tsx';
import type { Refused } from './refused.tsx';
import { What } from './what.tsx';

const tones = {
  pending: 'middle',
  approved: 'done',
  refused: 'high',
  withdrawn: 'low',
  expired: 'low',
} as const;

type Props = { approval: Approval; onRefused: (refused: Refused | null) => void };

/** One request: what would change, who asks and why, till when, and what I may do with it. */
export const ApprovalCard = ({ approval, onRefused }: Props) => {
  const { t } = useTranslation('approvals');
  const language = useLanguage();
  const { payload, why, state, requestedBy, requestedAt, expiresAt, decidedBy, decidedAt, note, emergency } =
    approval;
  const at = (instant: string) => formatInstant(instant, language, 'moment', serverNow());
  return (
    <li className={css.card} aria-label={t(`kind.${payload.kind}`)}>
      <header className={css.head}>
        <h2>{t(`kind.${payload.kind}`)}</h2>
        <ToneMark tone={tones[state]} label={t(`state.${state}`)} badge />
        {emergency && <ToneMark tone="urgent" label={t('alone')} badge />}
      </header>
      <What payload={payload} />
      <p>{t('why', { why })}</p>
      <p className={css.small}>
        {t('asked', { name: requestedBy.name, at: at(requestedAt) })}
        {state === 'pending' && ` · ${t('until', { at: at(expiresAt) })}`}
        {decidedBy !== null &&
          decidedAt !== null &&
          ` · ${t(`decided.${state}`, { name: decidedBy.name, at: at(decidedAt) })}`}
      </p>
      {note !== null && <p className={css.small}>{t('note', { note })}</p>}
      {approval.offers.length > 0 && <Decide approval={approval} onRefused={onRefused} />}
    </li>
  );
};
